"""What ``clip`` says on stderr while it converts a file first."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archive.sentence import Sentence
from jobs.cli_output import Output

if TYPE_CHECKING:
    from archive.media.conversion import Packing

_SECONDS = 60


class ConversionTold:
    """Says why, where the result is kept and, once that was measured, how long it takes."""

    def __init__(self, output: Output, folder: Path | None) -> None:
        self._output = output
        self._folder = folder
        self._told: set[str] = set()
        self._is_cost_told = False

    def __call__(self, packing: "Packing") -> None:
        if packing.reason is None:
            return
        if str(packing.reason) not in self._told:
            self._told.add(str(packing.reason))
            self._output.tell(packing.reason)
            if len(self._told) == 1:
                self._output.tell(self._promise())
        if packing.expected_seconds is not None and not self._is_cost_told:
            self._is_cost_told = True
            self._output.tell(_cost(packing.expected_seconds))
        if sys.stderr.isatty():
            self._output.write(f"\r{packing.done:4.0%}\x1b[K\r")

    def _promise(self) -> Sentence:
        if self._folder is None:
            return Sentence("It is converted first, for this clip alone.")
        return Sentence(
            "It is converted once, before the clip is cut; the result is kept in {folder}.",
            {"folder": str(self._folder)},
        )


def _cost(seconds: float) -> Sentence:
    if seconds < _SECONDS:
        return Sentence("That takes about {seconds} seconds.", {"seconds": round(seconds)})
    return Sentence("That takes about {minutes} minutes.", {"minutes": round(seconds / _SECONDS)})
