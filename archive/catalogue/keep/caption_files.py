"""Keeping caption files that editors chose, from the look at them on."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import CaptionFileRow, CaptionTrackRow, EventRow
from archive.errors import NotFoundError

DIGEST_LENGTH = 40
UNUSED_FOR = timedelta(days=1)
"""A file that nothing was kept of is there so long."""


def keep_caption_file(
    db: Db, event_slug: str, file_name: str, content: bytes, *, account_id: int, now: datetime
) -> str:
    """Keep a file for its event and give its digest; the same content again is the same file."""
    event = db.scalar(select(EventRow).where(EventRow.slug == event_slug).with_for_update())
    if event is None:
        raise NotFoundError("There is no event “{slug}”.", slug=event_slug[:100])
    _drop_unused(db, event.id, now)
    digest = hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]
    row = db.scalar(
        select(CaptionFileRow).where(
            CaptionFileRow.event_id == event.id, CaptionFileRow.digest == digest
        )
    )
    if row is None:
        row = CaptionFileRow(event_id=event.id, digest=digest, content=content)
        db.add(row)
    row.file_name = plain_name(file_name)
    row.uploaded_by, row.uploaded_at = account_id, now
    db.flush()
    return digest


def plain_name(file_name: str) -> str:
    """The name alone, without folders and without what can't be seen.

    >>> plain_name("C:\\\\talks\\\\a\\u202eb.srt"), plain_name("..")
    ('ab.srt', '?')
    """
    last = file_name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return seen[:255] or "?"


def _drop_unused(db: Db, event_id: int, now: datetime) -> None:
    used = select(CaptionTrackRow.file_id).where(CaptionTrackRow.file_id.is_not(None))
    db.execute(
        delete(CaptionFileRow).where(
            CaptionFileRow.event_id == event_id,
            CaptionFileRow.uploaded_at < now - UNUSED_FOR,
            CaptionFileRow.id.not_in(used),
        )
    )
