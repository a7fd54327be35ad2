"""How good a track is, in numbers and in one line for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from archive.captions.model import Cue, Origin
from archive.captions.spoken_language import hangul_share
from archive.language import Language
from archive.sentence import Sentence
from archive.timecode import Offset, Span, print_clock

READABLE_PER_SECOND = {"ko": 12.0, "en": 20.0}
"""Characters a second that people still read, as broadcasters count them (spaces too)."""

GAP_MS = 10_000
"""Silence of the captions that is worth telling."""


@dataclass(frozen=True, slots=True)
class Health:
    """The numbers. Shares are 0 to 1, times milliseconds, speeds characters a second.

    ``coverage`` is the share of ``heard`` that some cue covers: of the time in which somebody
    speaks, where that is known, or else of the time from the first cue to the last.
    """

    language: Language
    origin: Origin | None
    cues: int
    coverage: float
    is_of_speech: bool
    gaps: int
    longest_gap: Span | None
    speed: float
    too_fast: int
    overlaps: int
    hangul: float
    sounds: int
    has_word_times: bool

    @property
    def in_language(self) -> float:
        """The share of the text that is in the track's language."""
        return self.hangul if self.language == "ko" else 1.0 - self.hangul


def health(
    cues: Sequence[Cue],
    language: Language,
    *,
    origin: Origin | None = None,
    speech: Sequence[Span] = (),
) -> Health:
    """The health of a track, its cues by start; ``speech`` is when somebody speaks, by start.

    Raises ``ValueError`` when there are no cues.
    """
    covered = _merged([cue.span for cue in cues])
    heard = _merged(speech) or [Span(covered[0].start, covered[-1].end)]
    shared = _shared(covered, heard)
    gaps = [gap for gap in _gaps(covered, heard) if gap.duration >= GAP_MS]
    said = [(len(cue.said.replace("\n", " ")), cue.span.duration) for cue in cues if cue.said]
    most = READABLE_PER_SECOND[language]
    return Health(
        language=language,
        origin=origin,
        cues=len(cues),
        coverage=shared / sum(span.duration for span in heard),
        is_of_speech=bool(speech),
        gaps=len(gaps),
        longest_gap=max(gaps, key=lambda gap: gap.duration, default=None),
        speed=1000 * sum(length for length, _ in said) / max(sum(ms for _, ms in said), 1),
        too_fast=sum(1000 * length > most * ms for length, ms in said),
        overlaps=_overlaps(cues),
        hangul=hangul_share(cues),
        sounds=sum(not cue.said for cue in cues),
        has_word_times=any(cue.words for cue in cues),
    )


def sentences(of: Health) -> tuple[Sentence, ...]:
    """The health as sentences; said one after the other they are one line."""
    return (_coverage(of), *_gap(of), _speed(of), *_overlap(of), _mix(of), _checked(of))


def _coverage(of: Health) -> Sentence:
    values = {"percent": round(100 * of.coverage), "count": of.cues}
    if of.is_of_speech:
        return Sentence("{count} captions cover {percent}% of the speech.", values)
    return Sentence("{count} captions cover {percent}% of their time.", values)


def _gap(of: Health) -> tuple[Sentence, ...]:
    if of.longest_gap is None:
        return ()
    return (
        Sentence(
            "Nothing for 10 seconds or more: {count}, the longest {seconds} seconds at {time}.",
            {
                "count": of.gaps,
                "seconds": of.longest_gap.duration // 1000,
                "time": print_clock(of.longest_gap.start),
            },
        ),
    )


def _speed(of: Health) -> Sentence:
    return Sentence(
        "{speed} characters a second; too fast to read: {count}.",
        {"speed": round(of.speed, 1), "count": of.too_fast},
    )


def _overlap(of: Health) -> tuple[Sentence, ...]:
    if not of.overlaps:
        return ()
    return (Sentence("Overlapping: {count}.", {"count": of.overlaps}),)


def _mix(of: Health) -> Sentence:
    percent = {"percent": round(100 * of.in_language)}
    if of.language == "ko":
        return Sentence("{percent}% Korean.", percent)
    return Sentence("{percent}% English.", percent)


def _checked(of: Health) -> Sentence:
    if of.origin is Origin.PERSON:
        return Sentence("Written by a person.")
    if of.origin is Origin.TRANSLATED:
        return Sentence("Translated by machine, not checked.")
    if of.origin is Origin.AUTOMATIC:
        return Sentence("Made by machine, not checked.")
    if of.has_word_times:
        return Sentence("Looks made by machine: every word has its time.")
    return Sentence("Nobody says who wrote them.")


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The same time without overlaps; ``spans`` by start."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _shared(covered: Sequence[Span], heard: Sequence[Span]) -> int:
    """Milliseconds that lie in both; two sorted lists walked once."""
    shared = mine = yours = 0
    while mine < len(covered) and yours < len(heard):
        both = covered[mine].overlap(heard[yours])
        shared += both.duration if both else 0
        if covered[mine].end < heard[yours].end:
            mine += 1
        else:
            yours += 1
    return shared


def _gaps(covered: Sequence[Span], heard: Sequence[Span]) -> list[Span]:
    """The pauses of the captions between the first and the last thing heard."""
    first, last = heard[0].start, heard[-1].end
    ends: list[Offset] = [first, *(span.end for span in covered)]
    starts: list[Offset] = [*(span.start for span in covered), last]
    return [Span(end, start) for end, start in zip(ends, starts, strict=True) if end < start]


def _overlaps(cues: Sequence[Cue]) -> int:
    """Cues that begin while another is shown; two voices of one cue share its time."""
    spans = [span for span, _ in groupby(cue.span for cue in cues)]
    ends = list(accumulate((span.end for span in spans), max))
    return sum(span.start < end for span, end in zip(spans[1:], ends, strict=False))
