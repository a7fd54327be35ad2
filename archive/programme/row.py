"""Reads what a row says: its kind, title and people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.programme.cells import Cells
from archive.programme.labels import (
    Label,
    kind_of_title,
    read_label,
    take_label,
    take_opening_word,
)
from archive.programme.lines import Line, compact, tidy, without_bullet, without_quotes
from archive.programme.mentions import Mentions
from archive.programme.model import Doubt, Role, SessionKind
from archive.programme.names import is_position
from archive.programme.parts import Part, cut_at_roles, lines_of_people
from archive.programme.people import (
    Person,
    looks_like_people,
    means_everyone,
    opens_with_name,
    read_people,
)
from archive.programme.roles import find_markers
from archive.programme.words import ROLE_OF_KIND, ROLE_WORDS, SPEECH_WORDS
from archive.sentence import Sentence

_TOPIC = re.compile(
    r"^\s?(?:<u>(?P<u>[^<>]+)</u>|‘(?P<a>[^‘’]+)’|“(?P<b>[^“”]+)”|'(?P<c>[^']+)'|\"(?P<d>[^\"]+)\""
    r"|「(?P<e>[^「」]+)」|『(?P<f>[^『』]+)』)\s?"
)
_SPEAKER_AT_END = re.compile(
    r"^(?P<title>.+?)(?:\s+[-–—/|]\s+|\s*\((?=[^()]*\)$))(?P<who>[^-–—/|]+)$"
)
_NAMED_AT_END = re.compile(
    r"^(?P<title>[^()]*\S)\s+(?P<who>[가-힣]{3,4}\s?\((?:[^()]*\s)?(?P<last>[^()\s]+)\))$"
)
_KEYNOTE_WORDS = ("연설", "강연", "발표", "발제", "대담")
_SPEAKING = (Role.PRESENTER, Role.KEYNOTE)


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
    title, unmarked = _read_head(head.lines, label, known)
    own = Part(_role_in_words(label, title), (*unmarked, *cells.people))
    topics: list[Line] = []
    presences = [
        presence
        for part in (own, *parts, *_parts_of_remarks(cells.remarks, known))
        for presence in _presences(part, label, topics, known)
    ]
    people = tuple(one for one in presences if one.person.name)
    if not title and len(topics) == 1:
        title = topics.pop().text
    if not title and label is None and parts:
        label = read_label(parts[0].word)
    return RowContent(
        kind=_kind(label, title, people),
        number=label.number if label else None,
        title=_title(label, title, presences, parts),
        people=people,
        doubts=(*_doubts(presences, topics), *_unread_remarks(cells.remarks, known)),
    )


def _labelled(cells: Cells, known: Mentions) -> tuple[Label | None, tuple[Line, ...]]:
    """The row's label, from its own column or from the beginning of its content."""
    lines = tuple(without_bullet(line) for line in cells.content)
    label = read_label(cells.label) if cells.label else None
    if label or not lines:
        return label, lines
    label, rest = take_label(lines[0].text)
    word, after = take_opening_word(lines[0].text)
    if label is None and word and _is_who_or_what(after, known):
        label, rest = word, after
    return label, (Line(lines[0].number, rest, lines[0].bulleted), *lines[1:])


def _is_who_or_what(text: str, known: Mentions) -> bool:
    """Whether a text is nothing but people, or a title in quotation marks and people."""
    topic = _TOPIC.match(text)
    rest = text[topic.end() :].lstrip(" -–—/") if topic else text
    return (topic is not None and not rest) or looks_like_people(rest, known)


def _read_head(
    lines: Sequence[Line], label: Label | None, known: Mentions
) -> tuple[str, tuple[Line, ...]]:
    """The title before the role markers, and the lines there that name people."""
    if label and label.is_speech:
        return "", tuple(lines)
    title, people = "", []
    for line in lines:
        piece, who = _title_and_speaker(line.text, known)
        if not (piece or title or label) and " " not in who:
            piece, who = tidy(who), ""  # a short title may look like a name
        if who:
            people.append(Line(line.number, who, line.bulleted))
        title = _joined(title, piece, bulleted=line.bulleted)
    return title, tuple(people)


def _title_and_speaker(text: str, known: Mentions) -> tuple[str, str]:
    if looks_like_people(text, known) or means_everyone(text):
        return "", text
    named = _NAMED_AT_END.match(text) if len(text) < 400 else None
    if named and looks_like_people(named["who"], known) and is_position(named["last"]):
        topic = _TOPIC.fullmatch(named["title"])
        return tidy(without_quotes(topic[0]) if topic else named["title"]), named["who"]
    topic = _TOPIC.match(text)
    rest = text[topic.end() :].lstrip(" -–—/") if topic else ""
    if topic and (not rest or looks_like_people(rest, known)):
        return tidy(without_quotes(topic[0])), rest
    ending = _SPEAKER_AT_END.match(text) if len(text) < 400 else None
    if ending and looks_like_people(ending["who"].rstrip(") "), known):
        return tidy(ending["title"]), ending["who"].rstrip() if "(" in ending["who"] else (
            ending["who"].rstrip(") ")
        )
    return tidy(text), ""


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
    part: Part, label: Label | None, topics: list[Line], known: Mentions
) -> list[Presence]:
    role = _role(part.role, label)
    found = []
    for line in lines_of_people(part.lines, known):
        topic, who = _topic_and_people(line.text, known)
        if topic:
            topics.append(Line(line.number, topic))
        found += [Presence(person, role, line.number) for person in read_people(who, known)]
    return found


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


def _topic_and_people(text: str, known: Mentions) -> tuple[str, str]:
    """The title of a presentation printed before its speaker, if any, and who speaks."""
    topic = _TOPIC.match(text)
    if topic:
        return tidy(without_quotes(topic[0])), text[topic.end() :].lstrip(" -–—/:")
    if opens_with_name(text, known):
        return "", text
    ending = _SPEAKER_AT_END.match(text) if len(text) < 400 else None
    if ending and " " in ending["title"] and opens_with_name(ending["who"], known):
        return tidy(ending["title"]), ending["who"].rstrip(") ") if "(" not in ending["who"] else (
            ending["who"]
        )
    return "", text


def _kind(label: Label | None, title: str, people: Sequence[Presence]) -> SessionKind | None:
    if label:
        return label.kind
    kind = kind_of_title(title, has_people=bool(people))
    return kind or (SessionKind.SESSION if people else None)


def _title(
    label: Label | None, title: str, presences: Sequence[Presence], parts: Sequence[Part]
) -> str:
    if label is None:
        return title
    if title:
        is_adjective = compact(label.text) == "기조" and title.startswith(_KEYNOTE_WORDS)
        return f"{label.text} {title}" if is_adjective else title
    unnamed = [one.person.text for one in presences if not one.person.name]
    if label.is_speech and len(unnamed) == len(presences) == 1:
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
