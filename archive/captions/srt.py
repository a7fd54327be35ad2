"""SubRip (.srt), also without numbers, without hours, with dots for commas."""

from collections.abc import Iterator
from io import StringIO

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.timing import ARROW, is_timing, lasting, read_timing
from archive.errors import CaptionsUnreadableError
from archive.timecode import print_offset


def recognises(text: str) -> bool:
    return any(is_timing(line) for line in text.split("\n"))


def read(text: str) -> Iterator[Written]:
    """The one track of a SubRip file."""
    try:
        captions = webvtt.from_buffer(StringIO("\n".join(_mended(text.split("\n")))), format="srt")
    except (MalformedFileError, MalformedCaptionError) as exc:
        raise CaptionsUnreadableError("The file can't be read as SubRip.") from exc
    yield Written(
        tuple(
            Shown(
                lasting(caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()),
                _without_positions(caption.raw_text),
            )
            for caption in captions.captions
        )
    )


FORMAT = CaptionFormat("SubRip", recognises, read)


def _mended(lines: list[str]) -> Iterator[str]:
    """The lines, cues numbered from 1, with what the parser would silently drop made readable."""
    numbers = _number_lines(lines)
    count = 0
    for row, line in enumerate(lines):
        times = read_timing(line, row + 1) if ARROW in line else None
        if times:
            count += 1
            start, end = (print_offset(time).replace(".", ",") for time in times)
            yield from ([""] if count > 1 else [])
            yield from (str(count), f"{start} --> {end}")
        elif count and row not in numbers:
            yield line.replace(ARROW, "--&gt;")


def _number_lines(lines: list[str]) -> set[int]:
    """The rows that number a cue: digits alone, right above its times (blank lines between).

    In a file that numbers nothing, digits above a timing line are the last cue's text.
    """
    timings = [row for row, line in enumerate(lines) if is_timing(line)]
    above = [_above(lines, row) for row in timings]
    numbered = [row for row in above if row is not None and lines[row].strip().isdigit()]
    return set(numbered) if above and above[0] in numbered else set()


def _above(lines: list[str], row: int) -> int | None:
    """The nearest row above that is not blank."""
    return next((above for above in range(row - 1, -1, -1) if lines[above].strip()), None)


def _without_positions(text: str) -> str:
    """Without ``{\\an8}`` and its like, which some tools carry over from another format."""
    head, *rest = text.split("{\\")
    return head + "".join(part.partition("}")[2] if "}" in part else "{\\" + part for part in rest)
