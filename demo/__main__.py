"""``scripts/demo``: a forum is streamed, archived and shown, or with ``--check`` only checked."""

import argparse
import contextlib
import secrets
import signal
import sys
import time
from pathlib import Path
from threading import Event
from typing import NoReturn

from archive.errors import ArchiveError
from demo.broadcast import PROGRAMME, Broadcast, make_broadcast
from demo.check import check_archive
from demo.server import serving
from demo.services import PROJECT, Archive, emptied, free_port, running

KEPT = PROJECT / "var" / "demo"
EDITOR = "editor@example.org"
LINES_OF_LOG = 20
INTERRUPTED = 130


def main() -> int:
    """Run the demonstration and give its exit code."""
    options = _options()
    signal.signal(signal.SIGTERM, _end)
    wanted = free_port() if options.check else free_port(options.port)
    archive = Archive(KEPT / ("check" if options.check else "home"), wanted)
    try:
        if options.check:
            check(archive)
        else:
            show(archive)
    except KeyboardInterrupt:
        tell("stopped")
        return INTERRUPTED if options.check else 0
    except ArchiveError as exc:
        tell(str(exc))
        _write_tail(archive.log)
        return 1
    return 0


def tell(line: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"demo: {line}\n")


def check(archive: Archive) -> None:
    """Everything from the start in a fresh folder, then every kind of page is asked."""
    began = time.monotonic()
    emptied(archive.home)
    broadcast = make_broadcast(KEPT / "broadcast")
    tell(f"the livestream is ready after {time.monotonic() - began:.0f} s")
    with running(archive):
        event = _bring_in(archive, broadcast)
        tell(f"everything is published after {time.monotonic() - began:.0f} s")
        check_archive(archive.base_url, event, broadcast, tell)
    tell(f"all is as it should be, after {time.monotonic() - began:.0f} s")


def show(archive: Archive) -> None:
    """Bring the forum in unless that was done before, and serve it until stopped."""
    password_file = archive.home / "editor.password"
    if not password_file.exists():
        emptied(archive.home)
    tell("making the livestream (a few seconds the first time)")
    broadcast = make_broadcast(KEPT / "broadcast")
    with running(archive):
        if password_file.exists():
            event = str(archive.command("status")[0]["event"])
        else:
            event = _bring_in(archive, broadcast)
            password = secrets.token_urlsafe(9)
            archive.command("user", "add", EDITOR, "--role", "editor", given=f"{password}\n")
            password_file.touch(mode=0o600)
            password_file.write_text(password)
        _welcome(archive, event, password_file)
        Event().wait()


def _bring_in(archive: Archive, broadcast: Broadcast) -> str:
    """Programme, recording, cuts, publication: the whole way by the command line.

    Gives the event's address.
    """
    event = str(archive.command("programme", "import", str(PROGRAMME))["event"])
    began = broadcast.story.forum.stream_began.isoformat()
    with serving(broadcast.folder, broadcast.page) as origin:
        tell(f"the livestream is served at {origin}/ and ordered")
        archive.command("ingest", f"{origin}/", "--event", event, "--started-at", began, "--wait")
    archive.command("publish", event)
    return event


def _welcome(archive: Archive, event: str, password_file: Path) -> None:
    lines = (
        f"the forum in Korean    {archive.base_url}/ko/e/{event}",
        f"the forum in English   {archive.base_url}/en/e/{event}",
        f"the desk of editors    {archive.base_url}/ko/desk/",
        f"sign in as             {EDITOR}  {password_file.read_text()}",
        "Ctrl-C ends it; the next start is quick.",
    )
    for line in lines:
        tell(line)


def _write_tail(log: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        lines = log.read_text(errors="replace").splitlines()[-LINES_OF_LOG:]
        sys.stderr.write("".join(f"  | {line}\n" for line in lines))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--check", action="store_true", help="ask every kind of page, then end")
    parser.add_argument("--port", type=int, default=8000, help="where the pages answer (8000)")
    return parser.parse_args()


def _end(*_: object) -> NoReturn:
    """SIGTERM ends the blocks above as Ctrl-C does, so that nothing is left running."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
