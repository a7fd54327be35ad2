"""How a download's progress is told."""

from collections.abc import Iterator

import pytest

from archive.errors import StoppedError
from archive.source.progress import Download, Watch


def watch_at(ticks: list[float], told: list[Download]) -> Watch:
    clock: Iterator[float] = iter(ticks)
    return Watch(told.append, lambda: False, clock=lambda: next(clock))


def test_progress_is_told_at_most_every_half_second() -> None:
    told: list[Download] = []
    watch = watch_at([0.0, 0.1, 0.49, 0.5, 0.9, 1.1], told)
    watch.expect("video", 600)
    hear = watch.hook("video")
    for done in (1, 2, 3, 4, 5, 6):
        hear({"status": "downloading", "downloaded_bytes": done})
    assert [download.done for download in told] == [1, 4, 6]


def test_the_files_of_a_source_are_added_up() -> None:
    told: list[Download] = []
    watch = watch_at([0.0, 1.0, 2.0], told)
    watch.expect("video", 1000)
    watch.expect("audio", None)
    watch.hook("video")({"status": "finished", "downloaded_bytes": 1000, "total_bytes": 1000})
    hear = watch.hook("audio")
    hear(
        {
            "status": "downloading",
            "downloaded_bytes": 50,
            "total_bytes_estimate": 200.5,
            "speed": 10.0,
        }
    )
    watch.finish()
    assert told == [
        Download(done=1000, total=None, rate=None, remaining_seconds=None),
        Download(done=1050, total=1200, rate=10.0, remaining_seconds=15.0),
        Download(done=1050, total=1200, rate=None, remaining_seconds=None),
    ]


def test_a_file_that_was_already_there_counts_as_done() -> None:
    told: list[Download] = []
    watch = watch_at([0.0], told)
    watch.hook("video")({"status": "finished", "total_bytes": 700})
    assert told == [Download(done=700, total=700, rate=None, remaining_seconds=None)]


def test_waiting_ends_when_somebody_stops_the_work() -> None:
    answers = iter([False, False, True])
    watch = Watch(lambda _: None, lambda: next(answers))
    with pytest.raises(StoppedError) as stopped:
        watch.wait(3600)
    assert str(stopped.value) == "The download was stopped. What is already here is kept."
