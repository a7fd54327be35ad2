"""``scripts/bench programmes``: what reading real programmes costs, each in a process of its own.

It prints a table; ``--write`` puts it into ``docs/benchmarks.md``.
``DATA`` is the folder with ``programmes``; FOSDEM 2021 is also written and read again, and matched.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.measure import Cost, measured
from bench.report import PAGE, machine, say, table

DATA = PAGE.parent.parent.parent / "shared" / "data"
FILES = (
    "fosdem_2021.xml.xz",
    "linux_conf_au_2020.ics",
    "jres_2022.ics",
    "droidknights_2025_sessions.json",
    "seoul_smart_city_forum_2023.press.txt",
    "satiis_3rd_workshop_2026.html",
)
LARGEST = FILES[0]
CPU_SECONDS, PEAK_BYTES = 3.0, 200_000_000
"""What the largest schedule may cost."""

MATCHING = """\
import sys
from archive.catalogue.keep.same_session import match_sessions
from archive.catalogue.tables import AppearanceRow, EventRow, PersonRow, SessionRow
from archive.programme import read_programme
programme = read_programme(open(sys.argv[1], "rb").read())
event = EventRow(timezone=programme.event.timezone)
rows = [
    SessionRow(
        id=number, event=event, code=f"session-{number}", kind=one.kind.value, room=one.room,
        title_ko=one.title.ko, title_en=one.title.en, starts_at=one.start, ends_at=one.end,
        appearances=[
            AppearanceRow(person=PersonRow(name_ko=who.name.ko, name_en=who.name.en), position=n)
            for n, who in enumerate(one.people)
        ],
    )
    for number, one in enumerate(programme.sessions)
]
found = match_sessions(rows, programme.sessions)
print([row and row.id for row in found] == list(range(len(rows))))
"""
EXPORTING = """\
import sys
from archive.programme import read_programme
from archive.programme.exports import EXPORTS
from archive.programme.own_fields import Export
programme = read_programme(open(sys.argv[1], "rb").read())
again = read_programme(EXPORTS[sys.argv[2]].write(Export(programme, "event", "https://a.example")))
told = [(one.code, one.title, one.start, one.end, one.people) for one in programme.sessions]
print([(one.code, one.title, one.start, one.end, one.people) for one in again.sessions] == told)
"""


def main() -> int:
    """Measure, and say whether the largest schedule costs what it may."""
    options = _options()
    folder = options.data / "programmes"
    rows, is_within = [], True
    for name in FILES:
        cost, written = _said([sys.executable, "-m", "jobs.cli", "programme", "read", "--json"],
                              folder / name)  # fmt: skip
        programme = json.loads(written)
        if name == LARGEST:
            is_within = cost.cpu_seconds <= CPU_SECONDS and cost.peak_bytes <= PEAK_BYTES
        rows.append(_row(name, len(programme["sessions"]), len(programme["doubts"]), cost))
    largest = folder / LARGEST
    for name, program, *more in (
        ("the same, told apart from its 773 rows", MATCHING),
        *((f"the same, written as {form} and read again", EXPORTING, form) for form in
          ("frab-xml", "frab-json", "ical", "csv")),
    ):  # fmt: skip
        cost, written = _said([sys.executable, "-c", program], largest, *more)
        rows.append(_row(name, "same" if written.strip() == b"True" else "not the same", "", cost))
    head = ("file", "sessions", "doubts", "CPU s", "peak memory")
    say("programmes", f"{machine()}\n\n{table(head, rows)}", is_kept=options.write)
    return 0 if is_within else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench programmes")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    return parser.parse_args()


def _said(command: list[str], file: Path, *more: str) -> tuple[Cost, bytes]:
    """What a program costs that is given this file, and what it wrote."""
    written: list[bytes] = []
    cost = measured([*command, str(file), *more], stdout=written.append)
    return cost, b"".join(written)


def _row(name: str, sessions: object, doubts: object, cost: Cost) -> tuple[str, ...]:
    told = f"{cost.cpu_seconds:.2f}", f"{cost.peak_bytes / 1e6:.0f} MB"
    return (name, str(sessions), str(doubts), *told)


if __name__ == "__main__":
    sys.exit(main())
