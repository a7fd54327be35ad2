"""Chapters inside sessions, in recording time."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.catalogue.tables.base import Table


class ChapterRow(Table):
    """Where a part of a session begins: it lasts until the session's next chapter there begins.

    ``kind`` is one of ``archive.alignment.model.PartKind``. ``title`` is what an editor calls it,
    empty where its kind and person say it all.
    """

    __tablename__ = "chapter"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"))
    start_ms: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(500), default="")
    confidence: Mapped[float]
    because: Mapped[list[Any]] = mapped_column(default=list)


class ChapterCheckRow(Table):
    """A session whose chapters a person has decided, though there be none: no more are proposed."""

    __tablename__ = "chapter_check"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime]
