"""A recording for clips, from any media file: made beside them once, and found again later."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.clip.exact import RECORDING
from archive.errors import NotFoundError, ToolFailedError
from archive.media.conversion import Packing, unheard_work
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import (
    FragmentIndex,
    load_fragment_index,
    read_fragment_index,
    save_fragment_index,
)
from archive.media.hashes import hash_fragments, hashes_beside
from archive.media.normalise import make_recording
from archive.media.probe import first_shown_us
from archive.media.tools import Tools
from archive.storage import RecordingFiles, written_beside

FRAGMENTS, ORIGIN = "fragments.json", "origin.json"


def prepare(
    tools: Tools,
    media: Path,
    folder: Path,
    *,
    tell: Callable[[Packing], None] = unheard_work,
    stop: Stop = never,
) -> FragmentIndex:
    """Have ``recording.mp4`` and its index in the folder; a file that is packed is only linked.

    Times of the index are those of the file as players show it.

    Raises ``NotFoundError`` when there is no such file, and what ``make_recording`` raises.
    """
    if not media.is_file():
        raise NotFoundError("There is no file {path}.", path=str(media))
    folder.mkdir(parents=True, exist_ok=True)
    target, origin = folder / RECORDING, _origin(media)
    index = _kept(folder, origin)
    if index is not None:
        return index
    index = _packed(media)
    if index is None:
        workplace = RecordingFiles(folder).converting
        make_recording(tools, [media], target, workplace, tell=tell, stop=stop)
        begins_us = first_shown_us(tools, media, stop=stop)
        index = replace(read_fragment_index(target), begins_us=begins_us)
        hash_fragments(target, index, stop=stop)
    elif not (target.exists() and target.samefile(media)):
        _link(media, target)
        if hashes_beside(media).is_file():
            _link(hashes_beside(media), hashes_beside(target))
    save_fragment_index(index, folder / FRAGMENTS)
    with written_beside(folder / ORIGIN) as beside:
        beside.write_text(json.dumps(origin | {"begins_us": index.begins_us}))
    return index


def _origin(media: Path) -> dict[str, Any]:
    facts = media.stat()
    return {"path": str(media.resolve()), "size": facts.st_size, "changed": facts.st_mtime_ns}


def _kept(folder: Path, origin: dict[str, Any]) -> FragmentIndex | None:
    """The folder's index, if it was made of this very file."""
    try:
        known = json.loads((folder / ORIGIN).read_bytes())
        begins_us = known.pop("begins_us")
        index = replace(load_fragment_index(folder / FRAGMENTS), begins_us=begins_us)
    except (FileNotFoundError, ValueError, KeyError, ToolFailedError):
        return None
    return index if known == origin and (folder / RECORDING).is_file() else None


def _packed(media: Path) -> FragmentIndex | None:
    """The index beside a file that is a packed recording already."""
    try:
        index = load_fragment_index(media.with_name(FRAGMENTS))
    except (FileNotFoundError, ToolFailedError):
        return None
    last = index.fragments[-1]
    is_its = media.name == RECORDING and last.offset + last.size == media.stat().st_size
    return index if is_its else None


def _link(media: Path, target: Path) -> None:
    """The same bytes under another name: no copy, on one file system or across two."""
    with written_beside(target) as beside:
        try:
            os.link(media, beside)
        except OSError:
            beside.symlink_to(media.resolve())
