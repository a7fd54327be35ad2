"""What the viewers' pages show."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, Select, func, select

from archive.captions.tracks import TrackFacts, best_first, track_to_show
from archive.catalogue.engine import Db
from archive.catalogue.queries.caption_languages import captions_of
from archive.catalogue.queries.chapters import NO_CHAPTERS, chapters_shown, session_chapters
from archive.catalogue.queries.cues import cues_seen
from archive.catalogue.queries.rows import (
    CARD,
    event_view,
    recording_view,
    session_cards,
)
from archive.catalogue.queries.tracks import key_of, tracks_of
from archive.catalogue.tables import (
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import (
    ACTIVE,
    EventPage,
    EventsPage,
    EventView,
    HomePage,
    RecordingView,
    SessionCard,
    SessionPage,
    SessionPart,
    SessionState,
    TrackView,
)
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.language import LANGUAGES, Language

NOTHING_CHOSEN: Mapping[Language, int] = MappingProxyType({})
NEWEST = 12
"""How many newly published sessions the front page shows."""
LATEST = 10
"""How many events the front page shows."""
ON_A_PAGE = 60
"""With more events than that, the page of all events shows one year at a time."""
ONE_DAY = timedelta(hours=16)
"""No stream of one day begins longer before or after a session of it."""


def home_page(db: Db) -> HomePage:
    """The latest events with how many sessions each has published, and the newest sessions."""
    newest = db.scalars(
        _visible(select(SessionRow))
        .order_by(SessionRow.published_at.desc(), SessionRow.id.desc())
        .limit(NEWEST)
        .options(*CARD)
    ).all()
    count = db.scalar(select(func.count()).select_from(EventRow)) or 0
    return HomePage(_counted(db, _events().limit(LATEST)), count, session_cards(db, newest))


def events_page(db: Db, year: int | None) -> EventsPage:
    """The events of a year, or all of them where they are few.

    Where they are many, those of the latest year and those without a date. ``NotFoundError`` for a
    year without any.
    """
    years = _years(db)
    known = [one for one, _ in years]
    if year is not None and year not in known:
        raise NotFoundError("No event of {year} is in the archive.", year=year)
    if year is not None:
        return EventsPage(_counted(db, _events().where(_is_of(year))), years, year)
    query = _events()
    if sum(count for _, count in years) > ON_A_PAGE and (year := known[0]) is not None:
        query = query.where(_is_of(year) | EventRow.date.is_(None))
    return EventsPage(_counted(db, query), years, year)


def _is_of(year: int) -> ColumnElement[bool]:
    return EventRow.date.between(date(year, 1, 1), date(year, 12, 31))


def _events() -> Select[EventRow, int]:
    """Events, latest first, with how many of their sessions can be watched."""
    published = func.count(SessionRow.published_at).filter(SessionRow.gone_at.is_(None))
    return (
        select(EventRow, published)
        .outerjoin(SessionRow, SessionRow.event_id == EventRow.id)
        .group_by(EventRow.id)
        .order_by(EventRow.date.is_(None), EventRow.date.desc(), EventRow.id.desc())
    )


def _counted(db: Db, query: Select[EventRow, int]) -> tuple[tuple[EventView, int], ...]:
    return tuple((event_view(event), count) for event, count in db.execute(query).all())


def _years(db: Db) -> tuple[tuple[int | None, int], ...]:
    """Every year with its number of events, latest first; those without a date come last."""
    dates = db.scalars(select(EventRow.date)).all()
    counted = Counter(one.year if one else None for one in dates)
    return tuple(sorted(counted.items(), key=lambda item: -(item[0] or 0)))


def event_page(db: Db, slug: str) -> EventPage:
    """The event's programme; rows of a session nobody may watch yet say so by their state."""
    event = event_row(db, slug)
    sessions = db.scalars(
        select(SessionRow)
        .where(SessionRow.event_id == event.id, SessionRow.gone_at.is_(None))
        .order_by(SessionRow.position, SessionRow.id)
        .options(*CARD)
    ).all()
    recordings = recordings_of(db, event)
    cards = tuple(_under_way(card, recordings) for card in session_cards(db, sessions))
    return EventPage(event_view(event), cards, recordings, captions_of(db, cards))


def _under_way(card: SessionCard, recordings: Iterable[RecordingView]) -> SessionCard:
    """A session without a cut is not only planned when its room's recording is on its way."""
    if card.state != SessionState.PLANNED:
        return card
    is_coming = any(one.state in ACTIVE and _may_show(one, card) for one in recordings)
    return replace(card, state=SessionState.RECORDING) if is_coming else card


def _may_show(recording: RecordingView, card: SessionCard) -> bool:
    """Whether room and day of a recording, as far as they are known, are the session's."""
    if recording.room and card.room and recording.room != card.room:
        return False
    if recording.started_at is None or card.starts_at is None:
        return True
    return abs(card.starts_at - recording.started_at) < ONE_DAY


def session_page(
    db: Db,
    slug: str,
    code: str,
    *,
    is_editor: bool,
    chosen: Mapping[Language, int] = NOTHING_CHOSEN,
) -> SessionPage:
    """One session to watch; ``NotFoundError`` unless it is published or an editor asks.

    ``chosen`` names the tracks to show instead of a language's best; unknown ones are passed over.
    """
    event = event_row(db, slug)
    wanted, previous, following = _lying(db, event, code, is_editor=is_editor)
    cards = cards_of(db, [one for one in (wanted, previous, following) if one])
    session = cards[wanted]
    return SessionPage(
        session=session,
        parts=tuple(_parts(db, session, event, chosen)),
        previous=cards[previous] if previous else None,
        following=cards[following] if following else None,
    )


def _lying(
    db: Db, event: EventRow, code: str, *, is_editor: bool
) -> tuple[int, int | None, int | None]:
    """The session's id, and those of its neighbours that everybody may watch."""
    is_open = SessionRow.published_at.is_not(None) & SessionRow.gone_at.is_(None)
    found = db.execute(
        select(SessionRow.id, SessionRow.code, is_open)
        .join(SessionRow.cut)
        .where(SessionRow.event_id == event.id)
        .order_by(SessionRow.position, SessionRow.id)
    ).all()
    seen = [(one, its_code) for one, its_code, may_watch in found if may_watch or is_editor]
    number = next((n for n, (_, its_code) in enumerate(seen) if its_code == code), None)
    if number is None:
        raise NotFoundError("This session is not published, or there is none at this address.")
    watchable = {one for one, _, may_watch in found if may_watch}
    before = [one for one, _ in seen[:number] if one in watchable]
    after = [one for one, _ in seen[number + 1 :] if one in watchable]
    return seen[number][0], before[-1] if before else None, after[0] if after else None


def session_card(db: Db, slug: str, code: str, *, is_editor: bool) -> SessionCard:
    """A session that may be watched, without what its page shows beside it; else as there."""
    row = db.scalar(
        select(SessionRow)
        .where(SessionRow.event_id == event_row(db, slug).id, SessionRow.code == code)
        .options(*CARD)
    )
    cards = session_cards(db, [row] if row else [])
    if not cards or cards[0].cut is None or not (is_editor or _is_published(cards[0])):
        raise NotFoundError("This session is not published, or there is none at this address.")
    return cards[0]


def cards_of(db: Db, session_ids: Collection[int]) -> dict[int, SessionCard]:
    """Cards of these sessions by id; who may see them is for the caller to know."""
    rows = db.scalars(select(SessionRow).where(SessionRow.id.in_(session_ids)).options(*CARD)).all()
    return {card.id: card for card in session_cards(db, rows)}


def event_row(db: Db, slug: str) -> EventRow:
    """The event; ``NotFoundError`` if there is none."""
    event = db.scalar(select(EventRow).where(EventRow.slug == slug))
    if event is None:
        raise NotFoundError("There is no event “{slug}”.", slug=slug[:100])
    return event


def recordings_of(db: Db, event: EventRow) -> tuple[RecordingView, ...]:
    """The event's recordings, in the order they were asked for."""
    rows = db.scalars(
        select(RecordingRow).where(RecordingRow.event_id == event.id).order_by(RecordingRow.id)
    )
    return tuple(recording_view(row, event) for row in rows)


def _visible(query: Select[SessionRow]) -> Select[SessionRow]:
    """Only what everybody may watch."""
    return query.where(SessionRow.published_at.is_not(None), SessionRow.gone_at.is_(None))


def _is_published(card: SessionCard) -> bool:
    return card.state == SessionState.PUBLISHED


def _parts(
    db: Db, session: SessionCard, event: EventRow, chosen: Mapping[Language, int]
) -> Iterator[SessionPart]:
    spans = session.cut.cut.spans if session.cut else ()
    known = tracks_of(db, {cut.recording_id for cut in spans})
    keys = {language: key_of(known, track_id) for language, track_id in chosen.items()}
    kept = session_chapters(db, [session.id]).get(session.id, NO_CHAPTERS)
    for number, cut in enumerate(spans, start=1):
        recording = recording_view(db.get_one(RecordingRow, cut.recording_id), event)
        tracks = known.get(cut.recording_id, ())
        ranked = {language: best_first(tracks, language, cut.span) for language in LANGUAGES}
        shown = [track_to_show(ranked[one], keys.get(one, "")) for one in LANGUAGES]
        choices = tuple(track for language in LANGUAGES for track in ranked[language])
        chapters = chapters_shown(
            kept, recording.id, recording.duration_ms or 0, recording.chapters
        )
        yield SessionPart(number, cut, recording, _views(db, cut, shown), choices, chapters)


def _views(db: Db, cut: CutSpan, tracks: Iterable[TrackFacts | None]) -> tuple[TrackView, ...]:
    """Those tracks of which cues are seen at least partly."""
    wanted = [track for track in tracks if track]
    cues = cues_seen(db, wanted, cut.span)
    return tuple(TrackView(track, cues[track.id]) for track in wanted if track.id in cues)
