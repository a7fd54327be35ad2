"""Clips, and what is made for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.catalogue.tables.base import Table


class ClipRow(Table):
    """Every clip a session ever had, so that an address given out once goes on working."""

    __tablename__ = "clip"

    digest: Mapped[str] = mapped_column(String(40), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"))
    in_ms: Mapped[int]
    out_ms: Mapped[int]
    made_at: Mapped[datetime]


class ClipWorkRow(Table):
    """What a clip needs made of its own, and how far that is; its files say what is there.

    ``attempt`` names the workflow behind it, as for a recording.
    """

    __tablename__ = "clip_work"

    digest: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    attempt: Mapped[int]
    message: Mapped[dict[str, Any] | None]
    last_lines: Mapped[list[Any]] = mapped_column(default=list)
    not_before: Mapped[datetime | None]
    updated_at: Mapped[datetime]
