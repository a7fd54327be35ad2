"""A program's cost includes what its children did."""

import sys
from pathlib import Path

import pytest

from bench.measure import CommandFailedError, measured

FAMILY = """
import subprocess, sys
child = "import sys; open(sys.argv[1], 'wb').write(bytes(3_000_000)); sum(range(20_000_000))"
subprocess.run((sys.executable, "-c", child, sys.argv[1]), check=True)
print("done")
"""

HOLDING = """
import sys
from bench.measure import measured
for line in ("pass", "len(b'x' * 200_000_000)"):
    print(measured((sys.executable, "-c", line)).peak_bytes)
"""


def test_bytes_time_and_memory_of_children_count(tmp_path: Path) -> None:
    heard = bytearray()
    program = (sys.executable, "-c", FAMILY, str(tmp_path / "file"))
    cost = measured(program, stdout=heard.extend)
    nothing = measured((sys.executable, "-c", ""))
    assert heard == b"done\n"
    assert 3_000_000 <= cost.written_bytes < 3_100_000
    assert nothing.written_bytes < 100_000
    assert cost.cpu_seconds > 2 * nothing.cpu_seconds


def test_memory_is_the_most_that_was_held() -> None:
    """Asked by a small process, as benchmarks are: this one holds more than the child."""
    heard = bytearray()
    measured((sys.executable, "-c", HOLDING), stdout=heard.extend)
    little, much = map(int, heard.split())
    assert little < 100_000_000
    assert 200_000_000 < much < 300_000_000


def test_a_program_that_ends_badly_measures_nothing() -> None:
    with pytest.raises(CommandFailedError, match=r"1\nno such clip"):
        measured((sys.executable, "-c", "raise SystemExit('no such clip')"))
