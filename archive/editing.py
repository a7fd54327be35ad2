"""What an editor does: one verb, one transaction, catalogue and index together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.clip_work import SHOWN, order_work
from archive.catalogue.keep.cut import (
    add_part,
    find_session,
    move_cut,
    remove_part,
    restore_cut,
)
from archive.catalogue.queries.work import cut_of
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
