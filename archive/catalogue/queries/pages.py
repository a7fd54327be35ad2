"""What the viewers' pages show."""

from collections.abc import Collection, Iterator

from sqlalchemy import Select, func, select

from archive.captions.model import Cue, Origin
from archive.catalogue.engine import Db
from archive.catalogue.queries.rows import (
    CARD,
    event_view,
    recording_view,
    session_cards,
)
from archive.catalogue.tables import (
    AppearanceRow,
    CaptionTrackRow,
    CueRow,
    EventRow,
    PersonRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import (
    EventPage,
    HomePage,
    PersonPage,
    RecordingView,
    SessionCard,
    SessionPage,
    SessionPart,
    SessionState,
    TrackView,
)
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.language import choose_language
from archive.programme.model import Bilingual
from archive.timecode import Span

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


def session_page(db: Db, slug: str, code: str, *, is_editor: bool) -> SessionPage:
    """One session to watch; ``NotFoundError`` unless it is published or an editor asks."""
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
        parts=tuple(_parts(db, session, event)),
        previous=before[-1] if before else None,
        following=after[0] if after else None,
    )


def person_page(db: Db, person_id: int, *, is_editor: bool) -> PersonPage:
    """A person's appearances in sessions one may watch; ``NotFoundError`` when there are none."""
    person = db.get(PersonRow, person_id)
    query = (
        select(SessionRow)
        .where(SessionRow.appearances.any(AppearanceRow.person_id == person_id))
        .join(SessionRow.event)
        .order_by(EventRow.date.desc(), SessionRow.position)
        .options(*CARD)
    )
    rows = db.scalars(query if is_editor else _visible(query)).all()
    if person is None or not rows:
        raise NotFoundError("There is no such person in the archive.")
    cards = session_cards(db, rows)
    appearances = tuple(
        (card, line) for card in cards for line in card.people if line.id == person_id
    )
    return PersonPage(person.id, Bilingual(person.name_ko, person.name_en), appearances)


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


def _parts(db: Db, session: SessionCard, event: EventRow) -> Iterator[SessionPart]:
    for number, cut in enumerate(session.cut.cut.spans if session.cut else (), start=1):
        recording = recording_view(db.get_one(RecordingRow, cut.recording_id), event)
        yield SessionPart(number, cut, recording, _tracks(db, cut))


def _tracks(db: Db, cut: CutSpan) -> tuple[TrackView, ...]:
    """Every track's cues that are seen at least partly; the most trusted track first."""
    found = db.execute(
        select(CaptionTrackRow, CueRow)
        .join(CueRow, CueRow.track_id == CaptionTrackRow.id)
        .where(
            CaptionTrackRow.recording_id == cut.recording_id,
            CueRow.start_ms < cut.span.end,
            CueRow.end_ms > cut.span.start,
        )
        .order_by(CaptionTrackRow.id, CueRow.seq)
    ).all()
    tracks: dict[int, tuple[CaptionTrackRow, list[Cue]]] = {}
    for track, cue in found:
        _, cues = tracks.setdefault(track.id, (track, []))
        cues.append(Cue(Span(cue.start_ms, cue.end_ms), cue.text, cue.voice, cue.mark))
    trust = list(Origin)
    views = [
        TrackView(track.id, choose_language([track.language]), Origin(track.origin), tuple(cues))
        for track, cues in tracks.values()
    ]
    return tuple(sorted(views, key=lambda view: (view.language, trust.index(view.origin))))
