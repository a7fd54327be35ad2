"""A worker's name is its own: a second worker of that name starts nothing."""

from pathlib import Path

from tests.end_to_end.installation import SLUG, Installation, wait_for_state, working
from tests.streams import publish_talk, serving

REFUSAL = "A worker named first is running already; give this one its own DASIBOGI_EXECUTOR_ID.\n"


def test_a_second_worker_of_one_name_leaves_the_first_ones_work_alone(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.import_programme()
    with serving() as server, working(installation) as first:
        talk = publish_talk(server)
        hold = server.hold(talk.picture[5], after=100)
        installation.answer("ingest", talk.page, "--event", SLUG)
        hold.wait_until_reached()
        second = installation.run("worker")
        assert (second.returncode, second.stderr.decode()) == (2, REFUSAL)
        hold.release()
        ready = wait_for_state(installation, "ready")
        assert ready.attempt == 1
        assert [server.count(piece) for piece in talk.picture] == [1] * len(talk.picture)
        assert first.terminate() == 0


def test_a_killed_worker_does_not_keep_its_name(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.import_programme()
    with working(installation) as first, serving() as server:
        talk = publish_talk(server)
        hold = server.hold(talk.picture[5], after=100)
        installation.answer("ingest", talk.page, "--event", SLUG)
        hold.wait_until_reached()
        first.kill()
        hold.release()
        with working(installation) as again:
            wait_for_state(installation, "ready")
            assert again.terminate() == 0
