"""What is heard is told from noise and music by what captions write down of it."""

from archive.alignment.heard import Heard
from archive.alignment.spoken import spoken_in
from archive.alignment.traces import Traces
from archive.captions.model import Cue
from archive.timecode import Span

SECOND = 1000
MURMUR = Span(300 * SECOND, 316 * SECOND)
TALK = Span(0, 100 * SECOND)
SUNG = Span(120 * SECOND, 132 * SECOND)


def captioned(*spans: tuple[int, int]) -> Traces:
    """A recording with a talk, a hall that murmurs, and music; captions at these seconds."""
    lines = [Span(start * SECOND, end * SECOND) for start, end in spans]
    spoken = spoken_in(
        [Cue(span, "골목의 나무 그늘은 여름 기온을 크게 낮춥니다") for span in lines]
    )
    heard = Heard((TALK, MURMUR), (), (SUNG,), (TALK, MURMUR), 400 * SECOND)
    return Traces(heard, (spoken,) if spans else ())


def test_voices_that_nobody_writes_down_are_a_murmur_of_the_hall() -> None:
    voices = captioned((0, 50), (52, 99)).voices

    assert voices is not None
    assert voices.speech == (TALK,)
    assert voices.active == (TALK,)


def test_captions_of_a_little_say_nothing_of_the_rest() -> None:
    talks = captioned((305, 315)).voices

    assert talks is not None
    assert talks.speech == (TALK, MURMUR)


def test_music_through_which_somebody_speaks_is_speech() -> None:
    voices = captioned((0, 99), (120, 132)).voices

    assert voices is not None
    assert voices.speech == (TALK, SUNG)
    assert voices.music == ()


def test_without_captions_all_that_is_heard_counts() -> None:
    heard = captioned()

    assert heard.voices == heard.heard
