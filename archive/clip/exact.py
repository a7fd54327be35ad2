"""An exact clip: its edges as files beside the recording, a playlist over both, and its proof."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.clip.edges import Edges, Part, encode_edges
from archive.clip.playlist import Listed, write_playlist
from archive.cut import CLIP_VERSION
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.hashes import hash_kept
from archive.media.pieces import write_fragment
from archive.media.recorded import Recorded, opened
from archive.storage import written_beside
from archive.timecode import Offset, Span

HEAD, TAIL = "head.mp4", "tail.mp4"
PLAYLIST, PROOF = "playlist.m3u8", "proof.json"
RECORDING = "recording.mp4"

_TAIL_NUMBER = 1 << 24
"""Fragments of the tail count from here: their numbers only have to grow."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Where pictures of one kind follow those of another: at the one shown at ``at_ms``.

    Kinds are ``encoded``, ``copied`` into a piece of our own, and ``recording``: used in place.
    """

    at_ms: Offset
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ClipProof:
    """What a clip is made of, so that it can be checked by decoding.

    ``packets_copied`` counts the coded pictures and frames of sound that are the recording's own;
    ``packets_sha256`` is over those of them that were copied into our pieces, the others are used
    where they lie: ``recording_bytes`` are their first byte and the byte after their last, and
    ``recording_sha256`` is over the hashes of those fragments (``archive.media.hashes``), nothing
    where the recording was packed without any.
    """

    version: int
    in_ms: Offset
    out_ms: Offset
    first_frame_ms: Offset
    last_frame_ms: Offset
    end_ms: Offset
    frames: int
    frames_encoded: int
    packets_copied: int
    packets_sha256: str
    recording_bytes: tuple[int, int] | None
    recording_sha256: str | None
    joints: tuple[Joint, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"joints": [asdict(joint) for joint in self.joints]}


def build_clip(
    media: Path, index: FragmentIndex, cut: Span, folder: Path, *, stop: Stop = never
) -> ClipProof:
    """Make the clip's files in its folder: pieces, then playlist, then the proof that it is whole.

    The recording is not copied: the playlist names it ``recording.mp4``. Raises what
    ``encode_edges`` raises, and ``StorageFullError``.
    """
    edges = encode_edges(media, index, cut, stop=stop)
    head, tail = (
        _piece_file(edges, edges.head, HEAD, 1),
        _piece_file(edges, edges.tail, TAIL, _TAIL_NUMBER),
    )
    for piece in (head, tail):
        if not piece.listed:
            (folder / piece.name).unlink(missing_ok=True)
        else:
            with written_beside(folder / piece.name) as beside:
                beside.write_bytes(piece.data)
    proof = prove(media, index, cut, edges)
    text = _playlist(index, edges, head, tail)
    for name, content in ((PLAYLIST, text), (PROOF, json.dumps(proof.as_json(), indent=2))):
        with written_beside(folder / name) as beside:
            beside.write_text(content)
    return proof


def read_proof(folder: Path) -> ClipProof | None:
    """The proof of a clip that was built whole, by this version of the encoder."""
    try:
        kept: Mapping[str, Any] = json.loads((folder / PROOF).read_bytes())
    except FileNotFoundError:
        return None
    if kept.get("version") != CLIP_VERSION:
        return None
    used = kept["recording_bytes"]
    joints = tuple(Joint(**joint) for joint in kept["joints"])
    exact = {"recording_bytes": tuple(used) if used else None, "joints": joints}
    return ClipProof(**{**kept, **exact})


def prove(media: Path, index: FragmentIndex, cut: Span, edges: Edges) -> ClipProof:
    """Count what a clip is made of; of the fragments between only the tables' sizes are read."""
    with opened(media, index) as recorded:
        counts = [recorded.count(number) for number in edges.copied]
        joints = tuple(_joints(recorded, edges))
    pictures = sum(len(part.pictures) for part in edges.parts)
    sounds = sum(len(part.sounds) for part in edges.parts)
    frames = pictures + sum(count.pictures for count in counts)
    copied = frames - edges.encoded + sounds + sum(count.sounds for count in counts)
    return ClipProof(
        version=CLIP_VERSION,
        in_ms=cut.start,
        out_ms=cut.end,
        first_frame_ms=index.milliseconds(edges.first),
        last_frame_ms=index.milliseconds(edges.last),
        end_ms=index.milliseconds(edges.end),
        frames=frames,
        frames_encoded=edges.encoded,
        packets_copied=copied,
        packets_sha256=edges.digest,
        recording_bytes=_used(index, edges.copied),
        recording_sha256=hash_kept(media, edges.copied),
        joints=joints,
    )


def _used(index: FragmentIndex, copied: range) -> tuple[int, int] | None:
    if not copied:
        return None
    last = index.fragments[copied[-1]]
    return index.fragments[copied[0]].offset, last.offset + last.size


def _joints(recorded: Recorded, edges: Edges) -> Iterator[Joint]:
    """Where one kind of picture follows another; a fragment may show some before its keyframe."""
    begins = (
        min(picture.pts for picture in recorded.samples(number).pictures)
        for number in edges.copied[:1]
    )
    named = [
        *((part.start, "encoded" if part.is_encoded else "copied") for part in edges.head),
        *((start, "recording") for start in begins),
        *((part.start, "encoded" if part.is_encoded else "copied") for part in edges.tail),
    ]
    for (_, before), (start, after) in pairwise(named):
        yield Joint(recorded.index.milliseconds(start), before, after)


@dataclass(frozen=True, slots=True)
class _PieceFile:
    """A file of our own parts behind a header, and where each part lies in it."""

    name: str
    data: bytes
    header: Listed
    listed: tuple[Listed, ...]


def _piece_file(edges: Edges, parts: Iterable[Part], name: str, number: int) -> _PieceFile:
    data, listed = [edges.init], []
    at = len(edges.init)
    for later, part in enumerate(parts):
        written = write_fragment(number + later, edges.tracks, part.pictures, part.sounds)
        listed.append(Listed(name, at, len(written), part.start))
        data.append(written)
        at += len(written)
    return _PieceFile(name, b"".join(data), Listed(name, 0, len(edges.init), 0), tuple(listed))


def _playlist(index: FragmentIndex, edges: Edges, head: _PieceFile, tail: _PieceFile) -> str:
    """One header serves all: it knows the parameter sets of the new pictures and of the others."""
    fragments = [index.fragments[number] for number in edges.copied]
    middle = [Listed(RECORDING, part.offset, part.size, part.start) for part in fragments]
    plain = Listed(RECORDING, 0, index.init_size, 0)
    header = next((piece.header for piece in (head, tail) if piece.listed), plain)
    return write_playlist(header, [*head.listed, *middle, *tail.listed], edges.end, index.timescale)
