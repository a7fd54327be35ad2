"""Clues in the captions: who is named, which number, what title, and how hosts lead through it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.alignment.clues import Clue, Clues, Place
from archive.alignment.evidence import Edge
from archive.alignment.lines import Lines, first_near, is_near, lines_of
from archive.alignment.mentions import Mention, names_heard, places_heard, title_heard
from archive.alignment.model import PlannedSession
from archive.alignment.openings import from_openings
from archive.alignment.phrases import Phrases
from archive.alignment.spoken import Spoken
from archive.alignment.titles import kind_of, numbers, places
from archive.programme.model import SessionKind
from archive.sentence import Sentence
from archive.timecode import Offset

WINDOW_MS = 14_000
"""What a host says of a session, she says in its first sentence or two."""

_EARLY_MS = 400
_SOON_MS = 5000
_MOST = 6.0
_NUMBER, _TITLE, _NAME, _KIND = 0.8, 0.9, 0.75, 0.6
_KINDS_WEIGHT = {SessionKind.SESSION: 0.25, SessionKind.OTHER: 0.25}
_FRAMES = (SessionKind.OPENING, SessionKind.CLOSING)
_LEAST = 0.15
_GREETS = 1.0
_LATER_PHRASE = 0.4
_ENDING = 0.8
"""The closing is introduced by words that close."""

_SOON, _CLOSES, _LATER, _OTHER_NUMBER = 3.0, 2.0, 1.2, 2.5
_OTHER_NAMED = 2.5
_SECOND_NAME = 0.75
_BY_PLACE = 0.5
"""What a number counts that is not printed but counted from the first row on."""

_END_CLOSES, _END_OWN, _END_THANKS, _END_PAUSE = 1.5, 1.8, 0.5, 1.0
_BEFORE_END_MS, _AFTER_END_MS = 1500, 14_000
_CLOSING_PAUSE_MS = 1500
_ASIDE = 1.5
"""What is said while the stage is changed belongs to no session."""


def word_clues(spoken: Spoken, known: Phrases) -> Clues:
    """The clues of one recording's words."""

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        if not spoken.words:
            return ()
        lines = lines_of(spoken, known)
        numbers_, weight = _numbers(sessions)
        rows = [
            _Row.of(session, number, weight, spoken, lines)
            for session, number in zip(sessions, numbers_, strict=True)
        ]
        starts = from_openings(_starts(spoken, lines, rows), spoken)
        return (*starts, *_before_asides(_ends(spoken, lines, rows), lines))

    return clues


def _numbers(sessions: Sequence[PlannedSession]) -> tuple[list[int], float]:
    """Which session it is by its title, or by its place where no title says it; else 0.

    And how much that weighs: people may have changed places.
    """
    own = [
        next((n for title in one.titles for what, n in numbers(title) if what != "talk"), 0)
        for one in sessions
    ]
    if any(own):
        return own, 1.0
    return [place[1] if place else 0 for place in places(sessions)], _BY_PLACE


@dataclass(frozen=True, slots=True)
class _Row:
    """A session with where all that it is known by is heard."""

    session: PlannedSession
    number: int
    counts: float
    titles: Sequence[Mention]
    names: Sequence[Mention]
    kinds: Sequence[Offset]
    kind: SessionKind

    @classmethod
    def of(
        cls, session: PlannedSession, number: int, counts: float, spoken: Spoken, lines: Lines
    ) -> "_Row":
        kind = kind_of(session)
        people = session.leading or session.people
        names = [
            mention if place == 0 else replace(mention, likeness=_SECOND_NAME * mention.likeness)
            for place, person in enumerate(people)
            for mention in names_heard(spoken, person.names)
        ]
        if not people:
            names = names_heard(spoken, tuple(session.names))
        places_ = [
            Mention(one.offset, 0.45, one.text)
            for person in people
            for one in places_heard(spoken, person.affiliation)
        ]
        return cls(
            session,
            number,
            counts,
            sorted(title_heard(spoken, _titles(session, kind)), key=lambda one: one.offset),
            sorted((*names, *places_), key=lambda one: one.offset),
            lines.kinds.get(kind.value, ()),
            kind,
        )


def _titles(session: PlannedSession, kind: SessionKind) -> tuple[str, ...]:
    """What is said of it by name: the whole event is named where it opens and closes."""
    return (*session.titles, *(session.event if kind in _FRAMES else ()))


def _starts(spoken: Spoken, lines: Lines, rows: Sequence[_Row]) -> Iterator[Clue]:
    for first, last in spoken.phrases:
        at, over = spoken.words[first].start, spoken.words[last - 1].end
        said = _Said.heard(at, over, lines)
        if said.introduces > 0.3:
            yield _start(at, 0.6 * said.introduces - said.against, (), None)
        named = [_named_at_once(row, said, lines) for row in rows]
        for place, row in enumerate(rows):
            gain, why = _gain(row, said, lines, is_first=place == 0)
            others = max((one for n, one in enumerate(named) if n != place), default=0.0)
            gain -= _OTHER_NAMED * max(others - named[place], 0.0)
            if gain > _LEAST:
                yield _start(at, gain, why, row.session.key)
        if said.against > 1:
            yield Clue(Edge.START, at, -said.against, before_ms=800, after_ms=800)


def _start(at: Offset, gain: float, why: Iterable[Sentence], key: str | None) -> Clue:
    return Clue(
        Edge.START, at, gain, tuple(why), key, before_ms=1300, after_ms=1300, place=Place.NEAR
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a host does with the words from a point on, whichever session she means."""

    at: Offset
    over: Offset
    introduces: float
    greets: bool
    closes: bool
    against: float

    @classmethod
    def heard(cls, at: Offset, over: Offset, lines: Lines) -> "_Said":
        start, soon, end = at - _EARLY_MS, at + _SOON_MS, at + WINDOW_MS
        doubt = 1.0
        for what, until, weight in (
            ("next", soon, 0.55), ("begin", end, 0.45), ("welcome", end, 0.45)
        ):  # fmt: skip
            doubt *= 1 - weight * lines.near(what, start, until)
        closes = lines.near("close", start, max(over, soon))
        against = _SOON * lines.near("soon", start, end)
        against += _LATER * is_near(lines.later, start, over)
        return cls(at, over, 1 - doubt, lines.near("greet", start, soon), closes, against)


def _gain(
    row: _Row, said: _Said, lines: Lines, *, is_first: bool
) -> tuple[float, tuple[Sentence, ...]]:
    """How much is said of the session itself, the more the more it is also introduced."""
    marks = tuple(_marks(row, said, lines))
    doubt = 1.0
    for weight, _ in marks:
        doubt *= 1 - weight
    named = 1 - doubt
    told = max(said.introduces, _ENDING * (row.kind is SessionKind.CLOSING and said.closes))
    gain = _MOST * named * (0.35 + 0.65 * told)
    if marks and not _opens_at_once(row, said, lines):
        gain *= _LATER_PHRASE
    gain += _GREETS if is_first and said.greets else 0
    gain -= _contradicted(row, said, lines)
    if row.kind is not SessionKind.CLOSING:
        gain -= said.against + _CLOSES * said.closes * (1 - named)
    return (gain, tuple(why for _, why in marks)) if named >= _LEAST or gain > 0.8 else (0.0, ())


def _named_at_once(row: _Row, said: _Said, lines: Lines) -> float:
    """How surely what is said first names the row or whoever leads it."""
    start, end = said.at - _EARLY_MS, said.at + WINDOW_MS
    is_counted = bool(row.number) and row.number in _counted(lines, start, end)
    name = _best(row.names, start, end)
    return max(row.counts * is_counted, name.likeness if name else 0.0)


def _opens_at_once(row: _Row, said: _Said, lines: Lines) -> bool:
    """Whether the first phrase itself says anything of it, and not only one that follows."""
    start, end = said.at - _EARLY_MS, said.over
    if any(lines.near(what, start, end) for what in ("next", "begin", "welcome", "greet")):
        return True
    named = (_best(row.titles, start, end), _best(row.names, start, end))
    return any(named) or bool(_counted(lines, start, end)) or is_near(row.kinds, start, end)


def _marks(row: _Row, said: _Said, lines: Lines) -> Iterator[tuple[float, Sentence]]:
    start, end = said.at - _EARLY_MS, said.at + WINDOW_MS
    if row.number and (row.number in _counted(lines, start, end)):
        yield _NUMBER * row.counts, Sentence("“Session {number}” is said.", {"number": row.number})
    if title := _best(row.titles, start, end):
        yield (
            _TITLE * title.likeness,
            Sentence("Its title is heard, {percent}% of it.", {"percent": _percent(title)}),
        )
    if name := _best(row.names, start, end):
        yield (
            _NAME * name.likeness,
            Sentence(
                "“{name}” is heard ({likeness}).",
                {"name": name.text, "likeness": f"{name.likeness:.2f}"},
            ),
        )
    if first_near(row.kinds, start, end) is not None:
        weight = _KINDS_WEIGHT.get(row.kind, _KIND)
        yield weight, Sentence("The host says what comes: such a part of the programme.")


def _contradicted(row: _Row, said: _Said, lines: Lines) -> float:
    counted = _counted(lines, said.at - _EARLY_MS, said.at + _SOON_MS)
    is_other = row.number and counted and row.number not in counted and -1 not in counted
    return _OTHER_NUMBER * row.counts**2 if is_other else 0.0


def _counted(lines: Lines, start: Offset, end: Offset) -> set[int]:
    counted = lines.counted["session"]
    first = bisect_left(counted, (start, -9))
    last = bisect_left(counted, (end, -9))
    return {number for _, number in counted[first:last]}


def _best(mentions: Sequence[Mention], start: Offset, end: Offset) -> Mention | None:
    """The likest mention; what is said at once counts more than what comes later."""
    first = bisect_left(mentions, start, key=lambda one: one.offset)
    if first == len(mentions) or mentions[first].offset >= end:
        return None
    last = bisect_left(mentions, end, key=lambda one: one.offset)
    lasts = end - start
    return max(
        (
            Mention(one.offset, one.likeness * (1 - 0.4 * (one.offset - start) / lasts), one.text)
            for one in mentions[first:last]
        ),
        key=lambda one: one.likeness,
        default=None,
    )


def _ends(spoken: Spoken, lines: Lines, rows: Sequence[_Row]) -> Iterator[Clue]:
    """Where a phrase that closes something is over."""
    numbered: Mapping[int, str] = {row.number: row.session.key for row in rows if row.number}
    for first, last in _closing_phrases(spoken):
        at, end = spoken.words[first].start, spoken.words[last - 1].end
        closes = lines.near("close", at, end)
        pauses = lines.near("pause", at, end)
        thanks = lines.near("thanks", at, end)
        gain = _END_CLOSES * closes + _END_PAUSE * pauses + _END_THANKS * thanks
        why = _why_end(closes=closes, pauses=pauses)
        if gain:
            yield _end(end, gain, why, None)
        if lines.near("wait", at, end) and not (closes or thanks):
            yield Clue(Edge.END, end, -_ASIDE, before_ms=_BEFORE_END_MS, after_ms=_BEFORE_END_MS)
        for number in _counted(lines, at, end):
            if number in numbered:
                own = Sentence("“Session {number}” is said.", {"number": number})
                both = (*why, own) if gain else (own,)
                yield _end(end, gain + _END_OWN, both, numbered[number])
        yield from _closing_rows(rows, lines, at, end, gain * closes)


def _before_asides(ends: Iterable[Clue], lines: Lines) -> Iterator[Clue]:
    """The clues, none of which speaks for what lies behind an aside."""
    for clue in ends:
        aside = first_near(lines.cues["wait"], clue.offset, clue.offset + clue.after_ms)
        if aside is None or clue.gain < 0:
            yield clue
        else:
            yield replace(clue, after_ms=max(aside - clue.offset - 1, 0))


def _closing_rows(
    rows: Sequence[_Row], lines: Lines, at: Offset, end: Offset, gain: float
) -> Iterator[Clue]:
    for row in rows:
        is_closing = row.kind is SessionKind.CLOSING
        if gain and is_closing and is_near(lines.kinds["closing"], at, end):
            yield _end(end, gain, (), row.session.key)


def _closing_phrases(spoken: Spoken) -> Iterator[tuple[int, int]]:
    """Phrases joined to what a person says in one breath or two."""
    first: int | None = None
    last = 0
    for start, end in spoken.phrases:
        is_apart = (
            start and spoken.words[start].start - spoken.words[last - 1].end > _CLOSING_PAUSE_MS
        )
        if first is None or is_apart or end - first > 60:
            if first is not None:
                yield first, last
            first = start
        last = end
    if first is not None:
        yield first, last


def _end(at: Offset, gain: float, why: Iterable[Sentence], key: str | None) -> Clue:
    return Clue(
        Edge.END, at, gain, tuple(why), key,
        before_ms=_BEFORE_END_MS, after_ms=_AFTER_END_MS, place=Place.NEAR,
    )  # fmt: skip


def _why_end(*, closes: bool, pauses: bool) -> tuple[Sentence, ...]:
    if closes:
        return (Sentence("Closing words end here."),)
    if pauses:
        return (Sentence("A break is announced here."),)
    return (Sentence("The speaker gives thanks here."),)


def _percent(mention: Mention) -> int:
    return round(100 * mention.likeness)
