"""What becomes of recordings that a person stops, that are refused, or whose time has not come."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from archive.catalogue.keep.recording import recording_row
from archive.catalogue.values import IngestState
from tests.end_to_end.installation import SLUG, Installation, wait_for_state, working
from tests.streams import Answer, Server, publish_talk, serving


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One worker for all tests of this file."""
    installation = Installation(tmp_path_factory.mktemp("outcomes"))
    installation.import_programme()
    with working(installation):
        yield installation


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def order(installation: Installation, url: str) -> int:
    recording_id = installation.answer("ingest", url, "--event", SLUG)["id"]
    assert isinstance(recording_id, int)
    return recording_id


def test_a_download_is_cancelled_and_goes_on_where_it_was_when_tried_again(
    installation: Installation, server: Server
) -> None:
    talk = publish_talk(server)
    hold = server.hold(talk.picture[5], after=100)
    recording_id = order(installation, talk.page)
    hold.wait_until_reached()
    assert installation.answer("cancel", str(recording_id))["state"] == "cancelled"
    hold.release()
    again = installation.answer("retry", str(recording_id))
    assert (again["id"], again["attempt"]) == (recording_id, 2)
    wait_for_state(installation, "ready", recording_id)
    counts = [server.count(piece) for piece in talk.picture[:5]]
    assert counts == [1] * 5, "what was here is not fetched again"


def test_a_recording_that_is_not_there_is_refused_with_a_sentence(
    installation: Installation, server: Server
) -> None:
    server.fault("/private", *[Answer(404)] * 20)
    done = installation.run("ingest", server.url("/private"), "--event", SLUG, "--wait", "--json")
    assert done.returncode == 2
    (entry,) = [e for e in installation.answer("status") if e["url"] == server.url("/private")]
    assert entry["state"] == "refused"
    assert entry["message"].endswith(".")
    assert json.loads(done.stdout) == entry
    assert done.stderr.decode().splitlines()[-1] == entry["message"]


def test_a_livestream_is_waited_for_and_fetched_when_it_is_over(
    installation: Installation, server: Server
) -> None:
    talk = publish_talk(server)
    lists = {f"/talk/{name}.m3u8": server.files[f"/talk/{name}.m3u8"] for name in NAMES}
    for path, (body, kind) in lists.items():
        server.put(path, body.replace(b"#EXT-X-ENDLIST", b""), kind)
    done = installation.run("ingest", talk.playlist, "--event", SLUG, "--wait")
    assert done.returncode == 3
    (entry,) = [e for e in installation.answer("status") if e["url"] == talk.playlist]
    waiting = installation.recording(entry["id"])
    assert waiting.state == IngestState.WAITING
    assert str(waiting.message).startswith("The livestream is still running.")
    assert waiting.not_before is not None
    assert waiting.not_before > datetime.now(UTC)

    for path, (body, kind) in lists.items():
        server.put(path, body, kind)
    with installation.catalogue() as catalogue, catalogue.writing() as db:
        recording_row(db, entry["id"]).not_before = datetime.now(UTC)
    ready = wait_for_state(installation, "ready", entry["id"])
    assert (ready.attempt, ready.message) == (2, None)


NAMES = ("picture", "sound")
