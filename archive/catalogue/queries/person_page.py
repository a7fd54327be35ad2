"""A person's page, and their own part of each session as far as it is known."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.people import NameKind, OtherName, OwnPart, PersonPage
from archive.catalogue.queries.chapters import NO_CHAPTERS, chapters_shown, session_chapters
from archive.catalogue.queries.people import kept_person
from archive.catalogue.queries.rows import CARD, session_cards
from archive.catalogue.tables import (
    AppearanceRow,
    EventRow,
    PersonNameRow,
    PersonRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import Chapter, PersonLine, SessionCard, SessionChapters
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.people.own_part import names_somebody, talk_number
from archive.programme.model import Bilingual, Role
from archive.recording import SourceChapter
from archive.timecode import Span

Chapters = dict[int, tuple[SourceChapter, ...]]
"""What the recordings' own chapters are, by recording."""


def person_page(db: Db, person_id: int, *, is_editor: bool) -> PersonPage:
    """A person's appearances in sessions one may watch; ``NotFoundError`` when there are none.

    Whoever was made one with somebody has that person's page.
    """
    person = kept_person(db, person_id)
    query = (
        select(SessionRow)
        .where(SessionRow.appearances.any(AppearanceRow.person_id == person.id))
        .join(SessionRow.event)
        .order_by(EventRow.date.desc(), SessionRow.position)
        .options(*CARD)
    )
    public = query.where(SessionRow.published_at.is_not(None), SessionRow.gone_at.is_(None))
    rows = db.scalars(query if is_editor else public).all()
    if not rows and not is_editor:
        raise NotFoundError("There is no such person in the archive.")
    cards = session_cards(db, rows)
    others = other_names(db, person)
    names = [person.name_ko, person.name_en, *(one.text for one in others)]
    chapters = _chapters(db, cards)
    kept = session_chapters(db, {card.id for card in cards})
    return PersonPage(
        id=person.id,
        name=Bilingual(person.name_ko, person.name_en),
        other_names=others,
        appearances=tuple((card, line) for card in cards for line in _lines(card, person.id)),
        own_parts={
            card.id: tuple(
                _own_parts(card, person.id, names, chapters, kept.get(card.id, NO_CHAPTERS))
            )
            for card in cards
        },
    )


def other_names(db: Db, person: PersonRow) -> tuple[OtherName, ...]:
    """What else a person is called; the names of those made one with them too."""
    theirs = [person, *_merged_into(db, [person.id])]
    rows = db.scalars(
        select(PersonNameRow)
        .where(PersonNameRow.person_id.in_([one.id for one in theirs]))
        .order_by(PersonNameRow.id)
    )
    known = {person.name_ko, person.name_en}
    found = [OtherName(row.id, row.text, NameKind(row.kind), row.source) for row in rows]
    for one in theirs[1:]:
        found += [
            OtherName(0, name, NameKind.ALIAS, "") for name in (one.name_ko, one.name_en) if name
        ]
    return tuple({one.text: one for one in reversed(found) if one.text not in known}.values())[::-1]


def _merged_into(db: Db, people: list[int]) -> list[PersonRow]:
    """Everybody who was made one with these, and with those again."""
    found: list[PersonRow] = []
    while people:
        rows = db.scalars(select(PersonRow).where(PersonRow.merged_into.in_(people))).all()
        found += rows
        people = [row.id for row in rows]
    return found


def _lines(card: SessionCard, person_id: int) -> tuple[PersonLine, ...]:
    """Their lines in a session, one for each role."""
    lines = [line for line in card.people if line.id == person_id]
    return tuple({line.role: line for line in reversed(lines)}.values())[::-1]


def _chapters(db: Db, cards: Sequence[SessionCard]) -> Chapters:
    ids = {one.recording_id for card in cards for one in _spans(card)}
    rows = db.execute(
        select(RecordingRow.id, RecordingRow.chapters).where(RecordingRow.id.in_(ids))
    )
    return {
        row.id: tuple(
            SourceChapter(Span(one["start"], one["end"]), one["title"]) for one in row.chapters
        )
        for row in rows
    }


def _spans(card: SessionCard) -> tuple[CutSpan, ...]:
    return card.cut.cut.spans if card.cut else ()


def _own_parts(
    card: SessionCard,
    person_id: int,
    names: Sequence[str],
    source: Chapters,
    kept: SessionChapters,
) -> Iterator[OwnPart]:
    """Chapters of theirs; the whole session where nobody else takes part."""
    if {line.id for line in card.people} == {person_id}:
        for number, cut in enumerate(_spans(card), start=1):
            yield OwnPart(number, cut.recording_id, cut.span)
        return
    talk = _talk_of(card, person_id)
    for number, cut in enumerate(_spans(card), start=1):
        known = source.get(cut.recording_id, ())
        for chapter in chapters_shown(kept, cut.recording_id, cut.span.end, known):
            seen = chapter.seen_in(cut.span)
            if seen is not None and _is_own(chapter, person_id, names, talk):
                yield OwnPart(number, cut.recording_id, seen.span, chapter.is_checked)


def _is_own(chapter: Chapter, person_id: int, names: Sequence[str], talk: int | None) -> bool:
    """As an editor or alignment says; of the source's own chapters their titles tell."""
    if chapter.kind is not None:
        return chapter.speaker is not None and chapter.speaker.id == person_id
    return names_somebody(chapter.title, names) or (
        talk is not None and talk_number(chapter.title) == talk
    )


def _talk_of(card: SessionCard, person_id: int) -> int | None:
    """Which of the session's talks is theirs, counted as the programme lists the presenters."""
    presenters = [line.id for line in card.people if line.role == Role.PRESENTER]
    return presenters.index(person_id) + 1 if presenters.count(person_id) == 1 else None
