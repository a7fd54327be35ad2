"""Bringing a programme in: a file or pasted text becomes a draft, mended and applied by choice."""

from datetime import UTC, date, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.keep.drafts import (
    add_draft,
    address_draft,
    apply_draft,
    drop_draft,
    edit_draft,
    settle_doubts,
)
from archive.catalogue.keep.undo import undo_import
from archive.catalogue.queries.programme import last_imports
from archive.catalogue.values import ImportFile, UndoResult
from archive.errors import ArchiveError, RefusedError
from archive.pairing.files import korean_first, read_files
from archive.programme.considered import is_looked_at_again
from archive.programme.edits import THE_EVENT
from web.access import account_at_work, signed_in
from web.addresses import desk_event_address, desk_import_address, desk_imports_address
from web.desk.accepted import ACCEPTED
from web.desk.draft import doubt_key, doubts_of, draft_of, import_number, show_draft
from web.desk.frame import framed, sent_back
from web.desk.row_form import fields_of_row
from web.forms import LARGEST_FILE, Form, Upload, read_form
from web.reader import language_of

_TICK = "take "
_MOST_FIELDS = 5000


def import_page(
    request: Request,
    *,
    typed: dict[str, str] | None = None,
    refusal: ArchiveError | None = None,
    undone: UndoResult | None = None,
) -> Response:
    """Where a programme is brought in, with what was brought in before."""
    with request.app.state.catalogue.reading() as db:
        imports = last_imports(db)
    values = {
        "imports": imports,
        "typed": typed or {"slug": request.query_params.get("event", "")[:80]},
        "undone": undone,
        "accepted": ACCEPTED,
    }
    return framed(request, "import.html", values, refusal)


@signed_in
def _show(request: Request) -> Response:
    return import_page(request)


@signed_in
def _show_one(request: Request) -> Response:
    return show_draft(request, editing=request.query_params.get("edit", ""))


def _upload(request: Request, form: Form) -> Response:
    """Read the files once, so that what can't be read is refused here, and keep them."""
    try:
        files = [(one.name, one.content) for one in _files(form)]
        day = _day(form.text("date"))
        read_files(files, day)
        ordered = [ImportFile(*one) for one in korean_first(files)]
        with request.app.state.catalogue.writing() as db:
            number = add_draft(
                db,
                ordered,
                slug=form.text("slug"),
                edits={THE_EVENT: {"date": day.isoformat()}} if day else {},
                account_id=account_at_work(request).id,
                now=datetime.now(UTC),
            )
    except ArchiveError as exc:
        return import_page(request, typed=form.fields, refusal=exc)
    return RedirectResponse(desk_import_address(language_of(request), number), 303)


def _files(form: Form) -> list[Upload]:
    """The chosen files, else what was pasted."""
    named = (form.files.get(name) for name in ("file", "second"))
    chosen = [one for one in named if one and one.content]
    if any(len(one.content) > LARGEST_FILE for one in chosen):
        raise HTTPException(413)
    if chosen:
        return chosen
    pasted = form.fields.get("text", "")
    if not pasted.strip():
        raise RefusedError("Choose a programme file or paste its text.")
    return [Upload("pasted.txt", pasted.encode())]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as exc:
        raise RefusedError("“{typed}” is no date; write 2026-05-07.", typed=typed[:100]) from exc


def _mend_row(request: Request, form: Form) -> Response:
    """New values for a session; the doubts of its row are dealt with by that.

    But for those that come of the whole programme: they go when it no longer says what they say.
    """
    number, code = import_number(request), form.text("code")
    draft = draft_of(request, number)
    try:
        fields = fields_of_row(form, draft.session(code), draft.programme.event.timezone)
    except RefusedError as exc:
        return show_draft(request, editing=code, typed=form.fields, refusal=exc)
    with request.app.state.catalogue.writing() as db:
        edit_draft(db, number, code, fields)
        said = doubts_of(draft.programme, code)
        settle_doubts(db, number, [one for one in said if not is_looked_at_again(one)])
    return _back(request, f"#row-{code}")


def _mend_event(request: Request, form: Form) -> Response:
    """The event's own title, day and address."""
    number = import_number(request)
    try:
        day = _day(form.text("date"))
        title = {"ko": form.text("title_ko"), "en": form.text("title_en")}
        fields = {"title": title, **({"date": day.isoformat()} if day else {})}
        with request.app.state.catalogue.writing() as db:
            address_draft(db, number, form.text("slug"))
            edit_draft(db, number, THE_EVENT, fields)
    except RefusedError as exc:
        return show_draft(request, editing="", typed=form.fields, refusal=exc)
    return _back(request)


def _answer_doubt(request: Request, form: Form) -> Response:
    """Take a doubt's suggestion, or leave the row as it is."""
    number = import_number(request)
    draft = draft_of(request, number)
    doubt = next(
        (one for one in draft.programme.doubts if doubt_key(one) == form.text("doubt")), None
    )
    if doubt is not None:
        with request.app.state.catalogue.writing() as db:
            suggestion = doubt.suggestion
            is_mended = form.text("do") == "accept" and suggestion and suggestion.fields
            if is_mended and suggestion:
                edit_draft(db, number, suggestion.code, suggestion.fields)
            if not (is_mended and is_looked_at_again(doubt)):
                settle_doubts(db, number, [doubt])
    return _back(request, "#doubts")


def _apply(request: Request, form: Form) -> Response:
    number = import_number(request)
    draft = draft_of(request, number)
    chosen = {name.removeprefix(_TICK) for name in form.fields if name.startswith(_TICK)}
    try:
        with request.app.state.catalogue.writing() as db:
            result = apply_draft(db, number, draft.programme, chosen, datetime.now(UTC))
    except RefusedError as exc:
        return show_draft(request, editing="", refusal=exc)
    return sent_back(desk_event_address(language_of(request), result.event), "imported")


def _undo(request: Request, _form: Form) -> Response:
    with request.app.state.catalogue.writing() as db:
        undone = undo_import(db, import_number(request), datetime.now(UTC))
    return import_page(request, undone=undone)


def _drop(request: Request, _form: Form) -> Response:
    with request.app.state.catalogue.writing() as db:
        drop_draft(db, import_number(request))
    return sent_back(desk_imports_address(language_of(request)), "dropped")


def _back(request: Request, place: str = "") -> RedirectResponse:
    address = desk_import_address(language_of(request), import_number(request))
    return RedirectResponse(address + place, 303)


_IMPORT = "/{language:language}/desk/import"
_ONE = _IMPORT + "/{import_id:int}"

programme_routes = [
    Route(_IMPORT, _show, methods=["GET"]),
    Route(
        _IMPORT, read_form(_upload, needs_account=True, largest=2 * LARGEST_FILE), methods=["POST"]
    ),
    Route(_ONE, _show_one, methods=["GET"]),
    *(
        Route(
            f"{_ONE}/{name}",
            read_form(handler, needs_account=True, most_fields=_MOST_FIELDS, largest=LARGEST_FILE),
            methods=["POST"],
        )
        for name, handler in (
            ("row", _mend_row),
            ("event", _mend_event),
            ("doubt", _answer_doubt),
            ("apply", _apply),
            ("undo", _undo),
            ("drop", _drop),
        )
    ),
]
