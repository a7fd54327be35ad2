"""What the command line writes: one JSON value or lines to stdout, sentences to stderr."""

import json
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from archive.errors import ArchiveError, RefusedError, StoppedError, TryAgainError
from archive.sentence import Sentence

DONE, REFUSED, NOT_NOW, FAILED = 0, 2, 3, 4

_CODES: Mapping[type[Exception], int] = {
    RefusedError: REFUSED,
    TryAgainError: NOT_NOW,
    StoppedError: NOT_NOW,
}

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
            text = "".join(f"{line}\n" for line in lines)
            sys.stdout.buffer.write(text.encode(sys.stdout.encoding, "backslashreplace"))

    def say(self, sentence: Sentence) -> str:
        """The sentence in the language of whoever reads."""
        from archive.language import choose_language, say

        return say(sentence, choose_language([self.language], default="en"))

    def tell(self, sentence: Sentence) -> None:
        """A sentence to stderr, where it never mixes with the answer."""
        self.write(self.say(sentence) + "\n")

    def write(self, text: str) -> None:
        """Text to stderr as it stands."""
        sys.stderr.write(text.encode("utf-8", "backslashreplace").decode())
        sys.stderr.flush()

    def fail(self, error: Exception) -> int:
        """Say what went wrong and give the exit code."""
        if isinstance(error, ArchiveError):
            self.tell(error.sentence)
        else:
            self.write("".join(traceback.format_exception(error)))
            self.tell(UNEXPECTED)
        return code_of(type(error))


def code_of(kind: type[Exception]) -> int:
    """The exit code of an error's class, or of the nearest class above it that has one."""
    return next((_CODES[parent] for parent in kind.__mro__ if parent in _CODES), FAILED)


def table(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Rows as lines with aligned columns; Hangul takes two places on a terminal."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*texts, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in texts]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
