"""Every error of the archive; the class says what happens next.

ArchiveError                     a sentence a person can act on
├── RefusedError                 the request must change         web 4xx   jobs: give up, show it
│   ├── NotFoundError
│   ├── AccessRefusedError         not signed in, or without the right
│   ├── TooManyAttemptsError       slow down (429)
│   ├── ProgrammeUnreadableError   format, line, what was expected
│   ├── CaptionsUnreadableError
│   ├── PeopleUnreadableError
│   ├── SourceRefusedError         private, removed, unsupported or not allowed
│   ├── CutOutsideError
│   ├── CutChangedError            someone saved meanwhile (409)
│   └── ChaptersChangedError       the same of a session's chapters
├── TryAgainError                the world was not ready         web 503   jobs: again, with backoff
│   ├── SourceUnavailableError     network, rate limit, not live yet (not_before)
│   ├── RecordingBusyError         another worker holds the recording's lock
│   └── StorageFullError
├── ToolFailedError              a program ended badly           web 500   jobs: twice, then ask
└── StoppedError                 a person stopped the work       jobs: never again by itself
"""

from datetime import datetime
from typing import Any

from archive.sentence import Sentence, Value


class ArchiveError(Exception):
    """A sentence a person can act on: an English template and the values that fill it."""

    def __init__(self, template: str, /, **values: Value) -> None:
        super().__init__(template)
        self.sentence = Sentence(template, values)

    def __str__(self) -> str:
        return str(self.sentence)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.sentence, self.__dict__)


def _rebuild(kind: type[ArchiveError], sentence: Sentence, state: dict[str, Any]) -> ArchiveError:
    """Errors cross process boundaries (the job engine pickles them)."""
    error = kind.__new__(kind)
    Exception.__init__(error, sentence.template)
    error.__dict__.update(state)
    return error


class RefusedError(ArchiveError):
    """The request must change before it can succeed."""


class NotFoundError(RefusedError):
    """What was asked for is not here."""


class AccessRefusedError(RefusedError):
    """Whoever asks is not signed in, or has no right to this."""


class TooManyAttemptsError(RefusedError):
    """Too many tries in too short a time."""


class ProgrammeUnreadableError(RefusedError):
    """The text is no programme that any reader knows."""


class CaptionsUnreadableError(RefusedError):
    """The file holds no captions that any reader knows."""


class PeopleUnreadableError(RefusedError):
    """The file lists no people that we can read."""


class SourceRefusedError(RefusedError):
    """The source is private, removed, unsupported or not allowed."""


class CutOutsideError(RefusedError):
    """A cut must lie inside its recording and last some time."""


class CutChangedError(RefusedError):
    """Someone else saved this cut meanwhile."""


class ChaptersChangedError(RefusedError):
    """Someone else saved these chapters meanwhile, or they were proposed anew."""


class TryAgainError(ArchiveError):
    """The world was not ready; the same request may succeed later."""


class SourceUnavailableError(TryAgainError):
    """The source can't be had now. ``not_before`` says when to look again, where that is known."""

    def __init__(self, template: str, /, *, not_before: datetime | None = None, **values: Value):
        super().__init__(template, **values)
        self.not_before = not_before


class RecordingBusyError(TryAgainError):
    """Another worker is at this recording."""


class StorageFullError(TryAgainError):
    """The disk is full; nothing half-written was left behind."""


class ToolFailedError(ArchiveError):
    """A program ended badly."""

    def __init__(
        self,
        template: str,
        /,
        *,
        command: tuple[str, ...] = (),
        exit_code: int | None = None,
        last_lines: tuple[str, ...] = (),
        **values: Value,
    ):
        super().__init__(template, **values)
        self.command = command
        self.exit_code = exit_code
        self.last_lines = last_lines


class StoppedError(ArchiveError):
    """A person cancelled the work, or the worker is shutting down."""
