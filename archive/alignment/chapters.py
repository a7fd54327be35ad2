"""Evidence from the source's own chapters: a chapter named like a session is that session."""

from collections.abc import Iterable, Iterator, Sequence
from math import log

from archive.alignment.clues import Clue, Clues, Place
from archive.alignment.evidence import SAME_POINT_MS, Candidate, Edge, Evidence, Point
from archive.alignment.model import PlannedSession
from archive.alignment.titles import LIKELY, kinds, likeness, places
from archive.programme.model import SessionKind
from archive.recording import Recording, SourceChapter
from archive.sentence import Sentence

_END_WEIGHT = 0.9
_PART_WEIGHT = 0.6
"""A chapter after one that names the same session is likelier a part of it than its start."""

_CLUE_GAIN = 2.5

_CLEARLY_LESS = 0.05
"""A session this much less like a chapter than another session is not what the chapter names."""


def chapter_evidence(chapters: Sequence[SourceChapter]) -> Evidence:
    """The evidence of a source's chapters: where they begin, and where a break's chapter does.

    A chapter ends where the next begins, so its end says nothing about a session's, unless a break
    follows: before another session there may be a break that has no chapter.
    """
    ordered = sorted(chapters, key=lambda chapter: chapter.span)

    def evidence(sessions: Sequence[PlannedSession], recording: Recording) -> Iterator[Candidate]:
        alike = _likeness_table(ordered, sessions)
        for number, row in _named(alike):
            weight = alike[number][row]
            is_part = number > 0 and alike[number - 1][row] >= LIKELY
            yield _begins(sessions[row], ordered[number], weight * (_PART_WEIGHT if is_part else 1))
            last = _last_part(alike, ordered, number, row)
            if last + 1 < len(ordered) and _is_break(alike[last + 1], ordered[last + 1], sessions):
                yield _ends(sessions[row], ordered[last], weight * _END_WEIGHT)

    return evidence


def as_clues(points: Sequence[Point], planned: Sequence[PlannedSession]) -> Clues:
    """Points of evidence that names sessions, as clues beside those of sound and words."""

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        del sessions  # the points were gathered for them
        for point in points:
            edge = Edge.END if point.edge % 2 else Edge.START
            gain = _CLUE_GAIN * -log(max(1 - point.weight, 1e-3))
            yield Clue(
                edge, point.offset, gain, point.because, planned[point.edge // 2].key,
                SAME_POINT_MS, SAME_POINT_MS, Place.NEAR,
            )  # fmt: skip

    return clues


def _likeness_table(
    chapters: Sequence[SourceChapter], sessions: Sequence[PlannedSession]
) -> list[list[float]]:
    """How like each chapter is to each session, 0 for sessions another clearly outdoes."""
    numbered = list(zip(sessions, places(sessions), strict=True))
    table = []
    for chapter in chapters:
        sure = [likeness(chapter.title, session, place) for session, place in numbered]
        enough = max(sure, default=0.0) - _CLEARLY_LESS
        table.append([one if one >= enough else 0.0 for one in sure])
    return table


def _named(alike: list[list[float]]) -> Iterator[tuple[int, int]]:
    """Each chapter's number with each row of the programme it may name."""
    for number, sure in enumerate(alike):
        yield from ((number, row) for row, one in enumerate(sure) if one >= LIKELY)


def _is_break(
    alike: list[float], chapter: SourceChapter, sessions: Sequence[PlannedSession]
) -> bool:
    named = (session.kind for session, sure in zip(sessions, alike, strict=True) if sure >= LIKELY)
    return SessionKind.BREAK in kinds(chapter.title) or SessionKind.BREAK in named


def _last_part(
    alike: list[list[float]], chapters: Sequence[SourceChapter], number: int, row: int
) -> int:
    """The last chapter of the session that begins with chapter ``number``.

    Chapters that name no other session and no break are taken for parts of this one.
    """
    while number + 1 < len(chapters):
        following = number + 1
        another = any(sure >= LIKELY for other, sure in enumerate(alike[following]) if other != row)
        if another or SessionKind.BREAK in kinds(chapters[following].title):
            break
        number = following
    return number


def _begins(session: PlannedSession, chapter: SourceChapter, weight: float) -> Candidate:
    because = Sentence(
        "The source's chapter “{title}” begins here.", {"title": _short(chapter.title)}
    )
    return Candidate(session.key, Edge.START, chapter.span.start, weight, because)


def _ends(session: PlannedSession, chapter: SourceChapter, weight: float) -> Candidate:
    because = Sentence(
        "The source's chapter “{title}” ends here.", {"title": _short(chapter.title)}
    )
    return Candidate(session.key, Edge.END, chapter.span.end, weight, because)


def _short(title: str) -> str:
    return title if len(title) <= 80 else title[:79] + "…"
