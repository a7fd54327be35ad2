"""``scripts/bench evidence``: what it costs to learn where an eight-hour day's sessions lie.

It prints tables, and fails where eight hours cost more than they may; ``--write`` keeps them.
"""

import argparse
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.align import SHARED
from bench.broadcasts import filmed
from bench.eight_hours import Day, Learned, Work, opened, prepared
from bench.measure import Cost, measured_here
from bench.report import keep, machine, megabytes, table

_LOG = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent

MOST_CPU_SECONDS = 240
"""What listening, looking, reading and aligning may cost together, for eight hours."""

MOST_AGAIN_CPU_SECONDS = 6
"""What aligning around a decision may cost: on a machine that rests, an editor waits so long."""

EVIDENCE = {
    "hear": "sound, and with it the waveform",
    "look": "keyframes, 720p30, and with them the filmstrip",
    "read": "captions in two languages, into the catalogue",
    "align": "all sessions and chapters placed",
}
AGAIN = {
    "check": "an editor agrees with a proposed cut",
    "move": "an editor moves a session's points",
    "edit": "a row of the programme is edited",
}


def main() -> int:
    """Measure each step in a process of its own, print, and with ``--write`` keep it."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="bench: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if not options.generator.is_file():
        sys.exit(f"bench: the generator is not here: {options.generator}")
    if options.step:
        sys.stdout.write(json.dumps(_measured(options)))
        return 0
    text, is_cheap = _text(options)
    sys.stdout.write(text + "\n")
    if options.write:
        keep("evidence", text)
    return 0 if is_cheap else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench evidence", description=__doc__)
    generator = SHARED / "tools" / "make_broadcast.py"
    parser.add_argument("--generator", type=Path, default=generator, help="makes the day")
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "bench", help="a cache")
    parser.add_argument("--seed", type=int, default=71)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--step", choices=(*EVIDENCE, *AGAIN), help=argparse.SUPPRESS)
    return parser.parse_args()


def _text(options: argparse.Namespace) -> tuple[str, bool]:
    film = filmed(options.generator, options.folder, options.seed)
    prepared(film, _home(options), options.folder)
    told = {step: _told(step) for step in (*EVIDENCE, *AGAIN)}
    costs = {step: Cost(**one["cost"]) for step, one in told.items()}
    cpu = sum(costs[step].cpu_seconds for step in EVIDENCE)
    again = max(costs[step].cpu_seconds for step in AGAIN)
    stays = not any(told[step]["decided_moved"] for step in AGAIN)
    is_cheap = cpu <= MOST_CPU_SECONDS and again <= MOST_AGAIN_CPU_SECONDS
    return "\n\n".join([machine(), *_tables(told, costs, cpu)]), is_cheap and stays


def _told(step: str) -> dict[str, Any]:
    _LOG.info("%s", step)
    command = (sys.executable, "-m", __spec__.name, *sys.argv[1:], "--step", step)
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def _home(options: argparse.Namespace) -> Path:
    home: Path = options.folder / f"evidence-{options.seed}"
    return home


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    """One step, and what it has changed; what comes before it has been done by others."""
    film = filmed(options.generator, options.folder, options.seed)
    with opened(film, _home(options), is_new=options.step == "read") as day:
        works: dict[str, Callable[[], Work]] = {
            "hear": day.hear,
            "look": day.look,
            "read": day.read,
            "align": day.align,
            "check": day.check,
            "move": day.move,
            "edit": day.edit,
        }
        work = works[options.step]()
        before = _before(day) if options.step in AGAIN else None
        cost = measured_here(work)
        after = day.learned() if before else None
        told = _changed(before, after) if before and after else {}
        return {"cost": asdict(cost), "hours": day.duration_ms / 3_600_000, **told}


def _before(day: Day) -> Learned:
    """What stands, by a worker that has aligned the day before, as one has that is asked again."""
    day.align()()
    return day.learned()


def _changed(before: Learned, after: Learned) -> dict[str, int]:
    """How many are proposed, how many of them lie elsewhere, and of the decided ones as well."""
    return {
        "proposed": len(after.proposed),
        "moved": sum(before.proposed.get(code) != at for code, at in after.proposed.items()),
        "decided_moved": sum(after.decided.get(code) != at for code, at in before.decided.items()),
    }


def _tables(told: dict[str, dict[str, Any]], costs: dict[str, Cost], cpu: float) -> Iterator[str]:
    head = ("once, of eight hours", "CPU s", "wall s", "peak memory", "times real time")
    hours = told["hear"]["hours"]
    rows = [_row(said, costs[step], hours) for step, said in EVIDENCE.items()]
    whole = ["together", f"{cpu:.0f}", "", "", f"{hours * 3600 / cpu:.0f}"]
    yield table(head, [*rows, whole])
    again = ("again, by then", "CPU s", "wall s", "proposed", "moved by it", "decided points moved")
    yield table(again, [_row_again(said, told[step], costs[step]) for step, said in AGAIN.items()])
    yield (
        f"{hours:.1f} hours; {MOST_CPU_SECONDS} CPU s are allowed once for all of it, and"
        f" {MOST_AGAIN_CPU_SECONDS} again."
    )


def _row(said: str, cost: Cost, hours: float) -> Sequence[str]:
    ratio = f"{hours * 3600 / cost.cpu_seconds:,.0f}"
    peak = megabytes(cost.peak_bytes)
    return (said, f"{cost.cpu_seconds:.1f}", f"{cost.wall_seconds:.1f}", peak, ratio)


def _row_again(said: str, told: dict[str, Any], cost: Cost) -> Sequence[str]:
    counts = (str(told[name]) for name in ("proposed", "moved", "decided_moved"))
    return (said, f"{cost.cpu_seconds:.1f}", f"{cost.wall_seconds:.1f}", *counts)


if __name__ == "__main__":
    sys.exit(main())
