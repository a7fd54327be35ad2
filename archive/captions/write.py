"""Cues as WebVTT and SubRip files, chapters as a WebVTT file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from archive.captions.model import Cue
from archive.captions.window import see_through
from archive.recording import SourceChapter
from archive.timecode import Offset, Span, print_offset

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOKS_MARKED_UP = re.compile(r"(--)(>)|(<)(/?[A-Za-z\d][^<>\n]*>)|(&)(#?\w+;)|({)(\\)")
_INVISIBLE = "\u200b"


def write_vtt(cues: Iterable[Cue], language: str, *, words: bool = False, clip: str = "") -> str:
    """A WebVTT file as players and ``read_cues`` take it; a voice becomes ``<v Name>``.

    The language's code stands in a note: WebVTT has no field for it since 2017, a page's
    ``srclang`` says it to the player. ``clip`` names what the times count from the beginning of.
    With ``words``, each word has its time, where that is known.
    """
    blocks = (_vtt_block(cue, words=words) for cue in cues)
    return vtt_file([f"Language: {language}", clip and f"Clip: {clip}"], blocks)


def vtt_file(notes: Iterable[str], blocks: Iterable[str]) -> str:
    """The file of these blocks, with what is to be noted before them."""
    told = (" ".join(note.replace("-->", "→").split()) for note in notes)
    return "\n\n".join(["WEBVTT", *(f"NOTE {note}" for note in told if note), *blocks]) + "\n"


def write_srt(cues: Iterable[Cue]) -> str:
    """A SubRip file, numbered from 1; who speaks stands before what is said.

    SubRip has no escapes: what looks like markup is kept apart by an invisible space.
    """
    screens = groupby(cues, key=attrgetter("span"))
    blocks = (_srt_block(number, *screen) for number, screen in enumerate(screens, start=1))
    return "\n\n".join(blocks) + "\n"


def write_chapters(chapters: Sequence[SourceChapter], cut: Span, *, clip: str = "") -> str:
    """A WebVTT file of ``kind="chapters"``: those the cut shows, clipped to it."""
    named = [Cue(chapter.span, chapter.title) for chapter in chapters if chapter.title.strip()]
    seen = see_through(sorted(named, key=attrgetter("span")), cut)
    blocks = (_vtt_block(_on_one_line(cue)) for cue in seen)
    return vtt_file([clip and f"Clip: {clip}"], blocks)


def vtt_times(span: Span) -> str:
    """A cue's line of times."""
    return f"{print_offset(span.start)} --> {print_offset(span.end)}"


def vtt_text(text: str) -> str:
    """Text as a WebVTT cue holds it: without blank lines, which would end it."""
    return "\n".join(line for line in text.splitlines() if line.strip()).translate(_ESCAPES)


def _vtt_block(cue: Cue, *, words: bool = False) -> str:
    voice = " ".join(cue.voice.split()).translate(_ESCAPES)
    said = _with_times(cue) if words and cue.words else vtt_text(cue.text)
    mark = "" if voice or not cue.mark else f"{vtt_text(cue.mark)} "
    return f"{vtt_times(cue.span)}\n{f'<v {voice}>' if voice else mark}{said}"


def _with_times(cue: Cue) -> str:
    """The text, each word after the first behind its time."""
    times = iter(cue.words)
    return "\n".join(
        " ".join(_timed_words(line, times, cue.span.start))
        for line in cue.text.splitlines()
        if line.strip()
    )


def _timed_words(line: str, times: Iterator[Offset], start: Offset) -> Iterator[str]:
    for word in line.split():
        time = next(times, start)
        yield f"<{print_offset(time)}>{vtt_text(word)}" if time > start else vtt_text(word)


def _srt_block(number: int, span: Span, cues: Iterable[Cue]) -> str:
    times = vtt_times(span).replace(".", ",")
    lines = (line for cue in cues for line in cue.shown.splitlines() if line.strip())
    text = "\n".join(_LOOKS_MARKED_UP.sub(_kept_apart, line) for line in lines)
    return f"{number}\n{times}\n{text}"


def _kept_apart(found: re.Match[str]) -> str:
    return _INVISIBLE.join(part for part in found.groups() if part)


def _on_one_line(cue: Cue) -> Cue:
    return Cue(cue.span, " ".join(cue.text.split()))
