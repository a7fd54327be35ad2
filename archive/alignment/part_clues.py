"""Clues inside a session: who is introduced, when the discussion and the questions begin."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.alignment.clues import Clue, Place
from archive.alignment.evidence import Edge
from archive.alignment.lines import Lines, is_near, lines_of
from archive.alignment.mentions import Mention, names_heard, places_heard, says_own_name
from archive.alignment.model import PartKind, PlannedPerson
from archive.alignment.phrases import Phrases
from archive.alignment.spoken import Spoken
from archive.sentence import Sentence
from archive.timecode import Offset, Span

WINDOW_MS = 14_000
_EARLY_MS, _SOON_MS, _SELF_MS = 400, 5000, 4000
_MOST = 6.0
_NAME, _HOUSE, _TALK = 0.8, 0.4, 0.25
_COUNTED = 2.5
_SOMEBODY = 1.2
_LATER_PHRASE = 0.4
_SELF, _HOST_MS, _WALK_MS, _NEAR_MS = 1.6, 2500, 25_000, 1300
"""Somebody who says "I am …" introduces nobody; the host did so before, and she walked there."""

_WORDS, _ALONE = 3.5, 1.2


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is looked for, and its key in the clues."""

    key: str
    kind: PartKind
    person: PlannedPerson | None = None


def counted_key(number: int) -> str:
    """The key of clues for whatever presentation comes as the first, the second …"""
    return f"#{number}"


def part_clues(
    spoken: Spoken, known: Phrases, parts: Sequence[Part], inside: Span
) -> Iterator[Clue]:
    """Where each part seems to begin, inside a span of the recording."""
    lines = lines_of(spoken, known)
    talks = sum(part.kind is PartKind.PRESENTATION for part in parts)
    heard = [_Heard.of(part, spoken, inside) for part in parts]
    for first, last in spoken.phrases:
        at, over = spoken.words[first].start, spoken.words[last - 1].end
        if inside.contains(at):
            yield from _numbered(at, lines, talks)
            for one in heard:
                yield from _begun(one, at, over, lines)


def _begun(heard: "_Heard", at: Offset, over: Offset, lines: Lines) -> Iterator[Clue]:
    if heard.part.kind is not PartKind.PRESENTATION:
        gain, why = _opened(heard.part.kind.value, at, over, lines)
    elif _is_herself(heard, at, lines):
        yield from _introduced_before(heard, at)
        return
    else:
        gain, why = _presented(heard, at, lines)
        cues = any(lines.near(what, at - _EARLY_MS, over) for what in ("next", "begin", "welcome"))
        gain *= 1.0 if cues or _likest(heard.names, at - _EARLY_MS, over) else _LATER_PHRASE
    if gain > 0:
        yield Clue(Edge.START, at, gain, why, heard.part.key, _NEAR_MS, _NEAR_MS, Place.NEAR)


def _is_herself(heard: "_Heard", at: Offset, lines: Lines) -> bool:
    """Whether a speaker begins herself: she greets, says "I am", or was named a moment ago."""
    name = _likest(heard.names, at - _EARLY_MS, at + _SELF_MS + 2000)
    if name is None:
        return lines.near("greet", at - _EARLY_MS, at + _SELF_MS)
    is_said = any(lines.near(what, at - _EARLY_MS, at + _SELF_MS) for what in ("greet", "self"))
    return is_said or heard.says_own(name.offset)


def _introduced_before(heard: "_Heard", at: Offset) -> Iterator[Clue]:
    """Somebody who greets and says her own name has been introduced a moment ago."""
    name = _likest(heard.names, at, at + _SELF_MS + 2000)
    if name:
        key, gain = heard.part.key, _SELF * name.likeness
        why = (Sentence("“{name}” begins to speak soon after.", {"name": name.text}),)
        yield Clue(Edge.START, at - _HOST_MS, gain, why, key, _WALK_MS, 0)


def _numbered(at: Offset, lines: Lines, talks: int) -> Iterator[Clue]:
    counted = _counted(lines, at - _EARLY_MS, at + WINDOW_MS)
    told = _intro(lines, at)
    for number in range(1, talks + 1) if counted else ():
        said = number in counted or (number == talks and -1 in counted)
        gain = _COUNTED * told if said else -_COUNTED * told
        why = Sentence("Presentation {number} is announced.", {"number": number})
        yield Clue(
            Edge.START, at, gain, (why,) if said else (), counted_key(number), _NEAR_MS, _NEAR_MS
        )


@dataclass(frozen=True, slots=True)
class _Heard:
    part: Part
    names: Sequence[Mention]
    houses: Sequence[Mention]
    own: frozenset[Offset] = frozenset()

    def says_own(self, at: Offset) -> bool:
        """Whether a name heard there is followed by what only its bearer says."""
        return at in self.own

    @classmethod
    def of(cls, part: Part, spoken: Spoken, inside: Span) -> "_Heard":
        if part.person is None:
            return cls(part, (), ())
        names = names_heard(spoken, part.person.names)
        houses = places_heard(spoken, part.person.affiliation)
        near = (
            sorted((one for one in found if inside.contains(one.offset)), key=_offset)
            for found in (names, houses)
        )
        found_names, found_houses = near
        own = frozenset(one.offset for one in found_names if says_own_name(spoken, one.offset))
        return cls(part, found_names, found_houses, own)


def _presented(heard: _Heard, at: Offset, lines: Lines) -> tuple[float, tuple[Sentence, ...]]:
    start, end = at - _EARLY_MS, at + WINDOW_MS
    name, house = _likest(heard.names, start, end), _likest(heard.houses, start, end)
    doubt = 1 - _NAME * (name.likeness if name else 0)
    doubt *= 1 - _HOUSE * (house is not None)
    doubt *= 1 - _TALK * lines.near("presentation", start, end)
    told = _intro(lines, at)
    gain = _MOST * (1 - doubt) * (0.3 + 0.7 * told) + _SOMEBODY * told
    if name is None:
        return gain, ()
    values = {"name": name.text, "likeness": f"{name.likeness:.2f}"}
    return gain, (Sentence("“{name}” is heard ({likeness}).", values),)


def _opened(
    what: str, at: Offset, over: Offset, lines: Lines
) -> tuple[float, tuple[Sentence, ...]]:
    if not is_near(lines.cues[what], at - _EARLY_MS, over):
        return 0.0, ()
    gain = _ALONE + _WORDS * _intro(lines, at)
    if what == PartKind.DISCUSSION:
        return gain, (Sentence("The discussion is announced."),)
    return gain, (Sentence("Questions are asked for."),)


def _intro(lines: Lines, at: Offset) -> float:
    start, end = at - _EARLY_MS, at + WINDOW_MS
    doubt = 1.0
    for what, until, weight in (
        ("next", at + _SOON_MS, 0.55), ("begin", end, 0.4), ("welcome", end, 0.5)
    ):  # fmt: skip
        doubt *= 1 - weight * lines.near(what, start, until)
    return 1 - doubt


def _counted(lines: Lines, start: Offset, end: Offset) -> set[int]:
    counted = lines.counted["presentation"]
    first, last = bisect_left(counted, (start, -9)), bisect_left(counted, (end, -9))
    return {number for _, number in counted[first:last]}


def _likest(mentions: Sequence[Mention], start: Offset, end: Offset) -> Mention | None:
    first = bisect_left(mentions, start, key=_offset)
    last = bisect_left(mentions, end, key=_offset)
    return max(mentions[first:last], key=lambda one: one.likeness, default=None)


def _offset(mention: Mention) -> Offset:
    return mention.offset
