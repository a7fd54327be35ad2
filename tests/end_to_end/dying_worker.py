"""A process that does a worker's step for a clip, and is killed in the middle of it."""

import os
import signal
import sys
import threading

from archive.catalogue.engine import Catalogue
from archive.catalogue.queries.clip_work import tasks_under_way
from archive.media.tools import find_tools
from archive.settings import read_settings
from jobs.steps.clip_work import do_clip_work
from jobs.workshop import Workshop


class Killing(threading.Event):
    """Ends the process as a power cut would, the ``last`` time the work asks whether to stop."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self._left = last

    def is_set(self) -> bool:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return False


def main(kind: str, last: int) -> None:
    """Do what is ordered of that kind."""
    settings = read_settings()
    catalogue = Catalogue(settings.database_url)
    workshop = Workshop(settings, catalogue, find_tools(), patience=0, stopping=Killing(last))
    with catalogue.reading() as db:
        (task,) = [task for task in tasks_under_way(db) if task.kind == kind]
    do_clip_work(workshop, task)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
