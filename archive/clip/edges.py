"""The two edges of a cut: the only pictures that are ever coded again.

Between them lie whole fragments of the packed recording, used as they are. They are joined at IDR
keyframes that no picture is shown before, where every player can seek. What is asked of the
recording are its header and the fragments around the edges, never the rest.

A picture's time is its millisecond of recording time, rounded. The clip shows each picture whose
time lies in ``[in, out)``, and each frame of sound that lies wholly under those pictures.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from archive.clip.coding import code_again
from archive.clip.plan import Plan, plan_cut
from archive.media.avc import joined_sample, split_stream, with_configuration
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.frames import NewPicture
from archive.media.pieces import Piece, with_entry
from archive.media.recorded import Recorded, opened
from archive.media.samples import Sample, Tracks
from archive.timecode import Span


@dataclass(frozen=True, slots=True)
class Part:
    """Pictures and sound that make one fragment of our own; times on the recording's timeline.

    ``start`` and ``end`` are when it is shown, in the picture's ticks; its pictures are coded
    again or all the recording's own.
    """

    start: int
    end: int
    is_encoded: bool
    pictures: tuple[Piece, ...]
    sounds: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Edges:
    """A clip: parts before and behind the fragments ``copied`` of the recording.

    ``init`` is the recording's header with the parameter sets of the new pictures added to its
    own, so that it serves every part and every fragment. ``first`` and ``last`` are when the first
    and the last picture are shown, ``end`` when the clip is over, in the picture's ticks;
    ``encoded`` counts the pictures coded again, ``digest`` is the SHA-256 of all other samples in
    the parts, pictures before sound in each. When ``copied`` is empty, ``tail`` is.
    """

    init: bytes
    tracks: Tracks
    head: tuple[Part, ...]
    copied: range
    tail: tuple[Part, ...]
    first: int
    last: int
    end: int
    encoded: int
    digest: str

    @property
    def parts(self) -> tuple[Part, ...]:
        return (*self.head, *self.tail)


def encode_edges(media: Path, index: FragmentIndex, cut: Span, *, stop: Stop = never) -> Edges:
    """Make what a cut needs besides the recording.

    Raises ``CutOutsideError`` when no picture lies in the cut, ``RefusedError`` when the recording
    can't be joined near it, ``ToolFailedError`` when it is damaged there.
    """
    with opened(media, index) as recorded:
        return _edges(recorded, plan_cut(recorded, cut), stop)


def _edges(recorded: Recorded, plan: Plan, stop: Stop) -> Edges:
    new = code_again(recorded, plan, stop)
    head = list(_new(recorded, new.head, plan, is_tail=False))
    reached = head[0].pieces[-1].dts if head else plan.first - 1
    before = [*head, *_later(_whole(recorded, plan.before), reached)]
    behind = [*_whole(recorded, plan.behind), *_new(recorded, new.tail, plan, is_tail=True)]
    if not plan.copied:
        before, behind = [*before, *behind], []
    follows = recorded.index.start_ticks(plan.copied.start) if plan.copied else plan.end
    known = recorded.tracks.picture.entry
    parts = (
        _parts(recorded, before, follows, _sounds(recorded, plan, plan.head_sound)),
        _parts(recorded, behind, plan.end, _sounds(recorded, plan, plan.tail_sound)),
    )
    return Edges(
        init=with_entry(recorded.init, known, with_configuration(known, new.configuration)),
        tracks=recorded.tracks,
        head=parts[0],
        copied=plan.copied,
        tail=parts[1],
        first=plan.first,
        last=plan.last,
        end=plan.end,
        encoded=len(new.head) + len(new.tail),
        digest=copied_digest((*parts[0], *parts[1])),
    )


def copied_digest(parts: Iterable[Part]) -> str:
    """SHA-256 of the samples that are the recording's own, in order."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in (*(() if part.is_encoded else part.pictures), *part.sounds):
            digest.update(piece.data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures of one part, in decoding order."""

    pieces: list[Piece]
    is_encoded: bool


def _new(
    recorded: Recorded, made: Sequence[NewPicture], plan: Plan, *, is_tail: bool
) -> Iterator[_Pictures]:
    """New pictures as one part's samples."""
    if made:
        prefix = recorded.configuration.prefix
        times = [picture.pts for picture in made]
        decoded = _after(recorded, plan, times) if is_tail else _before(recorded, plan, times)
        pieces = [
            Piece(
                dts, picture.pts, later - dts, picture.is_sync,
                joined_sample(split_stream(picture.stream), prefix),
            )
            for picture, (dts, later) in zip(made, pairwise(decoded), strict=True)
        ]  # fmt: skip
        yield _Pictures(pieces, is_encoded=True)


def _before(recorded: Recorded, plan: Plan, times: list[int]) -> list[int]:
    """Decoding times from when the first is shown until those of the next fragment begin.

    hls.js lets its clock begin where the first picture is decoded.
    """
    follower = plan.whole[:1]
    if not follower:
        return [*times, plan.end]
    joint = recorded.samples(follower[0]).pictures[0]
    first, limit = times[0], joint.dts
    if limit <= first:
        return [*times, joint.pts]
    share = Fraction(limit - first, joint.pts - first)
    return [first + int((pts - first) * share) for pts in (*times, joint.pts)]


def _later(runs: Iterable[_Pictures], reached: int) -> Iterator[_Pictures]:
    """The same pictures, none of which is decoded before all that were ``reached``."""
    for run in runs:
        decoded = []
        for piece in run.pieces:
            reached = max(piece.dts, reached + 1)
            decoded.append(reached)
        last = run.pieces[-1]
        decoded.append(max(last.dts + last.duration, reached + 1))
        pieces = [
            replace(piece, dts=dts, duration=later - dts)
            for piece, (dts, later) in zip(run.pieces, pairwise(decoded), strict=True)
        ]
        yield replace(run, pieces=pieces)


def _after(recorded: Recorded, plan: Plan, times: list[int]) -> list[int]:
    """Decoding times that begin where those of the last copied picture end."""
    last = recorded.samples(plan.whole[-1]).pictures[-1]
    early = max(times[0] - (last.dts + last.duration), 0)
    return [pts - early for pts in (*times, plan.end)]


def _whole(recorded: Recorded, numbers: Iterable[int]) -> Iterator[_Pictures]:
    for number in numbers:
        samples = recorded.samples(number).pictures
        yield _Pictures([recorded.piece(sample) for sample in samples], is_encoded=False)


def _sounds(recorded: Recorded, plan: Plan, numbers: range) -> list[Piece]:
    """The frames of sound that lie wholly in the clip."""
    sound = recorded.tracks.sound
    if sound is None:
        return []
    ticks = Fraction(sound.timescale, recorded.tracks.picture.timescale)
    first, end = plan.first * ticks, plan.end * ticks

    def is_heard(sample: Sample) -> bool:
        return first <= sample.pts and sample.pts + sample.duration <= end

    return [recorded.piece(sample) for sample in recorded.sounds(numbers) if is_heard(sample)]


def _parts(
    recorded: Recorded, pictures: Sequence[_Pictures], end: int, sounds: Sequence[Piece]
) -> tuple[Part, ...]:
    """Each part has the sound that begins before the next part; the last one has the rest."""
    if not pictures:
        return ()
    starts = [min(piece.pts for piece in run.pieces) for run in pictures]
    sound, picture = recorded.tracks.sound, recorded.tracks.picture
    scale = Fraction(picture.timescale, sound.timescale if sound else 1)
    bounds = [float("-inf"), *starts[1:], float("inf")]
    parts = []
    for number, (start, later) in enumerate(pairwise((*starts, end))):
        run = pictures[number]
        low, high = bounds[number], bounds[number + 1]
        heard = tuple(piece for piece in sounds if low <= piece.pts * scale < high)
        parts.append(Part(start, later, run.is_encoded, tuple(run.pieces), heard))
    last = parts[-1]
    parts[-1] = replace(last, pictures=_ending(last.pictures, end))
    return tuple(parts)


def _ending(pictures: tuple[Piece, ...], end: int) -> tuple[Piece, ...]:
    """The last picture is shown until the end, if nothing is decoded after it."""
    *others, last = pictures
    lasting = min(last.duration, max(end - last.dts, 1))
    return (*others, replace(last, duration=lasting))
