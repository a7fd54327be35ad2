"""What an editor does: one verb, one transaction, catalogue and index together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from archive.captions import read_file
from archive.captions.model import CaptionTrack, Cue
from archive.captions.window import in_parts
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.caption_files import keep_caption_file
from archive.catalogue.keep.captions import (
    Kept,
    Upload,
    keep_upload,
    note_captions_changed,
    withdraw_track,
)
from archive.catalogue.keep.clip_work import SHOWN, order_work
from archive.catalogue.keep.cut import (
    add_part,
    find_session,
    move_cut,
    remove_part,
    restore_cut,
)
from archive.catalogue.queries.work import cut_of
from archive.catalogue.values import CaptionFile
from archive.cut import CutSpan
from archive.errors import CutChangedError
from archive.search.index import reindex_window
from archive.timecode import Offset


@dataclass(frozen=True, slots=True)
class CutEditor:
    """Somebody at work on a session's cut; ``base_revision`` is the cut they saw.

    Each verb gives the cut's new revision. It costs a few numbers and one row of the index: no cue
    is written and no text analysed. What a new clip needs of its own is ordered with it. Each
    raises what its namesake in
    ``archive.catalogue.keep.cut`` raises, and then nothing has changed.
    """

    catalogue: Catalogue
    event_slug: str
    code: str
    base_revision: int
    account_id: int
    now: datetime

    def move(self, in_point: Offset, out_point: Offset, *, part: int = 1) -> int:
        """Move a part."""
        return self._decide(
            lambda db, session: move_cut(
                db,
                session,
                in_point,
                out_point,
                part=part,
                base_revision=self.base_revision,
                account_id=self.account_id,
                now=self.now,
            )
        )

    def add(self, recording_id: int, in_point: Offset, out_point: Offset) -> int:
        """Say that the session is in a recording too."""
        return self._decide(
            lambda db, session: add_part(
                db,
                session,
                recording_id,
                in_point,
                out_point,
                base_revision=self.base_revision,
                account_id=self.account_id,
                now=self.now,
            )
        )

    def remove(self, part: int) -> int:
        """Take a part out."""
        return self._decide(
            lambda db, session: remove_part(
                db,
                session,
                part,
                base_revision=self.base_revision,
                account_id=self.account_id,
                now=self.now,
            )
        )

    def restore(self, revision: int) -> int:
        """Have an earlier cut again."""
        return self._decide(
            lambda db, session: restore_cut(
                db,
                session,
                revision,
                base_revision=self.base_revision,
                account_id=self.account_id,
                now=self.now,
            )
        )

    def _decide(self, decide: Callable[[Db, int], int]) -> int:
        with self.catalogue.writing() as db:
            session_id = find_session(db, self.event_slug, self.code)
            revision = decide(db, session_id)
            reindex_window(db, session_id)
            cut = cut_of(db, session_id)
            for one in cut.spans if cut else ():
                order_work(db, one.digest, SHOWN, self.now)
        return revision


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the times of a caption file count from: a session's in point, or a recording's begin.

    ``revision`` is that of the session's cut as the editor saw it.
    """

    spans: tuple[CutSpan, ...]
    session_id: int | None = None
    revision: int = 0

    def cues(self, written: Sequence[Cue]) -> tuple[tuple[int, tuple[Cue, ...]], ...]:
        """The file's cues as the track of each recording has them, in its recording time."""
        if self.session_id is None:
            return ((self.spans[0].recording_id, tuple(written)),)
        found: dict[int, list[Cue]] = {}
        placed = in_parts(written, [one.span for one in self.spans])
        for one, cues in zip(self.spans, placed, strict=True):
            found.setdefault(one.recording_id, []).extend(cues)
        by_start = attrgetter("span")
        return tuple((id_, tuple(sorted(cues, key=by_start))) for id_, cues in found.items())


@dataclass(frozen=True, slots=True)
class CaptionEditor:
    """Somebody at work on an event's captions.

    What changes is shown at once; the sessions that show it are marked for the index, which follows
    as soon as a worker has analysed what is new.
    """

    catalogue: Catalogue
    event_slug: str
    account_id: int
    now: datetime

    def choose(self, file_name: str, content: bytes) -> str:
        """Keep a file that can be read, for a look at it; gives its digest."""
        read_file(content, file_name=file_name)
        with self.catalogue.writing() as db:
            return keep_caption_file(
                db,
                self.event_slug,
                file_name,
                content,
                account_id=self.account_id,
                now=self.now,
            )

    def keep(
        self, file: CaptionFile, tracks: Mapping[int, CaptionTrack], placed: Placed
    ) -> frozenset[Kept]:
        """Keep tracks of a file, by their number in it, in recording time.

        Raises ``CutChangedError`` when the session's cut has moved since, and ``RefusedError`` when
        nothing of a track would be in any recording.
        """
        done: set[Kept] = set()
        with self.catalogue.writing() as db:
            _refuse_moved_cut(db, placed)
            for number, track in tracks.items():
                upload = Upload(file.id, file.digest, number, placed.session_id, self.account_id)
                for recording_id, cues in placed.cues(track.cues):
                    if cues:
                        kept = replace(track, cues=cues)
                        done.add(keep_upload(db, recording_id, kept, upload, self.now))
            note_captions_changed(db, {one.recording_id for one in placed.spans})
        return frozenset(done)

    def withdraw(self, track_id: int) -> None:
        """Show a track to nobody any more."""
        self._show(track_id, self.now)

    def show_again(self, track_id: int) -> None:
        """Take that back."""
        self._show(track_id, None)

    def _show(self, track_id: int, withdrawn_at: datetime | None) -> None:
        with self.catalogue.writing() as db:
            recording_id = withdraw_track(db, self.event_slug, track_id, withdrawn_at)
            note_captions_changed(db, [recording_id])


def _refuse_moved_cut(db: Db, placed: Placed) -> None:
    if placed.session_id is None:
        return
    cut = cut_of(db, placed.session_id)
    if cut is None or cut.revision != placed.revision or cut.spans != placed.spans:
        raise CutChangedError(
            "Somebody moved this session's cut meanwhile. Look where the captions lie now, then "
            "keep them."
        )
