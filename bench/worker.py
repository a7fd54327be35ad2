"""The worker's part, measured inside a process that runs already, as a worker does.

Called with ``pack MEDIA FOLDER`` or ``clips FOLDER IN-OUT:NAME …`` (milliseconds), it writes costs
to stdout as JSON.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.clip.exact import build_clip
from archive.media.fragments import load_fragment_index, read_fragment_index, save_fragment_index
from archive.media.normalise import make_recording
from archive.media.tools import find_tools
from archive.storage import RecordingFiles
from archive.timecode import Span
from bench.measure import measured_here

_WARM_UP = Span(1000, 12_000)
"""A worker has cut before: the codecs' first use is not what is measured."""


def main(words: Sequence[str]) -> None:
    """Do what the words say and write what it cost."""
    work = _packed if words[0] == "pack" else _clips
    sys.stdout.write(json.dumps(work(*words[1:])))


def _packed(media: str, folder: str) -> dict[str, Any]:
    """What an ingest does once."""
    files = RecordingFiles(Path(folder))
    sources = [Path(media)]
    packing = measured_here(
        lambda: make_recording(find_tools(), sources, files.media, files.converting)
    )

    def index() -> None:
        save_fragment_index(read_fragment_index(files.media), files.fragments)

    return {"pack": asdict(packing), "index": asdict(measured_here(index))}


def _clips(folder: str, *cuts: str) -> list[dict[str, Any]]:
    files = RecordingFiles(Path(folder))
    _clip(files, _WARM_UP, files.clip("warm-up"))
    return [_measured_clip(files, cut) for cut in cuts]


def _measured_clip(files: RecordingFiles, cut: str) -> dict[str, Any]:
    span, _, name = cut.partition(":")
    start, end = map(int, span.split("-"))
    return asdict(measured_here(lambda: _clip(files, Span(start, end), files.clip(name))))


def _clip(files: RecordingFiles, cut: Span, folder: Path) -> None:
    """As ``jobs.steps.clips`` does; the recording is linked so that the playlist can be played."""
    index = load_fragment_index(files.fragments)
    folder.mkdir(parents=True, exist_ok=True)
    build_clip(files.media, index, cut, folder)
    if not (folder / files.media.name).exists():
        os.link(files.media, folder / files.media.name)


if __name__ == "__main__":
    main(sys.argv[1:])
