"""Kinds of recordings that people really have, small, each of which knows its truth.

``packed`` gives one as a packed recording: when each of its pictures is shown, and what is heard,
in recording time. ``cuts_of`` gives the cuts that are hard for it.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import numpy as np

from archive.clip.plan import SHOWN_WHOLE_MS
from archive.media.fragments import FragmentIndex, read_fragment_index
from archive.media.pack import pack
from archive.timecode import Span
from tests.archive.clip.decoding import decode
from tests.media import (
    QUIET_RATE,
    RECORDING_TIME,
    TOOLS,
    KnownMedia,
    Samples,
    known_media,
    known_sound,
    remade,
)

FILM, NTSC = Fraction(24000, 1001), Fraction(30000, 1001)


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed recording and its truth.

    ``shown`` has each picture's number by the millisecond when it is shown, ``exact`` its time in
    milliseconds. ``heard`` is its sound
    from recording time 0 on, ``None`` when it has none.
    """

    media: Path
    index: FragmentIndex
    shown: dict[int, int]
    exact: dict[int, Fraction]
    heard: Samples | None

    def pictures(self, cut: Span) -> dict[int, int]:
        """The pictures of a cut, by when they are shown."""
        return {at: number for at, number in self.shown.items() if cut.contains(at)}

    def shown_in(self, cut: Span) -> Span:
        """From the first picture of a cut until the last one gives way, or is held no longer."""
        pictures = self.pictures(cut)
        first, last = min(pictures), max(pictures)
        later = min((at for at in self.shown if at > last), default=self.index.duration_ms)
        return Span(first, later if later <= cut.end + SHOWN_WHOLE_MS else cut.end)


@dataclass(frozen=True, slots=True)
class Hiccup:
    """A livestream that stumbled for ``seconds`` at second ``at``: what was lost, what jumped."""

    at: float
    seconds: float
    picture: bool = False
    sound: bool = False
    jumps: bool = False


Change = Callable[[Path, Path], Path]


@dataclass(frozen=True, slots=True)
class Kind:
    """What ``known_media`` is asked for; then, what befalls the file, and how it is wrapped."""

    media: Mapping[str, Any]
    hiccup: Hiccup | None = None
    change: Change | None = None


def kind(*, hiccup: Hiccup | None = None, change: Change | None = None, **media: Any) -> Kind:
    return Kind(media, hiccup, change)


def _wrapped(suffix: str, *options: str) -> Change:
    def wrap(source: Path, folder: Path) -> Path:
        return remade(source, folder / f"wrapped.{suffix}", *options)

    return wrap


def _with_sbr(source: Path, folder: Path) -> Path:
    """AAC of 22.05 kHz that says it is HE-AAC of 44.1 kHz (14496-3, 1.6.6.1): flag and rate."""
    target = folder / "he-aac.mp4"
    plain, said = bytes.fromhex("56e500"), bytes.fromhex("56e5a0")
    data = source.read_bytes()
    assert data.count(plain) == 1
    target.write_bytes(data.replace(plain, said))
    return target


PYRAMID = ("-x264-params", "b-pyramid=normal:b-adapt=0:ref=4")
OPEN = ("-x264-params", "open-gop=1:b-adapt=0")
OPEN_PYRAMIDS = ("-x264-params", "open-gop=1:b-adapt=0:b-pyramid=normal:ref=4")
SOME_CLOSED = ("-force_key_frames", "expr:eq(mod(n,60),0)", "-forced-idr", "1")
GAPS = frozenset({*range(20, 26), 50, 51, 53, *range(100, 130), 150, 152, 154})
INTERLACED = ("-flags", "+ildct+ilme", "-x264-params", "tff=1")
SMALL_AAC = ("-ar", "22050", "-b:a", "48k")

KINDS: dict[str, Kind] = {
    "23.976": kind(rate=FILM, gop=48),
    "25": kind(rate=Fraction(25), gop=50),
    "29.97": kind(rate=NTSC, gop=45),
    "30": kind(gop=30),
    "50": kind(rate=Fraction(50), gop=100),
    "59.94": kind(rate=2 * NTSC, gop=60),
    "60": kind(rate=Fraction(60), gop=90),
    "variable": kind(missing=GAPS, gop=30),
    "variable, transport stream": kind(missing=GAPS, gop=40, container="mpegts"),
    "720p": kind(size=(1280, 720), seconds=4, gop=30),
    "1080p": kind(size=(1920, 1080), seconds=3, gop=25, rate=Fraction(25)),
    "groups of 5 s": kind(seconds=13, rate=Fraction(25), gop=125),
    "groups of 10 s": kind(seconds=23, rate=Fraction(25), gop=250),
    "one group": kind(gop=1000),
    "keyframes only": kind(gop=1, bframes=0),
    "pyramid": kind(bframes=5, coding=PYRAMID, gop=60),
    "no reordering": kind(bframes=0, gop=60),
    "open groups": kind(coding=OPEN, gop=30),
    "open groups of pyramids": kind(bframes=5, coding=OPEN_PYRAMIDS, gop=30),
    "open groups, some closed": kind(coding=(*OPEN, *SOME_CLOSED), gop=15),
    "open groups, transport stream": kind(coding=(*OPEN, *SOME_CLOSED), gop=15, container="mpegts"),
    "baseline": kind(bframes=0, coding=("-profile:v", "baseline"), gop=40),
    "slices": kind(coding=("-x264-params", "slices=4"), gop=30),
    "interlaced": kind(size=(160, 96), coding=INTERLACED, gop=30),
    "transport stream": kind(container="mpegts", gop=45),
    "in separate files": kind(container="separate", gop=50),
    "matroska": kind(gop=45, change=_wrapped("mkv")),
    "flash": kind(gop=45, change=_wrapped("flv")),
    "fragmented": kind(gop=45, change=_wrapped("mp4", "-movflags", "frag_keyframe+empty_moov")),
    "no sound": kind(sound=False),
    "late sound": kind(picture_delay_ms=-1700),
    "late picture": kind(picture_delay_ms=1300),
    "short sound": kind(sound_seconds=3.7),
    "long sound": kind(sound_seconds=8),
    "stereo at 48 kHz": kind(sounding=("-ar", "48000", "-ac", "2", "-b:a", "128k")),
    "5.1 at 48 kHz": kind(sounding=("-ar", "48000", "-ac", "6", "-b:a", "192k")),
    "sound at 22.05 kHz": kind(sounding=SMALL_AAC),
    "HE-AAC": kind(sounding=SMALL_AAC, change=_with_sbr),
    "lost picture": kind(seconds=9, gop=45, bframes=0, hiccup=Hiccup(3.2, 2.1, picture=True)),
    "lost group": kind(seconds=9, gop=45, hiccup=Hiccup(3.0, 1.5, picture=True)),
    "lost sound": kind(seconds=9, gop=45, hiccup=Hiccup(3.2, 2.1, sound=True)),
    "lost both": kind(
        seconds=9, gop=45, bframes=0, hiccup=Hiccup(3.2, 2.1, picture=True, sound=True)
    ),
    "lost both, transport stream": kind(
        seconds=9, gop=45, container="mpegts", hiccup=Hiccup(3.0, 1.5, picture=True, sound=True)
    ),
    "jump of the clock": kind(seconds=9, gop=45, hiccup=Hiccup(3.0, 4.25, jumps=True)),
}


@cache
def packed(name: str) -> Packed:
    """The recording of a kind, made once."""
    wanted = KINDS[name]
    folder = Path(tempfile.mkdtemp(dir=_folder()))
    known = known_media(**wanted.media)
    paths = list(known.paths)
    if wanted.hiccup:
        paths = [_stumbled(path, folder, known, wanted.hiccup) for path in paths]
    if wanted.change:
        paths = [wanted.change(path, folder) for path in paths]
    media = folder / "recording.mp4"
    pack(TOOLS, paths, media)
    recording = _packed(media, known, wanted.hiccup)
    if name != "HE-AAC":
        return recording
    # The second half of each packet is made up by its decoder, later than the plain half.
    return replace(recording, heard=decode(media, *RECORDING_TIME, has_picture=False).sound)


def _packed(media: Path, known: KnownMedia, hiccup: Hiccup | None) -> Packed:
    times = {frame: frame / known.rate for frame in known.whole()}
    heard = _heard(known)
    if hiccup:
        times = dict(_stumbling(times, known, hiccup))
        heard = _stumbled_sound(heard, hiccup) if heard is not None else None
    rounded = {floor(at * 1000 + Fraction(1, 2)): frame for frame, at in times.items()}
    exact = {ms: 1000 * times[frame] for ms, frame in rounded.items()}
    return Packed(media, read_fragment_index(media), rounded, exact, heard)


def _heard(known: KnownMedia) -> Samples | None:
    """The sound from recording time 0 on, however much earlier or later it begins."""
    if known.sound_start_ms is None:
        return None
    sound = known_sound(known.sound_seconds, QUIET_RATE)
    begin = known.sound_start_ms * QUIET_RATE // 1000
    return sound[-begin:] if begin < 0 else np.concatenate([np.zeros(begin), sound])


def _lost(hiccup: Hiccup, known: KnownMedia) -> tuple[Fraction, Fraction]:
    """From when to when pictures are lost: the stream comes back with a keyframe."""
    begin = Fraction(str(hiccup.at))
    back = begin + Fraction(str(hiccup.seconds))
    group = known.gop / known.rate
    return begin, -(-back // group) * group


def _stumbling(
    times: Mapping[int, Fraction], known: KnownMedia, hiccup: Hiccup
) -> Iterator[tuple[int, Fraction]]:
    begin, back = _lost(hiccup, known)
    for frame, at in times.items():
        if hiccup.jumps:
            yield frame, at + (Fraction(str(hiccup.seconds)) if at >= begin else 0)
        elif not (hiccup.picture and begin <= at < back):
            yield frame, at


def _stumbled_sound(heard: Samples, hiccup: Hiccup) -> Samples:
    begin, end = (round(second * QUIET_RATE) for second in (hiccup.at, hiccup.at + hiccup.seconds))
    silence = np.zeros(end - begin)
    if hiccup.jumps:
        return np.concatenate([heard[:begin], silence, heard[begin:]])
    return np.concatenate([heard[:begin], silence, heard[end:]]) if hiccup.sound else heard


def _stumbled(source: Path, folder: Path, known: KnownMedia, hiccup: Hiccup) -> Path:
    """The same file with packets lost, or with a clock that jumps, by ffmpeg's filters."""
    begin, back = _lost(hiccup, known)
    if hiccup.jumps:
        jump = f"gte(PTS*TB,{float(begin) - 0.001})*{hiccup.seconds}/TB"
        later = f"setts=pts='PTS+{jump}':dts='DTS+{jump}'"
        return remade(source, folder / "jumped.mp4", "-bsf:v", later, "-bsf:a", later)
    windows = {}
    if hiccup.picture:
        windows["v"] = (float(begin), float(back))
    if hiccup.sound:
        windows["a"] = (hiccup.at, hiccup.at + hiccup.seconds)
    filters = [
        word
        for name, (first, end) in windows.items()
        for word in (
            f"-bsf:{name}",
            f"noise=drop='between(pts*tb,{first - 0.001},{end - 0.001})'",
        )
    ]
    return remade(source, folder / f"stumbled{source.suffix}", *filters)


def cuts_of(name: str) -> dict[str, Span]:
    """Cuts of this kind, by what is hard about them; each shows something."""
    recording = packed(name)
    times = sorted(recording.shown)
    fragments = recording.index.fragments
    key = recording.index.start_ms(len(fragments) // 2)
    place = times.index(key)
    last = times[-1]
    cuts = {
        "between keyframes": Span(times[place // 2] - 7, (key + last) // 2 + 5),
        "around keyframes": Span(times[max(place - 1, 0)], times[min(place + 30, len(times) - 2)]),
        "on a keyframe": Span(key, last - 40),
        "just before a keyframe": Span(max(key - 10, 0), min(key + 1500, last)),
        "one picture after a keyframe": Span(times[min(place + 1, len(times) - 2)], last),
        "out on a keyframe": Span(times[place // 3], key or last),
        "inside one group": Span(times[place // 2], times[place // 2 + 6]),
        "across one joint": Span(times[max(place - 5, 0)], times[place + 5]),
        "one picture": Span(times[place // 2], times[place // 2] + 1),
        "from the beginning": Span(0, times[len(times) // 2] + 3),
        "to the end": Span(times[len(times) // 3], last + 5000),
        "everything": Span(0, last + 5000),
    }
    hiccup = KINDS[name].hiccup
    return cuts | (_cuts_at(hiccup, last) if hiccup else {})


def _cuts_at(hiccup: Hiccup, last: int) -> dict[str, Span]:
    begin, end = round(hiccup.at * 1000), round((hiccup.at + hiccup.seconds) * 1000)
    return {
        "across the gap": Span(begin - 900, end + 2100),
        "in inside the gap": Span((begin + end) // 2, min(end + 2500, last)),
        "out inside the gap": Span(begin - 1300, (begin + end) // 2),
    }


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kinds-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
