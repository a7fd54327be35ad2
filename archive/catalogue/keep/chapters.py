"""Keeping chapters: proposed by the machine, decided by a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from archive.alignment.model import PartKind, PlacedChapter
from archive.catalogue.engine import Db
from archive.catalogue.keep.cut import OTHER_EVENT, session_row
from archive.catalogue.queries.chapters import NO_CHAPTERS, session_chapters
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import (
    AppearanceRow,
    ChapterCheckRow,
    ChapterRow,
    PersonRow,
    RecordingRow,
    SessionRow,
)
from archive.errors import ChaptersChangedError, CutOutsideError, NotFoundError
from archive.timecode import Offset, print_offset

CHANGED = "Somebody saved these chapters meanwhile. Look at them, then save again."
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class DecidedChapter:
    """A chapter as a person says it; ``person_id`` is whose part it is, if anybody's."""

    recording_id: int
    start: Offset
    kind: PartKind
    person_id: int | None = None
    title: str = ""


def keep_proposed_chapters(
    db: Db, session_ids: Collection[int], placed: Sequence[PlacedChapter]
) -> None:
    """Keep what is proposed of these sessions, except where a person has decided.

    Keys are ids as text. What was proposed before goes, though nothing takes its place. A session
    that was taken away meanwhile gets nothing.
    """
    there = set(_locked(db, session_ids))
    decided = select(ChapterCheckRow.session_id).where(ChapterCheckRow.session_id.in_(there))
    free = there - set(db.scalars(decided))
    db.execute(
        delete(ChapterRow)
        .where(ChapterRow.session_id.in_(free))
        .execution_options(synchronize_session=False)
    )
    known = set(db.scalars(select(PersonRow.id).where(PersonRow.id.in_(_people(placed)))))
    for one in placed:
        chapter = one.chapter
        if int(chapter.key) not in free:
            continue
        person = int(chapter.person_key) if chapter.person_key else None
        db.add(
            ChapterRow(
                session_id=int(chapter.key),
                recording_id=one.recording_id,
                start_ms=chapter.offset,
                kind=chapter.kind,
                person_id=person if person in known else None,
                confidence=chapter.confidence,
                because=[sentence_as_json(reason) for reason in chapter.because],
            )
        )
    db.flush()


def _locked(db: Db, session_ids: Collection[int]) -> Sequence[int]:
    """Those of the sessions that there are; who else changes their chapters waits for us."""
    return db.scalars(
        select(SessionRow.id)
        .where(SessionRow.id.in_(session_ids))
        .order_by(SessionRow.id)
        .with_for_update()
    ).all()


def _people(placed: Sequence[PlacedChapter]) -> set[int]:
    return {int(one.chapter.person_key) for one in placed if one.chapter.person_key}


def decide_chapters(
    db: Db,
    session_id: int,
    chapters: Sequence[DecidedChapter],
    *,
    token: str,
    account_id: int,
    now: datetime,
) -> None:
    """A person says what a session's chapters are: these and no others, from now on.

    ``token`` is that of the chapters they saw: ``ChaptersChangedError`` when it is another by now.
    Raises ``CutOutsideError`` for a time outside its recording, and ``NotFoundError`` for a
    recording or a person of nowhere.
    """
    session = session_row(db, session_id)
    _locked(db, [session_id])
    if session_chapters(db, [session_id]).get(session_id, NO_CHAPTERS).token != token:
        raise ChaptersChangedError(CHANGED)
    for one in chapters:
        _check(db, session, one)
    db.execute(
        delete(ChapterRow)
        .where(ChapterRow.session_id == session_id)
        .execution_options(synchronize_session=False)
    )
    db.add_all(
        ChapterRow(
            session_id=session_id,
            recording_id=one.recording_id,
            start_ms=one.start,
            kind=one.kind,
            person_id=one.person_id,
            title=one.title[:LONGEST_TITLE],
            confidence=1.0,
            because=[],
        )
        for one in chapters
    )
    check = db.get(ChapterCheckRow, session_id) or ChapterCheckRow(session_id=session_id)
    check.checked_by, check.checked_at = account_id, now
    db.add(check)
    db.flush()


def _check(db: Db, session: SessionRow, one: DecidedChapter) -> None:
    recording = db.get(RecordingRow, one.recording_id)
    if recording is None or recording.event_id != session.event_id:
        raise NotFoundError(OTHER_EVENT)
    if not 0 <= one.start < (recording.duration_ms or 0):
        raise CutOutsideError(
            "{time} lies outside the recording, which ends at {duration}.",
            time=print_offset(max(one.start, 0)),
            duration=print_offset(recording.duration_ms or 0),
        )
    if one.person_id is not None and db.get(PersonRow, one.person_id) is None:
        raise NotFoundError("There is no such person in the archive.")


def hand_over_chapters(
    db: Db, appearances: Collection[int], giver_id: int, receiver_id: int
) -> None:
    """Chapters follow the appearances of the sessions they are in from one person to another."""
    sessions = select(AppearanceRow.session_id).where(AppearanceRow.id.in_(list(appearances)))
    db.execute(
        update(ChapterRow)
        .where(ChapterRow.person_id == giver_id, ChapterRow.session_id.in_(sessions))
        .values(person_id=receiver_id)
        .execution_options(synchronize_session=False)
    )
