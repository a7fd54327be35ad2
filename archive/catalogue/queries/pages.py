"""What the viewers' pages show."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from sqlalchemy import Select, func, select

from archive.captions.tracks import TrackFacts, best_first, track_to_show
from archive.catalogue.engine import Db
from archive.catalogue.queries.rows import (
    CARD,
    event_view,
    recording_view,
    session_cards,
)
from archive.catalogue.queries.tracks import cues_of, key_of, tracks_of
from archive.catalogue.tables import (
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import (
    EventPage,
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


def home_page(db: Db) -> HomePage:
    """Events with how many sessions each has published, and the newest sessions."""
    published = func.count(SessionRow.published_at)
    events = db.execute(
        select(EventRow, published)
        .outerjoin(SessionRow, SessionRow.event_id == EventRow.id)
        .group_by(EventRow.id)
        .order_by(EventRow.date.is_(None), EventRow.date.desc(), EventRow.id.desc())
    ).all()
    newest = db.scalars(
        _visible(select(SessionRow))
        .order_by(SessionRow.published_at.desc(), SessionRow.id.desc())
        .limit(NEWEST)
        .options(*CARD)
    ).all()
    return HomePage(
        tuple((event_view(event), count) for event, count in events), session_cards(db, newest)
    )


def event_page(db: Db, slug: str) -> EventPage:
    """The event's programme; rows of a session nobody may watch yet say so by their state."""
    event = event_row(db, slug)
    sessions = db.scalars(
        select(SessionRow)
        .where(SessionRow.event_id == event.id, SessionRow.gone_at.is_(None))
        .order_by(SessionRow.position, SessionRow.id)
        .options(*CARD)
    ).all()
    return EventPage(event_view(event), session_cards(db, sessions), recordings_of(db, event))


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
    rows = db.scalars(
        select(SessionRow)
        .where(SessionRow.event_id == event.id)
        .order_by(SessionRow.position, SessionRow.id)
        .options(*CARD)
    ).all()
    cards = [card for card in session_cards(db, rows) if is_editor or _is_published(card)]
    number = next((n for n, card in enumerate(cards) if card.code == code), None)
    if number is None or cards[number].cut is None:
        raise NotFoundError("This session is not published, or there is none at this address.")
    session = cards[number]
    watchable = [card for card in cards if card.cut and _is_published(card)]
    before = [card for card in watchable if cards.index(card) < number]
    after = [card for card in watchable if cards.index(card) > number]
    return SessionPage(
        session=session,
        parts=tuple(_parts(db, session, event, chosen)),
        previous=before[-1] if before else None,
        following=after[0] if after else None,
    )


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
    for number, cut in enumerate(spans, start=1):
        recording = recording_view(db.get_one(RecordingRow, cut.recording_id), event)
        tracks = known.get(cut.recording_id, ())
        ranked = {language: best_first(tracks, language, cut.span) for language in LANGUAGES}
        shown = [track_to_show(ranked[one], keys.get(one, "")) for one in LANGUAGES]
        choices = tuple(track for language in LANGUAGES for track in ranked[language])
        yield SessionPart(number, cut, recording, _views(db, cut, shown), choices)


def _views(db: Db, cut: CutSpan, tracks: Iterable[TrackFacts | None]) -> tuple[TrackView, ...]:
    """Those tracks of which cues are seen at least partly."""
    wanted = [track for track in tracks if track]
    cues = cues_of(db, [track.id for track in wanted], cut.span)
    return tuple(TrackView(track, cues[track.id]) for track in wanted if track.id in cues)
