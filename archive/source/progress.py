"""How far a download is, told at most a few times a second."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.errors import StoppedError

TELL_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Download:
    """How far all files of a source are together: bytes, bytes per second and seconds.

    ``total`` may be an estimate, and is nothing while any file's size is unknown.
    """

    done: int
    total: int | None
    rate: float | None
    remaining_seconds: float | None


@dataclass(slots=True)
class Watch:
    """Adds up the files of one download, tells about them, and stops the work when asked to."""

    report: Callable[[Download], None]
    stop: Callable[[], bool]
    clock: Callable[[], float] = time.monotonic
    totals: dict[str, int | None] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    told_at: float | None = None

    def expect(self, name: str, size: int | None) -> None:
        """Announce a file before it begins."""
        self.totals[name], self.done[name] = size, 0

    def give_up(self, name: str) -> None:
        """A file will not come; what is here of it counts no more."""
        self.totals.pop(name, None)
        self.done.pop(name, None)

    def hook(self, name: str) -> Callable[[Mapping[str, Any]], None]:
        """What yt-dlp calls with its ``progress_hooks`` status while it fetches that file."""

        def hear(status: Mapping[str, Any]) -> None:
            self.check()
            total = status.get("total_bytes") or status.get("total_bytes_estimate")
            self.totals[name] = int(total) if total else self.totals.get(name)
            self.done[name] = int(status.get("downloaded_bytes") or total or 0)
            if status.get("status") == "finished":
                self.totals[name] = self.done[name]
            self._tell(status.get("speed"))

        return hear

    def check(self) -> None:
        """Raise ``StoppedError`` when a person wants the work to stop."""
        if self.stop():
            raise StoppedError("The download was stopped. What is already here is kept.")

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until somebody wants the work to stop."""
        until = self.clock() + seconds
        self.check()
        while (left := until - self.clock()) > 0:
            time.sleep(min(left, 0.2))
            self.check()

    def finish(self) -> None:
        """Tell the last word: everything is here."""
        self.told_at = None
        self._tell(None)

    def _tell(self, rate: float | None) -> None:
        now = self.clock()
        if self.told_at is not None and now - self.told_at < TELL_EVERY_SECONDS:
            return
        self.told_at = now
        sizes = self.totals.values()
        total = None if None in sizes else sum(size or 0 for size in sizes)
        done = sum(self.done.values())
        left = (total - done) / rate if total is not None and rate else None
        self.report(Download(done, total, rate or None, left))
