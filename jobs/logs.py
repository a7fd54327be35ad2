"""What a worker writes to stderr: one readable line per thing that happened."""

import logging
import sys

from dbos import error as engine_error

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

_NOISE = (
    "was cancelled during execution",
    "is no longer owned by this execution",
    "outcome was not recorded",
)
"""The job engine's words for what a person asked for, or what a peer has taken over."""


def log_to_stderr() -> None:
    """Our lines from INFO, everybody else's from WARNING, the job engine's without its noise."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(is_news)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for ours in ("archive", "jobs"):
        logging.getLogger(ours).setLevel(logging.INFO)
    # With a handler of its own the engine adds none, and its lines don't come twice.
    engine = logging.getLogger("dbos")
    engine.addHandler(handler)
    engine.propagate = False


def is_news(record: logging.LogRecord) -> bool:
    """Whether a person wants to read it."""
    if record.name != "dbos":
        return True
    error = record.exc_info[1] if record.exc_info else None
    is_cancelling = (
        isinstance(error, engine_error.DBOSException) and "Cancelled" in type(error).__name__
    )
    return not is_cancelling and not any(words in record.getMessage() for words in _NOISE)
