"""A clip as an HLS playlist: byte ranges of the packed recording, seen through a cut.

Nothing is copied: a cut is widened to the keyframes around it, and the playlist lists those
fragments. Players start at 0 where the first fragment starts, so recording time is
``view.snapped.start + currentTime``. hls.js counts from the first *sample* it loads, and sound may
lie some hundredths of a second before its keyframe: ``currentTime + initPTS / timescale`` of its
``INIT_PTS_FOUND`` event is recording time exactly, ten seconds late (``archive.media.timeline``).
ffmpeg keeps those times as well.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.media.fragments import FragmentIndex
from archive.timecode import Span

ByteRange = tuple[int, int]
"""First and last byte, both included, as HTTP's Range says it."""

HLS_VERSION = 7
_MICROSECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class ClipView:
    """The fragments ``first`` up to, not including, ``stop`` of a recording, and why these.

    ``snapped`` is what they show, ``cut`` what was asked for; ``snapped`` holds ``cut``.
    """

    index: FragmentIndex
    cut: Span
    first: int
    stop: int

    @property
    def snapped(self) -> Span:
        return Span(self.index.start_ms(self.first), self.index.start_ms(self.stop))

    @property
    def lead_ms(self) -> int:
        """How much is shown before the in point, unless the player begins later."""
        return self.cut.start - self.snapped.start

    @property
    def tail_ms(self) -> int:
        """How much is shown after the out point, unless the player ends earlier."""
        return self.snapped.end - self.cut.end


@dataclass(frozen=True, slots=True)
class Listed:
    """Bytes of a file at an address, and when they are shown first, in ticks."""

    address: str
    offset: int
    size: int
    start: int


def see_through(index: FragmentIndex, cut: Span) -> ClipView:
    """Widen a cut to whole fragments. The part of it that the recording holds counts.

    Raises ``ValueError`` when that is nothing: cuts are checked where they are made.
    """
    held = cut.overlap(Span(0, index.duration_ms))
    if held is None:
        raise ValueError(f"the recording ends at {index.duration_ms} ms, before {cut}")
    count = len(index.fragments)
    first = bisect_right(range(count), held.start, key=index.start_ms) - 1
    stop = bisect_left(range(count), held.end, lo=first + 1, key=index.start_ms)
    return ClipView(index, held, max(first, 0), stop)


def see_whole(index: FragmentIndex) -> ClipView:
    """The whole recording, for the page where cuts are made."""
    return see_through(index, Span(0, index.duration_ms))


def playlist(view: ClipView, media_url: str) -> str:
    """A media playlist (RFC 8216) whose every address is ``media_url``."""
    index = view.index
    fragments = index.fragments[view.first : view.stop]
    pieces = [Listed(media_url, part.offset, part.size, part.start) for part in fragments]
    header = Listed(media_url, 0, index.init_size, 0)
    return write_playlist(header, pieces, index.start_ticks(view.stop), index.timescale)


def write_playlist(header: Listed, pieces: Sequence[Listed], end: int, timescale: int) -> str:
    """A playlist of pieces that share one header and are shown one after the other until ``end``.

    Their timeline is one, so nothing is marked as a discontinuity.
    """
    lengths = list(_lengths_us([*(piece.start for piece in pieces), end], timescale))
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{HLS_VERSION}",
        f"#EXT-X-TARGETDURATION:{_target_duration(lengths)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{header.address}",BYTERANGE="{header.size}@{header.offset}"',
    ]
    for piece, length in zip(pieces, lengths, strict=True):
        seconds, micro = divmod(length, _MICROSECOND)
        lines.append(f"#EXTINF:{seconds}.{micro:06},")
        lines.append(f"#EXT-X-BYTERANGE:{piece.size}@{piece.offset}")
        lines.append(piece.address)
    return "\n".join((*lines, "#EXT-X-ENDLIST", ""))


def _lengths_us(ticks: Sequence[int], timescale: int) -> Iterator[int]:
    """Differences of rounded starts, so that rounding never adds up."""
    starts = [round(tick * _MICROSECOND / timescale) for tick in ticks]
    return (later - earlier for earlier, later in pairwise(starts))


def _target_duration(lengths_us: list[int]) -> int:
    """No segment, rounded to the nearest second, may be longer (RFC 8216, 4.3.3.1)."""
    return max((max(lengths_us) + _MICROSECOND // 2) // _MICROSECOND, 1)


def shown_bytes(view: ClipView) -> ByteRange:
    """Where the clip's fragments lie in the recording."""
    last = view.index.fragments[view.stop - 1]
    return view.index.fragments[view.first].offset, last.offset + last.size - 1


def allowed_ranges(view: ClipView) -> tuple[ByteRange, ...]:
    """Which bytes of the recording a viewer of this clip may read: its header, its fragments."""
    header, shown = (0, view.index.init_size - 1), shown_bytes(view)
    return ((0, shown[1]),) if shown[0] == header[1] + 1 else (header, shown)


def is_allowed(view: ClipView, first: int, last: int) -> bool:
    """Whether a viewer of this clip may read the bytes ``first`` to ``last``, both included."""
    return any(start <= first <= last <= end for start, end in allowed_ranges(view))
