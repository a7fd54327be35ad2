"""Pieces of work that need nothing of each other, done at the same time."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from statistics import fmean

from archive.errors import StoppedError
from archive.media.ffmpeg import POLL_SECONDS, Stop, never
from archive.media.output import Report, unheard

Work = Callable[[Report, Stop], object]
"""Says how much of it is done, up to 1, and soon ends with ``StoppedError`` when told to stop."""


def side_by_side(works: Sequence[Work], *, report: Report = unheard, stop: Stop = never) -> None:
    """Do all of them; ``report`` hears how much is done on average.

    When one fails the others are stopped, and its error is raised when they have ended. Both
    ``report`` and ``stop`` are called by the thread that waits here, whatever they raise ends all.
    """
    ending = threading.Event()
    done = [0.0] * len(works)
    told = 0.0

    def start(number: int, work: Work) -> Future[object]:
        def note(fraction: float) -> None:
            done[number] = fraction

        return threads.submit(work, note, ending.is_set)

    with ThreadPoolExecutor(max(len(works), 1)) as threads:
        try:
            left = {start(number, work) for number, work in enumerate(works)}
            while left:
                ended, left = wait(left, POLL_SECONDS, FIRST_EXCEPTION)
                for future in ended:
                    future.result()
                if fmean(done) > told:
                    told = fmean(done)
                    report(told)
                if left and stop():
                    raise StoppedError("The work was stopped.")
        finally:
            ending.set()
