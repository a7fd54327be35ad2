"""An event's programme with the honest state of every session, and of the recordings."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.queries.pages import event_page
from archive.catalogue.values import (
    EventPage,
    IngestState,
    RecordingView,
    SessionCard,
    SessionState,
)
from archive.language import Language
from archive.programme.model import SessionKind
from archive.sentence import Sentence
from web.addresses import event_address
from web.formats import written_moment
from web.pages.about import about_event
from web.pages.asked import path_text
from web.pages.grid import Grid, grid_of
from web.pages.posters import picture_of, posters_of
from web.pages.rights import rights_of_event
from web.pages.speakers import speakers_of
from web.reader import language_of
from web.rendering import page

BEING_WORKED_ON = Sentence(
    "The recording of this event is being brought in. Sessions appear here as they are ready."
)
NOT_BROUGHT_IN = Sentence(
    "A recording of this event could not be brought in. The editors have been told why."
)
LOOKED_AT_AGAIN_SOON = Sentence("It is looked at again shortly.")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the programme, where the event is; no date for what has no time."""

    date: date | None
    sessions: tuple[SessionCard, ...]
    grid: Grid | None


def show_event(request: Request) -> Response:
    slug, language = path_text(request, "slug"), language_of(request)
    with request.app.state.catalogue.reading() as db:
        shown = event_page(db, slug)
    zone = shown.event.timezone
    told = [tell_ingest(recording, zone, language) for recording in shown.recordings]
    published = [card for card in shown.sessions if card.state == SessionState.PUBLISHED]
    values = {
        "event": shown.event,
        "days": days_of(shown),
        "rooms": sorted({card.room for card in shown.sessions if card.room}),
        "published": len(published),
        "first": next((card for card in published if card.cut), None),
        "notices": [sentences for sentences in told if sentences],
        "is_thin": is_thin,
        "captions": shown.captions,
        "speakers": speakers_of(shown.sessions, language),
        "posters": posters_of(request, shown.sessions),
        "picture": picture_of(request, published),
        "rights": rights_of_event(request, shown.event),
        "about": about_event(request, shown, language),
    }
    return page(request, "event.html", values, address=lambda lang: event_address(lang, slug))


def days_of(shown: EventPage) -> tuple[Day, ...]:
    """The programme by day; a day with several rooms goes by time, any other in its own order."""
    zone = ZoneInfo(shown.event.timezone)
    days: dict[date | None, list[SessionCard]] = {}
    for card in shown.sessions:
        day = card.starts_at.astimezone(zone).date() if card.starts_at else shown.event.date
        days.setdefault(day, []).append(card)
    in_order = sorted(days.items(), key=lambda item: item[0] or date.max)
    return tuple(_day(day, cards) for day, cards in in_order)


def _day(day: date | None, cards: list[SessionCard]) -> Day:
    grid = grid_of(cards)
    if grid is None:
        return Day(day, tuple(cards), None)
    timed = sorted((card for card in cards if card.starts_at), key=_begins)
    return Day(day, (*timed, *(card for card in cards if not card.starts_at)), grid)


def _begins(card: SessionCard) -> float:
    return card.starts_at.timestamp() if card.starts_at else 0


def is_thin(card: SessionCard) -> bool:
    """Breaks are told in one line: nobody looks for them."""
    return card.kind in (SessionKind.BREAK, SessionKind.PHOTO) and card.state in (
        SessionState.PLANNED,
        SessionState.CUTTING,
        SessionState.RECORDING,
    )


def tell_ingest(
    recording: RecordingView, timezone: str, language: Language
) -> tuple[Sentence, ...]:
    """What a viewer may know of a recording that isn't ready; nothing of one that is."""
    match recording.state:
        case IngestState.WAITING:
            return (*_reason(recording), _next_look(recording, timezone, language))
        case IngestState.ORDERED | IngestState.RUNNING:
            return (BEING_WORKED_ON,)
        case IngestState.FAILED | IngestState.REFUSED:
            return (NOT_BROUGHT_IN,)
    return ()


def _reason(recording: RecordingView) -> tuple[Sentence, ...]:
    return (recording.message,) if recording.message else ()


def _next_look(recording: RecordingView, timezone: str, language: Language) -> Sentence:
    if recording.not_before is None:
        return LOOKED_AT_AGAIN_SOON
    time = written_moment(recording.not_before, timezone, language)
    return Sentence("It is looked at again: {time}.", {"time": time})
