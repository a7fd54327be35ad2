"""Proving a clip again, from its files alone: everything listed is read and decoded."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from archive.clip.exact import HEAD, PLAYLIST, RECORDING, TAIL, ClipProof, Joint, read_proof
from archive.errors import NotFoundError, ToolFailedError
from archive.media.avc import AvcConfiguration
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import Fragment, FragmentIndex
from archive.media.frames import Coded, look_at
from archive.media.hashes import hash_found
from archive.media.recorded import FragmentSamples, Recorded, opened
from archive.media.samples import Sample
from archive.timecode import Offset, Span

MOST_UNLIKE = 10.0
"""How much a picture coded again may differ from the source's, on average, of 255."""

_PIECE = re.compile(r"BYTERANGE:(\d+)@(\d+)\n(\S+)\n")
_HEADER = re.compile(r'URI="(\S+)",BYTERANGE="(\d+)@0"')
_NEARBY = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """A listed piece: where it lies, its samples, and which of them are the recording's own."""

    recorded: Recorded
    kind: str
    samples: FragmentSamples
    own: frozenset[Sample]

    def data(self, sample: Sample) -> bytes:
        return self.recorded.coded(sample)

    def new_pictures(self) -> Iterator[Sample]:
        return (picture for picture in self.samples.pictures if picture not in self.own)


def verify_clip(
    folder: Path, media: Path, index: FragmentIndex, *, stop: Stop = never
) -> ClipProof:
    """Decode a built clip from end to end, and make its proof from what is found.

    Raises ``NotFoundError`` when it was never built, ``ToolFailedError`` when a picture of the cut
    is missing, shown twice, or not what the recording shows, or when the proof kept is another.
    """
    kept = read_proof(folder)
    if kept is None:
        raise NotFoundError("There is no exact clip here.")
    with opened(media, index) as source, ExitStack() as stack:
        header, runs = _runs(folder, source, stack)
        truth = _shown_by(source, Span(kept.in_ms, kept.out_ms))
        new = {picture.pts for run in runs for picture in run.new_pictures()}
        shown, looks = _decoded(header.configuration, _coded(runs), new, stop)
        if shown != truth:
            raise ToolFailedError(
                "The clip shows {found} pictures, its cut has {expected}; or they differ.",
                found=len(shown),
                expected=len(truth),
            )
        _check_likeness(source, looks, stop)
        found = _found(kept, source, media, runs, shown)
    if found != kept:
        raise ToolFailedError("The clip's files are not those that its proof speaks of.")
    return found


def _runs(folder: Path, source: Recorded, stack: ExitStack) -> tuple[Recorded, list[_Run]]:
    """What a player reads: the header, then each listed piece."""
    text = (folder / PLAYLIST).read_text()
    header = _HEADER.search(text)
    if header is None:
        raise ToolFailedError("The clip's playlist is damaged.")
    listed = [(name, int(at), int(size)) for size, at, name in _PIECE.findall(text)]
    files = {RECORDING: source}
    for name in sorted({name for name, _, _ in listed} & {HEAD, TAIL}):
        places = tuple(Fragment(at, size, 0) for found, at, size in listed if found == name)
        index = FragmentIndex(int(header[2]), source.index.timescale, source.index.end, places)
        files[name] = stack.enter_context(opened(folder / name, index))
    runs = [_run(source, files[name], name, at) for name, at, _ in listed]
    return files[header[1]], runs


def _run(source: Recorded, recorded: Recorded, name: str, at: int) -> _Run:
    offsets = [fragment.offset for fragment in recorded.index.fragments]
    samples = recorded.samples(offsets.index(at))
    if recorded is source:
        return _Run(recorded, "recording", samples, frozenset((*samples.pictures, *samples.sounds)))
    times = [picture.pts for picture in samples.pictures]
    nearby = range(
        source.fragment_at(min(times)) - _NEARBY, source.fragment_at(max(times)) + _NEARBY
    )
    own = frozenset(
        (
            *_same(source, recorded, samples.pictures, source.pictures(nearby)),
            *_same(source, recorded, samples.sounds, source.sounds(nearby)),
        )
    )
    kind = "copied" if own.issuperset(samples.pictures) else "encoded"
    return _Run(recorded, kind, samples, own)


def _same(
    source: Recorded, recorded: Recorded, samples: Iterable[Sample], theirs: Iterable[Sample]
) -> Iterator[Sample]:
    """Those samples whose bytes the recording has for the same moment."""
    known = {sample.pts: sample for sample in theirs}
    for sample in samples:
        other = known.get(sample.pts)
        if other and recorded.coded(sample) == source.coded(other):
            yield sample


def _shown_by(source: Recorded, cut: Span) -> list[int]:
    """When the pictures of a cut are shown, read from the recording's tables."""
    begin, until = source.first_tick(cut.start), source.first_tick(cut.end)
    numbers = range(source.fragment_at(begin), source.first_from(until) + 1)
    return sorted(shot.pts for shot in source.pictures(numbers) if begin <= shot.pts < until)


def _coded(runs: Iterable[_Run]) -> Iterator[Coded]:
    for run in runs:
        for picture in run.samples.pictures:
            yield picture.pts, run.data(picture)


def _decoded(
    configuration: AvcConfiguration, coded: Iterable[Coded], kept: set[int], stop: Stop
) -> tuple[list[int], dict[int, bytes]]:
    """When each picture is shown, and how those look that were coded again."""
    shown, looks = [], {}
    for seen in look_at(configuration, coded, stop=stop):
        shown.append(seen.pts)
        if seen.pts in kept:
            looks[seen.pts] = seen.brightness
    return shown, looks


def _check_likeness(source: Recorded, looks: dict[int, bytes], stop: Stop) -> None:
    """Pictures coded again show what the recording shows."""
    left = dict(looks)
    while left:
        near = source.fragment_at(min(left))
        numbers = range(near - _NEARBY, near + 2)
        coded = ((shot.pts, source.coded(shot)) for shot in source.pictures(numbers))
        seen = {
            shot.pts: shot.brightness for shot in look_at(source.configuration, coded, stop=stop)
        }
        if min(left) not in seen:
            raise ToolFailedError(
                "The recording can't be decoded where the clip is compared to it."
            )
        for pts in sorted(left.keys() & seen.keys()):
            if _difference(left.pop(pts), seen[pts]) > MOST_UNLIKE:
                raise ToolFailedError(
                    "The picture at {at} ms is not what the recording shows.",
                    at=source.index.milliseconds(pts),
                )


def _difference(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def _found(
    kept: ClipProof, source: Recorded, media: Path, runs: Sequence[_Run], shown: list[int]
) -> ClipProof:
    """The proof of what was found; only what was asked for is taken from the one kept."""
    index = source.index
    digest = hashlib.sha256()
    for run in (run for run in runs if run.kind != "recording"):
        pictures = run.samples.pictures if run.kind == "copied" else ()
        for sample in (*pictures, *run.samples.sounds):
            digest.update(run.data(sample))
    new = sum(1 for run in runs for _ in run.new_pictures())
    everything = sum(len(run.samples.pictures) + len(run.samples.sounds) for run in runs)
    used = _used(source, runs)
    return ClipProof(
        version=kept.version,
        in_ms=kept.in_ms,
        out_ms=kept.out_ms,
        first_frame_ms=index.milliseconds(shown[0]),
        last_frame_ms=index.milliseconds(shown[-1]),
        end_ms=kept.end_ms,
        frames=len(shown),
        frames_encoded=new,
        packets_copied=everything - new,
        packets_sha256=digest.hexdigest(),
        recording_bytes=used,
        recording_sha256=_hash(kept, source, media, used),
        joints=tuple(_joints(index, runs)),
    )


def _hash(
    kept: ClipProof, source: Recorded, media: Path, used: tuple[int, int] | None
) -> str | None:
    """Read all that the clip takes from the recording, where its proof has a hash of that."""
    if used is None or kept.recording_sha256 is None:
        return None
    offsets = [part.offset for part in source.index.fragments]
    numbers = range(offsets.index(used[0]), sum(offset < used[1] for offset in offsets))
    return hash_found(media, source.index, numbers)


def _used(source: Recorded, runs: Sequence[_Run]) -> tuple[int, int] | None:
    taken = [run.samples.pictures[0].offset for run in runs if run.recorded is source]
    if not taken:
        return None
    places = [part for part in source.index.fragments if part.offset <= taken[-1]]
    first = max(part.offset for part in places if part.offset <= taken[0])
    return first, places[-1].offset + places[-1].size


def _joints(index: FragmentIndex, runs: Sequence[_Run]) -> Iterator[Joint]:
    for before, after in pairwise(runs):
        if before.kind != "recording" or after.kind != "recording":
            at: Offset = index.milliseconds(min(shot.pts for shot in after.samples.pictures))
            yield Joint(at, before.kind, after.kind)
