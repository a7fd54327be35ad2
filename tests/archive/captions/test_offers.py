"""What an editor is offered for captions that lie wrong, and when something is heard."""

import pytest

from archive.captions.drift import Drift, moved
from archive.captions.heard import heard
from archive.captions.offers import offers
from archive.language import Language
from archive.timecode import Span
from tests.archive.captions.test_drift import misplaced, talk

CUES, PEAKS = talk(seed=4, sentences=60)
SILENCE = bytes(len(PEAKS))


def test_captions_in_place_are_offered_nothing() -> None:
    assert offers(CUES, PEAKS, {"en": CUES}) == ()
    assert offers(CUES, SILENCE, {}) == ()


@pytest.mark.parametrize(
    ("late_ms", "sentence"),
    [
        (1520, "They come 1.52 s later than the English captions shown now."),
        (-2400, "They come 2.40 s sooner than the English captions shown now."),
    ],
)
def test_captions_that_lie_elsewhere_than_a_shown_track_can_be_moved_there(
    late_ms: int, sentence: str
) -> None:
    late = moved(CUES, Drift(late_ms, 1.0, 1.0))
    (found,) = offers(late, SILENCE, {"en": CUES})
    assert str(found.because) == sentence
    assert moved(late, found.drift) == CUES


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_sound_and_a_shown_track_may_both_say_so(language: Language) -> None:
    late = misplaced(CUES, Drift(-3000, 1.0, 1.0))
    by_sound, by_track = offers(late, PEAKS, {language: CUES})
    assert abs(by_sound.drift.shift_ms + 3000) <= 150
    assert by_track.drift.shift_ms == -3000


def test_it_is_heard_when_it_is_loud() -> None:
    peaks = bytes([3] * 50 + [90] * 30 + [4] * 10 + [80] * 20 + [3] * 40 + [120] * 2 + [3] * 60)
    assert heard(peaks) == (Span(5_000, 11_000),)


@pytest.mark.parametrize("peaks", [b"", bytes(300), bytes([40, 44] * 150)])
def test_nothing_is_told_of_a_recording_that_is_always_as_loud(peaks: bytes) -> None:
    assert heard(peaks) == ()
