"""The health of a track, in numbers and in one line."""

import pytest

from archive.captions.health import Health, health, sentences
from archive.captions.model import Cue, Origin
from archive.captions.spoken_language import language_of
from archive.timecode import Span

CUES = (
    Cue(Span(0, 5000), "안녕하세요 여러분"),
    Cue(Span(4000, 6000), "세미나를 지금 시작하겠습니다 오늘은 길어요"),
    Cue(Span(4000, 6000), "API", mark="-"),
    Cue(Span(20_000, 24_000), "[박수]"),
)


def line(of: Health) -> str:
    return " ".join(map(str, sentences(of)))


def test_without_the_sound_the_captions_own_time_is_the_measure() -> None:
    found = health(CUES, "ko")
    assert found == Health(
        language="ko",
        origin=None,
        cues=4,
        coverage=10 / 24,
        is_of_speech=False,
        gaps=1,
        longest_gap=Span(6000, 20_000),
        speed=1000 * (9 + 23 + 3) / 9000,
        too_fast=0,
        overlaps=1,
        hangul=27 * 2.5 / (27 * 2.5 + 3),
        sounds=1,
        has_word_times=False,
    )
    assert line(found) == (
        "4 captions cover 42% of their time. Nothing for 10 seconds or more: 1, the longest 14 "
        "seconds at 0:06. 3.9 characters a second; too fast to read: 0. Overlapping: 1. 96% "
        "Korean. Nobody says who wrote them."
    )


def test_with_the_sound_only_speech_needs_captions() -> None:
    found = health(CUES, "ko", origin=Origin.PERSON, speech=(Span(0, 8000), Span(19_000, 21_000)))
    assert (found.coverage, found.is_of_speech) == (7000 / 10_000, True)
    assert line(found).endswith("Written by a person.")


def test_what_is_too_fast_to_read_is_counted_by_the_languages_own_speed() -> None:
    cues = (Cue(Span(0, 1000), "a" * 15),)
    assert (health(cues, "ko").too_fast, health(cues, "en").too_fast) == (1, 0)


@pytest.mark.parametrize(
    ("origin", "words", "last"),
    [
        (Origin.AUTOMATIC, (0,), "Made by machine, not checked."),
        (Origin.TRANSLATED, (), "Translated by machine, not checked."),
        (None, (0,), "Looks made by machine: every word has its time."),
    ],
)
def test_the_line_ends_with_who_made_the_track(
    origin: Origin | None, words: tuple[int, ...], last: str
) -> None:
    cue = Cue(Span(0, 1000), "Yes.", words=words)
    assert line(health((cue,), "en", origin=origin)) == (
        f"1 captions cover 100% of their time. 4.0 characters a second; too fast to read: 0. "
        f"100% English. {last}"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [("안녕하세요", "ko"), ("GPU와 CPU를 씁니다", "ko"), ("Hello 김", "en"), ("...", "en")],
)
def test_a_tracks_language_is_told_by_its_letters(text: str, language: str) -> None:
    assert language_of([Cue(Span(0, 1), text)]) == language
