"""What was measured, as Markdown: tables on the screen, and a part of the documentation."""

import platform
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import processors

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, marks, *rows))


def machine() -> str:
    """Where it was measured: a sentence."""
    now = datetime.now(UTC)
    count, load = processors()
    return (
        f"Measured on {now:%Y-%m-%d} with Python {platform.python_version()}, {count} processors,"
        f" whose load before was {load:.1f}: other work makes wall clock times longer and, less so,"
        " processor seconds."
    )


def say(name: str, text: str, *, is_kept: bool) -> None:
    """Print it, and where that was asked for keep it in the documentation."""
    sys.stdout.write(f"{text}\n")
    if is_kept:
        keep(name, text)


def keep(name: str, text: str, page: Path = PAGE) -> None:
    """Replace the page's part between ``<!-- name -->`` and ``<!-- /name -->``."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    whole = page.read_text()
    before, _, rest = whole.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{page} has no part {name}")
    page.write_text(f"{before}{begin}{text.strip()}\n{end}{after}")


def megabytes(count: float) -> str:
    """Bytes, to be read by people."""
    mega = count / 1_000_000
    return f"{mega:,.1f} MB" if mega < 100 else f"{mega:,.0f} MB"


def seconds(values: Sequence[float]) -> str:
    """The mean, and in brackets the least and the most where there are several."""
    mean = sum(values) / len(values)
    if len(values) == 1:
        return _number(mean)
    return f"{_number(mean)} ({_number(min(values))}-{_number(max(values))})"


def _number(value: float) -> str:
    return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"
