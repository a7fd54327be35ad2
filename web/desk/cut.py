"""The cut desk: a session's in and out points over the whole recording."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.desk import cut_history, desk_event, desk_session
from archive.catalogue.values import DeskEvent, RecordingView, SessionCard
from archive.cut import CutState
from archive.editing import decide_cut
from archive.errors import AccessRefusedError, ArchiveError, CutChangedError, CutOutsideError
from archive.timecode import Offset, parse_offset
from web.access import account_of, signed_in
from web.addresses import desk_cut_address, desk_event_address
from web.desk.event import to_check
from web.desk.neighbours import in_one_recording, neighbours_of, span_of
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
    return RedirectResponse(_following_address(request, form, slug, code), 303)


def _following_address(request: Request, form: Form, slug: str, code: str) -> str:
    """Here again, or where the next cut waits; back to the event when none does."""
    language = language_of(request)
    if form.text("then") != "next":
        return f"{desk_cut_address(language, slug, code)}?done=saved"
    with request.app.state.catalogue.reading() as db:
        waiting = to_check(desk_event(db, slug).sessions)
    if waiting:
        return f"{desk_cut_address(language, slug, waiting[0].code)}?done=saved"
    return f"{desk_event_address(language, slug)}?done=checked"


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


def _cut_page(
    request: Request, *, typed: dict[str, str] | None = None, refusal: ArchiveError | None = None
) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        card, (recording, *_) = desk_session(db, slug, code)
        shown = desk_event(db, slug)
        history = cut_history(db, card.id)
    values = _about_cut(shown, card, recording) | {
        "duration_ms": index_of(files_of(request, recording.id).main).duration_ms,
        "history": history,
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


def _about_cut(shown: DeskEvent, card: SessionCard, recording: RecordingView) -> dict[str, Any]:
    waiting = [one for one in to_check(shown.sessions) if one.id != card.id]
    others = [one for one in in_one_recording(shown.sessions, card) if one.id != card.id]
    return {
        "session": card,
        "recording": recording,
        "neighbours": neighbours_of(shown.sessions, card),
        "others": [[span_of(one).start, span_of(one).end] for one in others],
        "frame_ms": _frame_ms(recording),
        "doubtful_point": _doubtful_point(card),
        "waiting": waiting,
    }


def _doubtful_point(card: SessionCard) -> str:
    """The point to look at first: the less certain one of a proposal."""
    view = card.cut
    is_out = (
        view and view.cut.state == CutState.PROPOSED and view.confidence_out < view.confidence_in
    )
    return "out_point" if is_out else "in_point"


def _frame_ms(recording: RecordingView) -> float:
    """How long one picture stands; recordings packed without that knowledge are taken for 30/s."""
    rate = Fraction(recording.media.get("frame_rate") or 0)
    return float(1000 / (rate or 30))


_CUT = "/{language:language}/desk/e/{slug}/{code}"

cut_routes = [
    Route(_CUT, _show, methods=["GET"]),
    Route(_CUT, read_form(_save, needs_account=True), methods=["POST"]),
]
