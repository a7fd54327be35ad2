"""The cut desk: a session's in and out points over the whole recording."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.desk import cut_history, desk_event, desk_session
from archive.editing import decide_cut
from archive.errors import AccessRefusedError, ArchiveError, CutChangedError, CutOutsideError
from archive.timecode import Offset, parse_offset
from web.access import account_of, signed_in
from web.addresses import desk_cut_address
from web.desk.event import to_check
from web.desk.words import certainty, certainty_class, done_message
from web.errors import status_of
from web.forms import Form, form_token, read_form
from web.media import files_of, index_of
from web.pages.asked import path_text
from web.reader import language_of
from web.rendering import page


@signed_in
def _show(request: Request) -> Response:
    return _cut_page(request)


def _save(request: Request, form: Form) -> Response:
    """Keep the points that were typed or set; refused ones stay in the form."""
    slug, code = path_text(request, "slug"), path_text(request, "code")
    try:
        _decide(request, form, slug, code)
    except (CutOutsideError, CutChangedError) as exc:
        return _cut_page(request, typed=form.fields, refusal=exc)
    if form.text("then") == "next":
        code = _next_to_check(request, slug) or code
    address = desk_cut_address(language_of(request), slug, code)
    return RedirectResponse(f"{address}?done=saved", 303)


def _decide(request: Request, form: Form, slug: str, code: str) -> None:
    account = account_of(request)
    if account is None:
        raise AccessRefusedError("You are not signed in any more. Sign in and try again.")
    state = request.app.state
    decide_cut(
        state.catalogue,
        slug,
        code,
        _typed_point(form.text("in_point")),
        _typed_point(form.text("out_point")),
        base_revision=form.whole_number("base_revision"),
        account_id=account.id,
        now=datetime.now(UTC),
    )
    with state.catalogue.reading() as db:
        card, _ = desk_session(db, slug, code)
    state.orders.order_recut(card.id)


def _typed_point(text: str) -> Offset:
    try:
        return parse_offset(text)
    except ValueError as exc:
        raise CutOutsideError(
            "“{typed}” is no time; write it as 1:02:03.5, 12:34 or seconds.", typed=text[:40]
        ) from exc


def _next_to_check(request: Request, slug: str) -> str | None:
    with request.app.state.catalogue.reading() as db:
        waiting = to_check(desk_event(db, slug).sessions)
    return waiting[0].code if waiting else None


def _cut_page(
    request: Request, *, typed: dict[str, str] | None = None, refusal: ArchiveError | None = None
) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        card, recording = desk_session(db, slug, code)
        sessions = desk_event(db, slug).sessions
        history = cut_history(db, card.id)
    values: dict[str, Any] = {
        "session": card,
        "recording": recording,
        "duration_ms": index_of(files_of(request, recording.id)).duration_ms,
        "neighbours": _neighbours(sessions, card.id),
        "history": history,
        "waiting": to_check(sessions),
        "typed": typed or {},
        "refusal": refusal,
        "certainty": certainty,
        "certainty_class": certainty_class,
        "form_token": form_token(request),
        "done": done_message(request),
    }
    status = status_of(type(refusal)) if refusal else 200
    response = page(request, "desk/cut.html", values, status_code=status)
    response.headers["cache-control"] = "no-store"
    return response


def _neighbours(sessions: tuple[Any, ...], session_id: int) -> dict[str, Any]:
    """The sessions before and after, whose cuts this one must not run into unnoticed."""
    cut = [card for card in sessions if card.cut]
    place = next((n for n, card in enumerate(cut) if card.id == session_id), 0)
    return {
        "before": cut[place - 1] if place > 0 else None,
        "after": cut[place + 1] if place + 1 < len(cut) else None,
    }


_CUT = "/{language:language}/desk/e/{slug}/{code}"

cut_routes = [
    Route(_CUT, _show, methods=["GET"]),
    Route(_CUT, read_form(_save, needs_account=True), methods=["POST"]),
]
