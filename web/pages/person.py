"""A person and every appearance that can be watched."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.catalogue.queries.person_page import person_page
from web.access import account_of
from web.addresses import person_address
from web.pages.about import about_person
from web.pages.asked import path_number
from web.pages.posters import posters_of
from web.pages.reel import ReelPart, reel_parts
from web.reader import language_of
from web.rendering import page


def show_person(request: Request) -> Response:
    number, language = path_number(request, "person_id"), language_of(request)
    with request.app.state.catalogue.reading() as db:
        shown = person_page(db, number, is_editor=account_of(request) is not None)
    if shown.id != number:
        # They were made one with somebody; it may be undone, so no browser shall remember it.
        return RedirectResponse(person_address(language, shown.id), 302)
    posters = posters_of(request, [card for card, _ in shown.appearances])
    parts = reel_parts(shown)
    return page(
        request,
        "person.html",
        {
            "shown": shown,
            "posters": posters,
            "parts": parts,
            "parts_of": _by_session(parts),
            "about": about_person(request, shown, language),
        },
        address=lambda lang: person_address(lang, number),
    )


def _by_session(parts: tuple[ReelPart, ...]) -> dict[int, list[ReelPart]]:
    found: dict[int, list[ReelPart]] = {}
    for one in parts:
        found.setdefault(one.card.id, []).append(one)
    return found
