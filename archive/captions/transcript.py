"""Two languages side by side: what was said in one, beside the same in the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.captions.lag import pair_sentences
from archive.captions.model import Cue
from archive.timecode import Span


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said in one stretch of time, in both languages; one side may be empty."""

    span: Span
    ko: tuple[Cue, ...]
    en: tuple[Cue, ...]


def pair(ko: Sequence[Cue], en: Sequence[Cue]) -> tuple[Moment, ...]:
    """The rows of a two-column transcript: every cue exactly once, each language in its order.

    Both sequences are sorted by start. A moment is a sentence in both languages, or the fewest that
    can't be told apart; a sentence without a partner stays alone. A constant lag between the tracks
    is found and taken out for the pairing; the cues keep their times.
    """
    groups, _ = pair_sentences(ko, en)
    moments = (
        _moment([ko[place] for place in one.ko], [en[place] for place in one.en]) for one in groups
    )
    return tuple(_by_time(moments))


def _moment(ko: Sequence[Cue], en: Sequence[Cue]) -> Moment:
    spans = [cue.span for cue in (*ko, *en)]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Moment(whole, tuple(ko), tuple(en))


def _by_time(moments: Iterable[Moment]) -> Iterator[Moment]:
    """Neighbours without partners by their begin; they belong to different languages or stay."""
    alone: list[Moment] = []
    for moment in moments:
        if moment.ko and moment.en:
            yield from sorted(alone, key=lambda one: one.span.start)
            alone = []
            yield moment
        else:
            alone.append(moment)
    yield from sorted(alone, key=lambda one: one.span.start)
