"""What the command line writes: one JSON value or lines to stdout, sentences to stderr."""

import errno
import json
import os
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from unicodedata import category, east_asian_width

from archive.errors import ArchiveError, RefusedError, StoppedError, TryAgainError
from archive.sentence import Sentence

DONE, REFUSED, NOT_NOW, FAILED = 0, 2, 3, 4

_CODES: Mapping[type[Exception], int] = {
    RefusedError: REFUSED,
    TryAgainError: NOT_NOW,
    StoppedError: NOT_NOW,
}

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

DISK_FULL = Sentence(
    "The disk is full, or this command may not write more. Free some space, then ask again."
)
UNEXPECTED = Sentence("Something went wrong that nobody foresaw; the details are above.")


def chosen_language(environment: Mapping[str, str]) -> str:
    """``ko`` or ``en``, as the locale's variables say; English where they say nothing of either."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((environment[name] for name in names if environment.get(name)), "")
    return "ko" if wanted.lower().startswith("ko") else "en"


class Output:
    """Where one command's words go."""

    def __init__(self, *, is_json: bool, language: str) -> None:
        self.is_json = is_json
        self.language = language

    def show(self, value: object, lines: Iterable[str] = ()) -> None:
        """The command's answer: ``value`` for programs, or else ``lines`` for people."""
        if self.is_json:
            written = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
            sys.stdout.buffer.write(written.encode())
        else:
            text = "".join(f"{printable(line)}\n" for line in lines)
            sys.stdout.buffer.write(text.encode(sys.stdout.encoding, "backslashreplace"))

    def give(self, text: str) -> None:
        """A whole file's text to stdout: in UTF-8 whatever the terminal is, nothing escaped."""
        sys.stdout.buffer.write(text.encode())

    def say(self, sentence: Sentence) -> str:
        """The sentence in the language of whoever reads."""
        from archive.language import choose_language, say

        return say(sentence, choose_language([self.language], default="en"))

    def tell(self, sentence: Sentence) -> None:
        """A sentence to stderr, where it never mixes with the answer."""
        self.write(printable(self.say(sentence)) + "\n")

    def write(self, text: str) -> None:
        """Text to stderr as it stands; nowhere when that was closed."""
        if sys.stderr is None:
            return
        # On a full disk there is nobody left to tell; the exit code still says it.
        with suppress(OSError):
            sys.stderr.write(text.encode("utf-8", "backslashreplace").decode())
            sys.stderr.flush()

    def check(self) -> None:
        """Raise ``RefusedError`` when nobody could read an answer: before anything is done."""
        if sys.stdout is None:
            raise RefusedError("Standard output is closed, so there is nowhere to answer.")

    def flush(self) -> None:
        if sys.stdout is not None:
            sys.stdout.flush()

    def drop(self) -> None:
        """Give up what could not be written, so that flushing it at exit fails no more."""
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def fail(self, error: Exception) -> int:
        """Say what went wrong and give the exit code."""
        if isinstance(error, ArchiveError):
            self.tell(error.sentence)
        elif isinstance(error, OSError) and error.errno in _FULL:
            self.tell(DISK_FULL)
            return NOT_NOW
        else:
            self.write("".join(traceback.format_exception(error)))
            self.tell(UNEXPECTED)
        return code_of(type(error))


def code_of(kind: type[Exception]) -> int:
    """The exit code of an error's class, or of the nearest class above it that has one."""
    return next((_CODES[parent] for parent in kind.__mro__ if parent in _CODES), FAILED)


def printable(line: str) -> str:
    """A line whose control characters a terminal shows instead of obeying."""
    return "".join(_escaped(sign) if _is_control(sign) else sign for sign in line)


def _is_control(sign: str) -> bool:
    return sign != "\t" and category(sign) in {"Cc", "Zl", "Zp"}


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def table(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Rows as lines with aligned columns; Hangul takes two places on a terminal."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*texts, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in texts]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
