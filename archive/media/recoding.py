"""A whole picture coded again as H.264, by a program of its own; PyAV stops here.

``python -m archive.media.recoding ORDER`` (see ``RecodingOrder``) says on its standard output how
far it is, as ffmpeg's ``-progress`` does. It is a process of its own because a decoder that dies of
a damaged download must not take a worker along, and because it gives way to whoever cuts clips or
reads pages meanwhile. The decoders are PyAV's: the packaged ffmpeg has none for AV1.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
from av.filter import Graph
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from archive.media.avc import joined_sample, split_stream
from archive.media.ffmpeg import CONTAINERS, Command
from archive.media.growing import GrowingPicture
from archive.media.pieces import Piece

GROUP_SECONDS = 2
PRESET, QUALITY = "veryfast", "21"

_EARLIER_SECONDS = 12
"""Decoding goes on so long before the first picture that is wanted: some streams refresh slowly."""

_SMALLEST_TIMESCALE = 10_000
_POLITE = 10
_PREFIX = 4
_TOLD_EVERY_SECONDS = 1.0
_KEY, _ANY = 1, 0
_HDR = (16, 18)
"""Transfer curves of pictures brighter than a usual screen (PQ, HLG; ITU-T H.273, table 3)."""
_BT709 = 1
_SDR = ":out_primaries=bt709:out_transfer=bt709:out_color_matrix=bt709:intent=perceptual"


@dataclass(frozen=True, slots=True)
class RecodingOrder:
    """Which stream of which file, and where to; the target's times are on the source's clock.

    ``begin_us`` is where that clock starts; ``is_interlaced`` has the lines of both fields made
    into whole pictures, ``size`` is the target's, in square pixels.
    """

    source: str
    stream: int
    target: str
    begin_us: int
    is_interlaced: bool
    size: tuple[int, int]


def recoding_command(order: RecodingOrder) -> Command:
    """The command line that carries the order out; what it wrote already is used again."""
    return (sys.executable, "-m", "archive.media.recoding", json.dumps(asdict(order)))


def main(words: list[str]) -> None:
    """Carry out an order."""
    with suppress(OSError):
        os.nice(_POLITE)
    order = RecodingOrder(**json.loads(words[0]))
    allowed = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
    with av.open(f"file:{order.source}", options=allowed) as source:
        stream = source.streams[order.stream]
        assert isinstance(stream, VideoStream)  # noqa: S101 (whoever orders has looked)
        stream.thread_type = "AUTO"
        with BytesIO() as buffer, av.open(buffer, "w", format="mp4", options=_FRAGMENTED) as header:
            coder = _Coder(order, stream, header)
            header.start_encoding()
            with GrowingPicture(Path(order.target), buffer.getvalue()) as target:
                _recode(source, stream, coder, target)


_FRAGMENTED = {"movflags": "empty_moov+default_base_moof", "use_editlist": "0"}


class _Coder:
    """What every picture is brought to, and the encoder for it."""

    def __init__(self, order: RecodingOrder, stream: VideoStream, header: Any) -> None:
        self.order = order
        self.begin = Fraction(order.begin_us, 1_000_000)
        self.timescale = _timescale(stream)
        rate = stream.average_rate or stream.guessed_rate or Fraction(30)
        self.stream: VideoStream = header.add_stream("libx264", rate=rate, options=_OPTIONS)
        encoder = self.stream.codec_context
        encoder.width, encoder.height = order.size
        encoder.pix_fmt = "yuv420p"
        encoder.time_base = self.stream.time_base = Fraction(1, self.timescale)
        self.encoder: VideoCodecContext = encoder
        self.usual = max(round(self.timescale / rate), 1)
        self.is_hdr = stream.codec_context.color_trc in _HDR
        _set_colours(stream, encoder, is_hdr=self.is_hdr)

    def ticks(self, frame: VideoFrame) -> int:
        """When a picture is shown, from where the source's clock starts."""
        return round((self._seconds(frame, frame.pts or 0) - self.begin) * self.timescale)

    def lasting(self, frame: VideoFrame) -> int:
        """How long a picture is shown, when nobody comes after it."""
        return round(self._seconds(frame, frame.duration) * self.timescale) or self.usual

    @staticmethod
    def _seconds(frame: VideoFrame, ticks: int) -> Fraction:
        return ticks * (frame.time_base or Fraction(0))


_OPTIONS = {
    "preset": PRESET,
    "crf": QUALITY,
    "profile": "high",
    "bf": "0",
    "forced-idr": "1",
    "x264-params": "keyint=infinite:scenecut=0:open-gop=0:rc-lookahead=20:sync-lookahead=0",
}
"""Without pictures that wait for later ones, each is decoded when it is shown."""


def _recode(source: Any, stream: VideoStream, coder: _Coder, target: GrowingPicture) -> None:
    pictures = _new_pictures(source, stream, coder, target.last)
    group: list[tuple[int, bool, bytes]] = []
    told = 0.0
    for picture in pictures:
        if picture[1] and group:
            target.append(_pieces(group, picture[0]))
            group = []
        group.append(picture)
        if time.monotonic() - told >= _TOLD_EVERY_SECONDS:
            told = time.monotonic()
            _tell(picture[0] * 1_000_000 // coder.timescale)
    if group:
        target.append(_pieces(group, group[-1][0] + coder.usual))
    if target.last is None:
        sys.exit("No picture of it can be decoded.")


def _tell(reached_us: int) -> None:
    sys.stdout.write(f"out_time_us={max(reached_us, 0)}\n")
    sys.stdout.flush()


def _pieces(group: list[tuple[int, bool, bytes]], following: int) -> list[Piece]:
    times = [*(pts for pts, _, _ in group), following]
    return [
        Piece(pts, pts, later - pts, is_key, joined_sample(split_stream(data), _PREFIX))
        for (pts, is_key, data), later in zip(group, times[1:], strict=True)
    ]


def _new_pictures(
    source: Any, stream: VideoStream, coder: _Coder, last: int | None
) -> Iterator[tuple[int, bool, bytes]]:
    """Pictures shown after ``last``, coded: when, whether everything before may be forgotten."""
    key = None
    for frame in _fitted_pictures(source, stream, coder, last):
        pts = coder.ticks(frame)
        if last is not None and pts <= last:
            continue
        last = pts
        coder.usual = coder.lasting(frame)
        is_due = key is None or pts - key >= GROUP_SECONDS * coder.timescale
        key = pts if is_due else key
        frame.pts, frame.time_base = pts, Fraction(1, coder.timescale)
        frame.pict_type = _KEY if is_due else _ANY
        yield from _coded(coder, frame)
    if key is not None:
        yield from _coded(coder, None)


def _coded(coder: _Coder, frame: VideoFrame | None) -> Iterator[tuple[int, bool, bytes]]:
    for packet in coder.encoder.encode(frame):
        yield packet.pts or 0, packet.is_keyframe, bytes(packet)


def _fitted_pictures(
    source: Any, stream: VideoStream, coder: _Coder, last: int | None
) -> Iterator[VideoFrame]:
    """Every picture as it is wanted; a source that changes its size gets another chain."""
    chain, look = None, None
    for frame in _decoded(source, stream, coder, last):
        seen = (frame.width, frame.height, frame.format.name, frame.rotation)
        if seen != look:
            if chain:
                yield from _drained(chain)
            chain, look = _chain(frame, stream, coder), seen
        assert chain is not None  # noqa: S101 (the first picture looks like nothing before it)
        chain.push(frame)
        yield from _ready(chain)
    if chain:
        yield from _drained(chain)


def _drained(chain: Graph) -> Iterator[VideoFrame]:
    chain.push(None)
    yield from _ready(chain)


def _ready(chain: Graph) -> Iterator[VideoFrame]:
    with suppress(av.error.BlockingIOError, av.error.EOFError):
        while True:
            frame = chain.pull()
            assert isinstance(frame, VideoFrame)  # noqa: S101 (pictures go in)
            yield frame


def _decoded(
    source: Any, stream: VideoStream, coder: _Coder, last: int | None
) -> Iterator[VideoFrame]:
    """Damaged packets are left out, as players do."""
    if last is not None and stream.time_base:
        begin = Fraction(last, coder.timescale) - _EARLIER_SECONDS
        if begin > 0:
            source.seek(int((begin + coder.begin) / stream.time_base), stream=stream)
    for packet in source.demux(stream):
        with suppress(av.error.InvalidDataError):
            yield from (frame for frame in packet.decode() if frame.pts is not None)


def _chain(frame: VideoFrame, stream: VideoStream, coder: _Coder) -> Graph:
    """Filters that make whole, upright, square, eight bits deep pictures of one size."""
    graph = Graph()
    nodes = [
        graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            time_base=stream.time_base or Fraction(1, 1000),
        )
    ]
    for name, options in _filters(frame, coder):
        nodes.append(graph.add(name, options))
    graph.link_nodes(*nodes, graph.add("buffersink"))
    graph.configure()
    return graph


def _filters(frame: VideoFrame, coder: _Coder) -> Iterator[tuple[str, str]]:
    if coder.order.is_interlaced:
        yield "bwdif", "mode=send_frame"
    yield from _TURNS.get(frame.rotation % 360, ())
    width, height = coder.order.size
    colours = _SDR if coder.is_hdr else ""
    yield "scale", f"{width}:{height}:out_range=tv{colours}"
    yield "setsar", "1"
    yield "format", "yuv420p"


_TURNS = {
    90: (("transpose", "cclock"),),
    180: (("hflip", ""), ("vflip", "")),
    270: (("transpose", "clock"),),
}
"""By the counter-clockwise turn that the source asks for."""


def _timescale(stream: VideoStream) -> int:
    """The source's own ticks, a whole number of times: no picture is moved by rounding."""
    ticks = (stream.time_base or Fraction(1, 1000)).denominator
    while ticks < _SMALLEST_TIMESCALE:
        ticks *= 2
    return ticks


def _set_colours(stream: VideoStream, encoder: VideoCodecContext, *, is_hdr: bool) -> None:
    """What a picture's numbers mean as colours stays, unless they are brought to a usual screen."""
    source = stream.codec_context
    encoder.color_range = 1
    for name in ("color_primaries", "color_trc", "colorspace"):
        setattr(encoder, name, _BT709 if is_hdr else getattr(source, name))


if __name__ == "__main__":
    main(sys.argv[1:])
