"""Every address the site answers, in one list."""

from starlette.routing import BaseRoute, Mount, Route

from web.clips import clip_routes
from web.desk.routes import desk_routes
from web.downloads import download_routes
from web.exports import export_routes
from web.feeds.routes import feed_routes
from web.filmstrips import filmstrip_routes
from web.joined import joined_routes
from web.media import media_routes
from web.pages.embed import show_embed
from web.pages.event import show_event
from web.pages.events import show_events
from web.pages.front_door import front_door_routes, last_routes
from web.pages.home import show_home
from web.pages.person import show_person
from web.pages.search import show_search
from web.pages.session import show_session
from web.static_files import StaticFolder


def routes(static: StaticFolder) -> list[BaseRoute]:
    """Pages for viewers, the desk, media and our own files."""
    return [
        *front_door_routes,
        Mount("/static/{digest}", static),
        *feed_routes,
        Route("/{language:language}/", show_home),
        Route("/{language:language}/e", show_events),
        Route("/{language:language}/e/{slug}", show_event),
        Route("/{language:language}/e/{slug}/{code}", show_session),
        Route("/{language:language}/e/{slug}/{code}/embed", show_embed),
        Route("/{language:language}/p/{person_id}", show_person),
        Route("/{language:language}/search", show_search),
        *desk_routes,
        *joined_routes,
        *clip_routes,
        *filmstrip_routes,
        *media_routes,
        *export_routes,
        *download_routes,
        *last_routes,
    ]
