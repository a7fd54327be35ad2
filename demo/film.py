"""The moving picture: every frame as yuv420p bytes, changed only where something moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archive.timecode import Span
from demo.paint import HEIGHT, WIDTH, Box
from demo.pictures import CLOCK, STRIP, clock_face, draw
from demo.story import Part, Story
from demo.timeline import Timeline

FPS = 10
BREATH = (0.25, 0.5, 0.75, 1.0, 0.75, 0.5)
"""How bright a speaking person's frame is, frame after frame."""

Plane = NDArray[np.uint8]
_DONE, _TO_COME = 190, 84


@dataclass(frozen=True, slots=True)
class Planes:
    """One picture or a piece of one: luma, and both chromas at half its width and height."""

    y: Plane
    u: Plane
    v: Plane

    def piece(self, box: Box) -> "Planes":
        """A view of what lies in the box; its sides must be even."""
        left, top, right, bottom = box
        half = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
        return Planes(self.y[top:bottom, left:right], self.u[half], self.v[half])

    def take(self, other: "Planes") -> None:
        self.y[:], self.u[:], self.v[:] = other.y, other.u, other.v


@dataclass(frozen=True, slots=True)
class Shot:
    """A part's picture, ready to move: per person a box and its stages of light."""

    still: Planes
    frames: dict[str, tuple[Box, list[Planes]]]


def film(timeline: Timeline, story: Story) -> Iterator[bytes]:
    """All frames from 0 to the end, at ``FPS``."""
    buffer, screen = _screen()
    faces = {text: _planes(clock_face(text)).y for text in "0123456789:"}
    rows = timeline.rows()
    shown, shot = timeline.shown[0][1], None
    for number in range(timeline.duration * FPS // 1000):
        now = number * 1000 // FPS
        span, part = _shown_at(timeline, now)
        if shot is None or part is not shown:
            shown, shot = part, _shot(part, story)
        screen.take(shot.still)
        _light(screen, shot, _speaker_at(timeline, now), number)
        _clock(screen.y, faces, story.forum.stream_began + timedelta(milliseconds=now))
        _progress(screen.y, rows.get(part.row, span), now)
        yield bytes(buffer)


def _screen() -> tuple[bytearray, Planes]:
    """The bytes of one frame, and the same bytes seen as planes."""
    size = WIDTH * HEIGHT
    buffer = bytearray(size * 3 // 2)
    every = np.frombuffer(buffer, np.uint8)
    small = (HEIGHT // 2, WIDTH // 2)
    return buffer, Planes(
        every[:size].reshape(HEIGHT, WIDTH),
        every[size : size * 5 // 4].reshape(small),
        every[size * 5 // 4 :].reshape(small),
    )


def _shown_at(timeline: Timeline, now: int) -> tuple[Span, Part]:
    return next(item for item in timeline.shown if item[0].contains(now))


def _speaker_at(timeline: Timeline, now: int) -> str:
    return next((each.by for each in timeline.spoken if each.span.contains(now)), "")


def _shot(part: Part, story: Story) -> Shot:
    picture = draw(part, story)
    frames = {}
    for key, (left, top, right, bottom) in picture.frames.items():
        box = (left // 2 * 2, top // 2 * 2, (right + 2) // 2 * 2, (bottom + 2) // 2 * 2)
        stages = [Image.blend(picture.dark, picture.lit, level).crop(box) for level in BREATH]
        frames[key] = box, [_planes(stage) for stage in stages]
    return Shot(_planes(picture.dark), frames)


def _planes(image: Image.Image) -> Planes:
    """RGB to studio-range yuv420p (ITU-R BT.601)."""
    red, green, blue = np.moveaxis(np.asarray(image, np.float32), 2, 0) / 255
    luma = 16 + 65.481 * red + 128.553 * green + 24.966 * blue
    first = 128 - 37.797 * red - 74.203 * green + 112.0 * blue
    second = 128 + 112.0 * red - 93.786 * green - 18.214 * blue
    return Planes(luma.round().astype(np.uint8), _half(first), _half(second))


def _half(plane: NDArray[np.float32]) -> Plane:
    tall, wide = (side // 2 * 2 for side in plane.shape)
    even = plane[:tall, :wide].reshape(tall // 2, 2, wide // 2, 2)
    return np.asarray(even.mean(axis=(1, 3)).round(), np.uint8)


def _light(screen: Planes, shot: Shot, speaker: str, number: int) -> None:
    if speaker in shot.frames:
        box, stages = shot.frames[speaker]
        screen.piece(box).take(stages[number % len(stages)])


def _clock(luma: Plane, faces: dict[str, Plane], instant: datetime) -> None:
    left, top, _, _ = CLOCK
    for place, text in enumerate(f"{instant:%H:%M:%S}"):
        face = faces[text]
        tall, wide = face.shape
        luma[top : top + tall, left + place * wide : left + (place + 1) * wide] = face


def _progress(luma: Plane, span: Span, now: int) -> None:
    left, top, right, bottom = STRIP
    reach = left + (right - left) * min(max(now - span.start, 0), span.duration) // span.duration
    luma[top:bottom, left:reach], luma[top:bottom, reach:right] = _DONE, _TO_COME
