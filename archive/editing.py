"""What an editor does: one verb, one transaction, catalogue and index together."""

from datetime import datetime

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.clip_work import SHOWN, order_work
from archive.catalogue.keep.cut import find_session, move_cut
from archive.catalogue.queries.work import cut_of
from archive.search.index import reindex_window
from archive.timecode import Offset


def decide_cut(
    catalogue: Catalogue,
    event_slug: str,
    code: str,
    in_point: Offset,
    out_point: Offset,
    *,
    part: int = 1,
    base_revision: int,
    account_id: int,
    now: datetime,
) -> int:
    """Move a part of a session's cut and what search finds in it; gives the cut's new revision.

    Costs two numbers and one row of the index: no cue is written and no text analysed. What the
    new clip needs of its own is ordered with it. Raises what
    ``archive.catalogue.keep.cut.move_cut`` raises, and then nothing has changed.
    """
    with catalogue.writing() as db:
        session_id = find_session(db, event_slug, code)
        revision = move_cut(
            db,
            session_id,
            in_point,
            out_point,
            part=part,
            base_revision=base_revision,
            account_id=account_id,
            now=now,
        )
        reindex_window(db, session_id)
        cut = cut_of(db, session_id)
        for one in cut.spans if cut else ():
            order_work(db, one.digest, SHOWN, now)
    return revision
