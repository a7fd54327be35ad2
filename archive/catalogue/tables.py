"""The catalogue's tables; everything timed is in recording time, every instant is aware UTC."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, on databases that forget the zone too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """Base of all tables; constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads the plain class attribute
        datetime: Instant,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        bytes: LargeBinary,
    }


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
    """An item of the programme. ``gone_at`` marks one a later programme no longer lists."""

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

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
        order_by="AppearanceRow.position",
        back_populates="session",
        cascade="all, delete-orphan",
    )
    cut: Mapped["CutRow | None"] = relationship(back_populates="session")


class PersonRow(Table):
    """Somebody who takes part, or is known from a list.

    ``merged_into`` is who they turned out to be. ``affiliation`` is what a list says of them: that
    of a day stands with the appearance.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_ko: Mapped[str] = mapped_column(String(200), index=True)
    name_en: Mapped[str] = mapped_column(String(200), index=True)
    affiliation: Mapped[str] = mapped_column(String(500), default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    appearances: Mapped[list["AppearanceRow"]] = relationship(back_populates="person")
    other_names: Mapped[list["PersonNameRow"]] = relationship(
        order_by="PersonNameRow.id", cascade="all, delete-orphan"
    )
    merged: Mapped[list["PersonRow"]] = relationship(viewonly=True)


class PersonNameRow(Table):
    """One more name of a person; see ``archive.catalogue.values.NameKind``."""

    __tablename__ = "person_name"
    __table_args__ = (UniqueConstraint("person_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300))


class PersonPairRow(Table):
    """Two people who may be one; ``decided_at`` is set when somebody said that they are two."""

    __tablename__ = "person_pair"

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    raised_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]


class PersonChangeRow(Table):
    """Two people made one, or one made two: what moved from whom to whom, so that it can go back.

    ``moved`` are ids of appearances, ``learned`` are names the receiver had none of before.
    """

    __tablename__ = "person_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    from_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    moved: Mapped[list[Any]]
    learned: Mapped[dict[str, Any]]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]


class PeopleStateRow(Table):
    """One row whose ``token`` is another whenever a name has changed, for whoever keeps them."""

    __tablename__ = "people_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32))


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
    person: Mapped[PersonRow] = relationship(back_populates="appearances")


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

    event: Mapped[EventRow] = relationship(back_populates="recordings")
    tracks: Mapped[list["CaptionTrackRow"]] = relationship(back_populates="recording")


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

    recording: Mapped[RecordingRow] = relationship(back_populates="tracks")


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

    session: Mapped[SessionRow] = relationship(back_populates="cut")
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

    recording: Mapped[RecordingRow] = relationship()


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


class AccountRow(Table):
    """Somebody who may sign in to the desk."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]


class SignInRow(Table):
    """One signed-in browser; only a hash of its token is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    account: Mapped[AccountRow] = relationship()


class SignInAttemptRow(Table):
    """A failed sign-in, counted per address and per e-mail."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]


class WorkerRow(Table):
    """A worker's heartbeat, so that a peer can take over what a dead one left."""

    __tablename__ = "worker"

    executor_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    beat_at: Mapped[datetime]
