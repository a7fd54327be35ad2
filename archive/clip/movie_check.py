"""Whether a clip's file shows what it should: decoded from end to end, beside its recording."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from archive.clip.coding import decoded_for
from archive.clip.movie import MovieProof, movie_proof
from archive.clip.plan import Plan, plan_cut
from archive.clip.sound_track import heard_sound
from archive.errors import ToolFailedError
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.frames import look_at
from archive.media.played import PlayedPacket, PlayedPicture, PlayedSound, play
from archive.media.recorded import Recorded, opened
from archive.media.samples import SampleTable
from archive.timecode import Span

UNLIKE = 12.0
"""A mean difference of brightness, of 255, that coding a picture again never makes."""

LATEST = Fraction(1, 1000)
"""How far from its time in the recording, in seconds, a picture may be shown."""


def check_movie(
    media: Path, index: FragmentIndex, cut: Span, movie: Path, *, stop: Stop = never
) -> MovieProof:
    """The proof of a clip's file, made again by decoding it whole.

    Packets that should be the recording's are compared byte by byte, pictures coded again by how
    they look. Raises ``ToolFailedError`` when the file is not exact.
    """
    with opened(media, index) as recorded:
        plan = plan_cut(recorded, cut)
        copied = recorded.table(plan.whole, recorded.tracks.picture)
        check = _Check(recorded, plan, copied)
        for played in play(movie, stop=stop):
            check.see(played)
        check.end()
        proof = movie_proof(index, cut, plan, copied, check.sounds)
        return replace(proof, frames=check.shown)


class _Check:
    """Follows a file as it plays; the first thing that is wrong ends it."""

    def __init__(self, recorded: Recorded, plan: Plan, copied: SampleTable) -> None:
        self._recorded = recorded
        self._sound = heard_sound(recorded, plan)
        self._copied = copied
        self._times = sorted((*plan.head, *copied.pts.tolist(), *plan.tail))
        self._begin, self._timescale = plan.first, recorded.index.timescale
        self._length = Fraction(plan.end - plan.first, self._timescale)
        self._before = len(plan.head)
        self._looks = _looks(recorded, plan)
        self._pictures = 0
        self.shown = self.sounds = 0
        self._heard_to: Fraction | None = None

    def see(self, played: PlayedPacket | PlayedPicture | PlayedSound) -> None:
        match played:
            case PlayedPacket(is_picture=True):
                self._see_coded(played.data)
            case PlayedPacket():
                self._see_coded_sound(played.data)
            case PlayedPicture():
                self._see_picture(played)
            case PlayedSound():
                self._hear(played)

    def end(self) -> None:
        """Everything must have been there."""
        sounds = len(self._sound.table) if self._sound else 0
        self._must(self.shown == len(self._times), f"{self.shown} of {len(self._times)} pictures")
        self._must(self.sounds == sounds, f"{self.sounds} of {sounds} packets of sound")
        if self._sound and self._heard_to is not None:
            lasts = self._sound.lasts
            late = abs(self._heard_to - min(self._sound.end, self._length))
            self._must(late <= lasts, "its sound ends at another time")

    def _see_coded(self, data: bytes) -> None:
        place = self._pictures - self._before
        self._pictures += 1
        if 0 <= place < len(self._copied):
            self._must(data == self._row(self._copied, place), f"the copied picture {place}")

    def _see_coded_sound(self, data: bytes) -> None:
        table = self._sound.table if self._sound else None
        is_known = table is not None and self.sounds < len(table)
        self._must(is_known, "it has more sound")
        if table is not None:
            self._must(data == self._row(table, self.sounds), f"the sound packet {self.sounds}")
        self.sounds += 1

    def _see_picture(self, picture: PlayedPicture) -> None:
        self._must(self.shown < len(self._times), "it has more pictures")
        at = Fraction(self._times[self.shown] - self._begin, self._timescale)
        self._must(abs(picture.at - at) <= LATEST, f"picture {self.shown} comes at another time")
        if not (self._before <= self.shown < self._before + len(self._copied)):
            known = next(self._looks, None)
            is_like = known is not None and _unlike(known, picture.look()) < UNLIKE
            self._must(is_like, f"picture {self.shown} looks different")
        self.shown += 1

    def _hear(self, sound: PlayedSound) -> None:
        begin = self._sound.begin if self._sound else Fraction(0)
        if self._heard_to is None:
            self._must(abs(sound.at - begin) <= LATEST, "its sound begins at another time")
        self._heard_to = sound.at + sound.lasts

    def _row(self, table: SampleTable, row: int) -> bytes:
        return self._recorded.data(int(table.offset[row]), int(table.size[row]))

    def _must(self, is_right: bool, reason: str) -> None:
        if not is_right:
            raise ToolFailedError("The clip is not exact: {reason}.", reason=reason)


def _looks(recorded: Recorded, plan: Plan) -> Iterator[bytes]:
    """How the recording's pictures look that were coded again, in the order they are shown."""
    for wanted in (plan.head, plan.tail):
        yield from _looked_at(recorded, wanted)


def _looked_at(recorded: Recorded, wanted: frozenset[int]) -> Iterator[bytes]:
    if not wanted:
        return
    near = recorded.fragment_at(min(wanted))
    coded = decoded_for(recorded, near - 1, wanted)
    for seen in look_at(recorded.configuration, coded):
        if seen.pts in wanted:
            yield seen.brightness


def _unlike(known: bytes, seen: bytes) -> float:
    pair = (np.frombuffer(look, np.uint8).astype(np.int16) for look in (known, seen))
    return float(np.abs(np.subtract(*pair)).mean())
