"""What an operator reads of the job engine, and what is kept from them."""

import logging

import pytest
from dbos import error

from jobs.logs import is_news


def record(name: str, message: str, exc: Exception | None = None) -> logging.LogRecord:
    info = (type(exc), exc, None) if exc else None
    return logging.LogRecord(name, logging.ERROR, "", 0, message, (), info)


@pytest.mark.parametrize(
    "line",
    [
        record("dbos", "Workflow ingest-1-1 was cancelled during execution. Waiting"),
        record("dbos", "Workflow ingest-1-1 is no longer owned by this execution."),
        record("dbos", "failed", error.DBOSAwaitedWorkflowCancelledError("ingest-1-1")),
    ],
    ids=("cancelled", "taken over", "awaited"),
)
def test_what_a_person_or_a_peer_has_caused_is_no_news(line: logging.LogRecord) -> None:
    assert not is_news(line)


@pytest.mark.parametrize(
    "line",
    [
        record("dbos", "Exception encountered in background workflow:", ValueError("no")),
        record("dbos", "DBOS failed to launch:"),
        record("jobs.turn", "recording 1 was cancelled during execution"),
    ],
    ids=("fault", "launch", "ours"),
)
def test_everything_else_is_news(line: logging.LogRecord) -> None:
    assert is_news(line)
