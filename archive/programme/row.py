"""Reads what a row says: its kind, title and people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.programme.cells import Cells
from archive.programme.labels import (
    Label,
    is_in_two_languages,
    kind_of_title,
    read_label,
    take_label,
    take_opening_word,
)
from archive.programme.letters import has_hangul
from archive.programme.lines import ENUMERATED, Line, compact, tidy, together, without_bullet
from archive.programme.mentions import Mentions
from archive.programme.model import Doubt, Role, SessionKind
from archive.programme.names import is_korean_name, is_position
from archive.programme.parts import Part, cut_at_roles, lines_of_people
from archive.programme.people import (
    NO_NAME,
    Person,
    is_not_yet_known,
    looks_like_people,
    read_people,
)
from archive.programme.roles import find_markers
from archive.programme.splits import opens_with_name
from archive.programme.topics import (
    is_quoted_or_named,
    may_name_someone,
    title_and_speaker,
    topic_and_people,
)
from archive.programme.words.roles import ROLE_OF_KIND, ROLE_WORDS
from archive.programme.words.rows import ROW_WORDS
from archive.programme.words.speeches import SPEECH_WORDS
from archive.sentence import Sentence

_KEYNOTE_WORDS = ("연설", "강연", "발표", "발제", "대담")
_SPEAKING = (Role.PRESENTER, Role.KEYNOTE)
_TITLED = (SessionKind.KEYNOTE, SessionKind.SESSION)
MAY_BE_NAMED = Sentence("Someone may be named in this title; please check it.")


@dataclass(frozen=True, slots=True)
class Presence:
    """A person read from a row, with the role they have there."""

    person: Person
    role: Role
    line: int


@dataclass(frozen=True, slots=True)
class RowContent:
    """What a row says; ``kind`` is nothing where no word of it says so."""

    kind: SessionKind | None
    number: int | None
    title: str
    people: tuple[Presence, ...]
    doubts: tuple[Doubt, ...] = field(default=())


def read_row_content(cells: Cells, known: Mentions) -> RowContent:
    """The kind, title and people of a row's cells."""
    label, lines = _labelled(cells, known)
    head, *parts = cut_at_roles(lines)
    title, unmarked = _read_head(head.lines, label, known, is_apart=bool(cells.people))
    named, *marked = cut_at_roles(cells.people)
    role = _role_in_words(label, title)
    if label is None and kind_of_title(title, has_people=True) is SessionKind.KEYNOTE:
        role = role or Role.KEYNOTE
    own = Part(role, unmarked)
    column = [replace(part, is_column=True) for part in (replace(named, role=role), *marked)]
    topics: list[Line] = []
    presences = [
        presence
        for part in (
            own,
            *column[:1],
            *parts,
            *column[1:],
            *_parts_of_remarks(cells.remarks, known),
        )
        for presence in _presences(part, label, topics, known, is_titled=bool(title))
    ]
    people = tuple(one for one in presences if one.person.name)
    named_in_title = _names_in_title(head.lines, title, people, known)
    if not title and len(topics) == 1 and not (label and _are_talks(head.lines, known)):
        title = topics.pop().text
    if not title and label is None and (parts or marked):
        label = read_label((parts or marked)[0].word)
    return RowContent(
        kind=_kind(label, title, presences if cells.people else people),
        number=label.number if label else None,
        title=_title(label, title, presences, [*parts, *marked], is_apart=bool(cells.people)),
        people=people,
        doubts=(
            *named_in_title,
            *_doubts(presences, topics),
            *_unread_remarks(cells.remarks, known),
        ),
    )


def _labelled(cells: Cells, known: Mentions) -> tuple[Label | None, tuple[Line, ...]]:
    """The row's label, from its own column or from the beginning of its content."""
    lines = tuple(without_bullet(line) for line in cells.content)
    label = read_label(cells.label) if cells.label else None
    if label or not lines:
        return label, lines
    if lines[1:] and is_in_two_languages(lines[0].text):
        return read_label(lines[0].text), lines[1:]
    label, rest = take_label(lines[0].text)
    word, after = take_opening_word(lines[0].text)
    if label is None and word and is_quoted_or_named(after, known):
        label, rest = word, after
    if label is None and lines[1:]:
        label, rest = _label_alone(lines[0].text)
    return label, (Line(lines[0].number, rest, lines[0].bulleted), *lines[1:])


def _label_alone(text: str) -> tuple[Label | None, str]:
    """A row word with nothing beside it, above or left of the title: ``기조강연``."""
    label = read_label(text)
    if label and label.kind in _TITLED and compact(label.text) in ROW_WORDS:
        return label, ""
    return None, text


def _read_head(
    lines: Sequence[Line], label: Label | None, known: Mentions, *, is_apart: bool
) -> tuple[str, tuple[Line, ...]]:
    """The title before the role markers, and the lines there that name people.

    Where they have a column of their own (``is_apart``), a speech may have a title here.
    """
    if label and label.is_speech and not (is_apart and not _name_people(lines, known)):
        return "", tuple(lines)
    title = ""
    people: list[Line] = []
    if label and _are_talks(lines, known):
        return "", tuple(replace(line, bulleted=True) for line in lines)
    for line in lines:
        if people and not line.bulleted and _says_where_from(line.text):
            people[-1] = replace(people[-1], text=f"{people[-1].text}, {line.text.strip()}")
            continue
        piece, who = title_and_speaker(line.text, known)
        if not (piece or title or label) and " " not in who and not is_not_yet_known(who):
            piece, who = tidy(who), ""  # a short title may look like a name
        if who:
            people.append(Line(line.number, who, line.bulleted))
        title = _joined(title, piece, bulleted=line.bulleted)
    return title, tuple(people)


def _are_talks(lines: Sequence[Line], known: Mentions) -> bool:
    """Whether all lines are numbered, and some name who speaks: ``① 청년 주거 / 홍길동``."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    if len(texts) < 2 or not all(map(ENUMERATED.match, texts)):
        return False
    plain = [ENUMERATED.sub("", text) for text in texts]
    return any(topic_and_people(text, known)[0] for text in plain)


def _says_where_from(text: str) -> bool:
    """Whether a line is nothing but somebody's position, in Korean or in both languages."""
    korean = [word for word in text.split() if has_hangul(word)]
    return bool(korean) and len(korean) < 4 and is_position(korean[-1]) and not _has_marks(text)


def _name_people(lines: Sequence[Line], known: Mentions) -> bool:
    return any(
        looks_like_people(one.text, known) or opens_with_name(one.text, known) for one in lines
    )


def _names_in_title(
    lines: Sequence[Line], title: str, people: Sequence[Presence], known: Mentions
) -> list[Doubt]:
    """A doubt for each line of a title without people that may name someone."""
    return [
        Doubt(line.number, tidy(line.text), MAY_BE_NAMED)
        for at, line in enumerate(lines)
        if title and not people and may_name_someone(line.text, known, is_first=at == 0)
    ]


def _joined(title: str, piece: str, *, bulleted: bool) -> str:
    if not (title and piece):
        return title or piece
    return f"{title}, {piece}" if bulleted else f"{title} {piece}"


def _parts_of_remarks(remarks: Sequence[Line], known: Mentions) -> list[Part]:
    """People printed in the remarks column."""
    parts = []
    for line in remarks:
        head, *marked = cut_at_roles((without_bullet(line),))
        named = tuple(one for one in head.lines if looks_like_people(one.text, known))
        parts += [Part(None, named), *marked]
    return parts


def _unread_remarks(remarks: Sequence[Line], known: Mentions) -> list[Doubt]:
    return [
        Doubt(line.number, tidy(line.text), Sentence("This remark in the timetable was not used."))
        for line in remarks
        if not find_markers(line.text) and not looks_like_people(line.text, known)
    ]


def _presences(
    part: Part, label: Label | None, topics: list[Line], known: Mentions, *, is_titled: bool
) -> list[Presence]:
    role = _role(part.role, label)
    found = []
    for line in lines_of_people(part.lines, known):
        is_apart = part.is_column and not _holds_quotes(line.text)
        text = ENUMERATED.sub("", line.text.strip())
        topic, who = ("", line.text) if is_apart else topic_and_people(text, known)
        has_what = topic or is_titled or is_apart
        if part.role is Role.PRESENTER and not has_what and _is_only_title(text, known):
            topic, who = text, ""
        if topic:
            topics.append(Line(line.number, topic))
        found += [Presence(person, role, line.number) for person in read_people(who, known)]
    return found


def _is_only_title(text: str, known: Mentions) -> bool:
    """Whether nothing of what stands behind ``(발표1)`` may be a person."""
    words = text.split()
    return (
        len(words) > 1
        and has_hangul(text)
        and "(" not in text
        and not any(is_korean_name(word) and len(word) == 3 for word in words)
        and not is_position(words[-1])
        and not opens_with_name(text, known)
    )


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in ":：/?!") or _holds_quotes(text)


def _holds_quotes(text: str) -> bool:
    return any(mark in text for mark in '“”「」『』‘"<')


def _role_in_words(label: Label | None, title: str) -> Role | None:
    """What people do without a marker of their own, when the row's own words say it."""
    words = re.sub(r"\d", "", compact(label.text if label else title))
    return ROLE_WORDS.get(words)


def _role(printed: Role | None, label: Label | None) -> Role:
    kind = label.kind if label else None
    if kind is SessionKind.KEYNOTE and printed in (*_SPEAKING, None):
        return Role.KEYNOTE
    if printed is not None:
        return printed
    return ROLE_OF_KIND.get(kind, Role.PRESENTER) if kind else Role.PRESENTER


def _kind(label: Label | None, title: str, people: Sequence[Presence]) -> SessionKind | None:
    if label:
        return label.kind
    kind = kind_of_title(title, has_people=bool(people))
    return kind or (SessionKind.SESSION if people else None)


def _title(
    label: Label | None,
    title: str,
    presences: Sequence[Presence],
    parts: Sequence[Part],
    *,
    is_apart: bool,
) -> str:
    if label is None:
        return together(title)
    if title:
        is_adjective = compact(label.text) == "기조" and title.startswith(_KEYNOTE_WORDS)
        return f"{label.text} {title}" if is_adjective else title
    unnamed = [one.person.text for one in presences if one.person.doubt == NO_NAME]
    if label.is_speech and not is_apart and len(unnamed) == len(presences) == 1:
        text = unnamed[0]
        return f"{label.text}{text}" if text.startswith("(") else f"{label.text} {text}"
    words = [part.word for part in parts if label.is_speech and part.word in SPEECH_WORDS]
    return ", ".join(dict.fromkeys((label.text, *words)))


def _doubts(presences: Sequence[Presence], topics: Sequence[Line]) -> list[Doubt]:
    people = [
        Doubt(one.line, one.person.text, one.person.doubt) for one in presences if one.person.doubt
    ]
    left_out = Sentence(
        "The title of this presentation was left out: a session keeps one title for all."
    )
    return [*people, *(Doubt(line.number, line.text, left_out) for line in topics)]
