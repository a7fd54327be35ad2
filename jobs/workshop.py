"""What every step is given to work with, and the word that everything must stop."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archive.alignment.recognition import Recogniser
from archive.alignment.whisper import load_whisper
from archive.catalogue.engine import Catalogue
from archive.media.tools import Tools
from archive.search.analyse import Analyser
from archive.settings import Settings


class WorkerStoppingError(BaseException):
    """The worker ends; the step is left as if it had never begun, and begins again at the start.

    Not an ``Exception``: the job engine would keep that as the step's result.
    """


@dataclass(frozen=True, slots=True)
class Workshop:
    """One worker's tools. ``patience`` scales the waits between tries; tests have little."""

    settings: Settings
    catalogue: Catalogue
    tools: Tools
    patience: float = 1.0
    analyser: Analyser = field(default_factory=Analyser)
    load_recogniser: Callable[[Path], Recogniser] = load_whisper
    stopping: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Raise ``WorkerStoppingError`` when the worker ends."""
        if self.stopping.is_set():
            raise WorkerStoppingError

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until the worker ends, and then raise as ``check``."""
        self.stopping.wait(seconds * self.patience)
        self.check()
