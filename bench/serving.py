"""``scripts/bench serving``: what sending media costs us alone, us behind nginx, nginx alone."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.alignment.model import PlacedCut
from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.cut import find_session, keep_proposed_cuts, publish_session
from archive.catalogue.keep.recording import note_media, note_state, order_recording
from archive.catalogue.migrate import migrate
from archive.catalogue.values import IngestState
from archive.clip.downloads import DownloadKind, download_file
from archive.cut import CutSpan, clip_digest
from archive.media.fragments import FragmentIndex, read_fragment_index, save_fragment_index
from archive.media.pack import pack
from archive.media.tools import find_tools
from archive.storage import RecordingFiles, recording_files
from archive.timecode import Span
from tests import forum
from tests.studio import settings_in
from tests.web.media.nginx import find_nginx, in_front

CODE = "keynote"
MINUTES = 5
SECONDS, REPEATED, CONNECTIONS = 4, 3, 8
DRAWN = (
    *("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30,noise=alls=30:allf=t"),
    *("-f", "lavfi", "-i", "anoisesrc=color=pink:sample_rate=44100"),
    *("-t", "60", "-c:v", "libx264", "-preset", "superfast", "-g", "30", "-pix_fmt", "yuv420p"),
    *("-b:v", "2M", "-maxrate", "2M", "-bufsize", "2M", "-c:a", "aac", "-b:a", "96k"),
)
"""A second of it, which is one fragment, has about 256 KiB."""

_ASKING = """
local ranges = {{ {ranges} }}
local place = 0
request = function()
  place = place % #ranges + 1
  return wrk.format("GET", nil, {{ ["Range"] = ranges[place] }})
end
"""


_IDLE = 0.05
"""Seconds of CPU in two."""
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}


@dataclass(frozen=True, slots=True)
class Archive:
    """An installation with one published session, and what of it is asked for."""

    home: Path
    files: RecordingFiles
    index: FragmentIndex
    digest: str

    @property
    def clip(self) -> str:
        return f"/media/clips/{self.digest}/recording.mp4"

    @property
    def download(self) -> str:
        return f"/en/e/{forum.SLUG}/{CODE}/{CODE}.mp4"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way of sending did in one run."""

    requests_a_second: float
    megabytes_a_second: float
    cpu_seconds_a_gigabyte: float


def main() -> int:
    """Measure all ways in one run, and print a table for each kind of request."""
    nginx, wrk = find_nginx(), shutil.which("wrk")
    if nginx is None or wrk is None:
        sys.stderr.write("This needs nginx and wrk: apt-get install nginx-light wrk\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        archive = _archive(Path(name) / "home")
        _show(_measured(archive, nginx, wrk, Path(name)))
    return 0


def _archive(home: Path) -> Archive:
    """Five minutes whose only session is all of them; its download is there already."""
    settings = settings_in(home)
    files = recording_files(settings.media_folder, 1)
    files.folder.mkdir(parents=True)
    tools = find_tools()
    drawn, whole = home / "drawn.mp4", home / "whole.mp4"
    _ffmpeg(tools.ffmpeg, *DRAWN, str(drawn))
    again = ("-stream_loop", str(MINUTES - 1), "-i", str(drawn), "-map", "0", "-c", "copy")
    _ffmpeg(tools.ffmpeg, *again, str(whole))
    pack(tools, [whole], files.media)
    index = read_fragment_index(files.media)
    save_fragment_index(index, files.fragments)
    span = Span(0, index.duration_ms)
    catalogue = Catalogue(settings.database_url)
    migrate(catalogue.engine)
    _publish(catalogue, span)
    catalogue.close()
    digest = clip_digest(1, span)
    download = download_file(files, digest, DownloadKind.MOVIE)
    download.parent.mkdir(parents=True)
    download.hardlink_to(files.media)
    return Archive(home, files, index, digest)


def _ffmpeg(program: Path, *words: str) -> None:
    subprocess.run([program, "-v", "error", "-y", *words], check=True)


def _publish(catalogue: Catalogue, span: Span) -> None:
    now, cut = datetime.now(UTC), PlacedCut(CODE, (CutSpan(1, span),), 1.0, 1.0)
    with catalogue.writing() as db:
        forum.keep(db)
        order_recording(db, forum.SLUG, forum.URL, started_at=forum.STARTED, now=now)
        note_media(db, 1, span.end, {})
        session_id = find_session(db, forum.SLUG, CODE)
        keep_proposed_cuts(db, [cut], {CODE: session_id}, now)
        note_state(db, 1, IngestState.READY, now=now)
        publish_session(db, session_id, account_id=None, now=now)


Results = dict[str, dict[str, Figures]]


def _measured(archive: Archive, nginx: str, wrk: str, folder: Path) -> Results:
    """By kind of request, then by who sends."""
    asking = folder / "ranges.lua"
    parts = archive.index.fragments
    ranges = ",".join(f'"bytes={one.offset}-{one.offset + one.size - 1}"' for one in parts)
    asking.write_text(_ASKING.format(ranges=ranges))
    found: Results = {"ranges": {}, "whole files": {}}
    with _serving(archive, accel="") as (plain, ours):
        _add(found, wrk, asking, "Dasibogi", plain, archive, [ours])
    media = archive.home / "media"
    own = f"location /plain/ {{ alias {media}/; }}"
    with (
        _serving(archive, accel="nginx") as (behind, ours),
        in_front(nginx, behind, media, folder, own) as front,
    ):
        senders = _nginx_processes(folder)
        _add(found, wrk, asking, "Dasibogi and nginx", front, archive, [ours, *senders])
        plain_file = f"/plain/{archive.files.media.relative_to(media)}"
        alone = (plain_file, plain_file)
        _add(found, wrk, asking, "nginx alone", front, archive, [ours, *senders], alone)
    return found


def _add(
    found: Results, wrk: str, asking: Path, who: str, address: str, archive: Archive,
    processes: Sequence[int], paths: tuple[str, str] | None = None,
) -> None:  # fmt: skip
    clip, download = paths or (archive.clip, archive.download)
    loads = {"ranges": (clip, ("-s", str(asking))), "whole files": (download, ())}
    for kind, (path, script) in loads.items():
        runs = [_run(wrk, address + path, script, processes) for _ in range(REPEATED)]
        found[kind][who] = sorted(runs, key=lambda run: run.cpu_seconds_a_gigabyte)[REPEATED // 2]


def _run(wrk: str, address: str, script: tuple[str, ...], processes: Sequence[int]) -> Figures:
    """One run of wrk; raises ``RuntimeError`` when anything was refused."""
    before = _cpu_seconds(processes)
    command = (wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "60s", *script)
    said = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    used = _cpu_seconds(processes) - before
    total = re.search(r"(\d+) requests in ([\d.]+)s, ([\d.]+)([KMG]?)B read", said)
    if total is None or not float(total[3]) or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{address} was not served: {said}")
    megabytes = float(total[3]) * _UNITS[total[4]] / 1e6
    seconds = float(total[2])
    return Figures(int(total[1]) / seconds, megabytes / seconds, used / (megabytes / 1000))


@contextmanager
def _serving(archive: Archive, accel: str) -> Iterator[tuple[str, int]]:
    """Our server as ``scripts/serve`` runs it; gives its address and its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "DASIBOGI_HOME": str(archive.home), "DASIBOGI_ACCEL": accel}
    program = Path(sys.executable).with_name("dasibogi")
    command = [str(program), "serve", "--port", str(port)]
    with (archive.home / "server.log").open("w") as log:
        started = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port, started)
        _wait_until_idle(started.pid)
        yield f"http://127.0.0.1:{port}", started.pid
    finally:
        started.terminate()
        started.wait()


def _wait_for(port: int, started: subprocess.Popen[bytes]) -> None:
    while started.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise RuntimeError("the server did not start")


def _wait_until_idle(process: int) -> None:
    """The language model is loaded beside the first requests, and is not what is measured."""
    used = -1.0
    while (now := _cpu_seconds([process])) - used > _IDLE:
        used = now
        time.sleep(2)


def _nginx_processes(folder: Path) -> list[int]:
    """The one that was started and its workers."""
    main = int((folder / "nginx.pid").read_text())
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [main, *map(int, children)]


def _cpu_seconds(processes: Sequence[int]) -> float:
    """User and system time so far (proc(5))."""
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _show(results: Results) -> None:
    for kind, senders in results.items():
        head = "| sent by | requests/s | MB/s | CPU s per GB | CPU, nginx alone = 1 |"
        rows = [_row(who, told, senders["nginx alone"]) for who, told in senders.items()]
        sys.stdout.write("\n".join((f"\n{kind}\n", head, "|---|---|---|---|---|", *rows, "")))


def _row(who: str, told: Figures, least: Figures) -> str:
    return (
        f"| {who} | {told.requests_a_second:.1f} | {told.megabytes_a_second:.0f}"
        f" | {told.cpu_seconds_a_gigabyte:.2f}"
        f" | {told.cpu_seconds_a_gigabyte / least.cpu_seconds_a_gigabyte:.1f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
