"""The error tree: sentences that survive a process boundary."""

import pickle
from datetime import UTC, datetime

from archive import errors
from archive.errors import ArchiveError, SourceUnavailableError, ToolFailedError
from archive.sentence import Sentence


def every_error(base: type[ArchiveError] = ArchiveError) -> list[type[ArchiveError]]:
    return [base, *(found for child in base.__subclasses__() for found in every_error(child))]


def test_an_error_is_its_sentence() -> None:
    error = ArchiveError("The cut ends at {out}.", out="00:01")

    assert str(error) == "The cut ends at 00:01."
    assert error.sentence == Sentence("The cut ends at {out}.", {"out": "00:01"})


def test_a_sentence_without_values_may_hold_braces() -> None:
    assert str(ArchiveError("Write {ko} or {en}.")) == "Write {ko} or {en}."


def test_every_error_survives_pickling() -> None:
    for kind in every_error():
        error = pickle.loads(pickle.dumps(kind("No {thing}.", thing="clip")))  # noqa: S301 -- ours

        assert (type(error), str(error)) == (kind, "No clip.")


def test_what_an_error_carries_survives_pickling() -> None:
    later = datetime(2026, 1, 1, tzinfo=UTC)
    waiting = SourceUnavailableError("Not live yet.", not_before=later)
    failed = ToolFailedError("ffmpeg failed.", command=("ffmpeg", "-i"), exit_code=1)

    waiting_again = pickle.loads(pickle.dumps(waiting))  # noqa: S301 -- ours
    failed_again = pickle.loads(pickle.dumps(failed))  # noqa: S301 -- ours

    assert waiting_again.not_before == later
    assert (failed_again.command, failed_again.exit_code) == (("ffmpeg", "-i"), 1)


def test_the_drawn_tree_is_the_tree() -> None:
    drawn = [
        line.strip("│├└─ ").split()[0]
        for line in (errors.__doc__ or "").splitlines()
        if "Error" in line.split("  ")[0] or "── " in line
    ]

    assert sorted(drawn) == sorted(kind.__name__ for kind in every_error())
