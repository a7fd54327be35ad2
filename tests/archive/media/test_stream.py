"""What a rendition is said to be, in the words players choose by."""

import json
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from archive.media.fragments import read_fragment_index
from archive.media.pack import pack
from archive.media.stream import StreamFacts, sound_codec, stream_facts
from tests.media import TOOLS, known_media

PROFILES = {"High": "6400", "Main": "4d40", "Constrained Baseline": "42c0"}
"""Profile and constraints as H.264 numbers them (A.2)."""


def facts(folder: Path, **kind: Any) -> StreamFacts:
    media = folder / "recording.mp4"
    pack(TOOLS, known_media(**kind).paths, media)
    return stream_facts(media, read_fragment_index(media))


def told(media: Path) -> dict[str, Any]:
    """What ffprobe says of the picture."""
    shown = ("-select_streams", "v", "-show_entries", "stream=profile,level", "-of", "json")
    line = (str(TOOLS.ffprobe), "-v", "error", *shown, str(media))
    (stream,) = json.loads(subprocess.run(line, capture_output=True, check=True).stdout)["streams"]
    return dict(stream)


@pytest.mark.parametrize("profile", ["high", "main", "baseline"])
def test_the_codecs_are_named_as_the_header_has_them(profile: str, tmp_path: Path) -> None:
    found = facts(tmp_path, bframes=0, coding=("-profile:v", profile))
    stream = told(tmp_path / "recording.mp4")
    picture = f"avc1.{PROFILES[stream['profile']]}{stream['level']:02x}"
    assert found == StreamFacts(160, 90, Fraction(30), (picture, "mp4a.40.2"))


def test_a_silent_one_names_the_picture_alone(tmp_path: Path) -> None:
    assert len(facts(tmp_path, sound=False).codecs) == 1


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30000, 1001), Fraction(60)])
def test_the_rate_is_that_of_the_pictures(rate: Fraction, tmp_path: Path) -> None:
    assert facts(tmp_path, rate=rate).rate == rate


def test_the_size_is_the_one_that_is_shown(tmp_path: Path) -> None:
    """Points of 4:3: twelve wide are shown as sixteen."""
    found = facts(tmp_path, size=(120, 90), coding=("-vf", "setsar=4/3"))
    assert (found.width, found.height) == (160, 90)


def esds(coding: int, specific: bytes, size: bytes = b"") -> bytes:
    """The body of an ``esds``; ``size`` is put before each one-byte size, as some muxers do."""

    def descriptor(tag: int, body: bytes) -> bytes:
        return bytes((tag,)) + size + bytes((len(body),)) + body

    inside = descriptor(5, specific) if specific else b""
    decoder = descriptor(4, bytes((coding,)) + bytes(12) + inside)
    return bytes(4) + descriptor(3, bytes(3) + decoder + descriptor(6, b"\2"))


@pytest.mark.parametrize(
    ("box", "name"),
    [
        (esds(0x40, b"\x12\x10"), "mp4a.40.2"),
        (esds(0x40, b"\x12\x10", b"\x80\x80\x80"), "mp4a.40.2"),
        (esds(0x40, b"\x2b\x92\x08\x00"), "mp4a.40.5"),
        (esds(0x40, b"\xf9\x40\x00"), "mp4a.40.42"),
        (esds(0x6B, b""), "mp4a.6b"),
    ],
    ids=["AAC", "with long sizes", "HE-AAC", "USAC", "MP3"],
)
def test_every_kind_of_sound_has_its_name(box: bytes, name: str) -> None:
    assert sound_codec(box) == name


@pytest.mark.parametrize("box", [b"", bytes(4), bytes(4) + b"\3\x05\0\0\0\6\0"])
def test_a_box_that_does_not_tell_is_damaged(box: bytes) -> None:
    with pytest.raises(ValueError, match="does not say how it is coded"):
        sound_codec(box)
