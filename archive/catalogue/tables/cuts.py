"""Cuts of sessions, and every earlier one."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.catalogue.tables.base import Table

if TYPE_CHECKING:
    from archive.catalogue.tables.programme import SessionRow
    from archive.catalogue.tables.recordings import RecordingRow


class CutRow(Table):
    """The current cut of a session; every earlier one is in ``cut_revision``."""

    __tablename__ = "cut"

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    confidence_in: Mapped[float]
    confidence_out: Mapped[float]
    because: Mapped[dict[str, Any]]
    alternatives: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    session: Mapped["SessionRow"] = relationship(back_populates="cut")
    spans: Mapped[list["CutSpanRow"]] = relationship(
        order_by="CutSpanRow.part", cascade="all, delete-orphan"
    )


class CutSpanRow(Table):
    """What a session's cut shows of one recording; parts count from 1 in the order watched."""

    __tablename__ = "cut_span"

    session_id: Mapped[int] = mapped_column(ForeignKey("cut.session_id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"), index=True)
    in_ms: Mapped[int]
    out_ms: Mapped[int]

    recording: Mapped["RecordingRow"] = relationship()


class CutRevisionRow(Table):
    """Append-only: each cut a session ever had, and who made it."""

    __tablename__ = "cut_revision"
    __table_args__ = (UniqueConstraint("session_id", "revision"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    spans: Mapped[list["CutRevisionSpanRow"]] = relationship(order_by="CutRevisionSpanRow.part")


class CutRevisionSpanRow(Table):
    """What a cut of ``cut_revision`` showed."""

    __tablename__ = "cut_revision_span"

    revision_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("cut_revision.id"),
        primary_key=True,
    )
    part: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"))
    in_ms: Mapped[int]
    out_ms: Mapped[int]
