"""What an editor is offered for captions that do not lie where they belong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.captions.drift import NOTICEABLE_MS, SURE, Drift, find_drift, offer
from archive.captions.lag import lag_ms
from archive.captions.model import Cue
from archive.language import Language
from archive.sentence import Sentence

LATER = {
    "ko": Sentence("They come {seconds} s later than the Korean captions shown now."),
    "en": Sentence("They come {seconds} s later than the English captions shown now."),
}
SOONER = {
    "ko": Sentence("They come {seconds} s sooner than the Korean captions shown now."),
    "en": Sentence("They come {seconds} s sooner than the English captions shown now."),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to move captions, and why."""

    drift: Drift
    because: Sentence


def offers(
    cues: Sequence[Cue], peaks: bytes, shown: Mapping[Language, Sequence[Cue]]
) -> tuple[Offer, ...]:
    """How the cues might be moved: to where the sound is, and to where other tracks have it.

    All of them, the waveform's peaks too, count from the same moment. ``shown`` are the tracks that
    viewers see now. Nothing where the cues fit.
    """
    return (*_by_sound(cues, peaks), *_by_tracks(cues, shown))


def _by_sound(cues: Sequence[Cue], peaks: bytes) -> Iterator[Offer]:
    drift = find_drift(cues, peaks)
    because = offer(drift)
    if because is not None:
        yield Offer(drift, because)


def _by_tracks(cues: Sequence[Cue], shown: Mapping[Language, Sequence[Cue]]) -> Iterator[Offer]:
    for language, track in shown.items():
        late = lag_ms(cues, track)
        if abs(late) >= NOTICEABLE_MS:
            told = LATER[language] if late > 0 else SOONER[language]
            seconds = {"seconds": f"{abs(late) / 1000:.2f}"}
            yield Offer(Drift(-late, 1.0, SURE), Sentence(told.template, seconds))
