"""``scripts/bench people``: people found by name, against LIKE and romanising plus rapidfuzz.

It prints tables; ``--write`` puts them into ``docs/benchmarks.md``. ``--data`` is the folder with
``names/ko_en_pairs.csv`` and ``talks/pyvideo_all_talks.jsonl.xz``.
"""

import argparse
import gc
import logging
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from archive.people.directory import Directory
from archive.people.hangul import hangul_only
from archive.people.names import CERTAIN, KnownName
from archive.people.readings import usual_spellings
from bench.crowd import Crowd, Query, crowd
from bench.measure import measured_here
from bench.report import machine, say, table

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
PEOPLE = 20_000
MOST = 20
LIKELY = 75
"""The least ratio that counts for rapidfuzz; less finds more, and more of others."""

_LOG = logging.getLogger(__name__)

Find = Callable[[str], Sequence[tuple[int, bool]]]
"""People found, best first, and whether the way says it is certain of each."""


@dataclass(frozen=True, slots=True)
class Result:
    """One way's answers to one kind of query."""

    first: float
    five: float
    any: float
    precision: float
    certain: float
    returned: float
    p50_ms: float
    p95_ms: float


def ours(people: Sequence[KnownName]) -> Find:
    """What ``dasibogi people find`` does."""
    directory = Directory(people)

    def find(text: str) -> Sequence[tuple[int, bool]]:
        return [(one.id, one.kind in CERTAIN) for one in directory.find(text, MOST)]

    return find


def like(people: Sequence[KnownName]) -> Find:
    """SQL: the text anywhere in either name, without regard to case."""
    db = sqlite3.connect(":memory:")
    db.execute("create table person (id integer primary key, ko text, en text)")
    rows = [(one.id, one.ko, one.en) for one in people]
    db.executemany("insert into person values (?, ?, ?)", rows)
    query = f"select id from person where ko like ?1 or en like ?1 limit {MOST}"  # noqa: S608

    def find(text: str) -> Sequence[tuple[int, bool]]:
        return [(row[0], True) for row in db.execute(query, (f"%{text}%",))]

    return find


def romanised(people: Sequence[KnownName]) -> Find:
    """Every name in one romanisation, compared by rapidfuzz whatever the order of its words."""
    spelt = {one.id: _spelt(one).lower() for one in people}

    def find(text: str) -> Sequence[tuple[int, bool]]:
        wanted = _spelt(KnownName(0, text)).lower() if not text.isascii() else text.lower()
        found = process.extract(
            wanted, spelt, scorer=fuzz.token_sort_ratio, score_cutoff=LIKELY, limit=MOST
        )
        return [(key, ratio >= 100) for _, ratio, key in found]

    return find


def _spelt(one: KnownName) -> str:
    """Revised Romanisation, as a romanising library would: surname first, apart."""
    if one.en:
        return one.en
    hangul = hangul_only(one.ko)
    surname, given = hangul[:1], hangul[1:]
    return " ".join(usual_spellings(part)[0] for part in (surname, given) if part)


def measured(find: Find, queries: Sequence[Query]) -> Result:
    """How right the answers are, and what one costs of this thread's processor time."""
    times: list[float] = []
    firsts = fives = anys = certain = returned = 0
    answered = 0
    for query in queries:
        began = time.thread_time()
        found = find(query.text)
        times.append(1000 * (time.thread_time() - began))
        ids = [person for person, _ in found]
        firsts += bool(query.wanted & set(ids[:1]))
        fives += bool(query.wanted & set(ids[:5]))
        anys += bool(query.wanted & set(ids))
        answered += bool(ids)
        certain += any(is_sure and person not in query.wanted for person, is_sure in found[:1])
        returned += len(ids)
    times.sort()
    count = len(queries)
    return Result(
        firsts / count,
        fives / count,
        anys / count,
        firsts / answered if answered else 0.0,
        certain / count,
        returned / count,
        times[count // 2],
        times[int(count * 0.95)],
    )


def tables(made: Crowd, ways: Sequence[tuple[str, Find]]) -> Iterator[str]:
    """A table for each way."""
    head = (
        "typed", "n", "recall@1", "recall@5", "recall@20", "precision@1", "wrong and certain",
        "returned", "CPU ms p50", "p95",
    )  # fmt: skip
    for name, find in ways:
        _LOG.info("asking %s", name)
        find("하정우"), find("Ha Jungwu"), find("ㅎㅈㅇ"), find("Bll Banks"), find("뱅크스")
        rows = [
            (kind, str(len(queries)), *_cells(measured(find, queries), kind))
            for kind, queries in made.queries.items()
        ]
        yield f"**{name}**"
        yield table(head, rows)


def _cells(result: Result, kind: str) -> tuple[str, ...]:
    is_absent = kind.startswith("absent")
    right = (result.first, result.five, result.any, result.precision)
    return (
        *("-" if is_absent else f"{share:.3f}" for share in right),
        f"{result.certain:.3f}",
        f"{result.returned:.1f}",
        f"{result.p50_ms:.2f}",
        f"{result.p95_ms:.2f}",
    )


def report(data: Path, size: int) -> str:
    """All that is measured, in one run."""
    where = machine()
    made = crowd(data, size)
    gc.collect()
    before = _resident()
    kept: list[Find] = []
    cost = measured_here(lambda: kept.append(ours(made.people)))
    for text in ("하정우", "Ha Jungwu", "ㅎㅈㅇ", "Bll Banks", "뱅크스", "강변대"):
        kept[0](text)
    grown = (_resident() - before) / 1_000_000
    ways = [
        ("Dasibogi", kept[0]),
        ("SQL `LIKE`", like(made.people)),
        ("romanised, then rapidfuzz", romanised(made.people)),
    ]
    built = (
        f"{len(made.people):,} people; making them ready took {cost.cpu_seconds:.2f} CPU s, and all"
        f" that finding them keeps {grown:.0f} MB."
    )
    return "\n\n".join([where, built, *tables(made, ways)])


def _resident() -> int:
    told = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in told if line.startswith("VmRSS:")) * 1024


def main() -> None:
    """Measure, print, and keep what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real data")
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many are known")
    parser.add_argument("--write", action="store_true", help="keep it in docs/benchmarks.md")
    options = parser.parse_args()
    if not (options.data / "names").is_dir():
        sys.exit(f"bench: the real names are not here: {options.data}")
    text = report(options.data, options.people)
    say("people", text, is_kept=options.write)


if __name__ == "__main__":
    main()
