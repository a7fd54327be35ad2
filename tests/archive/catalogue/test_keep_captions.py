"""Caption tracks are kept: with their recording, uploaded, withdrawn, and never lost by a cut."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from archive.captions.model import CaptionTrack, Cue, Origin, Way
from archive.captions.tracks import TrackFacts
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.captions import Kept, keep_tracks
from archive.catalogue.keep.cut import add_part, find_session, move_cut
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.keep.recording import note_media, order_recording
from archive.catalogue.queries.pages import session_page
from archive.catalogue.queries.tracks import caption_file, desk_tracks, shown_tracks, tracks_of
from archive.catalogue.queries.work import cut_of, stale_sessions
from archive.catalogue.tables import CaptionFileRow, CaptionTrackRow, CueRow
from archive.cut import CutSpan
from archive.editing import CaptionEditor, Placed
from archive.errors import CaptionsUnreadableError, CutChangedError, NotFoundError
from archive.timecode import Span
from tests import forum
from tests.forum import NOW, SLUG, URL

FILE = b"1\n00:00:01,000 --> 00:00:03,000\nRivers return.\n"
CUES = (Cue(Span(1_000, 3_000), "Rivers return."), Cue(Span(500_000, 520_000), "To the end."))
TRACK = CaptionTrack("en", Origin.PERSON, CUES, "rivers.srt")


@pytest.fixture
def recording(catalogue: Catalogue) -> int:
    return forum.filled(catalogue, "keynote", "session-1")


@pytest.fixture
def editor(catalogue: Catalogue, recording: int) -> CaptionEditor:
    return CaptionEditor(catalogue, SLUG, 1, NOW)


def keep(
    editor: CaptionEditor, placed: Placed, track: CaptionTrack = TRACK, content: bytes = FILE
) -> frozenset[Kept]:
    """Choose a file and keep one track of it."""
    digest = editor.choose("rivers.srt", content)
    with editor.catalogue.reading() as db:
        file = caption_file(db, SLUG, digest)
    return editor.keep(file, {0: track}, placed)


def keynote(catalogue: Catalogue) -> Placed:
    """The session's place as the catalogue has it now."""
    with catalogue.reading() as db:
        session_id = find_session(db, SLUG, "keynote")
        cut = cut_of(db, session_id)
    assert cut
    return Placed(cut.spans, session_id, cut.revision)


def uploads(db: Db) -> list[tuple[int, str, str]]:
    rows = db.scalars(select(CaptionTrackRow).where(CaptionTrackRow.way == Way.UPLOAD.value))
    return [(row.recording_id, row.language, row.origin) for row in rows]


def kept_cues(db: Db, recording_id: int) -> list[tuple[int, int, str]]:
    """Those of uploaded tracks, in recording time."""
    rows = db.execute(
        select(CueRow.start_ms, CueRow.end_ms, CueRow.text)
        .join(CaptionTrackRow, CaptionTrackRow.id == CueRow.track_id)
        .where(
            CaptionTrackRow.way == Way.UPLOAD.value, CaptionTrackRow.recording_id == recording_id
        )
        .order_by(CueRow.seq)
    )
    return [(start, end, text) for start, end, text in rows]


def shown(db: Db, recording_id: int, span: Span) -> TrackFacts | None:
    return shown_tracks(db, [CutSpan(recording_id, span)], "en")[0]


def test_captions_come_back_as_they_were_and_the_most_trusted_first(
    catalogue: Catalogue, recording: int
) -> None:
    machine = CaptionTrack("ko", Origin.AUTOMATIC, (Cue(Span(0, 200_000), "기계"),))
    person = CaptionTrack("ko", Origin.PERSON, forum.KOREAN)
    with catalogue.writing() as db:
        keep_tracks(db, recording, [machine, person], NOW)
        assert forum.cues_shown(db, recording, "ko", Span(0, 999_999)) == forum.KOREAN
        assert forum.cues_shown(db, recording, "ko", Span(3_999, 118_001)) == forum.KOREAN[:2]
        with pytest.raises(NotFoundError):
            forum.cues_shown(db, recording, "en", Span(1_000_000, 1_100_000))


def test_who_speaks_and_when_each_word_begins_is_kept(catalogue: Catalogue, recording: int) -> None:
    cues = (
        Cue(Span(1000, 3000), "그래서 네", "김 교수", "김 교수:", (1000, 1700)),
        Cue(Span(3000, 4000), "Yes.", mark=">>"),
    )
    with catalogue.writing() as db:
        keep_tracks(db, recording, [CaptionTrack("ko", Origin.PERSON, cues)], NOW)
    with catalogue.reading() as db:
        assert forum.cues_shown(db, recording, "ko", Span(0, 4000)) == cues


def test_a_repeated_ingest_leaves_the_same_rows(catalogue: Catalogue, recording: int) -> None:
    later = NOW + timedelta(hours=1)
    tracks = [
        CaptionTrack("ko", Origin.PERSON, forum.KOREAN),
        CaptionTrack("ko", Origin.AUTOMATIC, forum.KOREAN[:1]),
    ]
    with catalogue.writing() as db:
        keep_tracks(db, recording, tracks, NOW)
        before = tracks_of(db, [recording])[recording]
        keep_tracks(db, recording, tracks, later)
        assert tracks_of(db, [recording])[recording] == before
        keep_tracks(db, recording, [replace(tracks[0], cues=forum.KOREAN[1:])], later)
        changed = {track.id: track.made_at for track in tracks_of(db, [recording])[recording]}
    assert [one.id for one in before if changed[one.id] != one.made_at] == [before[0].id]
    assert [track.language for track in before] == ["ko", "en", "ko"]


def test_an_upload_is_a_track_beside_the_others_and_says_where_it_is_from(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    assert keep(editor, keynote(catalogue)) == {Kept.ADDED}
    with catalogue.reading() as db:
        assert uploads(db) == [(recording, "en", "person")]
        assert kept_cues(db, recording) == [
            (121_000, 123_000, "Rivers return."),
            (620_000, 640_000, "To the end."),
        ]
        found = desk_tracks(db, [recording])
    told = [(one.facts.source, one.made_by, one.session) for one in found]
    assert told == [
        ("", None, None),
        ("", None, None),
        ("rivers.srt", "editor@example.org", "keynote"),
    ]


def test_the_same_file_twice_changes_nothing_and_otherwise_replaces_itself(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    place = keynote(catalogue)
    keep(editor, place)
    assert keep(editor, place) == {Kept.SAME}
    assert keep(editor, place, replace(TRACK, language="ko")) == {Kept.REPLACED}
    assert keep(editor, place, replace(TRACK, cues=CUES[:1])) == {Kept.REPLACED}
    with catalogue.reading() as db:
        assert uploads(db) == [(recording, "en", "person")]
        assert kept_cues(db, recording) == [(121_000, 123_000, "Rivers return.")]
        assert db.scalar(select(func.count()).select_from(CaptionFileRow)) == 1


def test_another_file_of_the_same_name_is_another_track(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    place = keynote(catalogue)
    keep(editor, place)
    assert keep(editor, place, content=FILE + b"\n") == {Kept.ADDED}
    with catalogue.reading() as db:
        assert uploads(db) == [(recording, "en", "person")] * 2


def test_the_same_file_for_two_sessions_are_two_tracks(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    keep(editor, keynote(catalogue))
    whole = Placed((CutSpan(recording, Span(0, 1_860_000)),))
    assert keep(editor, whole) == {Kept.ADDED}
    with catalogue.reading() as db:
        assert len(uploads(db)) == 2


def test_a_track_for_one_session_does_not_push_out_the_others_captions(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    with catalogue.writing() as db:
        machine = CaptionTrack("en", Origin.AUTOMATIC, (Cue(Span(0, 1_800_000), "Everything."),))
        keep_tracks(db, recording, [machine], NOW)
    over = [Cue(Span(at, at + 5_000), "Over the end.") for at in range(0, 540_000, 60_000)]
    keep(editor, keynote(catalogue), replace(TRACK, cues=tuple(over)))
    with catalogue.reading() as db:
        keynotes, next_one = (
            shown(db, recording, span) for span in (Span(120_000, 600_000), Span(600_000, 900_000))
        )
    assert (keynotes and keynotes.way, next_one and next_one.origin) == (
        Way.UPLOAD,
        Origin.AUTOMATIC,
    )


def test_a_withdrawn_track_is_hidden_and_not_lost_even_by_a_repeated_ingest(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    with catalogue.reading() as db:
        track = shown(db, recording, Span(0, 200_000))
    assert track
    editor.withdraw(track.id)
    with catalogue.writing() as db:
        keep_tracks(db, recording, [CaptionTrack("en", Origin.PERSON, forum.ENGLISH)], NOW)
        with pytest.raises(NotFoundError):
            shown(db, recording, Span(0, 200_000))
        page = session_page(db, SLUG, "keynote", is_editor=False)
        assert [one.language for one in page.parts[0].tracks] == ["ko"]
    editor.show_again(track.id)
    with catalogue.reading() as db:
        assert forum.cues_shown(db, recording, "en", Span(0, 999_999)) == forum.ENGLISH


def test_only_the_events_own_tracks_can_be_withdrawn(editor: CaptionEditor) -> None:
    other = replace(editor, event_slug="another-event")
    for of, track_id in ((other, 1), (editor, 99)):
        with pytest.raises(NotFoundError, match="no such captions"):
            of.withdraw(track_id)


def test_an_uploaded_track_that_was_withdrawn_is_shown_again_by_its_file(
    catalogue: Catalogue, editor: CaptionEditor
) -> None:
    place = keynote(catalogue)
    keep(editor, place)
    with catalogue.reading() as db:
        track = max(row.id for row in db.scalars(select(CaptionTrackRow)))
    editor.withdraw(track)
    assert keep(editor, place) == {Kept.REPLACED}
    with catalogue.reading() as db:
        assert db.get_one(CaptionTrackRow, track).withdrawn_at is None


def test_a_cut_that_moves_later_loses_nothing_of_an_upload(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    over = (*CUES, Cue(Span(485_000, 490_000), "After the end."))
    keep(editor, keynote(catalogue), replace(TRACK, cues=tuple(sorted(over, key=lambda c: c.span))))
    with catalogue.reading() as db:
        before = kept_cues(db, recording)
    with catalogue.writing() as db:
        session_id = keynote(catalogue).session_id or 0
        move_cut(db, session_id, 122_000, 650_000, base_revision=1, account_id=1, now=NOW)
        page = session_page(db, SLUG, "keynote", is_editor=False)
        said = next(track for track in page.parts[0].tracks if track.language == "en")
        assert kept_cues(db, recording) == before
    assert [(cue.span.start, cue.text) for cue in said.cues] == [
        (121_000, "Rivers return."),
        (605_000, "After the end."),
        (620_000, "To the end."),
    ]


def test_a_cut_that_moved_before_the_captions_are_kept_is_told(
    catalogue: Catalogue, editor: CaptionEditor
) -> None:
    place = keynote(catalogue)
    with catalogue.writing() as db:
        session_id = place.session_id or 0
        move_cut(db, session_id, 130_000, 650_000, base_revision=1, account_id=1, now=NOW)
    with pytest.raises(CutChangedError):
        keep(editor, place)
    with catalogue.reading() as db:
        assert uploads(db) == []


def test_a_track_of_a_session_in_two_recordings_is_kept_in_both(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    with catalogue.writing() as db:
        second, _ = order_recording(db, SLUG, f"{URL}2", started_at=None, now=NOW)
        note_media(db, second, 600_000, {})
        session_id = keynote(catalogue).session_id or 0
        add_part(db, session_id, second, 50_000, 90_000, base_revision=1, account_id=1, now=NOW)
    keep(editor, keynote(catalogue))
    with catalogue.reading() as db:
        assert kept_cues(db, recording) == [(121_000, 123_000, "Rivers return.")]
        assert kept_cues(db, second) == [(70_000, 90_000, "To the end.")]
        page = session_page(db, SLUG, "keynote", is_editor=False)
    keys = {facts.key for part in page.parts for facts in part.choices if facts.way == Way.UPLOAD}
    assert len(keys) == 1, "the two are one choice"


def test_what_changes_is_to_be_indexed_anew(
    catalogue: Catalogue, recording: int, editor: CaptionEditor
) -> None:
    for change in (
        lambda: keep(editor, keynote(catalogue)),
        lambda: editor.withdraw(1),
        lambda: editor.show_again(1),
    ):
        with catalogue.writing() as db:
            note_all_indexed(db)
        change()
        with catalogue.reading() as db:
            assert len(stale_sessions(db, SLUG)) == 4


def test_a_file_that_cant_be_read_is_not_kept(catalogue: Catalogue, editor: CaptionEditor) -> None:
    with pytest.raises(CaptionsUnreadableError, match="Line 6 gives no times"):
        editor.choose("a.srt", FILE + b"\n2\n00:00:04,000 --> soon\nHello\n")
    with catalogue.reading() as db:
        assert db.scalar(select(func.count()).select_from(CaptionFileRow)) == 0


def test_files_that_nothing_was_kept_of_go_after_a_day(
    catalogue: Catalogue, editor: CaptionEditor
) -> None:
    keep(editor, keynote(catalogue))
    unused = editor.choose("C:\\talks\\un\u202eused.srt", FILE + b"\n\n")
    with catalogue.reading() as db:
        assert caption_file(db, SLUG, unused).name == "unused.srt"
    later = replace(editor, now=NOW + timedelta(days=1, seconds=1))
    later.choose("new.srt", FILE + b"\n\n\n")
    with catalogue.reading() as db:
        names = db.scalars(select(CaptionFileRow.file_name).order_by(CaptionFileRow.id)).all()
        assert names == ["rivers.srt", "new.srt"]
        with pytest.raises(NotFoundError):
            caption_file(db, SLUG, unused)
