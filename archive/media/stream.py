"""What a packed rendition is, in the words players choose by: its size, its rate, its codecs."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from archive.media.avc import AvcConfiguration, shown_size, with_parameters
from archive.media.boxes import find_boxes
from archive.media.fragments import FragmentIndex
from archive.media.recorded import Recorded, opened

_BEFORE_BOXES = 8 + 28
"""Bytes of a sound's sample entry before the boxes in it (14496-12, 12.2.3.2)."""

_ELEMENTARY, _DECODER, _SPECIFIC = 3, 4, 5
_BEFORE_INSIDE = {_ELEMENTARY: 3, _DECODER: 13}
_MPEG4_SOUND = 0x40
_ESCAPED = 31


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """``width`` and ``height`` as it is shown; ``rate`` is pictures per second.

    ``codecs`` are named as RFC 6381 has it, the picture's first.
    """

    width: int
    height: int
    rate: Fraction
    codecs: tuple[str, ...]


def stream_facts(media: Path, index: FragmentIndex) -> StreamFacts:
    """Read from the header and one fragment's tables.

    Raises ``ToolFailedError`` where the file is damaged.
    """
    with opened(media, index) as recorded:
        pictures = recorded.samples(len(recorded) // 2).pictures
        lasting = sum(picture.duration for picture in pictures)
        rate = Fraction(len(pictures) * index.timescale, max(lasting, 1)).limit_denominator(1001)
        width, height = shown_size(recorded.tracks.picture.entry)
        codecs = (picture_codec(recorded.configuration), *_sound_codec(recorded))
    return StreamFacts(width, height, rate, codecs)


def picture_codec(configuration: AvcConfiguration) -> str:
    """``avc1.64001f`` and the like: profile, constraints, level (RFC 6381, 3.3).

    The level is that of a clip's header, which has new pictures beside those of the recording.
    """
    clip = with_parameters(configuration, ())
    return f"avc1.{bytes((clip.profile, clip.compatibility, clip.level)).hex()}"


def _sound_codec(recorded: Recorded) -> Iterator[str]:
    sound = recorded.tracks.sound
    if sound is not None:
        (esds,) = find_boxes(memoryview(sound.entry)[_BEFORE_BOXES:], b"esds")
        yield sound_codec(bytes(esds))


def sound_codec(esds: bytes) -> str:
    """``mp4a.40.2`` and the like: kind of coding, then MPEG-4's object type (14496-3, 1.6.2.1).

    Raises ``ValueError`` when the body of the ``esds`` box is damaged.
    """
    found = dict(_descriptors(esds[4:]))
    if _DECODER not in found:
        raise ValueError("the sound does not say how it is coded")
    coding = found[_DECODER][0]
    if coding != _MPEG4_SOUND or not found.get(_SPECIFIC):
        return f"mp4a.{coding:02x}"
    bits = int.from_bytes(found[_SPECIFIC][:2].ljust(2, b"\0"), "big")
    kind = bits >> 11
    return f"mp4a.40.{kind if kind != _ESCAPED else 32 + (bits >> 5 & 0x3F)}"


def _descriptors(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each descriptor's tag and body, those inside after the one around them (14496-1, 8.3.3)."""
    at = 0
    while at + 2 <= len(data):
        tag, at, size = data[at], at + 1, 0
        while at < len(data) and data[at] & 0x80:
            size, at = size << 7 | data[at] & 0x7F, at + 1
        size, at = size << 7 | data[at], at + 1
        body = data[at : at + size]
        yield tag, body
        if tag in _BEFORE_INSIDE:
            yield from _descriptors(body[_BEFORE_INSIDE[tag] :])
        at += size
