"""What a clip shows, found by decoding it: each picture's number, read from its strip.

Called with ``FILE FIRST STOP SECONDS``, it writes what it saw as JSON to stdout. Pictures are
decoded for that many seconds at both ends, where clips are joined; between them they are counted.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from bench.material import BITS, BLOCK, PIECE_FRAMES, RATE
from bench.rows import Shown

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_MICROSECOND = 1_000_000


def shown(path: str, first: int, stop: int, seconds: int) -> Shown:
    """Look at a clip of the pictures from ``first`` up to, not including, ``stop``."""
    with av.open(path, options={"allowed_extensions": "ALL"}) as container:
        ends = _Ends(container, seconds)
        head = _unwrapped(ends.head(), first)
        tail = _unwrapped(ends.tail(), stop - seconds * RATE) if ends.is_parted else []
    seen = [*head, *tail]
    wanted = set(range(first, stop))
    if ends.is_parted:
        wanted &= {*range(first, head[-1] + 1), *range(min(tail), stop)}
    missing, strange = len(wanted.difference(seen)), len(set(seen).difference(range(first, stop)))
    doubled = len(seen) - len(set(seen))
    return Shown(seen[0], seen[-1], ends.pictures, len(seen), missing, doubled, strange)


class _Ends:
    """Goes through a file once; what lies between its ends is counted and not decoded."""

    def __init__(self, container: InputContainer, seconds: int) -> None:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        length = (container.duration or 0) / _MICROSECOND
        begin = (container.start_time or 0) / _MICROSECOND
        self.pictures = 0
        self.is_parted = length > 2 * seconds + 30
        self._stream = stream
        self._packets = container.demux(stream)
        self._head_until = begin + (seconds if self.is_parted else length + seconds)
        self._tail_from = begin + length - seconds

    def head(self) -> Iterator[int]:
        for packet in self._packets:
            for frame in packet.decode():
                self.pictures += 1
                yield _number(frame)
            if packet.is_keyframe and _at(packet) > self._head_until:
                break
        for frame in self._drained():
            self.pictures += 1
            yield _number(frame)

    def tail(self) -> Iterator[int]:
        is_decoding = False
        for packet in self._packets:
            is_decoding = is_decoding or (packet.is_keyframe and _at(packet) >= self._tail_from)
            if is_decoding:
                for frame in packet.decode():
                    self.pictures += 1
                    yield _number(frame)
            elif packet.size and not packet.is_discard:
                self.pictures += 1

    def _drained(self) -> "list[VideoFrame]":
        """What the decoder still holds; it can begin anew afterwards."""
        codec: VideoStream = self._stream
        frames = codec.codec_context.decode(None)
        codec.codec_context.flush_buffers()
        return frames


def _at(packet: "av.Packet[VideoStream]") -> float:
    return float((packet.pts or 0) * (packet.time_base or 0))


def _number(frame: "VideoFrame") -> int:
    """Among the ten minutes that were drawn."""
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    strip = rows[BLOCK // 4 : 3 * BLOCK // 4, : BITS * BLOCK].astype(float)
    bits = strip.reshape(-1, BITS, BLOCK).mean(axis=(0, 2)) > 128
    return int(sum(1 << place for place, bit in enumerate(bits) if bit))


def _unwrapped(numbers: Iterable[int], near: int) -> list[int]:
    """Numbers in the recording: the ten minutes repeat, pictures follow each other closely."""
    found = []
    for number in numbers:
        rounds = round((near - number) / PIECE_FRAMES)
        near = number + rounds * PIECE_FRAMES
        found.append(near)
    return found


def main(words: Sequence[str]) -> None:
    """Look, and say what was seen."""
    path, *numbers = words
    first, stop, seconds = map(int, numbers)
    sys.stdout.write(json.dumps(asdict(shown(path, first, stop, seconds))))


if __name__ == "__main__":
    main(sys.argv[1:])
