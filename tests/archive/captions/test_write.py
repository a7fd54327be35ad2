"""Cues written as files, and read again."""

from hypothesis import assume, given
from hypothesis import strategies as st

from archive.captions import read_cues
from archive.captions.model import Cue
from archive.captions.plain import plain
from archive.captions.voices import by_speaker
from archive.captions.write import write_chapters, write_srt, write_vtt
from archive.recording import SourceChapter
from archive.timecode import Span


def test_a_webvtt_file_is_written_as_players_read_it() -> None:
    cues = [
        Cue(Span(0, 1500), "R&D <3 --> end"),
        Cue(Span(3_600_000, 3_601_000), "첫 줄\n\n둘째 줄", "김 & 이"),
        Cue(Span(3_602_000, 3_603_000), "네", mark=">>"),
    ]
    assert write_vtt(cues, "ko") == (
        "WEBVTT\n\nNOTE Language: ko\n\n"
        "00:00:00.000 --> 00:00:01.500\nR&amp;D &lt;3 --&gt; end\n\n"
        "01:00:00.000 --> 01:00:01.000\n<v 김 &amp; 이>첫 줄\n둘째 줄\n\n"
        "01:00:02.000 --> 01:00:03.000\n&gt;&gt; 네\n"
    )


def test_words_are_written_behind_their_times_where_that_is_asked() -> None:
    cue = Cue(Span(1000, 3000), "그래서 a<b\n네", words=(1000, 1500, 2500))
    text = write_vtt([cue], "ko", words=True)
    assert text.endswith("\n그래서 <00:00:01.500>a&lt;b\n<00:00:02.500>네\n")
    assert read_cues(text.encode()) == (cue,)
    assert read_cues(write_vtt([cue], "ko").encode()) == (Cue(cue.span, cue.text),)


def test_a_subrip_file_shows_who_speaks() -> None:
    cues = [
        Cue(Span(0, 1500), "Welcome.", "KIM", "KIM:"),
        Cue(Span(1500, 2000), "Hello.", mark="-"),
        Cue(Span(1500, 2000), "Hi.\nAll.", mark="-"),
        Cue(Span(2000, 2500), "[음악]"),
    ]
    text = write_srt(cues)
    assert text == (
        "1\n00:00:00,000 --> 00:00:01,500\nKIM: Welcome.\n\n"
        "2\n00:00:01,500 --> 00:00:02,000\n- Hello.\n- Hi.\nAll.\n\n"
        "3\n00:00:02,000 --> 00:00:02,500\n[음악]\n"
    )
    assert read_cues(text.encode()) == tuple(cues)


def test_chapters_are_clipped_to_the_cut() -> None:
    chapters = [
        SourceChapter(Span(0, 5000), "Before & opening"),
        SourceChapter(Span(5000, 8000), "First\ntalk"),
        SourceChapter(Span(8000, 8500), ""),
        SourceChapter(Span(9000, 12_000), "After"),
    ]
    assert write_chapters(chapters, Span(4000, 8500)) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nBefore &amp; opening\n\n"
        "00:00:01.000 --> 00:00:04.000\nFirst talk\n"
    )


texts = st.text(max_size=40).map(plain).filter(bool) | st.sampled_from(
    [
        "WEBVTT",
        "NOTE",
        "STYLE",
        "a --> b",
        "00:01.000 --> 00:02.000",
        "&amp;",
        "<v Kim>x",
        "7",
        "<b>",
    ]
)
voices = st.just("") | st.text(max_size=12).map(plain).map(lambda name: " ".join(name.split()))
cues = st.lists(st.tuples(texts, voices, st.integers(1, 9_000_000)), min_size=1, max_size=8).map(
    lambda parts: tuple(
        Cue(Span(number * 10_000_000, number * 10_000_000 + length), text, voice)
        for number, (text, voice, length) in enumerate(parts)
    )
)


@given(cues)
def test_what_is_written_as_webvtt_is_read_again_as_it_was(given_cues: tuple[Cue, ...]) -> None:
    assume(all(list(by_speaker(cue)) == [cue] for cue in given_cues))
    assert read_cues(write_vtt(given_cues, "en").encode()) == given_cues


@given(cues.map(lambda them: tuple(Cue(cue.span, cue.text) for cue in them)))
def test_what_is_written_as_subrip_is_read_again_as_it_was(given_cues: tuple[Cue, ...]) -> None:
    assume(all(list(by_speaker(cue)) == [cue] for cue in given_cues))
    assert read_cues(write_srt(given_cues).encode()) == given_cues
