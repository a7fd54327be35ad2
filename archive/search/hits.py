"""The cues of the sessions shown that say what was searched for, with their words marked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, and_, false, literal, or_, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import CueRow
from archive.language import Language, choose_language
from archive.search.spans import Mark, decode_spans, joined_marks, pieces, read_terms
from archive.search.wanted import Clause, Phrase
from archive.search.windows import Window, cues_in, windows_of
from archive.timecode import Offset

Places = frozenset[int]
"""Which of a cue's terms, counted as ``cue.spans`` counts them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that was found.

    ``offset_ms`` is where it begins to be seen, in the time of the recording that the session's
    ``part`` lies in; ``marks`` are half-open ``[start, end)`` in the characters of ``text``.
    """

    part: int
    recording_id: int
    offset_ms: Offset
    language: Language
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CueHits:
    """The best hits of a session, and how many more there are."""

    best: tuple[Hit, ...] = ()
    more: int = 0


class _Found(NamedTuple):
    """A cue that has some of the clauses; ``following`` are the words of the cue after it.

    A word may be in thousands of cues, and nothing is made faster than a tuple.
    """

    session_id: int
    part: int
    track_id: int
    seq: int
    start_ms: Offset
    clauses: int
    words: Sequence[str]
    parts: Sequence[str]
    following: Sequence[str]


def cue_hits(
    db: Db,
    sessions: Iterable[int],
    clauses: Sequence[Clause],
    most: int,
    tracks: Collection[int] = (),
) -> dict[int, CueHits]:
    """For each session the ``most`` best cues of its windows: most clauses first, then earliest.

    ``tracks`` are ids of those to look through instead of their language's best. Four queries
    however many sessions: the windows, their tracks, the terms that may match, the texts.
    """
    windows = windows_of(db, sessions, tracks)
    shown = [window for window in windows.values() if window.tracks]
    found: dict[int, list[_Found]] = {}
    for one in _matching(db, shown, clauses):
        found.setdefault(one.session_id, []).append(one)
    for ranked in found.values():
        ranked.sort(key=lambda one: (-one.clauses, one.part, one.start_ms, one.track_id))
    chosen = {session: ranked[:most] for session, ranked in found.items()}
    phrases = [phrase for clause in clauses for phrase in clause]
    texts = _texts(db, [one for ranked in chosen.values() for one in ranked])
    return {
        session: CueHits(
            tuple(_hit(one, windows[session, one.part], texts, phrases) for one in ranked),
            len(found[session]) - len(ranked),
        )
        for session, ranked in chosen.items()
    }


def mark(
    text: str, terms: str, spans: bytes, phrases: Iterable[Phrase]
) -> tuple[tuple[str, bool], ...]:
    """A cue's text in pieces, each with whether it is one of the phrases.

    ``terms`` and ``spans`` are as the cue keeps them.
    """
    words, parts = read_terms(terms)
    places = _places(words, parts, (), tuple(phrases))
    return pieces(text, _marks(places, spans))


def _matching(db: Db, windows: Sequence[Window], clauses: Sequence[Clause]) -> Iterator[_Found]:
    maybe = _may_match(clauses)
    if not windows or maybe is None:
        return
    columns = (CueRow.track_id, CueRow.seq, CueRow.start_ms, CueRow.terms)
    rows = db.execute(cues_in(windows, columns).where(maybe)).all()
    for _, track in groupby(rows, key=itemgetter(0, 1, 2)):
        yield from _in_track(list(track), clauses)


def _may_match(clauses: Sequence[Clause]) -> ColumnElement[bool] | None:
    """A test in SQL that few cues pass, and every matching one: it has a term of a phrase."""
    padded = literal(" ") + CueRow.terms + literal(" ")
    ends = {
        f" {term}" if phrase.is_prefix and term == phrase.terms[-1] else f" {term} "
        for clause in clauses
        for phrase in clause
        for term in phrase.terms
    }
    tests = [padded.contains(end, autoescape=True) for end in sorted(ends)]
    return or_(*tests) if tests else None


def _in_track(
    rows: Sequence[Row[int, int, int, int, int, str]], clauses: Sequence[Clause]
) -> Iterator[_Found]:
    split = [read_terms(row[-1]) for row in rows]
    follows = [later[3] == row[3] + 1 for row, later in pairwise(rows)] + [False]
    for at, (session_id, part, track_id, seq, start_ms, _) in enumerate(rows):
        words, parts = split[at]
        following = split[at + 1][0] if follows[at] else ()
        count = sum(_has(words, parts, following, clause) for clause in clauses)
        if count:
            place = (session_id, part, track_id, seq, start_ms)
            yield _Found(*place, count, words, parts, following)


def _has(
    words: Sequence[str], parts: Sequence[str], following: Sequence[str], clause: Clause
) -> bool:
    """Whether any phrase is there; a plain word, the common case, without a look at its places."""
    for phrase in clause:
        if len(phrase.terms) == 1 and not phrase.is_prefix:
            if phrase.terms[0] in words or phrase.terms[0] in parts:
                return True
        elif _places(words, parts, following, (phrase,)):
            return True
    return False


def _places(
    words: Sequence[str], parts: Sequence[str], following: Sequence[str], phrases: Iterable[Phrase]
) -> Places:
    """Where the phrases stand; one that begins here may end in the cue that follows."""
    found: set[int] = set()
    for phrase in phrases:
        found.update(_covered(words, following, phrase))
        found.update(place + len(words) for place in _covered(parts, (), phrase))
    return frozenset(found)


def _covered(terms: Sequence[str], following: Sequence[str], phrase: Phrase) -> Iterator[int]:
    """Each place of ``terms`` that the phrase takes."""
    *before, last = phrase.terms
    if not before:
        yield from (at for at, term in enumerate(terms) if _is(term, last, phrase))
        return
    for start, term in enumerate(terms):
        if term == before[0]:
            there = [*terms[start:], *following][: len(phrase.terms)]
            if there[:-1] == before and _is(there[-1], last, phrase):
                yield from range(start, min(start + len(there), len(terms)))


def _is(term: str, wanted: str, phrase: Phrase) -> bool:
    return term.startswith(wanted) if phrase.is_prefix else term == wanted


def _marks(places: Places, spans: bytes) -> tuple[Mark, ...]:
    stored = decode_spans(spans)
    return joined_marks(stored[place] for place in places)


_Texts = Mapping[tuple[int, int], tuple[str, bytes]]


def _texts(db: Db, found: Sequence[_Found]) -> _Texts:
    """The text and spans of each cue, by track and number; asked for even when there is none."""
    numbers: dict[int, list[int]] = {}
    for one in found:
        numbers.setdefault(one.track_id, []).append(one.seq)
    # By track, for SQLite would read the whole table for a list of pairs.
    wanted = [
        and_(CueRow.track_id == track, CueRow.seq.in_(seqs)) for track, seqs in numbers.items()
    ]
    query = select(CueRow.track_id, CueRow.seq, CueRow.text, CueRow.spans).where(
        or_(false(), *wanted)
    )
    return {(row.track_id, row.seq): (row.text, row.spans) for row in db.execute(query)}


def _hit(found: _Found, window: Window, texts: _Texts, phrases: Iterable[Phrase]) -> Hit:
    text, spans = texts[found.track_id, found.seq]
    language = choose_language([window.tracks[found.track_id]])
    offset = max(found.start_ms, window.in_ms)
    places = _places(found.words, found.parts, found.following, phrases)
    marks = _marks(places, spans)
    return Hit(window.part, window.recording_id, offset, language, text, marks)
