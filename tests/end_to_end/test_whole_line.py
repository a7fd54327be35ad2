"""A URL and a programme become a recording, cuts, captions, an index: in one go, by commands."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from archive.catalogue.queries.work import cut_of, cuts_of, stale_events
from archive.catalogue.values import IngestState, RecordingView
from archive.cut import Cut
from archive.media.fragments import load_fragment_index
from archive.timecode import Span
from tests.end_to_end.installation import BEGAN, REVISED, SLUG, Installation, wait_for, working
from tests.forum import cues_shown
from tests.streams import Server, Talk, publish_talk, serving


@dataclass(frozen=True, slots=True)
class Line:
    """An installation after ``ingest --wait``, its source still being served."""

    installation: Installation
    server: Server
    talk: Talk
    exit_code: int
    told: str

    @property
    def recording(self) -> RecordingView:
        return self.installation.recording()


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    installation = Installation(tmp_path_factory.mktemp("line"))
    installation.import_programme()
    with serving() as server, working(installation):
        talk = publish_talk(server)
        words = ("--event", SLUG, "--started-at", BEGAN.isoformat(), "--wait")
        done = installation.run("ingest", talk.page, *words)
        yield Line(installation, server, talk, done.returncode, done.stderr.decode())


def test_whoever_waits_hears_that_it_went_well(line: Line) -> None:
    assert line.exit_code == 0, line.told
    assert line.recording.state == IngestState.READY


def test_the_recording_knows_what_its_source_says(line: Line) -> None:
    recording = line.recording
    assert (recording.duration_ms, recording.started_at) == (8000, BEGAN)
    assert [(chapter.span, chapter.title) for chapter in recording.chapters] == [
        (Span(0, 3000), "여는 말"),
        (Span(3000, 8000), "첫 발표"),
    ]
    media = {name: recording.media[name] for name in ("width", "height", "missing")}
    assert media == {"width": 160, "height": 90, "missing": []}


def test_the_captions_are_kept_in_both_languages(line: Line) -> None:
    with line.installation.catalogue() as catalogue, catalogue.reading() as db:
        korean = cues_shown(db, 1, "ko", Span(0, 8000))
        english = cues_shown(db, 1, "en", Span(0, 8000))
    assert [(cue.span, cue.text) for cue in korean] == [
        (Span(500, 3000), "첫 번째 발표입니다"),
        (Span(4500, 7000), "두 번째 발표입니다"),
    ]
    assert [cue.text for cue in english] == ["First talk", "Second talk"]


def test_every_session_has_a_cut_and_a_picture(line: Line) -> None:
    with line.installation.catalogue() as catalogue, catalogue.reading() as db:
        cuts = cuts_of(db, 1)
    assert {session: cut.first.span for session, cut in cuts.items()} == {
        1: Span(0, 3000),
        2: Span(3000, 8000),
    }
    folder = line.installation.files().folder
    pictures = {path.parent.name for path in folder.glob("clips/*/poster.jpg")}
    assert pictures == {cut.first.digest for cut in cuts.values()}


def test_the_packed_recording_can_be_cut(line: Line) -> None:
    files = line.installation.files()
    index = load_fragment_index(files.fragments)
    last = index.fragments[-1]
    assert (len(index.fragments), index.duration_ms) == (8, 8000)
    assert last.offset + last.size == files.media.stat().st_size
    assert files.waveform.stat().st_size == 80


def test_every_piece_was_fetched_once(line: Line) -> None:
    pieces = (*line.talk.picture, *line.talk.sound)
    assert {piece: line.server.count(piece) for piece in pieces} == dict.fromkeys(pieces, 1)


def test_ordering_it_again_does_nothing(line: Line) -> None:
    words = ("--event", SLUG, "--wait")
    answer = line.installation.answer("ingest", line.talk.page, *words)
    assert (answer["id"], answer["state"], answer["attempt"]) == (1, "ready", 1)


def test_the_status_lists_it(line: Line) -> None:
    (entry,) = line.installation.answer("status")
    assert {name: entry[name] for name in ("id", "event", "url", "state", "message")} == {
        "id": 1,
        "event": SLUG,
        "url": line.talk.page,
        "state": "ready",
        "message": None,
    }
    assert entry["not_before"] is None
    known = {"done", "total", "rate", "eta_seconds", "fraction", "note", "cost_seconds"}
    assert set(entry["progress"]) == known


def test_what_was_said_is_found_once_it_is_published(line: Line) -> None:
    nothing = {"total": 0, "sessions": [], "people": []}
    assert line.installation.answer("search", "second talk") == nothing
    published = line.installation.answer("publish", SLUG)
    assert published == {"event": SLUG, "published": ["opening", "session-1"]}
    found = line.installation.answer("search", "second talk")
    address = f"http://127.0.0.1:8000/en/e/{SLUG}/session-1"
    assert found["sessions"][0] == {
        "event": SLUG,
        "session": "session-1",
        "title": {"ko": "첫 발표", "en": "First talk"},
        "url": address,
        "hits": [
            {
                "part": 1,
                "recording": 1,
                "offset_ms": 4500,
                "language": "en",
                "text": "Second talk",
                "marks": [[0, 6], [7, 11]],
                "url": f"{address}?t=4",
            }
        ],
    }
    assert line.installation.answer("reindex") == {"sessions": 2}
    assert line.installation.answer("search", "second talk") == found


def test_an_editor_finds_people_before_anything_is_published(line: Line) -> None:
    withdrawn = line.installation.answer("withdraw", SLUG, "session-1")
    assert withdrawn == {"event": SLUG, "withdrawn": ["session-1"]}
    found = line.installation.answer("search", "노을", "--all")
    assert found["people"] == [
        {"name": {"ko": "노을", "en": "Noh Eul"}, "url": "http://127.0.0.1:8000/en/p/1"}
    ]
    assert [session["session"] for session in found["sessions"]] == ["session-1"]


def test_a_programme_revised_later_is_followed_without_being_asked(line: Line) -> None:
    """Last, for it changes what the other tests look at."""
    line.installation.import_programme(REVISED)
    with line.installation.catalogue() as catalogue:

        def added() -> Cut | None:
            with catalogue.reading() as db:
                return None if stale_events(db) else cut_of(db, 3)

        cut = wait_for(added, "the session that was added has a cut, and is indexed")
    assert line.installation.files().poster(cut.first.digest).exists()
