"""A progress bar on stderr, or one line for each stage where that is no terminal."""

import sys

from archive.catalogue.values import RecordingView, Stage
from archive.sentence import Sentence
from archive.timecode import print_clock
from jobs.cli_output import Output

_WIDTH = 30


class Bar:
    """One line that is drawn again and again."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._is_terminal = sys.stderr.isatty()
        self._stage: Stage | None = None
        self._is_drawn = False
        self._noted: Sentence | None = None

    def show(self, recording: RecordingView) -> None:
        """Draw how far the recording is; why something takes long is said once."""
        if recording.progress.note != self._noted and recording.progress.note:
            self.close()
            self._noted = recording.progress.note
            self._output.tell(self._noted)
        if self._is_terminal:
            self._output.write(f"\r{bar_line(recording)}\x1b[K")
            self._is_drawn = True
        elif recording.stage is not None and recording.stage != self._stage:
            self._output.write(f"{recording.stage}\n")
        self._stage = recording.stage

    def close(self) -> None:
        if self._is_drawn:
            self._output.write("\n")
            self._is_drawn = False


def bar_line(recording: RecordingView) -> str:
    """``pack      [=====     ]  50%  0:12`` and, for bytes, how many a second.

    For what is converted, how many times as fast as it plays.
    """
    progress, name = recording.progress, str(recording.stage or recording.state)
    fraction = progress.fraction or 0.0
    filled = round(fraction * _WIDTH)
    parts = [f"{name:<9}", f"[{'=' * filled}{' ' * (_WIDTH - filled)}]", f"{fraction:4.0%}"]
    if progress.eta_seconds is not None:
        parts.append(print_clock(round(progress.eta_seconds * 1000)))
    if progress.rate and progress.note:
        parts.append(f"{progress.rate:.1f}x")
    elif progress.rate:
        parts.append(f"{progress.rate / 1e6:.1f} MB/s")
    return " ".join(parts)
