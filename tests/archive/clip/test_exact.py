"""An exact clip shows each picture of its cut once, none besides, with the sound that belongs."""

import re
import shutil
from fractions import Fraction
from pathlib import Path

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
from archive.media.hashes import hash_fragments
from archive.media.pack import pack
from archive.media.recorded import opened
from archive.timecode import Span
from tests.archive.clip.decoding import HLS, joined
from tests.archive.clip.kinds import packed
from tests.media import (
    QUIET_RATE,
    RECORDING_TIME,
    TOOLS,
    known_media,
    known_sound,
    read_sound,
    remade,
    sound_lag_ms,
)

_SLACK = QUIET_RATE // 10
"""Samples at each end that are not compared: a frame of sound begins softly without the one before.
"""


def built(name: str, cut: Span, folder: Path) -> tuple[ClipProof, Path]:
    recording = packed(name)
    proof = build_clip(recording.media, recording.index, cut, folder)
    (folder / RECORDING).symlink_to(recording.media)
    return proof, folder / PLAYLIST


def files(name: str) -> tuple[Path, FragmentIndex]:
    recording = packed(name)
    return recording.media, recording.index


@pytest.mark.parametrize("kind", ["29.97", "open groups", "stereo at 48 kHz"])
def test_sound_is_heard_where_it_was_without_a_gap_at_the_joints(kind: str, tmp_path: Path) -> None:
    proof, playlist = built(kind, Span(1510, 4330), tmp_path)
    heard = read_sound(playlist, *RECORDING_TIME, *HLS)
    low, high = (ms * QUIET_RATE // 1000 for ms in (proof.first_frame_ms, proof.end_ms))
    truth, source, heard = (
        sound[low + _SLACK : high - _SLACK]
        for sound in (
            known_sound(6, QUIET_RATE),
            read_sound(playlist.parent / RECORDING, *RECORDING_TIME),
            heard,
        )
    )
    assert abs(sound_lag_ms(heard, truth)) <= 1
    assert np.mean((heard - source) ** 2) < 0.001 * np.mean(truth**2)


def test_only_pictures_up_to_the_joints_are_coded_again(tmp_path: Path) -> None:
    proof, _ = built("30", Span(1510, 4330), tmp_path)
    assert (proof.frames, proof.frames_encoded) == (84, 14 + 10)
    assert proof.joints == (
        Joint(2000, "encoded", "recording"),
        Joint(4000, "recording", "encoded"),
    )


def test_nothing_is_coded_again_between_keyframes(tmp_path: Path) -> None:
    proof, _ = built("30", Span(1000, 5000), tmp_path)
    assert (proof.frames, proof.frames_encoded) == (120, 0)
    assert proof.joints == (Joint(2000, "copied", "recording"), Joint(4000, "recording", "copied"))


def test_the_whole_recording_is_used_as_it_is(tmp_path: Path) -> None:
    """Where nothing is decoded earlier than it is shown."""
    recording = packed("no reordering")
    proof, playlist = built("no reordering", Span(0, 6000), tmp_path)
    assert (proof.frames, proof.frames_encoded, proof.joints) == (180, 0, ())
    assert not (tmp_path / HEAD).exists()
    assert not (tmp_path / TAIL).exists()
    assert joined(playlist) == recording.media.read_bytes()


@pytest.mark.parametrize("start", [0, 1000, 1510, 1934, 1967])
@pytest.mark.parametrize("name", ["30", "open groups of pyramids", "slices"])
def test_its_first_picture_is_decoded_when_it_is_shown_and_none_later(
    name: str, start: int, tmp_path: Path
) -> None:
    """hls.js lets its clock begin there; libavformat shows late what is decoded late."""
    _, playlist = built(name, Span(start, 4330), tmp_path)
    (tmp_path / "whole.mp4").write_bytes(joined(playlist))
    with opened(tmp_path / "whole.mp4", read_fragment_index(tmp_path / "whole.mp4")) as clip:
        pictures = list(clip.pictures(range(len(clip))))
    assert pictures[0].dts == pictures[0].pts
    assert [picture for picture in pictures if picture.dts > picture.pts] == []
    decoded = [picture.dts for picture in pictures]
    assert decoded == sorted(set(decoded))


def test_the_same_cut_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        built("pyramid", Span(1510, 4330), folder)
    for name in (HEAD, TAIL, PLAYLIST, "proof.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_playlist_is_as_long_as_the_clip(tmp_path: Path) -> None:
    proof, playlist = built("variable", Span(1510, 4330), tmp_path)
    lengths = map(Fraction, re.findall(r"#EXTINF:([\d.]+),", playlist.read_text()))
    lasts = sum(lengths, Fraction(0)) * 1000
    assert abs(lasts - (proof.end_ms - proof.first_frame_ms)) <= 1


def test_the_proof_that_is_kept_is_the_one_given(tmp_path: Path) -> None:
    proof, _ = built("30", Span(1510, 4330), tmp_path)
    assert read_proof(tmp_path) == proof


def test_a_picture_that_is_not_the_recordings_is_found(tmp_path: Path) -> None:
    """The head of another recording, with black and white exchanged, in the place of its own."""
    known, (media, index) = known_media(gop=30), files("30")
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
    media, index = files("30")
    build_clip(media, index, Span(1000, 4330), tmp_path)
    head = bytearray((tmp_path / HEAD).read_bytes())
    head[-100] ^= 1
    (tmp_path / HEAD).write_bytes(head)
    with pytest.raises(ToolFailedError):
        verify_clip(tmp_path, media, index)


def test_a_byte_of_sound_that_changed_in_the_recording_is_found(tmp_path: Path) -> None:
    """Pictures would be seen to differ; what only the hash tells is sound."""
    kept, index = files("30")
    media = tmp_path / "recording.mp4"
    shutil.copy(kept, media)
    hash_fragments(media, index)
    proof = build_clip(media, index, Span(1000, 4330), tmp_path)
    assert proof.recording_sha256 is not None
    assert verify_clip(tmp_path, media, index) == proof
    assert proof.recording_bytes is not None
    with opened(media, index) as recorded:
        numbers = range(len(index.fragments))
        sounds = [one.offset for one in recorded.sounds(numbers)]
    within = next(at for at in sounds if proof.recording_bytes[0] < at < proof.recording_bytes[1])
    with media.open("r+b") as file:
        file.seek(within + 20)
        byte = file.read(1)[0]
        file.seek(within + 20)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(ToolFailedError, match="not those that its proof speaks of"):
        verify_clip(tmp_path, media, index)


def test_a_clip_that_was_never_built_is_not_verified(tmp_path: Path) -> None:
    media, index = files("30")
    with pytest.raises(NotFoundError):
        verify_clip(tmp_path, media, index)


def test_a_cut_behind_the_recording_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    media, index = files("30")
    with pytest.raises(CutOutsideError):
        build_clip(media, index, Span(6000, 9000), tmp_path / "clip")
    assert not (tmp_path / "clip").exists()


def test_a_damaged_recording_leaves_the_old_clip_alone(tmp_path: Path) -> None:
    media, index = files("30")
    build_clip(media, index, Span(1510, 4330), tmp_path / "clip")
    before = {path.name: path.read_bytes() for path in (tmp_path / "clip").iterdir()}
    damaged = tmp_path / "recording.mp4"
    damaged.write_bytes(media.read_bytes()[: index.fragments[1].offset + 2000])
    with pytest.raises(ToolFailedError):
        build_clip(damaged, index, Span(1520, 4330), tmp_path / "clip")
    assert {path.name: path.read_bytes() for path in (tmp_path / "clip").iterdir()} == before


def test_work_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    media, index = files("30")
    with pytest.raises(StoppedError):
        build_clip(media, index, Span(1510, 4330), tmp_path / "clip", stop=lambda: True)
    assert not (tmp_path / "clip").exists()


def test_a_recording_without_places_to_join_is_refused_with_its_reason(tmp_path: Path) -> None:
    known = known_media(seconds=130, rate=Fraction(10), gop=2000)
    media = tmp_path / "recording.mp4"
    pack(TOOLS, known.paths, media)
    with pytest.raises(RefusedError, match="no keyframe"):
        build_clip(media, read_fragment_index(media), Span(1000, 129_000), tmp_path / "clip")
