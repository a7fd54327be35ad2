"""What converting costs is measured while it runs."""

import pytest

from archive.media.conversion import Kind, Packing, Work
from archive.sentence import Sentence

WHY = Sentence("The sound came as {codec}; clips need AAC.", {"codec": "Opus"})


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def measured(steps: list[tuple[float, float]]) -> tuple[list[Packing], int]:
    """What is told of a stream of 1,000 seconds, of which so much is done at such a second."""
    clock, told = Clock(), list[Packing]()
    work = Work(told.append, clock)
    work.plan({"sound": WHY})
    with work.converting("sound", WHY, 1_000_000) as report:
        for second, done in steps:
            clock.now = 100.0 + second
            report(done)
    (converted,) = work.converted
    return told, converted.seconds


def test_an_end_is_foretold_from_the_pace_so_far() -> None:
    told, _ = measured([(0, 0.0), (2, 0.01), (10, 0.1), (50, 0.25)])
    assert [(one.expected_seconds, one.left_seconds, one.speed) for one in told] == [
        (None, None, None),
        (None, None, None),
        (None, None, None),
        (100, 90, 10),
        (200, 150, 5),
    ]


def test_what_an_earlier_try_did_is_counted_at_this_ones_pace() -> None:
    told, seconds = measured([(1, 0.6), (11, 0.7), (41, 1.0)])
    assert [one.expected_seconds for one in told] == [None, None, pytest.approx(100), 100]
    assert seconds == 100


def test_all_parts_of_the_work_make_one_progress() -> None:
    told: list[Packing] = []
    work = Work(told.append)
    work.plan({"picture": WHY, "sound": WHY})
    kinds: tuple[Kind, Kind] = ("picture", "sound")
    for kind in kinds:
        with work.converting(kind, WHY, 1000) as report:
            report(0.5)
            report(1.0)
    with work.copying() as copied:
        copied(0.5)
        copied(1.0)
    done = [one.done for one in told]
    assert done == sorted(done)
    assert (done[0], done[-1], len(set(done))) == (0.0, 1.0, 7)
