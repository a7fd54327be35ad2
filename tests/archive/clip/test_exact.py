"""An exact clip shows each picture of its cut once, none besides, with the sound that belongs."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest

from archive.clip.exact import (
    HEAD,
    PLAYLIST,
    RECORDING,
    TAIL,
    ClipProof,
    Joint,
    build_clip,
    read_proof,
)
from archive.clip.verify import verify_clip
from archive.errors import (
    CutOutsideError,
    NotFoundError,
    RefusedError,
    StoppedError,
    ToolFailedError,
)
from archive.media.fragments import FragmentIndex, read_fragment_index
from archive.media.pack import pack
from archive.media.recorded import Recorded, opened
from archive.timecode import Span
from tests.media import (
    QUIET_RATE,
    TOOLS,
    KnownMedia,
    known_media,
    known_sound,
    read_barcodes,
    read_sound,
    remade,
    sound_lag_ms,
)

_SLACK = QUIET_RATE // 10
"""Samples at each end that are not compared: a frame of sound begins softly without the one before.
"""

HLS = ("-protocol_whitelist", "file", "-allowed_extensions", "ALL")

PYRAMID = ("-x264-params", "b-pyramid=normal:b-adapt=0:ref=4")
OPEN = ("-x264-params", "open-gop=1:b-adapt=0")
SOME_CLOSED = (*OPEN, "-force_key_frames", "expr:eq(mod(n,60),0)", "-forced-idr", "1")
GAPS = frozenset({*range(20, 26), 50, 51, 53, *range(100, 130), 150, 152, 154})

KINDS: dict[str, dict[str, object]] = {
    "24 of film": {"rate": Fraction(24000, 1001), "gop": 48},
    "25": {"rate": Fraction(25), "gop": 50},
    "30 of television": {"rate": Fraction(30000, 1001), "gop": 45},
    "30": {"gop": 30},
    "50": {"rate": Fraction(50), "gop": 100},
    "60 of television": {"rate": Fraction(60000, 1001), "gop": 60},
    "60": {"rate": Fraction(60), "gop": 90},
    "variable": {"missing": GAPS, "gop": 30},
    "pyramid": {"bframes": 5, "coding": PYRAMID, "gop": 60},
    "no reordering": {"bframes": 0, "gop": 60},
    "one group": {"gop": 1000},
    "open groups": {"coding": OPEN, "gop": 30},
    "open groups, some closed": {"coding": SOME_CLOSED, "gop": 15},
    "baseline": {"bframes": 0, "coding": ("-profile:v", "baseline"), "gop": 40},
    "transport stream": {"container": "mpegts", "gop": 45},
    "no sound": {"sound": False},
    "late sound": {"picture_delay_ms": -1700},
    "late picture": {"picture_delay_ms": 1300},
    "stereo at 48 kHz": {"sounding": ("-ar", "48000", "-ac", "2", "-b:a", "128k")},
    "in separate files": {"container": "separate", "gop": 50},
}

CUTS = {
    "between keyframes": (1510, 4330),
    "on frames around keyframes": (967, 4033),
    "on keyframes": (2000, 4000),
    "just before a keyframe": (1990, 4010),
    "inside one group": (2130, 2610),
    "from the beginning": (0, 3210),
    "to the end": (2345, 9000),
    "everything": (0, 9000),
}


@cache
def packed(kind: str) -> tuple[KnownMedia, Path, FragmentIndex]:
    known = known_media(**KINDS[kind])
    media = Path(mkdtemp(dir=known.paths[0].parent)) / "recording.mp4"
    pack(TOOLS, known.paths, media)
    return known, media, read_fragment_index(media)


def built(kind: str, cut: Span, folder: Path) -> tuple[KnownMedia, ClipProof, Path]:
    known, media, index = packed(kind)
    proof = build_clip(media, index, cut, folder)
    (folder / "recording.mp4").symlink_to(media)
    return known, proof, folder / PLAYLIST


def joined(playlist: Path) -> bytes:
    """What the playlist lists, as one file: its header, and all bytes it names."""
    text = playlist.read_text()
    (header,) = re.findall(r'URI="(.*)",BYTERANGE="(\d+)@(\d+)"', text)
    listed = re.findall(r"BYTERANGE:(\d+)@(\d+)\n(.*)\n", text)
    pieces = [header, *((name, size, offset) for size, offset, name in listed)]
    return b"".join(
        (playlist.parent / name).read_bytes()[int(offset) : int(offset) + int(size)]
        for name, size, offset in pieces
    )


def lengths(playlist: Path) -> Fraction:
    return sum(map(Fraction, re.findall(r"#EXTINF:([\d.]+),", playlist.read_text())), Fraction(0))


@pytest.mark.parametrize("times", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_picture_of_a_cut_is_shown_once(
    kind: str, times: tuple[int, int], tmp_path: Path
) -> None:
    known, proof, playlist = built(kind, Span(*times), tmp_path)
    truth = known.shown_in(*times)
    assert read_barcodes(playlist, *HLS) == truth
    whole = tmp_path / "whole.mp4"
    whole.write_bytes(joined(playlist))
    assert read_barcodes(whole) == truth
    assert proof.frames == len(truth)
    assert proof.first_frame_ms == known.frame_ms(truth[0])
    assert proof.last_frame_ms == known.frame_ms(truth[-1])
    assert abs(lengths(playlist) * 1000 - (proof.end_ms - proof.first_frame_ms)) <= 1


SOUNDING = [kind for kind in KINDS if kind != "no sound"]


def end_of(source: Recorded, last: int, out_ms: int) -> Fraction:
    """When a clip's last picture gives way to the next, or is cut off because it stays too long."""
    index = source.index
    pictures = source.pictures(range(len(source)))
    following = min((shot.pts for shot in pictures if shot.pts > last), default=index.end)
    is_long = index.milliseconds(following) > out_ms + 50
    return Fraction(out_ms * index.timescale, 1000) if is_long else Fraction(following)


@pytest.mark.parametrize("times", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("kind", SOUNDING)
def test_sound_is_whole_and_lies_under_its_pictures(
    kind: str, times: tuple[int, int], tmp_path: Path
) -> None:
    _, _, playlist = built(kind, Span(*times), tmp_path)
    _, media, index = packed(kind)
    whole = tmp_path / "whole.mp4"
    whole.write_bytes(joined(playlist))
    with opened(whole, read_fragment_index(whole)) as clip, opened(media, index) as source:
        sounds = list(clip.sounds(range(len(clip))))
        theirs = list(source.sounds(range(len(source))))
        shown = [picture.pts for picture in clip.pictures(range(len(clip)))]
        assert source.tracks.sound is not None
        scale = Fraction(index.timescale, source.tracks.sound.timescale)
        first, end = min(shown), end_of(source, max(shown), times[1])
        under = [
            sound
            for sound in theirs
            if first <= sound.pts * scale and (sound.pts + sound.duration) * scale <= end
        ]
        assert [sound.pts for sound in sounds] == [sound.pts for sound in under]
        assert [clip.coded(sound) for sound in sounds] == [source.coded(sound) for sound in under]


@pytest.mark.parametrize("kind", ["30 of television", "open groups", "stereo at 48 kHz"])
def test_sound_is_heard_where_it_was_without_a_gap_at_the_joints(kind: str, tmp_path: Path) -> None:
    _, proof, playlist = built(kind, Span(1510, 4330), tmp_path)
    heard = read_sound(playlist, *HLS)
    low, high = (ms * QUIET_RATE // 1000 for ms in (proof.first_frame_ms, proof.end_ms))
    truth, source, heard = (
        sound[low + _SLACK : high - _SLACK]
        for sound in (known_sound(6, QUIET_RATE), read_sound(playlist.parent / RECORDING), heard)
    )
    assert abs(sound_lag_ms(heard, truth)) <= 1
    assert np.mean((heard - source) ** 2) < 0.001 * np.mean(truth**2)


def test_only_pictures_up_to_the_joints_are_coded_again(tmp_path: Path) -> None:
    _, proof, _ = built("30", Span(1510, 4330), tmp_path)
    assert (proof.frames, proof.frames_encoded) == (84, 14 + 10)
    assert proof.joints == (
        Joint(2000, "encoded", "recording"),
        Joint(4000, "recording", "encoded"),
    )


def test_nothing_is_coded_again_between_keyframes(tmp_path: Path) -> None:
    _, proof, _ = built("30", Span(1000, 5000), tmp_path)
    assert (proof.frames, proof.frames_encoded) == (120, 0)
    assert proof.joints == (Joint(4000, "recording", "copied"),)


def test_the_whole_recording_is_used_as_it_is(tmp_path: Path) -> None:
    _, proof, playlist = built("30", Span(0, 6000), tmp_path)
    assert (proof.frames, proof.frames_encoded, proof.joints) == (180, 0, ())
    assert not (tmp_path / HEAD).exists()
    assert not (tmp_path / TAIL).exists()
    assert joined(playlist) == (tmp_path / "recording.mp4").read_bytes()


def test_the_same_cut_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        built("pyramid", Span(1510, 4330), folder)
    for name in (HEAD, TAIL, PLAYLIST, "proof.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_proof_is_found_again_by_decoding(kind: str, tmp_path: Path) -> None:
    _, proof, _ = built(kind, Span(1510, 4330), tmp_path)
    _, media, index = packed(kind)
    assert verify_clip(tmp_path, media, index) == proof == read_proof(tmp_path)


def test_a_picture_that_is_not_the_recordings_is_found(tmp_path: Path) -> None:
    """The head of another recording, with black and white exchanged, in the place of its own."""
    known, media, index = packed("30")
    build_clip(media, index, Span(1510, 4330), tmp_path / "clip")
    other = tmp_path / "other.mp4"
    negative = ("-c:v", "libx264", "-vf", "negate", "-g", "30", "-sc_threshold", "0")
    pack(TOOLS, [remade(known.paths[0], tmp_path / "negative.mp4", *negative)], other)
    build_clip(other, read_fragment_index(other), Span(1510, 4330), tmp_path / "negative")
    head = (tmp_path / "negative" / HEAD).read_bytes()
    own = (tmp_path / "clip" / HEAD).read_bytes()
    (tmp_path / "clip" / HEAD).write_bytes(head[: len(own)].ljust(len(own), b"\0"))
    with pytest.raises(ToolFailedError):
        verify_clip(tmp_path / "clip", media, index)


def test_a_byte_that_changed_is_found(tmp_path: Path) -> None:
    _, media, index = packed("30")
    build_clip(media, index, Span(1000, 5000), tmp_path)
    copied = bytearray((tmp_path / TAIL).read_bytes())
    copied[-100] ^= 1
    (tmp_path / TAIL).write_bytes(copied)
    with pytest.raises(ToolFailedError):
        verify_clip(tmp_path, media, index)


def test_a_clip_that_was_never_built_is_not_verified(tmp_path: Path) -> None:
    _, media, index = packed("30")
    with pytest.raises(NotFoundError):
        verify_clip(tmp_path, media, index)


def test_a_cut_behind_the_recording_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    _, media, index = packed("30")
    with pytest.raises(CutOutsideError):
        build_clip(media, index, Span(6000, 9000), tmp_path / "clip")
    assert not (tmp_path / "clip").exists()


def test_a_damaged_recording_leaves_the_old_clip_alone(tmp_path: Path) -> None:
    _, media, index = packed("30")
    build_clip(media, index, Span(1510, 4330), tmp_path / "clip")
    before = {path.name: path.read_bytes() for path in (tmp_path / "clip").iterdir()}
    damaged = tmp_path / "recording.mp4"
    damaged.write_bytes(media.read_bytes()[: index.fragments[1].offset + 2000])
    with pytest.raises(ToolFailedError):
        build_clip(damaged, index, Span(1520, 4330), tmp_path / "clip")
    assert {path.name: path.read_bytes() for path in (tmp_path / "clip").iterdir()} == before


def test_work_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    _, media, index = packed("30")
    with pytest.raises(StoppedError):
        build_clip(media, index, Span(1510, 4330), tmp_path / "clip", stop=lambda: True)
    assert not (tmp_path / "clip").exists()


def test_a_recording_without_places_to_join_is_refused_with_its_reason(tmp_path: Path) -> None:
    known = known_media(seconds=130, rate=Fraction(10), gop=2000)
    media = tmp_path / "recording.mp4"
    pack(TOOLS, known.paths, media)
    with pytest.raises(RefusedError, match="no keyframe"):
        build_clip(media, read_fragment_index(media), Span(1000, 129_000), tmp_path / "clip")
