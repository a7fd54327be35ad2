"""What was measured of each way to cut, and what is said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from bench.measure import Cost
from bench.report import megabytes, seconds, table
from bench.ways import Cut


@dataclass(frozen=True, slots=True)
class Shown:
    """Numbers are those of the recording's pictures; ``pictures`` counts all of the clip.

    ``missing``, ``doubled`` and ``strange`` (not of this clip) are among those that were decoded.
    """

    first: int
    last: int
    pictures: int
    decoded: int
    missing: int
    doubled: int
    strange: int

    def is_exactly(self, first: int, stop: int) -> bool:
        """Whether the clip shows just these pictures."""
        faults = self.missing or self.doubled or self.strange
        found = (self.first, self.last, self.pictures)
        return not faults and found == (first, stop - 1, stop - first)


@dataclass(slots=True)
class Measured:
    """A way's clips of one length, a row of the table; ``share`` of each clip was made."""

    name: str
    minutes: int
    cuts: list[Cut] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    share: float = 1.0

    @property
    def cpu_seconds(self) -> list[float]:
        return [cost.cpu_seconds / self.share for cost in self.costs]

    def exactness(self) -> str:
        """How many clips are exact, and what is wrong with the worst of the others."""
        if not self.shown:
            return "not looked at"
        pairs = list(zip(self.cuts, self.shown, strict=True))
        wrong = [pair for pair in pairs if not pair[1].is_exactly(pair[0].first, pair[0].stop)]
        whole = f"{len(pairs) - len(wrong)} of {len(pairs)}"
        return "; ".join([whole, *(_fault(cut, seen) for cut, seen in wrong[:1])])

    def row(self) -> list[str]:
        marked = "*" if self.share < 1 else ""
        return [
            self.name + marked,
            self.exactness(),
            seconds(self.cpu_seconds),
            seconds([cost.wall_seconds / self.share for cost in self.costs]),
            megabytes(fmean(self.written) / self.share),
            megabytes(max(cost.read_bytes for cost in self.costs) / self.share),
            megabytes(max(cost.peak_bytes for cost in self.costs)),
        ]


def _fault(cut: Cut, seen: Shown) -> str:
    told = [
        f"first {seen.first - cut.first:+d}",
        f"last {seen.last - cut.stop + 1:+d}",
        f"count {seen.pictures - cut.stop + cut.first:+d}",
        *(f"{seen.missing} missing" for _ in range(bool(seen.missing))),
        *(f"{seen.doubled} doubled" for _ in range(bool(seen.doubled))),
    ]
    return ", ".join(told)


def tables(rows: Sequence[Measured], lengths: Sequence[int]) -> Iterator[str]:
    """A table for each length."""
    head = ("", "exact", "CPU s", "wall s", "written", "read", "peak memory")
    for minutes in lengths:
        yield f"**{minutes} minutes**"
        yield table(head, [row.row() for row in rows if row.minutes == minutes])


def _mean(rows: Sequence[Measured], name: str, minutes: int) -> float:
    return fmean(
        next(row for row in rows if (row.name, row.minutes) == (name, minutes)).cpu_seconds
    )


def ratios(rows: Sequence[Measured], ours: str, lengths: Sequence[int]) -> str:
    """What each way costs, as a multiple of ours."""
    names = list(dict.fromkeys(row.name for row in rows))
    head = ("CPU, in multiples of ours", *(f"{minutes} min" for minutes in lengths))
    body = [
        [name, *(f"{_mean(rows, name, m) / _mean(rows, ours, m):,.1f}" for m in lengths)]
        for name in names
    ]
    return table(head, body)


def constant(rows: Sequence[Measured], ours: str, lengths: Sequence[int]) -> str:
    """Whether the cost grows with the length of the clip."""
    ratio = _mean(rows, ours, max(lengths)) / _mean(rows, ours, min(lengths))
    return (
        f"{max(lengths)} minutes cost {ratio:.2f} times the CPU of {min(lengths)} minutes, cut at"
        " the same places in their groups of pictures."
    )
