"""Recordings, and the workers that bring them in."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.catalogue.tables.base import Table

if TYPE_CHECKING:
    from archive.catalogue.tables.captions import CaptionTrackRow
    from archive.catalogue.tables.programme import EventRow


class RecordingRow(Table):
    """A capture and how far its ingest has come; see ``archive.catalogue.values.IngestState``.

    ``room`` is what a person has said; nothing where nobody has.
    """

    __tablename__ = "recording"
    __table_args__ = (UniqueConstraint("event_id", "source_url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    source_url: Mapped[str] = mapped_column(String(2000))
    title: Mapped[str] = mapped_column(String(1000), default="")
    description: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(String(200), default="")
    started_at: Mapped[datetime | None]
    is_start_given: Mapped[bool] = mapped_column(default=False)
    duration_ms: Mapped[int | None]
    media: Mapped[dict[str, Any]] = mapped_column(default=dict)
    chapters: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(20), index=True)
    stage: Mapped[str] = mapped_column(String(20), default="")
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message: Mapped[dict[str, Any] | None]
    not_before: Mapped[datetime | None]
    attempt: Mapped[int] = mapped_column(default=1)
    ordered_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    event: Mapped["EventRow"] = relationship(back_populates="recordings")
    tracks: Mapped[list["CaptionTrackRow"]] = relationship(back_populates="recording")


class WorkerRow(Table):
    """A worker's heartbeat, so that a peer can take over what a dead one left."""

    __tablename__ = "worker"

    executor_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    beat_at: Mapped[datetime]
