"""Captions in and out of files, through a cut and beside each other; their parsers stop here."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from archive.captions import lrc, sami, sbv, srt, substation, timedtext, ttml, vtt
from archive.captions.format import CaptionFormat, Written
from archive.captions.model import Cue
from archive.captions.rolling import spoken
from archive.captions.timing import ARROW
from archive.errors import CaptionsUnreadableError
from archive.text_file import UndecodableError, decode_text
from archive.timecode import print_clock

FORMATS: tuple[CaptionFormat, ...] = (
    vtt.FORMAT,
    timedtext.JSON3,
    timedtext.SRV3,
    ttml.FORMAT,
    sami.FORMAT,
    substation.FORMAT,
    sbv.FORMAT,
    srt.FORMAT,
    lrc.FORMAT,
)
"""In the order they are asked; the first that recognises a file reads it."""

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a day of captions with the time of every word is about a tenth of it."""

MOST_CUES = 200_000
"""In one file; more than two a second for a whole day."""

LONGEST_TEXT = 10_000
"""Characters in one cue; more than that is not a caption but a file without an end."""

LONGEST_MARKED_UP = 20 * LONGEST_TEXT
"""The same before tags and entities are taken off."""

LATEST_MS = 2**31 - 1
"""The catalogue's largest integer: 24 days and 20 hours."""


@dataclass(frozen=True, slots=True)
class FileTrack:
    """One track of a file: its cues by start time, and its language's code where the file says it.

    Cues are NFC, plain text, none empty, each lasting.
    """

    cues: tuple[Cue, ...]
    language: str = ""


def read_cues(content: bytes, *, file_name: str = "", language: str = "") -> tuple[Cue, ...]:
    """The cues of a caption file, by start time: NFC, plain text, none empty, each lasting.

    Of a file with several languages, those of ``language``, or else of its first track. Raises
    ``CaptionsUnreadableError`` as ``read_file`` does.
    """
    tracks = read_file(content, file_name=file_name)
    wanted = (track for track in tracks if language and track.language == language)
    return next(wanted, tracks[0]).cues


def read_file(content: bytes, *, file_name: str = "") -> tuple[FileTrack, ...]:
    """The tracks of a caption file, at least one, none of them empty.

    The content tells the format, not the name. What YouTube's automatic captions repeat while they
    roll is kept once. Raises ``CaptionsUnreadableError`` when there is nothing to read, or with the
    number of the line that can't be read.
    """
    if len(content) > LARGEST_FILE:
        raise CaptionsUnreadableError(
            "“{file}” is larger than {most} MB; captions are never that long.",
            file=file_name or "?",
            most=LARGEST_FILE // 2**20,
        )
    text = _decoded(content)
    form = _form(text, file_name)
    _count(text.count(ARROW))
    tracks = tuple(track for track in map(_track, form.read(text)) if track.cues)
    if not tracks:
        raise CaptionsUnreadableError("“{file}” holds no captions.", file=file_name or "?")
    return tracks


def format_name(content: bytes, *, file_name: str = "") -> str:
    """What the format of a caption file is called; raises ``CaptionsUnreadableError`` if none."""
    return _form(_decoded(content), file_name).name


def _form(text: str, file_name: str) -> CaptionFormat:
    form = next((form for form in FORMATS if form.recognises(text)), None)
    if form is None:
        raise CaptionsUnreadableError(
            "“{file}” is no caption file we can read; we read {formats}.",
            file=file_name or "?",
            formats=", ".join(form.name for form in FORMATS),
        )
    return form


def _decoded(content: bytes) -> str:
    try:
        return decode_text(content)
    except UndecodableError as exc:
        raise CaptionsUnreadableError(
            "The file is in no text encoding we know; save it as UTF-8 and try again."
        ) from exc


def _track(written: Written) -> FileTrack:
    _count(len(written.shown))
    for one in written.shown:
        if one.span.end > LATEST_MS:
            raise CaptionsUnreadableError(
                "A caption is said to last until {time}; no recording is that long.",
                time=print_clock(one.span.end),
            )
        _measure(one.span.start, len(one.marked_up), LONGEST_MARKED_UP)
    cues = tuple(sorted(spoken(written.shown), key=attrgetter("span")))
    _measure_all(cues)
    return FileTrack(cues, written.language)


def _count(cues: int) -> None:
    if cues > MOST_CUES:
        raise CaptionsUnreadableError(
            "The file holds {count} captions; we read at most {most}.", count=cues, most=MOST_CUES
        )


def _measure_all(cues: Iterable[Cue]) -> None:
    for cue in cues:
        _measure(cue.span.start, len(cue.text), LONGEST_TEXT)


def _measure(start: int, count: int, most: int) -> None:
    if count > most:
        raise CaptionsUnreadableError(
            "The caption at {time} holds {count} characters; a caption is at most {most}.",
            time=print_clock(start),
            count=count,
            most=LONGEST_TEXT,
        )
