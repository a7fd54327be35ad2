"""Events, their programme files and sessions, and who takes part in what."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.catalogue.tables.base import Table

if TYPE_CHECKING:
    from archive.catalogue.tables.cuts import CutRow
    from archive.catalogue.tables.people import PersonRow
    from archive.catalogue.tables.recordings import RecordingRow


class EventRow(Table):
    """The whole meeting; ``licence`` is one of ``archive.licence.Licence``."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title_ko: Mapped[str] = mapped_column(String(500))
    title_en: Mapped[str] = mapped_column(String(500))
    date: Mapped[date | None]
    timezone: Mapped[str] = mapped_column(String(64))
    organiser_ko: Mapped[str] = mapped_column(String(300), default="")
    organiser_en: Mapped[str] = mapped_column(String(300), default="")
    place_ko: Mapped[str] = mapped_column(String(300), default="")
    place_en: Mapped[str] = mapped_column(String(300), default="")
    licence: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]

    sessions: Mapped[list["SessionRow"]] = relationship(
        order_by="SessionRow.position", back_populates="event"
    )
    recordings: Mapped[list["RecordingRow"]] = relationship(
        order_by="RecordingRow.id", back_populates="event"
    )


class ProgrammeImportRow(Table):
    """One programme file and what was done with it; the file itself is kept.

    Until ``applied_at`` it is a draft, for the event whose address is ``slug``, if one is given.
    ``second_content`` is the same programme in another language. ``edits`` and ``settled`` are what
    a person mended and which doubts that settled; ``changes`` what ``archive.catalogue.keep.undo``
    needs to take it back.
    """

    __tablename__ = "programme_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), default="")
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes]
    second_name: Mapped[str] = mapped_column(String(255), default="")
    second_content: Mapped[bytes | None]
    edits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settled: Mapped[list[Any]] = mapped_column(default=list)
    doubts: Mapped[list[Any]] = mapped_column(default=list)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    imported_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class SessionRow(Table):
    """An item of the programme. ``gone_at`` marks one a later programme no longer lists.

    An ``id`` is never given twice: imports remember sessions by it.
    """

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    code: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    title_ko: Mapped[str] = mapped_column(String(500))
    title_en: Mapped[str] = mapped_column(String(500))
    room: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    line: Mapped[int]
    gone_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    index_stale: Mapped[bool] = mapped_column(default=True, index=True)

    event: Mapped[EventRow] = relationship(back_populates="sessions")
    appearances: Mapped[list["AppearanceRow"]] = relationship(
        order_by="AppearanceRow.position", back_populates="session", cascade="all, delete-orphan"
    )
    cut: Mapped["CutRow | None"] = relationship(back_populates="session")


class AppearanceRow(Table):
    """A person's role in a session, with the affiliation of that day."""

    __tablename__ = "appearance"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    affiliation: Mapped[str] = mapped_column(String(500))
    position: Mapped[int]

    session: Mapped[SessionRow] = relationship(back_populates="appearances")
    person: Mapped["PersonRow"] = relationship(back_populates="appearances")
