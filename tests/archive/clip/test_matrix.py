"""Every kind of recording, cut in every way that is hard: exact, as decoded by ffmpeg.

Each clip is read as a playlist by ffmpeg (whose reader ignores all headers but the first), as the
bytes that the playlist lists behind its header, as an MP4 and as an M4A.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from archive.clip.exact import PLAYLIST, build_clip
from archive.clip.movie import make_movie, make_sound
from archive.clip.movie_check import check_movie
from archive.clip.verify import verify_clip
from archive.errors import CutOutsideError
from archive.media.fragments import read_fragment_index
from archive.media.recorded import opened
from archive.timecode import Span
from tests.archive.clip.decoding import HLS, Decoded, decode, farthest, joined
from tests.archive.clip.kinds import KINDS, Packed, cuts_of, packed
from tests.media import QUIET_RATE, RECORDING_TIME, Samples
from tests.paths import FULL_MATRIX

NAMES = tuple(cuts_of("30"))
AT_GAPS = ("across the gap", "in inside the gap", "out inside the gap")
RANDOM_CUTS = 8
QUICK = 2
"""How many cuts of each kind are tried as playlists when there is no time for all; one as files."""

HALF = Fraction(1, 2)
"""A packet this close, in milliseconds, to an end of the clip may be in it or not."""

PER_MS = QUIET_RATE // 1000
SOFT_MS = 100
"""At each end nothing is compared: a packet of sound begins softly without the one before."""


def chosen(quick: int = QUICK) -> list[tuple[str, str]]:
    """All pairs of kind and cut, or those that try everything at least a few times."""
    pairs = []
    for number, name in enumerate(KINDS):
        ways = (
            NAMES
            if FULL_MATRIX
            else [NAMES[(number * QUICK + k) % len(NAMES)] for k in range(quick)]
        )
        pairs += [(name, way) for way in (*ways, *(AT_GAPS if KINDS[name].hiccup else ()))]
    return pairs


def check_pictures(seen: Decoded, truth: dict[int, int]) -> None:
    """Each picture once, in its place; the time between any two of them is the recording's."""
    assert list(seen.pictures) == list(truth.values())
    first = min(truth)
    late = [abs(at - (ms - first)) for at, ms in zip(seen.times, truth, strict=True)]
    assert max(late) <= Fraction(5, 4)


def sounds_of(recording: Packed) -> list[tuple[Fraction, Fraction, bytes]]:
    """From when to when each packet of sound is heard, in ms, and its bytes."""
    with opened(recording.media, recording.index) as source:
        track = source.tracks.sound
        if track is None:
            return []
        ms = Fraction(1000, track.timescale)
        return [
            (sound.pts * ms, (sound.pts + sound.duration) * ms, source.coded(sound))
            for sound in source.sounds(range(len(source)))
        ]


def check_packets(recording: Packed, whole: Path, shown: Span) -> None:
    """Every packet that lies under the pictures is there, at its time, and no other."""
    found = sounds_of(replace(recording, media=whole, index=read_fragment_index(whole)))
    begin, end = recording.exact[shown.start], recording.exact.get(shown.end, Fraction(shown.end))
    under, touching = (
        [
            sound
            for sound in sounds_of(recording)
            if begin + within <= sound[0] and sound[1] <= end - within
        ]
        for within in (HALF, -HALF)
    )
    assert found == [sound for sound in touching if sound in under or sound in found]


def check_heard(sound: Samples, recording: Packed, shown: Span, zero_ms: int) -> None:
    """In each half second what was heard then; ``sound`` begins at ``zero_ms``.

    It begins and ends within a packet of the picture, or where the recording's does.
    """
    assert recording.heard is not None
    heard = [
        (max(begin, Fraction(shown.start)), min(end, Fraction(shown.end)))
        for begin, end, _ in sounds_of(recording)
        if begin < shown.end and shown.start < end
    ]
    packet = max(end - begin for begin, end, _ in sounds_of(recording)[1:])
    begin, end = Fraction(heard[0][0]), Fraction(heard[-1][1])
    assert abs(zero_ms + Fraction(len(sound), PER_MS) - end) <= packet + HALF
    truth = part(recording.heard, begin + SOFT_MS, end - SOFT_MS, 0)
    assert farthest(part(sound, begin + SOFT_MS, end - SOFT_MS, zero_ms), truth) <= 1


def part(sound: Samples, begin_ms: Fraction, end_ms: Fraction, zero_ms: int) -> Samples:
    first, last = (max(round((ms - zero_ms) * PER_MS), 0) for ms in (begin_ms, end_ms))
    return sound[first:last]


def is_heard(recording: Packed, shown: Span) -> bool:
    """Whether a whole packet of sound lies under the pictures."""
    return any(shown.start <= begin and end <= shown.end for begin, end, _ in sounds_of(recording))


@pytest.mark.parametrize(("name", "way"), chosen())
def test_clip_is_exact(name: str, way: str, tmp_path: Path) -> None:
    check_clip(packed(name), cuts_of(name)[way], tmp_path)


@pytest.mark.parametrize(("name", "way"), chosen(1))
def test_file_is_exact(name: str, way: str, tmp_path: Path) -> None:
    check_file(packed(name), cuts_of(name)[way], tmp_path)


def check_clip(recording: Packed, cut: Span, folder: Path) -> None:
    truth = recording.pictures(cut)
    shown = recording.shown_in(cut)
    proof = build_clip(recording.media, recording.index, cut, folder)
    (folder / "recording.mp4").symlink_to(recording.media)
    assert (proof.frames, proof.first_frame_ms) == (len(truth), min(truth))
    assert (proof.last_frame_ms, proof.end_ms) == (max(truth), shown.end)
    assert verify_clip(folder, recording.media, recording.index) == proof
    whole = folder / "whole.mp4"
    whole.write_bytes(joined(folder / PLAYLIST))
    check_packets(recording, whole, shown)
    has_sound = is_heard(recording, shown)
    for media, options in ((folder / PLAYLIST, (*RECORDING_TIME, *HLS)), (whole, RECORDING_TIME)):
        seen = decode(media, *options, has_sound=has_sound)
        check_pictures(seen, truth)
        if has_sound:
            check_heard(seen.sound, recording, shown, 0)


def check_file(recording: Packed, cut: Span, folder: Path) -> None:
    truth, shown = recording.pictures(cut), recording.shown_in(cut)
    movie, sound = folder / "clip.mp4", folder / "clip.m4a"
    proof = make_movie(recording.media, recording.index, cut, movie)
    assert (proof.frames, proof.first_frame_ms) == (len(truth), min(truth))
    assert check_movie(recording.media, recording.index, cut, movie) == proof
    has_sound = is_heard(recording, shown)
    seen = decode(movie, has_sound=has_sound)
    check_pictures(seen, truth)
    if has_sound:
        make_sound(recording.media, recording.index, cut, sound)
        for heard in (seen.sound, decode(sound, has_picture=False).sound):
            check_heard(heard, recording, shown, shown.start)


@pytest.mark.skipif(not FULL_MATRIX, reason="only with FULL_MATRIX set")
@pytest.mark.parametrize("name", KINDS)
def test_random_cuts_are_exact(name: str, tmp_path: Path) -> None:
    recording = packed(name)
    chance = Random(name)  # noqa: S311 (which cuts are tried, no secret)
    for number in range(RANDOM_CUTS):
        begin = chance.randrange(max(recording.shown))
        cut = Span(begin, begin + 1 + chance.randrange(chance.choice((50, 700, 9000))))
        if not recording.pictures(cut):
            with pytest.raises(CutOutsideError):
                build_clip(recording.media, recording.index, cut, tmp_path / "none")
            continue
        check_clip(recording, cut, tmp_path / f"clip{number}")
        check_file(recording, cut, tmp_path / f"file{number}")
