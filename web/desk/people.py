"""People at the desk: who is known, who may be one, and the forms that say so."""

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.engine import Db
from archive.catalogue.keep.person_merge import merge_people
from archive.catalogue.keep.person_pairs import say_apart
from archive.catalogue.queries.desk_people import (
    ON_A_PAGE,
    open_pairs,
    people_found,
    people_list,
    same_names,
)
from web.access import account_at_work, signed_in
from web.addresses import desk_people_address, desk_person_address
from web.desk.frame import framed
from web.forms import Form, read_form
from web.pages.asked import query_text, whole_number
from web.reader import language_of

MOST_PAGES = 10_000
LARGEST_ID = 2**31 - 1


@signed_in
def _show(request: Request) -> Response:
    query = query_text(request)
    number = min(whole_number(request, "page", 1), MOST_PAGES)
    with request.app.state.catalogue.reading() as db:
        everybody = people_list(db, number)
        found = people_found(db, query) if query else everybody.people
        is_front = not query and number == 1
        values = {
            "asked": query,
            "people": found,
            "total": everybody.total,
            "number": number,
            "pages": -(-everybody.total // ON_A_PAGE) if not query else 1,
            "pairs": open_pairs(db) if is_front else (),
            "groups": same_names(db) if is_front else (),
        }
    return framed(request, "people.html", values)


def _same(request: Request, form: Form) -> Response:
    """The two are one; the first of the form is kept."""
    kept, merged = person_in(form, "kept"), person_in(form, "merged")
    return _decided(
        request,
        form,
        "merged",
        lambda db, account, now: merge_people(db, merged, kept, account_id=account, now=now),
    )


def _apart(request: Request, form: Form) -> Response:
    first, second = person_in(form, "kept"), person_in(form, "merged")
    return _decided(
        request,
        form,
        "apart",
        lambda db, account, now: say_apart(db, first, second, account_id=account, now=now),
    )


def _decided(
    request: Request,
    form: Form,
    done: str,
    decide: Callable[[Db, int | None, datetime], object],
) -> Response:
    """Back to where it was decided: the list, or somebody's own page."""
    account = account_at_work(request)
    with request.app.state.catalogue.writing() as db:
        decide(db, account.id, datetime.now(UTC))
    language = language_of(request)
    if form.text("then") == "person":
        address = desk_person_address(language, person_in(form, "kept"), done=done)
    else:
        address = desk_people_address(language, done=done)
    return RedirectResponse(address, 303)


def person_in(form: Form, name: str) -> int:
    """The id of a person in a form."""
    return min(form.whole_number(name), LARGEST_ID)


_PEOPLE = "/{language:language}/desk/people"

people_routes = [
    Route(_PEOPLE, _show, methods=["GET"]),
    Route(f"{_PEOPLE}/same", read_form(_same, needs_account=True), methods=["POST"]),
    Route(f"{_PEOPLE}/apart", read_form(_apart, needs_account=True), methods=["POST"]),
]
