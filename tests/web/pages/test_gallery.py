"""The gallery: every page there is belongs in it, so that it is looked at and checked."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.routing import Match, Route

from tests.gallery.pages import PAGES
from tests.studio import settings_in
from web.app import create_app

NO_PAGES = {
    "/": "leads to a language",
    "/{language:language}": "leads to the address with a slash",
    "/{language:language}/desk": "leads to the address with a slash",
    "/{rest:path}/": "leads to the address without a slash",
    "/oembed": "tells other sites how to embed a session",
    "/{language:language}/desk/progress": "a part of the desk, fetched by its script",
    "/{language:language}/desk/e/{slug}/{code}/clip": "a part of a cut's page, fetched likewise",
}
"""What answers GET, has no file's ending and is no page of its own, with why."""


def test_every_page_is_in_the_gallery(tmp_path: Path) -> None:
    app = create_app(settings_in(tmp_path))
    shown = {_route_of(app, one.address("ko").partition("?")[0]) for one in PAGES}
    assert sorted(set(_pages(app)) - shown) == sorted(NO_PAGES)
    app.state.orders.close()
    app.state.catalogue.close()


def _pages(app: Starlette) -> Iterator[str]:
    """What answers GET and has no file's ending."""
    for route in app.routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and _is_bare(route.path):
            yield route.path


def _is_bare(path: str) -> bool:
    return "." not in path.rpartition("/")[2]


def _route_of(app: Starlette, path: str) -> str:
    """The pattern of the route that answers an address; none for one that nothing answers."""
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": quote(path).encode()}
    scope |= {"root_path": ""}
    matching = (one for one in app.routes if one.matches(scope)[0] == Match.FULL)
    found = next(matching, None)
    return found.path if isinstance(found, Route) else ""
