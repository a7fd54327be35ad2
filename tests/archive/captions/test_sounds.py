"""Sounds apart from what is said."""

import pytest

from archive.captions.sounds import sounds_in, without_sounds


@pytest.mark.parametrize(
    ("text", "sounds", "said"),
    [
        ("[음악]", ("음악",), ""),
        ("[박수] 감사합니다", ("박수",), "감사합니다"),
        ("네 (웃음) 그렇죠", ("웃음",), "네 그렇죠"),
        ("(applause)", ("applause",), ""),
        ("[Music]\nWelcome", ("Music",), "Welcome"),
        ("♪ 노래합니다 ♪", ("♪", "♪"), "노래합니다"),
        ("♪♪", ("♪♪",), ""),
        ("[student asking a question]", ("student asking a question",), ""),
        ("[ __ ] happens", (), "[ __ ] happens"),
        ("x[0] and y[i] in [1, 2]", (), "x[0] and y[i] in [1, 2]"),
        ("this (and that) too", (), "this (and that) too"),
        ("R&D", (), "R&D"),
    ],
)
def test_a_sound_is_no_word(text: str, sounds: tuple[str, ...], said: str) -> None:
    assert (sounds_in(text), without_sounds(text)) == (sounds, said)
