"""``scripts/bench ingest``: eight hours packed, indexed and measured, as the worker does it."""

import argparse
import json
import logging
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.media.conversion import Packing
from archive.media.fragments import FragmentIndex, read_fragment_index, save_fragment_index
from archive.media.normalise import make_recording
from archive.media.output import Report
from archive.media.probe import probe
from archive.media.side_by_side import side_by_side
from archive.media.tools import find_tools
from archive.storage import RecordingFiles
from bench.material import recording
from bench.measure import Cost, measured, measured_here
from bench.report import machine, megabytes, say, table
from jobs.steps.media import measures

_LOG = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage costs, and the longest time in which its progress did not grow."""

    name: str
    cost: Cost
    silent_seconds: float


class _Listener:
    """Hears progress, and when it did not move."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._done = 0.0
        self.silent_seconds = 0.0

    def hear(self, fraction: float) -> None:
        if fraction > self._done:
            self._done = fraction
            self.end()

    def end(self) -> None:
        now = time.monotonic()
        self.silent_seconds = max(self.silent_seconds, now - self._last)
        self._last = now


def main() -> int:
    """Measure in a process of its own, print, and with ``--write`` keep it."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="bench: %(message)s")
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.stages:
        sys.stdout.write(json.dumps([asdict(stage) for stage in _stages(options)]))
        return 0
    text = _text(options)
    say("ingest", text, is_kept=options.write)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench ingest", description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "bench", help="a cache")
    parser.add_argument("--hours", type=int, default=8)
    parser.add_argument("--keep", action="store_true", help="keep the long recording, some 9 GB")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--stages", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _text(options: argparse.Namespace) -> str:
    where = machine()
    source = recording(find_tools(), options.folder, options.hours * 60)
    told = bytearray()
    words = ("--folder", str(options.folder), "--hours", str(options.hours), "--stages")
    try:
        whole = measured((sys.executable, "-m", __spec__.name, *words), stdout=told.extend)
    finally:
        shutil.rmtree(_files(options).folder, ignore_errors=True)
        if not options.keep:
            source.unlink()
    return f"{where}\n\n{_said(json.loads(told), whole, options.hours)}"


def _files(options: argparse.Namespace) -> RecordingFiles:
    return RecordingFiles(options.folder / "ingested")


def _stages(options: argparse.Namespace) -> list[Stage]:
    """What ``jobs.steps.media`` does after the download, with the same functions."""
    tools, files = find_tools(), _files(options)
    shutil.rmtree(files.folder, ignore_errors=True)
    source = recording(tools, options.folder, options.hours * 60)

    def measure(report: Report) -> None:
        probe(tools, files.media)
        index: FragmentIndex = read_fragment_index(files.media)
        save_fragment_index(index, files.fragments)
        side_by_side(measures(tools, files, index.duration_ms), report=report)

    def pack(report: Report) -> None:
        def tell(packing: Packing) -> None:
            report(packing.done)

        make_recording(tools, [source], files.media, files.converting, tell=tell)

    return [
        _stage("pack", pack),
        _stage("measure: index, then waveform beside filmstrip", measure),
    ]


def _stage(name: str, work: Callable[[Report], None]) -> Stage:
    _LOG.info("%s", name)
    listener = _Listener()
    cost = measured_here(lambda: work(listener.hear))
    listener.end()
    return Stage(name, cost, listener.silent_seconds)


def _said(stages: Sequence[dict[str, Any]], whole: Cost, hours: int) -> str:
    costs = [Cost(**stage["cost"]) for stage in stages]
    wall = sum(cost.wall_seconds for cost in costs)
    cpu = sum(cost.cpu_seconds for cost in costs)
    head = ("", "wall s", "CPU s", "times real time", "peak memory", "longest silence s")
    rows = [
        [
            stage["name"],
            f"{cost.wall_seconds:.0f}",
            f"{cost.cpu_seconds:.0f}",
            f"{hours * 3600 / cost.wall_seconds:.0f}",
            megabytes(cost.peak_bytes),
            f"{stage['silent_seconds']:.1f}",
        ]
        for stage, cost in zip(stages, costs, strict=True)
    ]
    silent = max(float(stage["silent_seconds"]) for stage in stages)
    ratio = f"{hours * 3600 / wall:.0f}"
    peak = megabytes(whole.peak_bytes)
    rows.append(["together", f"{wall:.0f}", f"{cpu:.0f}", ratio, peak, f"{silent:.1f}"])
    return table(head, rows)


if __name__ == "__main__":
    sys.exit(main())
