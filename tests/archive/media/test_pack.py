"""Packing loses no picture and moves no sound."""

import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from archive.errors import SourceRefusedError
from archive.media.fragments import read_fragment_index
from archive.media.pack import pack
from archive.media.recorded import opened
from tests.media import (
    QUIET_RATE,
    RECORDING_TIME,
    TOOLS,
    Container,
    known_media,
    known_sound,
    read_barcodes,
    read_sound,
    remade,
    sound_lag_ms,
)

AAC_FRAME_MS = 1024 / 44.1
SAMPLE_MS = 1000 / QUIET_RATE

SOURCES: dict[str, dict[str, Any]] = {
    "muxed": {},
    "muxed, 29.97 pictures a second": {"rate": Fraction(30000, 1001)},
    "muxed, 25 pictures, no B-frames": {"rate": Fraction(25), "gop": 50, "bframes": 0},
    "muxed, picture later": {"picture_delay_ms": 300},
    "muxed, sound much later": {"picture_delay_ms": -2500},
    "separate": {"container": "separate"},
    "separate, picture later": {"container": "separate", "picture_delay_ms": 1234},
    "separate, sound later": {"container": "separate", "picture_delay_ms": -777},
    "MPEG-TS": {"container": "mpegts"},
    "MPEG-TS, picture later": {"container": "mpegts", "picture_delay_ms": 300},
    "MPEG-TS, sound later": {"container": "mpegts", "picture_delay_ms": -300},
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_picture_stays_and_sound_keeps_its_place(
    tmp_path: Path, source: dict[str, Any]
) -> None:
    known = known_media(**source)
    target = tmp_path / "recording.mp4"
    pack(TOOLS, known.paths, target)
    assert read_barcodes(target) == list(range(known.frames))
    assert read_fragment_index(target).duration_ms == known.duration_ms
    lag = sound_lag_ms(read_sound(target, *RECORDING_TIME), known_sound(8, QUIET_RATE))
    assert lag == pytest.approx(known.sound_start_ms, abs=2 * SAMPLE_MS)


@pytest.mark.parametrize("container", ["mp4", "separate", "mpegts"])
def test_header_says_how_picture_and_sound_are_coded(tmp_path: Path, container: Any) -> None:
    """Browsers refuse a recording whose header leaves that to its packets."""
    target = tmp_path / "recording.mp4"
    pack(TOOLS, known_media(container=container).paths, target)
    shown = ("-show_entries", "stream=codec_name,profile,sample_rate,channels,width")
    line = (str(TOOLS.ffprobe), "-v", "error", "-print_format", "csv", *shown, str(target))
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout.split()
    assert told == ["stream,h264,High,160", "stream,aac,LC,44100,1"]


@pytest.mark.parametrize("container", ["mp4", "separate", "mpegts"])
def test_packing_twice_gives_the_same_bytes(tmp_path: Path, container: Any) -> None:
    paths = known_media(container=container).paths
    first, second = tmp_path / "first.mp4", tmp_path / "second.mp4"
    for target in (first, second, second):
        pack(TOOLS, paths, target)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_recording_without_sound_is_packed(tmp_path: Path) -> None:
    known = known_media(sound=False)
    pack(TOOLS, known.paths, tmp_path / "recording.mp4")
    assert read_barcodes(tmp_path / "recording.mp4") == list(range(known.frames))


def test_files_may_come_in_any_order(tmp_path: Path) -> None:
    picture, sound = known_media(container="separate").paths
    pack(TOOLS, (picture, sound), tmp_path / "first.mp4")
    pack(TOOLS, (sound, picture), tmp_path / "second.mp4")
    assert (tmp_path / "first.mp4").read_bytes() == (tmp_path / "second.mp4").read_bytes()


def test_capture_joined_in_the_middle_begins_at_its_first_keyframe(tmp_path: Path) -> None:
    """Someone who tunes in to a stream gets a group of pictures whose beginning is lost."""
    known = known_media(container="mpegts")
    whole = known.paths[0].read_bytes()
    joined, target = tmp_path / "joined.ts", tmp_path / "recording.mp4"
    joined.write_bytes(whole[len(whole) // 3 // 188 * 188 :])
    pack(TOOLS, [joined], target)
    shown = read_barcodes(target)
    assert shown == list(range(shown[0], known.frames))
    assert shown[0] in known.keyframes[1:-1]
    lag = sound_lag_ms(read_sound(target, *RECORDING_TIME), known_sound(8, QUIET_RATE))
    assert lag == pytest.approx(-known.frame_ms(shown[0]), abs=2 * SAMPLE_MS)


def test_clock_that_starts_again_in_the_middle_goes_on(tmp_path: Path) -> None:
    """An encoder that is restarted counts from the beginning again."""
    known = known_media(container="mpegts")
    again, target = tmp_path / "again.ts", tmp_path / "recording.mp4"
    again.write_bytes(known.paths[0].read_bytes() * 2)
    pack(TOOLS, [again], target)
    assert read_barcodes(target) == [*range(known.frames), *range(known.frames)]
    rate = QUIET_RATE
    heard = read_sound(target, *RECORDING_TIME)
    second = sound_lag_ms(heard[6 * rate + rate // 2 :], known_sound(6, rate)) + 6500
    index = read_fragment_index(target)
    restarted = index.start_ms(len(known.keyframes))
    assert second - restarted == pytest.approx(0, abs=AAC_FRAME_MS)


@pytest.mark.parametrize("beginning", [5000, 95440], ids=["far from zero", "about to overflow"])
def test_live_clock_keeps_sound_in_place(tmp_path: Path, beginning: int) -> None:
    """Live streams carry the time since they began; MPEG-TS counts to 2^33 / 90000 = 95443.7 s."""
    known = known_media(picture_delay_ms=200)
    moved = remade(known.paths[0], tmp_path / "live.ts", "-output_ts_offset", str(beginning))
    pack(TOOLS, [moved], tmp_path / "recording.mp4")
    assert read_barcodes(tmp_path / "recording.mp4") == list(range(known.frames))
    lag = sound_lag_ms(
        read_sound(tmp_path / "recording.mp4", *RECORDING_TIME), known_sound(8, QUIET_RATE)
    )
    assert lag == pytest.approx(-200, abs=2 * SAMPLE_MS)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_download_that_broke_off_is_refused(tmp_path: Path, share: float) -> None:
    whole = remade(known_media().paths[0], tmp_path / "whole.mp4", "-movflags", "+faststart")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(SourceRefusedError) as refused:
        pack(TOOLS, [broken], tmp_path / "out" / "recording.mp4")
    assert str(refused.value) == (
        "“broken.mp4” is cut short: part of what it declares is missing. Download it again."
    )
    assert not (tmp_path / "out").exists()


def test_download_without_its_directory_is_refused(tmp_path: Path) -> None:
    whole = known_media().paths[0].read_bytes()
    (tmp_path / "broken.mp4").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceRefusedError) as refused:
        pack(TOOLS, [tmp_path / "broken.mp4"], tmp_path / "recording.mp4")
    assert str(refused.value) == "“broken.mp4” is empty, damaged, or no video."


def test_stream_that_broke_off_is_packed_as_far_as_it_goes(tmp_path: Path) -> None:
    known = known_media(container="mpegts")
    whole = known.paths[0].read_bytes()
    (tmp_path / "broken.ts").write_bytes(whole[: len(whole) // 2])
    pack(TOOLS, [tmp_path / "broken.ts"], tmp_path / "recording.mp4")
    shown = read_barcodes(tmp_path / "recording.mp4")
    assert shown == sorted(shown)
    assert len(shown) > known.frames // 4
    # The last pictures may lean on one that never came; there are at most two B-frames in a row.
    assert shown[-1] - len(shown) < 2


def test_other_codecs_are_refused_by_name(tmp_path: Path) -> None:
    known = known_media()
    picture = remade(known.paths[0], tmp_path / "p.mkv", "-c:v", "mpeg4")
    sound = remade(known.paths[0], tmp_path / "s.mkv", "-c:a", "libopus")
    for path, sentence in (
        (picture, "The picture is coded as mpeg4; only H.264 (h264) can be packed."),
        (sound, "The sound is coded as opus; only AAC (aac) can be packed."),
    ):
        with pytest.raises(SourceRefusedError) as refused:
            pack(TOOLS, [path], tmp_path / "recording.mp4")
        assert str(refused.value) == sentence


def test_two_pictures_are_refused(tmp_path: Path) -> None:
    paths = known_media().paths * 2
    with pytest.raises(SourceRefusedError) as refused:
        pack(TOOLS, paths, tmp_path / "recording.mp4")
    assert str(refused.value) == (
        "A recording is packed from one file, or from one with picture and one with sound."
    )


def test_picture_and_sound_of_different_hours_are_refused(tmp_path: Path) -> None:
    picture, sound = known_media(container="separate").paths
    later = remade(sound, tmp_path / "later.ts", "-output_ts_offset", "3600")
    with pytest.raises(SourceRefusedError) as refused:
        pack(TOOLS, [picture, later], tmp_path / "recording.mp4")
    assert str(refused.value) == (
        "The picture in “late-picture.mp4” and the sound in “later.ts” share no moment."
    )


@pytest.mark.parametrize("container", ["mp4", "separate", "mpegts"])
@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(30), Fraction(60)], ids=str)
def test_no_fragments_sound_begins_before_its_keyframe(
    container: Container, rate: Fraction, tmp_path: Path
) -> None:
    """Nor more than a frame of sound behind it, but for what each clock rounds."""
    packed = tmp_path / "recording.mp4"
    pack(TOOLS, known_media(container=container, rate=rate, gop=30).paths, packed)
    index = read_fragment_index(packed)
    with opened(packed, index) as recorded:
        sound, picture = recorded.tracks.sound, recorded.tracks.picture
        assert sound
        for number in range(1, len(recorded)):
            samples = recorded.samples(number)
            keyframe = Fraction(samples.pictures[0].pts, picture.timescale)
            behind = Fraction(samples.sounds[0].pts, sound.timescale) - keyframe
            assert -0.0002 < behind < Fraction(1024, sound.timescale) + 0.0002, number
