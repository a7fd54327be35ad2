"""Cues as a WebVTT file."""

from collections.abc import Iterable

from archive.captions.model import Cue
from archive.language import Language
from archive.timecode import print_offset

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write_vtt(cues: Iterable[Cue], language: Language) -> str:
    """A WebVTT file as players and ``read_cues`` take it; a voice becomes ``<v Name>``.

    The language stands in a note: WebVTT has no field for it since 2017, a page's ``srclang`` says
    it to the player.
    """
    blocks = ["WEBVTT", f"NOTE Language: {language}", *map(_block, cues)]
    return "\n\n".join(blocks) + "\n"


def _block(cue: Cue) -> str:
    voice = " ".join(cue.voice.split()).translate(_ESCAPES)
    text = "\n".join(line for line in cue.text.splitlines() if line.strip()).translate(_ESCAPES)
    times = f"{print_offset(cue.span.start)} --> {print_offset(cue.span.end)}"
    return f"{times}\n<v {voice}>{text}" if voice else f"{times}\n{text}"
