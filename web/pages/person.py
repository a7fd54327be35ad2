"""A person and every appearance that can be watched."""

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.queries.pages import person_page
from web.access import account_of
from web.addresses import person_address
from web.pages.about import about_person
from web.pages.asked import path_number
from web.pages.posters import posters_of
from web.reader import language_of
from web.rendering import page


def show_person(request: Request) -> Response:
    number = path_number(request, "person_id")
    with request.app.state.catalogue.reading() as db:
        shown = person_page(db, number, is_editor=account_of(request) is not None)
    posters = posters_of(request, [card for card, _ in shown.appearances])
    return page(
        request,
        "person.html",
        {
            "shown": shown,
            "posters": posters,
            "about": about_person(request, shown, language_of(request)),
        },
        address=lambda lang: person_address(lang, number),
    )
