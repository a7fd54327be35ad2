"""Small pictures of a whole recording, on sheets, and which of them shows which moment."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

from archive.errors import ToolFailedError
from archive.media.ffmpeg import Input, Output, Stop, convert_command, never, run
from archive.media.output import Progress, Report, unheard
from archive.media.probe import examine, first_keyframe
from archive.media.tools import Tools
from archive.storage import storing, written_beside
from archive.timecode import Offset

WIDTH, HEIGHT = 160, 90
COLUMNS, ROWS = 10, 10
DESCRIPTION = "filmstrip.json"

WIDEST_GAP_MS = 5000
"""Long recordings get a picture every five seconds, or where the next keyframe is."""
PICTURES_WANTED = 100
"""Short ones get about this many, as far as their keyframes reach."""

_KEYFRAMES = {"skip_frame": "nokey", "threads": "1"}
"""Threads would only wait for each other: between keyframes there is nothing to decode."""

_EARLY_SECONDS = 0.001
"""Keyframes that lie a rounding error too close together count as far enough apart."""


@dataclass(frozen=True, slots=True)
class Filmstrip:
    """``times`` are recording times; sheets hold ``columns`` x ``rows`` pictures, row by row."""

    width: int
    height: int
    columns: int
    rows: int
    sheets: tuple[str, ...]
    times: tuple[Offset, ...]


def make_filmstrip(
    tools: Tools,
    media: Path,
    duration_ms: int,
    folder: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> Filmstrip:
    """Write sheets and description of a packed recording; only keyframes are decoded.

    A reader of the folder sees the old description until every new sheet is there.
    """
    picture = examine(tools, media, stop=stop).picture
    if picture is None:
        raise ToolFailedError("The packed recording {name} has lost its picture.", name=media.name)
    zero = first_keyframe(tools, media, picture.number, stop=stop)
    progress = Progress(duration_ms, report)
    times = _Times(zero, progress)
    with _sheets_beside(folder) as beside:
        run(_command(tools, media, duration_ms, beside), on_output=times.read, stop=stop)
        sheets = tuple(sorted(sheet.name for sheet in beside.iterdir()))
        strip = Filmstrip(WIDTH, HEIGHT, COLUMNS, ROWS, sheets, times.end())
        _publish(strip, beside, folder)
    progress.end()
    return strip


def read_filmstrip(folder: Path) -> Filmstrip:
    """The description of a folder's sheets; raises ``ToolFailedError`` when it is damaged."""
    try:
        facts = json.loads((folder / DESCRIPTION).read_bytes())
        lists = {name: tuple(facts[name]) for name in ("sheets", "times")}
        return Filmstrip(**{**facts, **lists})
    except (ValueError, KeyError, TypeError) as exc:
        raise ToolFailedError(
            "The filmstrip's description is damaged. Prepare the recording again."
        ) from exc


def _command(tools: Tools, media: Path, duration_ms: int, folder: Path) -> tuple[str, ...]:
    """One decoding, two outputs: the sheets, and on the pipe each picture's time."""
    gap = min(WIDEST_GAP_MS, duration_ms // PICTURES_WANTED) / 1000 - _EARLY_SECONDS
    chosen = f"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{gap:.3f})'"
    fit = f"scale=iw*sar:ih,scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease"
    page = f"pad={WIDTH}:{HEIGHT}:(ow-iw)/2:(oh-ih)/2,setsar=1,tile={COLUMNS}x{ROWS}"
    every = {"fps_mode": "passthrough", "enc_time_base": "filter"}
    pictures = {**every, "vf": f"{chosen},{fit},{page}", "q:v": "5", "fflags": "+bitexact"}
    times = {**every, "vf": f"{chosen},scale=2:2", "f": "framecrc"}
    return convert_command(
        tools,
        [Input(media, ("v:0",), _KEYFRAMES)],
        Output(f"file:{str(folder).replace('%', '%%')}/sheet-%03d.jpg", pictures),
        Output("pipe:1", {**times, "copyts": None}),
    )


class _Times:
    """Reads ffmpeg's framecrc lines (``stream, dts, pts, …``) as recording times.

    ``zero`` is where ffmpeg sees the recording's first keyframe, in seconds.
    """

    def __init__(self, zero: Fraction, progress: Progress) -> None:
        self._zero = zero
        self._progress = progress
        self._unit = Fraction(0)
        self._times: list[Offset] = []
        self._tail = b""

    def read(self, data: bytes) -> None:
        *lines, self._tail = (self._tail + data).split(b"\n")
        for line in lines:
            if line.startswith(b"#tb 0:"):
                self._unit = Fraction(line.partition(b":")[2].decode().strip())
            elif not line.startswith(b"#"):
                shown = int(line.split(b",")[2]) * self._unit - self._zero
                self._times.append(round(shown * 1000))
                self._progress.reach_ms(self._times[-1])

    def end(self) -> tuple[Offset, ...]:
        return tuple(self._times)


@contextmanager
def _sheets_beside(folder: Path) -> Iterator[Path]:
    """An empty folder on the same disk, gone when the block ends."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    with storing():
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            yield beside
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _publish(strip: Filmstrip, beside: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in strip.sheets:
        (beside / sheet).replace(folder / sheet)
    with written_beside(folder / DESCRIPTION) as description:
        description.write_text(json.dumps(asdict(strip), separators=(",", ":")))
    for old in folder.glob("sheet-*.jpg"):
        if old.name not in strip.sheets:
            old.unlink()
