"""One person at the desk: names, appearances, whom they are one with, and what can be undone."""

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.engine import Db
from archive.catalogue.keep.person_merge import split_person, undo_change
from archive.catalogue.keep.person_names import add_name, remove_name, rename_person
from archive.catalogue.people import NameKind
from archive.catalogue.queries.desk_people import desk_person, people_found
from archive.errors import ArchiveError, NotFoundError, RefusedError
from web.access import account_at_work, signed_in
from web.addresses import desk_person_address
from web.desk.frame import framed
from web.desk.people import LARGEST_ID
from web.desk.words import NAME_KINDS
from web.forms import Form, read_form
from web.pages.asked import path_number, query_text
from web.reader import language_of

Deed = Callable[[Db, int, int | None, datetime], object]
"""What a form does, given the person, the account and the time."""


@signed_in
def _show(request: Request) -> Response:
    number = path_number(request, "person_id")
    with request.app.state.catalogue.reading() as db:
        kept = desk_person(db, number).entry.id
    if kept != number:
        return RedirectResponse(desk_person_address(language_of(request), kept), 303)
    return _person_page(request)


def _person_page(
    request: Request,
    *,
    typed: dict[str, str] | None = None,
    refusal: ArchiveError | None = None,
    form: str = "",
) -> Response:
    query = query_text(request)
    with request.app.state.catalogue.reading() as db:
        shown = desk_person(db, path_number(request, "person_id"))
        found = people_found(db, query, besides=shown.entry.id) if query else ()
    values = {
        "shown": shown,
        "asked": query,
        "found": found,
        "kinds": NAME_KINDS,
        "typed": typed or {},
        "refused_form": form,
    }
    return framed(request, "person.html", values, refusal)


def _rename(request: Request, form: Form) -> Response:
    ko, en, affiliation = (form.text(name) for name in ("name_ko", "name_en", "affiliation"))
    return _done(
        request,
        form,
        "named",
        lambda db, person, _account, _now: rename_person(
            db, person, ko=ko, en=en, affiliation=affiliation
        ),
    )


def _add_name(request: Request, form: Form) -> Response:
    text, source = form.text("text"), form.text("source")
    kind = next((one for one in NameKind if one.value == form.text("kind")), NameKind.ALIAS)
    return _done(
        request,
        form,
        "name-added",
        lambda db, person, _account, _now: add_name(db, person, text, kind, source),
    )


def _remove_name(request: Request, form: Form) -> Response:
    name = min(form.whole_number("name"), LARGEST_ID)
    return _done(
        request,
        form,
        "name-removed",
        lambda db, person, _account, _now: remove_name(db, person, name),
    )


def _split(request: Request, form: Form) -> Response:
    chosen = [_number(name) for name in form.fields if name.startswith("appearance-")]
    return _done(
        request,
        form,
        "split",
        lambda db, person, account, now: split_person(
            db, person, chosen, account_id=account, now=now
        ),
    )


def _undo(request: Request, form: Form) -> Response:
    change = min(form.whole_number("change"), LARGEST_ID)
    return _done(
        request,
        form,
        "undone",
        lambda db, _person, account, now: undo_change(db, change, account_id=account, now=now),
    )


def _done(request: Request, form: Form, done: str, deed: Deed) -> Response:
    """Do it and show the person again; a refused form stays as it was typed."""
    person, account = path_number(request, "person_id"), account_at_work(request)
    try:
        with request.app.state.catalogue.writing() as db:
            deed(db, person, account.id, datetime.now(UTC))
    except NotFoundError:
        raise
    except ArchiveError as exc:
        return _person_page(request, typed=form.fields, refusal=exc, form=done)
    return RedirectResponse(desk_person_address(language_of(request), person, done=done), 303)


def _number(name: str) -> int:
    text = name.removeprefix("appearance-")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError("The form is incomplete. Load the page again, then send it again.")
    return int(text)


_PERSON = "/{language:language}/desk/people/{person_id}"

person_routes = [
    Route(_PERSON, _show, methods=["GET"]),
    *(
        Route(f"{_PERSON}/{verb}", read_form(handler, needs_account=True), methods=["POST"])
        for verb, handler in (
            ("names", _rename),
            ("names/add", _add_name),
            ("names/remove", _remove_name),
            ("split", _split),
            ("undo", _undo),
        )
    ),
]
