"""``scripts/bench clips``: exact clips by us, smartcut, stream copy and re-encoding, in one run."""

import argparse
import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.media.tools import find_tools
from bench.material import PIECE_FRAMES, RATE, recording
from bench.measure import CommandFailedError, Cost, measured
from bench.report import machine, megabytes, say
from bench.rows import Measured, Shown, constant, ratios, tables
from bench.ways import Cut, Way, encoding, movie, playlist, smartcut, stream_copy

_LOG = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
LOCK = Path(__file__).with_name("smartcut.lock")
RECORDING_MINUTES, SHORT_MINUTES = 120, 30
BEGIN = PIECE_FRAMES
"""All clips begin around minute 10."""
PLACES = ((20, 130), (75, 75), (130, 20))
"""Where in their groups of pictures in and out lie: most work, usual, least; for every length."""
USUAL = PLACES[1:2]
DECODED_SECONDS = 15
"""Clips are joined within a group of pictures, 5 s, of their ends."""
ENCODED_SECONDS = 30.0
IN_WORKER = "exact edges, in a worker"


def cuts_of(minutes: int, places: Sequence[tuple[int, int]] = PLACES) -> list[Cut]:
    """Clips of about so many minutes, at the same places in their groups of pictures."""
    length = minutes * 60 * RATE
    return [Cut(BEGIN + begin, BEGIN + length + end) for begin, end in places]


def main() -> int:
    """Measure, print, and with ``--write`` keep it in the documentation."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="bench: %(message)s")
    options.folder.mkdir(parents=True, exist_ok=True)
    where = machine()
    text = _text(options, where)
    say("clips", text, is_kept=options.write)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench clips", description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "bench", help="a cache")
    parser.add_argument("--minutes", type=int, nargs="+", default=[5, 30, 90])
    parser.add_argument("--full", action="store_true", help="re-encode and decode clips whole")
    parser.add_argument("--quick", action="store_true", help="one clip of each of the others")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    return parser.parse_args()


def _text(options: argparse.Namespace, where: str) -> str:
    tools = find_tools()
    source = recording(tools, options.folder, RECORDING_MINUTES)
    ingest = _pack(source, options.folder / "packed")
    short = recording(tools, options.folder, SHORT_MINUTES)
    _pack(short, options.folder / "packed-short")
    packed = options.folder / "packed"
    rows = _in_worker(packed, options)
    both = [
        _worker(folder, cuts_of(5, USUAL)) for folder in (options.folder / "packed-short", packed)
    ]
    encoded = encoding(tools, source, None if options.full else ENCODED_SECONDS)
    ways = [
        *(playlist(packed / "recording.mp4"), movie(packed / "recording.mp4")),
        *_smartcut(options.folder / "smartcut", source),
        *(stream_copy(tools, source), encoded),
    ]
    for minutes in options.minutes:
        rows.extend(_compare(way, minutes, options) for way in ways)
    parts = [
        where, _ingested(ingest), *tables(rows, options.minutes), _footnote(options),
        ratios(rows, IN_WORKER, options.minutes),
        constant(rows, IN_WORKER, options.minutes), _same(*[costs[0] for costs in both]),
    ]  # fmt: skip
    return "\n\n".join(filter(None, parts))


def _pack(source: Path, folder: Path) -> dict[str, Cost]:
    """What an ingest does once, measured each time."""
    _LOG.info("packing %s", source.name)
    shutil.rmtree(folder, ignore_errors=True)
    told = _asked("bench.worker", "pack", str(source), str(folder))
    return {name: Cost(**cost) for name, cost in told.items()}


def _worker(packed: Path, cuts: Sequence[Cut]) -> list[Cost]:
    words = [f"{start}-{end}:{start}-{end}" for start, end in (cut.points_ms() for cut in cuts)]
    return [Cost(**cost) for cost in _asked("bench.worker", "clips", str(packed), *words)]


def _in_worker(packed: Path, options: argparse.Namespace) -> list[Measured]:
    _LOG.info("%s", IN_WORKER)
    cuts = [(minutes, cut) for minutes in options.minutes for cut in cuts_of(minutes)]
    costs = _worker(packed, [cut for _, cut in cuts])
    found = {minutes: Measured(IN_WORKER, minutes) for minutes in options.minutes}
    for (minutes, cut), cost in zip(cuts, costs, strict=True):
        start, end = cut.points_ms()
        folder = packed / "clips" / f"{start}-{end}"
        _note(found[minutes], cut, cost, folder, _look(folder / "playlist.m3u8", cut, options))
    return list(found.values())


def _compare(way: Way, minutes: int, options: argparse.Namespace) -> Measured:
    row = Measured(way.name, minutes)
    for cut in cuts_of(minutes, _places(way, options)):
        folder = options.folder / "clip"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        cost = measured(way.program(cut, folder))
        row.share = way.share(cut)
        seen = _look(folder / way.result, cut, options) if way.is_checked else None
        _note(row, cut, cost, folder, seen)
        shutil.rmtree(folder)
    return row


def _places(way: Way, options: argparse.Namespace) -> Sequence[tuple[int, int]]:
    """One clip is enough where all pictures are treated alike."""
    is_one = not way.is_checked or (options.quick and not way.is_ours)
    return USUAL if is_one else PLACES


def _note(row: Measured, cut: Cut, cost: Cost, folder: Path, seen: Shown | None) -> None:
    row.cuts.append(cut)
    row.costs.append(cost)
    row.written.append(sum(_sizes(folder)))
    row.shown.extend([seen] if seen else [])
    _LOG.info("%s min %s: %.2f CPU s, %s", row.minutes, row.name, cost.cpu_seconds, row.exactness())


def _sizes(folder: Path) -> Iterator[int]:
    """Of what a clip has of its own: the recording is only linked."""
    for path in folder.iterdir():
        if path.is_file() and path.stat().st_nlink == 1:
            yield path.stat().st_size


def _look(path: Path, cut: Cut, options: argparse.Namespace) -> Shown:
    whole = cut.stop - cut.first
    length = whole if options.full else DECODED_SECONDS
    words = (str(path), str(cut.first), str(cut.stop), str(length))
    return Shown(**_asked("bench.pictures", *words))


def _asked(module: str, *words: str) -> Any:
    told = bytearray()
    measured((sys.executable, "-m", module, *words), stdout=told.extend)
    return json.loads(told)


def _smartcut(folder: Path, source: Path) -> list[Way]:
    """In an environment of its own; left out where it can't be installed."""
    program = folder / "bin" / "smartcut"
    try:
        if not program.exists():
            _LOG.info("installing smartcut")
            subprocess.run((sys.executable, "-m", "venv", str(folder)), check=True)
            locked = ("--require-hashes", "-r", str(LOCK))
            pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "-qq", *locked)
            subprocess.run(pip, check=True)
        measured((str(program), "--version"))
    except (subprocess.CalledProcessError, CommandFailedError, OSError) as exc:
        _LOG.warning("smartcut is left out: %s", exc)
        return []
    return [smartcut(program, source)]


def _ingested(ingest: dict[str, Cost]) -> str:
    pack, index = ingest["pack"], ingest["index"]
    return (
        f"Once, when the {RECORDING_MINUTES // 60}-hour recording came in: packing"
        f" {pack.cpu_seconds:.1f} CPU s, its index {index.cpu_seconds:.2f} CPU s."
    )


def _footnote(options: argparse.Namespace) -> str:
    if options.full:
        return "The clips of all ways but the last were decoded whole."
    return (
        f"\\* measured on the first {ENCODED_SECONDS:.0f} s of one clip and multiplied."
        f" Exactness: the first and last {DECODED_SECONDS} s of every clip are decoded and every"
        " picture's number is read, those between are counted; `--full` does all of both."
    )


def _same(short: Cost, long: Cost) -> str:
    after = f"{megabytes(long.read_bytes)} and {long.cpu_seconds:.2f} CPU s"
    return (
        f"The same 5 minutes cut from a recording of {SHORT_MINUTES} minutes read"
        f" {megabytes(short.read_bytes)} and took {short.cpu_seconds:.2f} CPU s; from"
        f" {RECORDING_MINUTES} minutes {after}."
    )


if __name__ == "__main__":
    sys.exit(main())
