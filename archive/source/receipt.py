"""A note in the folder that says a source is here completely, and what it was."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.recording import SourceChapter
from archive.sentence import Sentence
from archive.source.facts import (
    ChosenFormat,
    ChosenSubtitle,
    DownloadedSource,
    DownloadedSubtitle,
    SourceFacts,
)
from archive.storage import written_beside
from archive.timecode import Span

NAME = "source.json"
_KINDS = ("video", "audio", "captions", "small")
"""How the names of downloaded files begin."""


def write_receipt(folder: Path, url: str, source: DownloadedSource) -> None:
    """Note that everything is here, and remove what unfinished downloads left behind."""
    files = [*source.media, *(subtitle.path for subtitle in source.subtitles)]
    files += [source.small] if source.small else []
    note = {
        "url": url,
        "sizes": {path.name: path.stat().st_size for path in files},
        "facts": asdict(source.facts),
        "media": [path.name for path in source.media],
        "subtitles": [
            [track.language, track.origin, track.path.name] for track in source.subtitles
        ],
        "missing": [asdict(sentence) for sentence in source.missing],
        "small": source.small.name if source.small else None,
    }
    with written_beside(folder / NAME) as beside:
        text = json.dumps(note, ensure_ascii=False, indent=1, default=datetime.isoformat)
        beside.write_text(text, encoding="utf-8")
    # What there is of a small picture that is lacking is gone on with by the next attempt.
    _sweep(folder, _KINDS[:-1] if source.lacks_small else _KINDS, files)


def read_receipt(folder: Path, url: str) -> DownloadedSource | None:
    """What was downloaded from ``url``, if all of it is still here in its full size."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        note = json.loads((folder / NAME).read_text(encoding="utf-8"))
        sizes: dict[str, int] = note["sizes"]
        if note["url"] == url and all(_size(folder / name) == sizes[name] for name in sizes):
            return _source(folder, note)
    return None


def _sweep(folder: Path, kinds: Sequence[str], kept: Collection[Path]) -> None:
    for kind in kinds:
        for path in folder.glob(f"{kind}-*"):
            if path not in kept:
                path.unlink()


def _source(folder: Path, note: Mapping[str, Any]) -> DownloadedSource:
    return DownloadedSource(
        facts=_facts(note["facts"]),
        media=tuple(folder / name for name in note["media"]),
        subtitles=tuple(
            DownloadedSubtitle(language, origin, folder / name)
            for language, origin, name in note["subtitles"]
        ),
        missing=tuple(Sentence(**sentence) for sentence in note["missing"]),
        small=folder / note["small"] if note.get("small") else None,
    )


def _facts(note: dict[str, Any]) -> SourceFacts:
    started_at = note["started_at"]
    read = {
        "started_at": datetime.fromisoformat(started_at) if started_at else None,
        "chapters": tuple(
            SourceChapter(Span(**chapter["span"]), chapter["title"]) for chapter in note["chapters"]
        ),
        "formats": tuple(ChosenFormat(**entry) for entry in note["formats"]),
        "subtitles": tuple(ChosenSubtitle(**entry) for entry in note["subtitles"]),
        "small": ChosenFormat(**note["small"]) if note.get("small") else None,
    }
    return SourceFacts(**(note | read))


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None
