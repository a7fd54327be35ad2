"""The desk's first page: recordings under way, events, and the forms that begin new work."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.desk import all_events, all_recordings, one_event
from archive.catalogue.queries.desk_people import open_pairs
from archive.catalogue.values import ACTIVE
from archive.errors import ArchiveError, RefusedError
from web.access import signed_in
from web.addresses import desk_address
from web.desk.accepted import ACCEPTED
from web.desk.frame import framed, sent_back
from web.desk.progress import progress_of
from web.forms import Form, read_form
from web.reader import language_of


def desk_page(
    request: Request,
    *,
    typed: dict[str, str] | None = None,
    refusal: ArchiveError | None = None,
    form: str = "",
) -> Response:
    """The desk; after a refused form with what was typed and why it was refused beside it."""
    with request.app.state.catalogue.reading() as db:
        recordings, events = all_recordings(db), all_events(db)
        questions = len(open_pairs(db))
    values = {
        "open_pairs": questions,
        "recordings": recordings,
        "progress": {one.id: progress_of(one, language_of(request)) for one in recordings},
        "events": events,
        "is_active": any(one.state in ACTIVE for one in recordings),
        "typed": typed or {},
        "accepted": ACCEPTED,
        "refused_form": form,
    }
    return framed(request, "overview.html", values, refusal)


@signed_in
def _show(request: Request) -> Response:
    return desk_page(request)


@signed_in
def _show_progress(request: Request) -> Response:
    """What a browser asks every two seconds while something is under way."""
    with request.app.state.catalogue.reading() as db:
        recordings = all_recordings(db)
    language = language_of(request)
    shown: list[dict[str, Any]] = [progress_of(one, language) for one in recordings]
    return JSONResponse({"recordings": shown})


def _order(request: Request, form: Form) -> Response:
    """Order the ingest of a livestream's recording."""
    try:
        slug = form.text("event")
        started_at = _instant(form.text("started_at"), _zone_of(request, slug))
        room = form.text("room")
        request.app.state.orders.order_ingest(slug, form.text("url"), started_at, room)
    except ArchiveError as exc:
        return desk_page(request, typed=form.fields, refusal=exc, form="ingest")
    return _back(request, "ordered")


def _cancel(request: Request, _form: Form) -> Response:
    request.app.state.orders.cancel(_recording_id(request))
    return _back(request, "cancelled")


def _retry(request: Request, _form: Form) -> Response:
    request.app.state.orders.retry(_recording_id(request))
    return _back(request, "retried")


def _zone_of(request: Request, slug: str) -> ZoneInfo:
    """The clock on the event's wall; ``NotFoundError`` when there is no such event."""
    with request.app.state.catalogue.reading() as db:
        return ZoneInfo(one_event(db, slug).timezone)


def _instant(typed: str, zone: ZoneInfo) -> datetime | None:
    """When the recording began, as a browser's date and time field writes it."""
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise RefusedError(
            "“{typed}” is no date and time; write 2026-05-07 13:59:30.", typed=typed[:100]
        ) from exc


def _recording_id(request: Request) -> int:
    recording_id: int = request.path_params["recording_id"]
    return min(recording_id, 2**31 - 1)


def _back(request: Request, done: str) -> Response:
    return sent_back(desk_address(language_of(request)), done)


_DESK = "/{language:language}/desk"

overview_routes = [
    Route(f"{_DESK}/", _show, methods=["GET"]),
    Route(f"{_DESK}/progress", _show_progress, methods=["GET"]),
    Route(f"{_DESK}/recordings", read_form(_order, needs_account=True), methods=["POST"]),
    Route(
        f"{_DESK}/recordings/{{recording_id:int}}/cancel",
        read_form(_cancel, needs_account=True),
        methods=["POST"],
    ),
    Route(
        f"{_DESK}/recordings/{{recording_id:int}}/retry",
        read_form(_retry, needs_account=True),
        methods=["POST"],
    ),
]
