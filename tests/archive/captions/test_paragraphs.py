"""Cues as running text."""

from archive.captions.model import Cue
from archive.captions.paragraphs import LONG_TEXT, Paragraph, paragraphs, write_txt
from archive.timecode import Span


def test_cues_run_on_until_a_pause_after_a_sentence() -> None:
    cues = (
        Cue(Span(0, 2000), "So we\nbegin."),
        Cue(Span(2100, 3000), "Yes."),
        Cue(Span(6000, 7000), "Now"),
        Cue(Span(9500, 10_000), "go."),
    )
    assert paragraphs(cues) == (Paragraph(0, "So we begin. Yes."), Paragraph(6000, "Now go."))


def test_speakers_and_sounds_begin_paragraphs() -> None:
    cues = (
        Cue(Span(0, 1000), "[박수]"),
        Cue(Span(1000, 2000), "네", "김 교수", "김 교수:"),
        Cue(Span(2000, 3000), "그렇죠", "김 교수"),
        Cue(Span(3000, 4000), "Right.", mark=">>"),
        Cue(Span(4000, 5000), "Thanks.", "Lee"),
    )
    assert write_txt(cues, times=True) == (
        "[0:00] [박수]\n\n[0:01] 김 교수: 네 그렇죠\n\n[0:03] >> Right.\n\n[0:04] Lee: Thanks.\n"
    )


def test_a_long_paragraph_ends_with_its_sentence() -> None:
    cue = Cue(Span(0, 1000), "a" * LONG_TEXT)
    end, after = Cue(Span(1000, 2000), "end."), Cue(Span(2000, 3000), "Next.")
    assert write_txt((cue, end, after)) == f"{cue.text} end.\n\nNext.\n"


def test_nothing_said_is_an_empty_text() -> None:
    assert paragraphs(()) == ()
