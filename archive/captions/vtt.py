"""WebVTT, also as HLS serves it: many small files in one, cues repeated where they meet."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.timing import ARROW, is_timing, lasting, read_timing
from archive.captions.words import moved
from archive.errors import CaptionsUnreadableError
from archive.timecode import Offset, Span, parse_offset, print_offset

_HEADER = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?")
_LANGUAGE = re.compile(r"^(?:NOTE )?Language:[ \t]*([A-Za-z]{2,3})\b", re.MULTILINE)
_MAP = "X-TIMESTAMP-MAP"
_MAP_LOCAL = re.compile(r"LOCAL:([\d:.]+)")
_MAP_MPEGTS = re.compile(r"MPEGTS:(\d+)")
_TICKS_PER_MS = 90  # MPEG presentation times count at 90 kHz, in 33 bits (RFC 8216, section 3.5)
_WRAP = 1 << 33
_MEETING_MS = 50
_NOT_CUES = ("NOTE", "STYLE", "REGION")


def recognises(text: str) -> bool:
    return text.lstrip("\n ").startswith("WEBVTT")


def read(text: str) -> Iterator[Written]:
    """The one track of a WebVTT file; ``Language:`` in its head or in a note says which.

    Times stay as written. Where a file holds several segments, each counts from the first one's
    zero by its ``X-TIMESTAMP-MAP``, and a cue cut in two or repeated where segments meet is one.
    """
    segments = list(_segments(text.lstrip("\n ").split("\n")))
    shown = [
        _later(one, shift)
        for (first, lines), shift in zip(segments, _shifts(segments), strict=True)
        for one in _shown(lines, first)
    ]
    segmented = len(segments) > 1 or any(line.startswith(_MAP) for line in segments[0][1][:8])
    yield Written(tuple(_each_once(shown) if segmented else shown), _language(text))


FORMAT = CaptionFormat("WebVTT", recognises, read)


def _language(text: str) -> str:
    """What YouTube's files say in their head and ours in a note."""
    head = text.partition(ARROW)[0]
    found = _LANGUAGE.search(head)
    return found[1].lower() if found else ""


def _later(one: Shown, shift: Offset) -> Shown:
    if not shift:
        return one
    span = Span(one.span.start + shift, one.span.end + shift)
    return Shown(span, moved(one.marked_up, shift))


def _segments(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The files inside the file, each with the number of its first line."""
    heads = [row for row in range(len(lines)) if row == 0 or _begins_segment(lines, row)]
    for start, end in pairwise([*heads, len(lines)]):
        yield start + 1, lines[start:end]


def _begins_segment(lines: list[str], row: int) -> bool:
    """A header where a block may begin; elsewhere the word is a caption about WebVTT."""
    if not _HEADER.fullmatch(lines[row]):
        return False
    return not lines[row - 1] or (row + 1 < len(lines) and lines[row + 1].startswith(_MAP))


def _shifts(segments: Iterable[tuple[int, list[str]]]) -> Iterator[Offset]:
    """What to add to each segment's times, in ms, to count from the first segment's zero."""
    zero, ticks_before, wraps = None, 0, 0
    for _, lines in segments:
        timestamp = next((line for line in lines[:8] if line.startswith(_MAP)), "")
        local, ticks = _MAP_LOCAL.search(timestamp), _MAP_MPEGTS.search(timestamp)
        if not local or not ticks:
            yield 0
            continue
        wraps += ticks_before - int(ticks[1]) > _WRAP // 2
        ticks_before = int(ticks[1])
        here = (ticks_before + wraps * _WRAP) // _TICKS_PER_MS - _local(local[1])
        zero = here if zero is None else zero
        yield max(here - zero, 0)


def _local(time: str) -> Offset:
    try:
        return parse_offset(time)
    except ValueError:
        return 0


def _shown(lines: list[str], first: int) -> Iterator[Shown]:
    try:
        captions = webvtt.from_string("\n".join(["WEBVTT", *_mended(lines[1:], first + 1)]))
    except (MalformedFileError, MalformedCaptionError) as exc:
        raise CaptionsUnreadableError("The file can't be read as WebVTT.") from exc
    for caption in captions.captions:
        start, end = caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()
        yield Shown(lasting(start, end), caption.raw_text)


def _mended(lines: list[str], first: int) -> Iterator[str]:
    """The lines with what the parser would silently drop made readable.

    Times in near spellings are rewritten, an arrow in a caption's text is escaped, and text cut off
    from its cue by a blank line (the file lost its padding) is joined to it again.
    """
    in_cue = blank = False
    for row, line in enumerate(lines):
        times = read_timing(line, first + row) if ARROW in line else None
        if times:
            yield from ("", f"{print_offset(times[0])} --> {print_offset(times[1])}")
            in_cue, blank = True, False
        elif not line:
            blank = True
        elif in_cue and blank and _begins_block(lines, row):
            in_cue = False
            yield from ("", line)
        else:
            if blank:
                yield " " if in_cue else ""
            yield line.replace(ARROW, "--&gt;")
        blank = blank and not line


def _begins_block(lines: list[str], row: int) -> bool:
    """Whether a line after a blank one is a cue's identifier or opens a note, style or region."""
    follows = row + 1 < len(lines) and is_timing(lines[row + 1])
    return follows or lines[row].split(" ")[0].strip() in _NOT_CUES


def _each_once(shown: Iterable[Shown]) -> list[Shown]:
    """Cues of the same text that meet or overlap, as one; by start."""
    once: list[Shown] = []
    last_of: dict[str, int] = {}
    for one in sorted(shown, key=attrgetter("span")):
        at = last_of.get(one.marked_up)
        if at is not None and one.span.start - once[at].span.end <= _MEETING_MS:
            end = max(once[at].span.end, one.span.end)
            once[at] = Shown(Span(once[at].span.start, end), one.marked_up)
        else:
            last_of[one.marked_up] = len(once)
            once.append(one)
    return once
