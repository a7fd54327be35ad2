"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The search index as it was first made: what search does today is in archive/search/rows.py.
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE session_search USING fts5(title, people, body,"
    " tokenize=\"unicode61 remove_diacritics 0 tokenchars '.'\")",
    "CREATE TRIGGER session_search_follows AFTER DELETE ON session"
    " BEGIN DELETE FROM session_search WHERE rowid = old.id; END",
)
POSTGRES_INDEX = (
    "CREATE TABLE session_search ("
    " session_id integer PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,"
    " head tsvector NOT NULL, body tsvector NOT NULL)",
    "CREATE INDEX ix_session_search_head ON session_search USING gin (head)"
    " WITH (fastupdate = off)",
    "CREATE INDEX ix_session_search_body ON session_search USING gin (body)"
    " WITH (fastupdate = off)",
)
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title_ko", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("organiser_ko", sa.String(length=300), nullable=False),
        sa.Column("organiser_en", sa.String(length=300), nullable=False),
        sa.Column("place_ko", sa.String(length=300), nullable=False),
        sa.Column("place_en", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_ko", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("affiliation", sa.String(length=500), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["person.id"], name=op.f("fk_person_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merged_into"), ["merged_into"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name_en"), ["name_en"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name_ko"), ["name_ko"], unique=False)

    op.create_table(
        "person_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sa.UniqueConstraint("person_id", "text", name=op.f("uq_person_name_person_id")),
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_text"), ["text"], unique=False)

    op.create_table(
        "person_pair",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_person_pair_decided_by")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["person.id"], name=op.f("fk_person_pair_first_id")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_person_pair_second_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_person_pair")),
    )
    with op.batch_alter_table("person_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_pair_second_id"), ["second_id"], unique=False)

    op.create_table(
        "person_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("learned", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_person_change_from_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_person_change_made_by")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_person_change_to_id")),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["account.id"], name=op.f("fk_person_change_undone_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_change")),
    )
    with op.batch_alter_table("person_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_change_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_change_to_id"), ["to_id"], unique=False)

    op.create_table(
        "people_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_state")),
    )
    op.execute("INSERT INTO people_state (id, token) VALUES (1, '')")

    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_email"), ["email"], unique=False)

    op.create_table(
        "worker",
        sa.Column("executor_id", sa.String(length=200), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("executor_id", name=op.f("pk_worker")),
    )
    op.create_table(
        "programme_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("second_name", sa.String(length=255), nullable=False),
        sa.Column("second_content", sa.LargeBinary(), nullable=True),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("settled", sa.JSON(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_programme_import_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["account.id"], name=op.f("fk_programme_import_imported_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_import")),
    )
    with op.batch_alter_table("programme_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_import_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("source_url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_start_given", sa.Boolean(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("media", sa.JSON(), nullable=False),
        sa.Column("chapters", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("message", sa.JSON(), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_recording_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("event_id", "source_url", name=op.f("uq_recording_event_id")),
    )
    with op.batch_alter_table("recording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recording_state"), ["state"], unique=False)

    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title_ko", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("index_stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_session_event_id")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["account.id"], name=op.f("fk_session_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_session_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_index_stale"), ["index_stale"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_published_at"), ["published_at"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "appearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("affiliation", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appearance_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_appearance_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance")),
    )
    with op.batch_alter_table("appearance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appearance_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appearance_session_id"), ["session_id"], unique=False)

    op.create_table(
        "caption_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_caption_file_event_id")),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["account.id"], name=op.f("fk_caption_file_uploaded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caption_file")),
        sa.UniqueConstraint("event_id", "digest", name=op.f("uq_caption_file_event_id")),
    )
    op.create_table(
        "caption_track",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=2000), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["caption_file.id"], name=op.f("fk_caption_track_file_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_caption_track_made_by")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_caption_track_recording_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_caption_track_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caption_track")),
        sa.UniqueConstraint("recording_id", "key", name=op.f("uq_caption_track_recording_id")),
    )
    op.create_table(
        "clip",
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("in_ms", sa.Integer(), nullable=False),
        sa.Column("out_ms", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_clip_recording_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_clip_session_id")),
        sa.PrimaryKeyConstraint("digest", "session_id", name=op.f("pk_clip")),
    )
    op.create_table(
        "clip_work",
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("message", sa.JSON(), nullable=True),
        sa.Column("last_lines", sa.JSON(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", "kind", name=op.f("pk_clip_work")),
    )
    with op.batch_alter_table("clip_work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clip_work_state"), ["state"], unique=False)

    op.create_table(
        "cut",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("confidence_in", sa.Double(), nullable=False),
        sa.Column("confidence_out", sa.Double(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_cut_made_by")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_cut_session_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_cut")),
    )
    op.create_table(
        "cut_span",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("in_ms", sa.Integer(), nullable=False),
        sa.Column("out_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_cut_span_recording_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["cut.session_id"], name=op.f("fk_cut_span_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "part", name=op.f("pk_cut_span")),
    )
    with op.batch_alter_table("cut_span", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cut_span_recording_id"), ["recording_id"], unique=False
        )

    op.create_table(
        "cut_revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_cut_revision_made_by")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_cut_revision_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_revision")),
        sa.UniqueConstraint("session_id", "revision", name=op.f("uq_cut_revision_session_id")),
    )
    op.create_table(
        "cut_revision_span",
        sa.Column(
            "revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("in_ms", sa.Integer(), nullable=False),
        sa.Column("out_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_cut_revision_span_recording_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["cut_revision.id"], name=op.f("fk_cut_revision_span_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "part", name=op.f("pk_cut_revision_span")),
    )
    op.create_table(
        "cue",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("voice", sa.String(length=200), nullable=False),
        sa.Column("mark", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("spans", sa.LargeBinary(), nullable=False),
        sa.Column("analyser_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"], ["caption_track.id"], name=op.f("fk_cue_track_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("track_id", "seq", name=op.f("pk_cue")),
    )

    for statement in POSTGRES_INDEX if op.get_bind().dialect.name == "postgresql" else SQLITE_INDEX:
        op.execute(statement)
