"""Invented sessions, put into a catalogue and its index."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import select

from archive.captions.model import Origin, Way
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.tables import (
    AppearanceRow,
    CaptionTrackRow,
    CueRow,
    CutRow,
    CutSpanRow,
    EventRow,
    PersonRow,
    RecordingRow,
    SessionRow,
)
from archive.search.analyse import Analyser
from archive.search.index import analyse_cues, index_session

NOW = datetime(2026, 5, 8, 3, 0, tzinfo=UTC)
CUE_MS = 4_000


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the programme names them."""

    ko: str
    en: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Invented:
    """A session with a recording of its own; cues follow each other every four seconds."""

    code: str
    ko: str = ""
    en: str = ""
    people: tuple[Someone, ...] = ()
    korean: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    window: tuple[int, int] = (0, 3_600_000)
    is_published: bool = True
    event: str = "forum"
    translated: tuple[str, ...] = field(default=())


SESSIONS = (
    Invented(
        "rivers",
        ko="강을 되살리는 도시",
        en="Cities that bring rivers back",
        people=(Someone("한가람", "Han Ga-ram", "강변대 교수"), Someone("노을", "Noh Eul")),
        korean=(
            "오늘은 둑을 낮추는 이야기입니다.",
            "인공지능이 물의 높이를 미리 알려 줍니다.",
            "사람들이 함께 걸었던 길을 다시 만들었습니다.",
        ),
        english=("Today we talk about lowering the banks.", "Models predict the floods."),
    ),
    Invented(
        "lunch",
        ko="도시락의 역사",
        korean=("도시락을 싸 오신 분은 뒤로 가 주세요.", "AI 이야기는 하지 않겠습니다."),
    ),
    Invented(
        "library",
        ko="동네 도서관",
        en="Neighbourhood libraries",
        people=(Someone("표하린", "Pyo Harin", "KAIST"),),
        korean=("국립중앙도서관과 함께 빅데이터를 모았습니다.",),
    ),
    Invented(
        "hidden", ko="아직 비밀인 둑", people=(Someone("비밀인", "Bi Mil-in"),), is_published=False
    ),
)


def keep(catalogue: Catalogue, analyser: Analyser, *sessions: Invented) -> dict[str, int]:
    """Put the sessions into the catalogue and the index; gives their ids by code."""
    with catalogue.writing() as db:
        ids = {one.code: _keep_one(db, analyser, one) for one in sessions}
        for session_id in ids.values():
            index_session(db, session_id, analyser)
    return ids


def move(db: Db, session_id: int, in_ms: int, out_ms: int) -> None:
    """Another window for a session; the index is not told."""
    (cut,) = db.get_one(CutRow, session_id).spans
    cut.in_ms, cut.out_ms = in_ms, out_ms


def _keep_one(db: Db, analyser: Analyser, one: Invented) -> int:
    event = _event(db, one.event)
    session = SessionRow(
        event_id=event.id,
        code=one.code,
        position=1,
        kind="session",
        title_ko=one.ko,
        title_en=one.en,
        room="",
        line=1,
        published_at=NOW if one.is_published else None,
        appearances=[],
    )
    for order, someone in enumerate(one.people, start=1):
        session.appearances.append(
            AppearanceRow(
                person_id=_person(db, someone),
                role="presenter",
                affiliation=someone.affiliation,
                position=order,
            )
        )
    db.add(session)
    db.flush()
    _keep_recording(db, analyser, session, one)
    return session.id


def _keep_recording(db: Db, analyser: Analyser, session: SessionRow, one: Invented) -> None:
    recording = RecordingRow(
        event_id=session.event_id,
        source_url=f"https://www.youtube.com/watch?v={session.id}",
        state="ready",
        ordered_at=NOW,
        updated_at=NOW,
    )
    db.add(recording)
    db.flush()
    for language, origin, texts in (
        ("ko", Origin.PERSON, one.korean),
        ("en", Origin.PERSON, one.english),
        ("ko", Origin.TRANSLATED, one.translated),
    ):
        _keep_track(db, recording.id, language, origin, texts)
    db.add(
        CutRow(
            session_id=session.id,
            spans=[
                CutSpanRow(
                    part=1,
                    recording_id=recording.id,
                    in_ms=one.window[0],
                    out_ms=one.window[1],
                )
            ],
            state="reviewed",
            revision=1,
            confidence_in=1.0,
            confidence_out=1.0,
            because={},
            made_at=NOW,
        )
    )
    db.flush()
    analyse_cues(db, recording.id, analyser)


def _keep_track(
    db: Db, recording_id: int, language: str, origin: Origin, texts: tuple[str, ...]
) -> None:
    if not texts:
        return
    track = CaptionTrackRow(
        recording_id=recording_id,
        key=f"{Way.SOURCE}:{language}:{origin}",
        language=language,
        origin=origin.value,
        way=Way.SOURCE.value,
        covers=[[0, len(texts) * CUE_MS]],
        made_at=NOW,
    )
    db.add(track)
    db.flush()
    for seq, text in enumerate(texts):
        start = seq * CUE_MS
        db.add(CueRow(track_id=track.id, seq=seq, start_ms=start, end_ms=start + CUE_MS, text=text))
    db.flush()


def _event(db: Db, slug: str) -> EventRow:
    known = db.scalar(select(EventRow).where(EventRow.slug == slug))
    if known is not None:
        return known
    event = EventRow(
        slug=slug,
        title_ko="강변 포럼",
        title_en="River Forum",
        date=date(2026, 5, 7),
        timezone="Asia/Seoul",
        created_at=NOW,
    )
    db.add(event)
    db.flush()
    return event


def _person(db: Db, someone: Someone) -> int:
    known = db.scalar(
        select(PersonRow).where(PersonRow.name_ko == someone.ko, PersonRow.name_en == someone.en)
    )
    if known is None:
        known = PersonRow(name_ko=someone.ko, name_en=someone.en)
        db.add(known)
        db.flush()
    return known.id
