"""Each stage of an ingest, run twice on a real source, leaves the same rows and files."""

import hashlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import select, text

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.clip_work import order_work
from archive.catalogue.keep.cut import move_cut
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import order_recording, recording_row
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.queries.work import cut_of, cuts_of, stale_events, stale_sessions
from archive.catalogue.sentences import sentence_from_json
from archive.catalogue.tables import Table
from archive.catalogue.values import AccountRole, ClipTask, IngestState, WorkKind
from archive.cut import Cut, CutSpan, CutState
from archive.storage import RecordingFiles, recording_files
from archive.timecode import Span
from jobs.orders import Orders
from jobs.steps.clip_work import do_clip_work
from jobs.steps.clips import make_event_posters
from jobs.steps.cuts import realign_event
from jobs.steps.text import index_stale
from jobs.turn import Turn, take_turn
from jobs.workflows import STAGES
from jobs.workshop import Workshop
from tests import forum
from tests.accounts import add_account
from tests.end_to_end.installation import BEGAN, PROGRAMME, REVISED, SLUG
from tests.media import known_media, read_barcodes, remade
from tests.streams import Server, publish_talk, serving

Snapshot = dict[str, object]
ONCE = pytest.mark.parametrize("catalogue_url", ["sqlite"], indirect=True)
"""What has nothing to do with the kind of database runs on one."""

_CLOCKS = ("updated_at", "progress", "beat_at")
"""Columns that say when the work was done, not what came of it."""


def import_programme(workshop: Workshop) -> None:
    with workshop.catalogue.writing() as db:
        keep_programme(db, PROGRAMME, content=b"", file_name="a", slug=SLUG, now=BEGAN)


def order(workshop: Workshop, server: Server) -> int:
    """A recording of the talk, ordered for the programme's event."""
    import_programme(workshop)
    with workshop.catalogue.writing() as db:
        page = publish_talk(server).page
        recording_id, _ = order_recording(db, SLUG, page, started_at=BEGAN, now=BEGAN)
    return recording_id


def ingest(workshop: Workshop, recording_id: int) -> None:
    for stage, work in STAGES:
        assert take_turn(Turn(workshop, recording_id, 1, stage), work) == ""


def editor(db: Db) -> int:
    return add_account(
        db, "editor@example.org", "a long enough password", AccountRole.EDITOR, BEGAN
    )


def files_of(workshop: Workshop, recording_id: int) -> RecordingFiles:
    return recording_files(workshop.settings.media_folder, recording_id)


def snapshot(workshop: Workshop, recording_id: int) -> Snapshot:
    """Every row of every table, the index's too, and the content of every file."""
    folder = files_of(workshop, recording_id).folder
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return rows(workshop.catalogue) | files


def rows(catalogue: Catalogue) -> Snapshot:
    kept: Snapshot = {}
    with catalogue.reading() as db:
        for table in Table.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in _CLOCKS]
            found = db.execute(select(*columns).order_by(*table.primary_key))
            kept[table.name] = [tuple(row) for row in found]
        kept["index"] = sorted(map(str, db.execute(text("SELECT * FROM session_search"))))
    return kept


def test_every_stage_run_twice_leaves_the_same_rows_and_files(workshop: Workshop) -> None:
    with serving() as server:
        recording_id = order(workshop, server)
        for stage, work in STAGES:
            assert take_turn(Turn(workshop, recording_id, 1, stage), work) == ""
            once = snapshot(workshop, recording_id)
            if stage != STAGES[-1][0]:
                assert take_turn(Turn(workshop, recording_id, 1, stage), work) == ""
                assert snapshot(workshop, recording_id) == once, stage
        assert view_state(workshop, recording_id) == IngestState.READY
        for stage, work in STAGES:
            assert take_turn(Turn(workshop, recording_id, 1, stage), work) == "cancelled"
        assert snapshot(workshop, recording_id) == once, "nobody asked a ready recording's stages"


@ONCE
def test_a_session_announced_later_gets_its_cut_and_what_a_person_decided_stays(
    workshop: Workshop,
) -> None:
    with serving() as server:
        recording_id = order(workshop, server)
        ingest(workshop, recording_id)
    with workshop.catalogue.writing() as db:
        move_cut(db, 1, 0, 2_500, base_revision=1, account_id=editor(db), now=BEGAN)
        keep_programme(db, REVISED, content=b"", file_name="a", slug=SLUG, now=BEGAN)
    refresh(workshop)
    with workshop.catalogue.reading() as db:
        decided, added = cut_of(db, 1), cut_of(db, 3)
        assert stale_sessions(db, SLUG) == []
    assert decided == Cut((CutSpan(recording_id, Span(0, 2_500)),), CutState.REVIEWED, 2)
    assert added is not None
    assert (added.first.recording_id, added.state) == (recording_id, CutState.PROPOSED)
    assert files_of(workshop, recording_id).poster(added.first.digest).exists()
    once = snapshot(workshop, recording_id)
    refresh(workshop)
    assert snapshot(workshop, recording_id) == once


def refresh(workshop: Workshop) -> None:
    for work in (realign_event, make_event_posters, index_stale):
        work(workshop, SLUG)


@ONCE
def test_a_programme_without_a_recording_is_indexed_all_the_same(workshop: Workshop) -> None:
    import_programme(workshop)
    refresh(workshop)
    with workshop.catalogue.reading() as db:
        assert stale_sessions(db, SLUG) == []
        found = db.execute(text("SELECT COUNT(*) FROM session_search")).scalar()
    assert found == len(PROGRAMME.sessions)


@ONCE
def test_a_moved_cut_gets_a_picture_of_its_own(workshop: Workshop) -> None:
    with serving() as server:
        recording_id = order(workshop, server)
        ingest(workshop, recording_id)
    with workshop.catalogue.writing() as db:
        move_cut(db, 2, 4_000, 7_000, base_revision=1, account_id=editor(db), now=BEGAN)
        cut = cut_of(db, 2)
        assert cut is not None
        order_work(db, cut.first.digest, [WorkKind.POSTER], BEGAN)
    assert do_clip_work(workshop, ClipTask(cut.first.digest, WorkKind.POSTER, 1)) == ""
    pictures = sorted(files_of(workshop, recording_id).folder.glob("clips/*/poster.jpg"))
    assert len(pictures) == len(PROGRAMME.sessions) + 1
    assert files_of(workshop, recording_id).poster(cut.first.digest) in pictures


@ONCE
def test_what_had_to_be_converted_is_kept_with_the_recording(workshop: Workshop) -> None:
    with serving() as server, TemporaryDirectory() as folder:
        recording_id = order(workshop, server)
        movie = remade(known_media().paths[0], Path(folder) / "a.webm", *_VP9)
        server.put("/talk/", '<video src="a.webm"></video>', "text/html; charset=utf-8")
        server.put("/talk/a.webm", movie.read_bytes(), "video/webm")
        ingest(workshop, recording_id)
    with workshop.catalogue.reading() as db:
        media = one_recording(db, recording_id).media
    assert [one["kind"] for one in media["converted"]] == ["picture", "sound"]
    assert str(sentence_from_json(media["converted"][0]["reason"])) == (
        "The picture came as VP9 (90p); clips need H.264."
    )
    files = files_of(workshop, recording_id)
    assert read_barcodes(files.media) == list(range(180))
    assert not files.converting.exists()


_VP9 = (
    *("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k"),
    *("-c:a", "libopus"),
)


@ONCE
def test_captions_that_cant_be_read_refuse_no_recording(workshop: Workshop) -> None:
    with serving() as server:
        recording_id = order(workshop, server)
        server.put("/talk/", _PAGE, "text/html; charset=utf-8")
        server.put("/talk/good.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "text/vtt")
        server.put("/talk/bad.vtt", "WEBVTT\n\nno time at all\n", "text/vtt")
        ingest(workshop, recording_id)
    with workshop.catalogue.reading() as db:
        view = one_recording(db, recording_id)
        languages = db.execute(text("SELECT language FROM caption_track")).scalars().all()
    assert (view.state, languages) == (IngestState.READY, ["en"])
    assert len(view.media["missing"]) == 1


_PAGE = """\
<!doctype html><html><head><title>A talk</title></head><body>
<video src="movie.mp4"><track kind="captions" srclang="en" src="good.vtt">
<track kind="captions" srclang="ko" src="bad.vtt"></video></body></html>
"""


def view_state(workshop: Workshop, recording_id: int) -> IngestState:
    with workshop.catalogue.reading() as db:
        return one_recording(db, recording_id).state


@ONCE
def test_another_start_of_a_ready_recording_moves_its_proposed_cuts(workshop: Workshop) -> None:
    forum.filled(workshop.catalogue)
    with workshop.catalogue.writing() as db:
        # With chapters, or a cut that a person decided, alignment knows better than the start.
        recording_row(db, 1).chapters = []
        before = {session_id: cut.first.span for session_id, cut in cuts_of(db, 1).items()}
    with closing(Orders(workshop.settings, workshop.catalogue)) as orders:
        orders.order_ingest(forum.SLUG, forum.URL, forum.STARTED - timedelta(minutes=1))
    with workshop.catalogue.reading() as db:
        (slug,) = stale_events(db)
    realign_event(workshop, slug)
    with workshop.catalogue.reading() as db:
        after = {session_id: cut.first.span for session_id, cut in cuts_of(db, 1).items()}
    assert after == {
        session_id: Span(span.start + 60_000, span.end + 60_000)
        for session_id, span in before.items()
    }
