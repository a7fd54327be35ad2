"""An event at the desk: every row with its proposed cut, published and withdrawn here."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.catalogue.keep.cut import find_session, publish_session, withdraw_session
from archive.catalogue.queries.clip_work import failed_clips
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.values import SessionCard, SessionState
from archive.cut import CutState
from archive.licence import TERMS
from web.access import account_at_work, signed_in
from web.addresses import desk_event_address
from web.desk.frame import framed, sent_back
from web.desk.neighbours import overlaps
from web.desk.progress import progress_of
from web.desk.publish import UNWATCHED, publishable, sure
from web.forms import Form, read_form
from web.pages.asked import path_text
from web.reader import language_of

QUEUE_LENGTH = 4
"""So many open cuts are shown above the programme; the next comes when one is checked."""


@signed_in
def _show(request: Request) -> Response:
    with request.app.state.catalogue.reading() as db:
        shown = desk_event(db, path_text(request, "slug"))
        failed = failed_clips(db, _digests(shown.sessions))
    language = language_of(request)
    values = {
        "event": shown.event,
        "sessions": shown.sessions,
        "recordings": shown.recordings,
        "numbers": {one.id: number for number, one in enumerate(shown.recordings, start=1)},
        "progress": {one.id: progress_of(one, language) for one in shown.recordings},
        "doubts": shown.doubts,
        "failed_clips": failed,
        "publishable": publishable(shown),
        "sure": sure(shown),
        "to_check": to_check(shown.sessions),
        "queue_length": QUEUE_LENGTH,
        "licences": TERMS,
        "overlaps": overlaps(shown.sessions, language),
    }
    return framed(request, "event.html", values)


def _digests(sessions: tuple[SessionCard, ...]) -> list[str]:
    return [one.digest for card in sessions if card.cut for one in card.cut.cut.spans]


def to_check(sessions: tuple[SessionCard, ...]) -> tuple[SessionCard, ...]:
    """Proposed cuts that nobody has looked at, the least certain first."""

    def doubtfulness(card: SessionCard) -> float:
        return min(card.cut.confidence_in, card.cut.confidence_out) if card.cut else 1.0

    proposed = [
        card
        for card in sessions
        if card.cut
        and card.cut.cut.state == CutState.PROPOSED
        and card.kind not in UNWATCHED
        and card.state != SessionState.GONE
    ]
    return tuple(sorted(proposed, key=doubtfulness))


def _publish(request: Request, _form: Form) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.writing() as db:
        session_id = find_session(db, slug, code)
        publish_session(
            db, session_id, account_id=account_at_work(request).id, now=datetime.now(UTC)
        )
    return _back(request, slug, "published")


def _withdraw(request: Request, _form: Form) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.writing() as db:
        withdraw_session(db, find_session(db, slug, code), now=datetime.now(UTC))
    return _back(request, slug, "withdrawn")


def _back(request: Request, slug: str, done: str) -> Response:
    return sent_back(desk_event_address(language_of(request), slug), done)


_EVENT = "/{language:language}/desk/e/{slug}"

event_routes = [
    Route(_EVENT, _show, methods=["GET"]),
    Route(f"{_EVENT}/{{code}}/publish", read_form(_publish, needs_account=True), methods=["POST"]),
    Route(
        f"{_EVENT}/{{code}}/withdraw", read_form(_withdraw, needs_account=True), methods=["POST"]
    ),
]
