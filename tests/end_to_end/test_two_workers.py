"""Two workers on PostgreSQL: when one dies for good, the other finishes its work."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.catalogue.engine import Db
from archive.catalogue.keep.worker import beat
from archive.catalogue.values import IngestState
from tests.end_to_end.installation import BEGAN, SLUG, Installation, wait_for_state, working
from tests.streams import publish_talk, serving


def age(db: Db, executor_id: str) -> None:
    """As if the worker's heart had stopped two minutes ago."""
    beat(db, executor_id, datetime.now(UTC) - timedelta(minutes=2))


def test_a_worker_that_dies_for_good_is_taken_over_by_its_peer(
    postgres_url: str, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, {"DASIBOGI_DATABASE_URL": postgres_url})
    installation.import_programme()
    with serving() as server:
        talk = publish_talk(server)
        hold = server.hold(talk.picture[5], after=100)
        words = ("--event", SLUG, "--started-at", BEGAN.isoformat())
        assert installation.answer("ingest", talk.page, *words)["state"] == "ordered"
        with working(installation, "first") as first:
            hold.wait_until_reached()
            first.kill()
        hold.release()
        with installation.catalogue() as catalogue, catalogue.writing() as db:
            age(db, "first")
        with working(installation, "second") as second:
            ready = wait_for_state(installation, "ready")
            assert "worker first died; its work is taken over" in second.log.read_text()
        assert (ready.state, ready.attempt) == (IngestState.READY, 1)
        counts = [server.count(piece) for piece in talk.picture]
        assert counts == [1, 1, 1, 1, 1, 2, 1, 1, 1], "only what was cut off is fetched again"
