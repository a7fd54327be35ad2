"""A worker's name is its own: a second worker of that name starts nothing, until it is free."""

from pathlib import Path

from tests.end_to_end.installation import (
    SLUG,
    Installation,
    wait_for,
    wait_for_state,
    working,
)
from tests.streams import publish_talk, serving

READY = "worker first is ready"
REFUSAL = "A worker named first is running already; give this one its own DASIBOGI_EXECUTOR_ID.\n"


def test_a_second_worker_of_one_name_starts_nothing_until_the_first_is_killed(
    tmp_path: Path,
) -> None:
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
        assert ready.attempt == 1, "the first one's work was left alone"
        assert [server.count(piece) for piece in talk.picture] == [1] * len(talk.picture)
        first.kill()
        assert first.log.read_text().count(READY) == 1
        with working(installation) as again:
            wait_for(lambda: again.log.read_text().count(READY) == 2, "its name is free again")
            assert again.terminate() == 0
