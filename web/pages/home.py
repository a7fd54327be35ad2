"""The front page: search first, then events and what was published last."""

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.queries.pages import home_page
from web.addresses import home_address
from web.pages.about import about_site
from web.pages.posters import posters_of
from web.reader import language_of
from web.rendering import page


def show_home(request: Request) -> Response:
    with request.app.state.catalogue.reading() as db:
        shown = home_page(db)
    posters = posters_of(request, shown.newest)
    values = {
        "shown": shown,
        "posters": posters,
        "about": about_site(request, language_of(request)),
    }
    return page(request, "home.html", values, address=home_address)
