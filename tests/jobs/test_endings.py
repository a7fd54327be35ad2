"""Every class of error has an ending, and waiting has its rules."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from archive.catalogue.values import IngestState
from archive.errors import (
    ArchiveError,
    RefusedError,
    SourceUnavailableError,
    StorageFullError,
    TryAgainError,
)
from jobs.endings import ENDINGS, UNEXPECTED, ending_of, next_try, sentence_of

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def descendants(kind: type[ArchiveError]) -> Iterator[type[ArchiveError]]:
    for child in kind.__subclasses__():
        if child.__module__ == "archive.errors":
            yield child
            yield from descendants(child)


@pytest.mark.parametrize(
    "kind", sorted(set(descendants(ArchiveError)), key=str), ids=lambda kind: kind.__name__
)
def test_every_error_of_the_tree_has_an_ending_of_its_own_or_of_a_class_above(
    kind: type[ArchiveError],
) -> None:
    answered = [parent for parent in kind.__mro__ if parent in ENDINGS]
    assert answered, f"nobody says what becomes of {kind.__name__}"
    assert ending_of(kind) == ENDINGS[answered[0]]


def test_what_nobody_foresaw_fails_without_another_try() -> None:
    ending = ending_of(ZeroDivisionError)
    assert (ending.state, ending.waits) == (IngestState.FAILED, ())
    assert sentence_of(ZeroDivisionError("secret path")) == UNEXPECTED


def test_an_error_of_the_archive_says_its_own_sentence() -> None:
    error = RefusedError("“{name}” is private.", name="x")
    assert str(sentence_of(error)) == "“x” is private."


def test_waits_double_from_a_minute_to_an_hour() -> None:
    waits = [next_try(StorageFullError("Full."), attempt, NOW) - NOW for attempt in range(1, 9)]
    assert [wait // timedelta(minutes=1) for wait in waits] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_an_attempt_in_the_thousands_waits_an_hour() -> None:
    assert next_try(TryAgainError("Later."), 5000, NOW) == NOW + timedelta(hours=1)


def test_a_source_that_says_when_is_asked_then() -> None:
    at = NOW + timedelta(days=3)
    assert next_try(SourceUnavailableError("Not yet.", not_before=at), 1, NOW) == at


def test_a_source_that_is_late_is_asked_once_a_minute_and_no_more() -> None:
    error = SourceUnavailableError("Not yet.", not_before=NOW - timedelta(hours=2))
    assert next_try(error, 9, NOW) == NOW + timedelta(minutes=1)


def test_a_source_that_does_not_say_when_is_asked_later_each_time() -> None:
    assert next_try(SourceUnavailableError("Not now."), 3, NOW) == NOW + timedelta(minutes=4)
