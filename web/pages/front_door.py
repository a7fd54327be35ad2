"""What is asked for at the site's root: the reader's own language, and notes for machines."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from web.addresses import desk_address, home_address
from web.reader import language_of

ROBOTS = """User-agent: *
Disallow: /ko/desk/
Disallow: /en/desk/
Disallow: /ko/search
Disallow: /en/search
"""


def show_front_door(request: Request) -> Response:
    """Send the reader to Korean or English, whichever the browser asks for first."""
    return RedirectResponse(
        home_address(language_of(request)),
        302,
        {"vary": "accept-language", "cache-control": "no-cache"},
    )


def _show_robots(request: Request) -> Response:
    sitemap = f"\nSitemap: {request.app.state.settings.base_url}/sitemap.xml\n"
    return PlainTextResponse(ROBOTS + sitemap, headers={"cache-control": "public, max-age=86400"})


def _show_favicon(request: Request) -> Response:
    """Browsers ask here for pages that name no picture, such as a file's."""
    return RedirectResponse(request.app.state.static.address("mark.svg"), 302)


def _add_slash(request: Request) -> Response:
    language = request.path_params["language"]
    is_desk = request.url.path.endswith("/desk")
    return RedirectResponse(desk_address(language) if is_desk else home_address(language), 308)


def _drop_slash(request: Request) -> Response:
    """The same address without the slash at its end; never an address of another site."""
    path = "/" + quote(request.path_params["rest"].strip("/\\"))
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path + asked, 308)


front_door_routes = [
    Route("/", show_front_door),
    Route("/robots.txt", _show_robots),
    Route("/favicon.ico", _show_favicon),
    Route("/{language:language}", _add_slash),
    Route("/{language:language}/desk", _add_slash),
]
last_routes = [Route("/{rest:path}/", _drop_slash, methods=["GET"])]
"""Asked when nothing else answered."""
