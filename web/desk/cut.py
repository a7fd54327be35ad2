"""The cut desk: a session's in and out points over the whole recording, one part at a time."""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.desk import cut_history, desk_event, desk_session
from archive.catalogue.values import DeskEvent, IngestState, RecordingView, SessionCard
from archive.cut import Cut, CutState
from archive.editing import CutEditor
from archive.errors import (
    ArchiveError,
    CutChangedError,
    CutOutsideError,
    NotFoundError,
)
from archive.timecode import Offset, parse_offset
from web.access import account_at_work, signed_in
from web.addresses import desk_cut_address, desk_event_address
from web.desk.clip import panel_values
from web.desk.event import to_check
from web.desk.frame import framed, sent_back
from web.desk.neighbours import Lying, in_one_recording, neighbours_of
from web.desk.words import written_shift
from web.forms import Form, read_form
from web.media import files_of, index_of
from web.pages.asked import asked_part, path_text
from web.reader import language_of

_LONGEST_TIME = 40


@signed_in
def _show(request: Request) -> Response:
    return _cut_page(request)


def _save(request: Request, form: Form) -> Response:
    """Keep the points that were typed or set; refused ones stay in the form."""
    try:
        _decide(
            request,
            form,
            lambda editor: editor.move(
                _typed_point(form.text("in_point")),
                _typed_point(form.text("out_point")),
                part=_part_of(form),
            ),
        )
    except (CutOutsideError, CutChangedError) as exc:
        return _cut_page(request, typed=form.fields, refusal=exc)
    return _onwards(request, form)


def _add(request: Request, form: Form) -> Response:
    """Another part, which is opened then."""
    recording_id = min(form.whole_number("recording"), 2**31 - 1)
    in_point, out_point = (form.text(name) for name in ("in_point", "out_point"))
    try:
        start = _typed_point(in_point)
        _decide(
            request,
            form,
            lambda editor: editor.add(recording_id, start, _typed_point(out_point)),
        )
    except (CutOutsideError, CutChangedError, NotFoundError) as exc:
        return _cut_page(request, added=form.fields, refusal=exc)
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        card, _ = desk_session(db, slug, code)
    spans = card.cut.cut.spans if card.cut else ()
    at = ((one.recording_id, one.span.start) for one in spans)
    number = next((n for n, where in enumerate(at, 1) if where == (recording_id, start)), 1)
    return _back(request, "added", part=number)


def _remove(request: Request, form: Form) -> Response:
    number: int = request.path_params["part"]
    try:
        _decide(request, form, lambda editor: editor.remove(number))
    except CutChangedError as exc:
        return _cut_page(request, refusal=exc)
    return _back(request, "removed")


def _restore(request: Request, form: Form) -> Response:
    """An earlier cut again, all of its parts."""
    try:
        _decide(request, form, lambda editor: editor.restore(form.whole_number("revision")))
    except CutChangedError as exc:
        return _cut_page(request, refusal=exc)
    return _back(request, "saved")


def _onwards(request: Request, form: Form) -> Response:
    """Here again, or where the next cut waits; back to the event when none does."""
    if form.text("then") != "next":
        return _back(request, "saved", part=_part_of(form))
    language, slug = language_of(request), path_text(request, "slug")
    with request.app.state.catalogue.reading() as db:
        waiting = to_check(desk_event(db, slug).sessions)
    if waiting:
        return sent_back(desk_cut_address(language, slug, waiting[0].code), "saved")
    return sent_back(desk_event_address(language, slug), "checked")


def _back(request: Request, done: str, *, part: int = 1) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    address = desk_cut_address(language_of(request), slug, code, part=part, done=done)
    return RedirectResponse(address, 303)


def _part_of(form: Form) -> int:
    return form.whole_number("part") if form.text("part") else 1


def _decide(request: Request, form: Form, decide: Callable[[CutEditor], int]) -> None:
    account = account_at_work(request)
    state = request.app.state
    slug, code = path_text(request, "slug"), path_text(request, "code")
    base, now = form.whole_number("base_revision"), datetime.now(UTC)
    decide(CutEditor(state.catalogue, slug, code, base, account.id, now))
    with state.catalogue.reading() as db:
        card, _ = desk_session(db, slug, code)
    if card.cut:
        state.orders.hand_on_clips({one.digest for one in card.cut.cut.spans})


def _typed_point(text: str) -> Offset:
    try:
        return parse_offset(text)
    except ValueError as exc:
        raise CutOutsideError(
            "“{typed}” is no time; write it as 1:02:03.5, 12:34 or seconds.",
            typed=text[:_LONGEST_TIME],
        ) from exc


def _cut_page(
    request: Request,
    *,
    typed: dict[str, str] | None = None,
    added: dict[str, str] | None = None,
    refusal: ArchiveError | None = None,
) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        card, recordings = desk_session(db, slug, code)
        shown = desk_event(db, slug)
        history = cut_history(db, card.id)
    cut = _cut_of(card)
    number = _number(request, typed, cut)
    recording = recordings[number - 1]
    values = _about_cut(shown, card, recordings, number) | panel_values(
        request, card, recording, number
    )
    values |= {
        "duration_ms": index_of(files_of(request, recording.id).main).duration_ms,
        "history": history,
        "typed": typed or _looked_at(request),
        "shift": partial(written_shift, language=language_of(request)),
        "added": added or {},
    }
    return framed(request, "cut.html", values, refusal)


def _looked_at(request: Request) -> dict[str, str]:
    """Another place for a point, as its button asks for it without scripts; nothing is saved."""
    asked = ((name, request.query_params.get(name, "")) for name in ("in_point", "out_point"))
    return {name: text[:_LONGEST_TIME] for name, text in asked if text}


def _cut_of(card: SessionCard) -> Cut:
    if card.cut is None:
        raise NotFoundError("This session has no cut yet.")
    return card.cut.cut


def _number(request: Request, typed: dict[str, str] | None, cut: Cut) -> int:
    """The part at work: that of a refused form, or the one the address names."""
    if typed is None:
        return asked_part(request, cut) or 1
    text = typed.get("part", "1")
    return int(text) if text in {str(number + 1) for number in range(len(cut.spans))} else 1


def _about_cut(
    shown: DeskEvent, card: SessionCard, recordings: tuple[RecordingView, ...], number: int
) -> dict[str, Any]:
    waiting = [one for one in to_check(shown.sessions) if one.id != card.id]
    recording, cut = recordings[number - 1], _cut_of(card)
    here = Lying(card, number, cut.spans[number - 1].span)
    lying = in_one_recording(shown.sessions, recording.id, own=card)
    others = [one.span for one in lying if (one.card.id, one.part) != (card.id, number)]
    return {
        "session": card,
        "number": number,
        "part": cut.spans[number - 1],
        "recording": recording,
        "recordings": {one.id: one for one in shown.recordings},
        "ready": [one for one in shown.recordings if one.state == IngestState.READY],
        "neighbours": neighbours_of(lying, _found(lying, here)),
        "others": [[span.start, span.end] for span in others],
        "frame_ms": _frame_ms(recording),
        "doubtful_point": _doubtful_point(card, number),
        "waiting": waiting,
    }


def _found(lying: tuple[Lying, ...], here: Lying) -> Lying:
    place = (here.card.id, here.part)
    return next(one for one in lying if (one.card.id, one.part) == place)


def _doubtful_point(card: SessionCard, number: int) -> str:
    """The point to look at first: the less certain one of a proposal, of a part its outer one."""
    view = card.cut
    count = len(view.cut.spans) if view else 1
    if view is None or view.cut.state != CutState.PROPOSED or number < count:
        return "in_point"
    is_out = number > 1 or view.confidence_out < view.confidence_in
    return "out_point" if is_out else "in_point"


def _frame_ms(recording: RecordingView) -> float:
    """How long one picture stands; recordings packed without that knowledge are taken for 30/s."""
    rate = Fraction(recording.media.get("frame_rate") or 0)
    return float(1000 / (rate or 30))


_CUT = "/{language:language}/desk/e/{slug}/{code}"

cut_routes = [
    Route(_CUT, _show, methods=["GET"]),
    Route(_CUT, read_form(_save, needs_account=True), methods=["POST"]),
    Route(f"{_CUT}/parts", read_form(_add, needs_account=True), methods=["POST"]),
    Route(
        f"{_CUT}/parts/{{part:int}}/remove",
        read_form(_remove, needs_account=True),
        methods=["POST"],
    ),
    Route(f"{_CUT}/restore", read_form(_restore, needs_account=True), methods=["POST"]),
]
