"""Caption tracks and their cues, in recording time."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.catalogue.tables.base import Table

if TYPE_CHECKING:
    from archive.catalogue.tables.recordings import RecordingRow


class CaptionTrackRow(Table):
    """One track of a recording, and where it is from.

    ``key`` names what it was read from, so that the same again replaces it. ``covers`` is the time
    it speaks for, as ``[start, end]`` pairs; ``made_at`` is when it got its present cues. A
    withdrawn track is shown to nobody, and lost to nobody.
    """

    __tablename__ = "caption_track"
    __table_args__ = (UniqueConstraint("recording_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id"))
    key: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(8))
    origin: Mapped[str] = mapped_column(String(20))
    way: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(2000), default="")
    covers: Mapped[list[Any]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("caption_file.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"))
    withdrawn_at: Mapped[datetime | None]

    recording: Mapped["RecordingRow"] = relationship(back_populates="tracks")


class CaptionFileRow(Table):
    """A caption file that an editor chose, whether its tracks were kept yet or not."""

    __tablename__ = "caption_file"
    __table_args__ = (UniqueConstraint("event_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    digest: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]


class CueRow(Table):
    """One cue in recording time, with its analysed terms and where in the text they stand."""

    __tablename__ = "cue"

    track_id: Mapped[int] = mapped_column(
        ForeignKey("caption_track.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    start_ms: Mapped[int] = mapped_column(Integer)
    end_ms: Mapped[int] = mapped_column(Integer)
    text: Mapped[str]
    voice: Mapped[str] = mapped_column(String(200), default="")
    mark: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[bytes | None]
    terms: Mapped[str] = mapped_column(default="")
    spans: Mapped[bytes] = mapped_column(default=b"")
    analyser_version: Mapped[int] = mapped_column(default=0)
