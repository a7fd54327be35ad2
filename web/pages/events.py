"""Every event, by year."""

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.queries.pages import events_page
from web.addresses import events_address
from web.pages.about import about_events
from web.pages.asked import whole_number
from web.reader import language_of
from web.rendering import page

_LAST_YEAR = 9999


def show_events(request: Request) -> Response:
    asked = min(whole_number(request, "year", 0), _LAST_YEAR) or None
    with request.app.state.catalogue.reading() as db:
        shown = events_page(db, asked)
    by_year = groupby(shown.events, lambda one: one[0].date.year if one[0].date else None)
    values = {
        "shown": shown,
        "groups": [(year, list(events)) for year, events in by_year],
        "about": about_events(request, language_of(request)),
    }
    return page(
        request, "events.html", values, address=lambda lang: events_address(lang, year=asked)
    )
