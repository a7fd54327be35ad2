"""A clip's small pictures for the player's bar: those of the clip and no others."""

import json
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.errors import NotFoundError
from archive.media.filmstrip import DESCRIPTION, Filmstrip, read_filmstrip
from archive.media.sheets import strip_through, write_sheet
from archive.timecode import Span
from web.clips import clip_of
from web.media import FOREVER, files_of, text_answer

_KEPT_SHEETS = 24
"""Sheets kept ready in memory, at some 200 kB each: a page asks for few, one after another."""


def _filmstrip(request: Request) -> Response:
    """Times in recording time, as the desk has them, of the pictures inside the cut."""
    folder, changed, span = _asked(request)
    strip = strip_through(_loaded(folder, changed), span)
    sheets = tuple(f"{name}?made={changed}" for name in strip.sheets)
    text = json.dumps(asdict(replace(strip, sheets=sheets)), separators=(",", ":"))
    return text_answer(request, text, "application/json")


def _sheet(request: Request) -> Response:
    folder, changed, span = _asked(request)
    number: int = request.path_params["number"]
    sheet = _made(folder, changed, span, min(number, 10_000))
    return Response(sheet, headers={"cache-control": FOREVER}, media_type="image/jpeg")


def _asked(request: Request) -> tuple[Path, int, Span]:
    """Where the recording's sheets are, when they were made, and what of them may be seen."""
    with request.app.state.catalogue.reading() as db:
        clip = clip_of(request, db, request.path_params["digest"])
    folder = files_of(request, clip.recording_id).filmstrip
    try:
        return folder, (folder / DESCRIPTION).stat().st_mtime_ns, clip.span
    except FileNotFoundError as exc:
        raise NotFoundError("This picture or file is not ready yet.") from exc


@lru_cache(maxsize=32)
def _loaded(folder: Path, _changed: int) -> Filmstrip:
    return read_filmstrip(folder)


@lru_cache(maxsize=_KEPT_SHEETS)
def _made(folder: Path, changed: int, span: Span, number: int) -> bytes:
    return write_sheet(_loaded(folder, changed), folder, span, number)


_FOLDER = "/media/clips/{digest:digest}/filmstrip"

filmstrip_routes = [
    Route(f"{_FOLDER}/filmstrip.json", _filmstrip),
    Route(f"{_FOLDER}/sheet-{{number:int}}.jpg", _sheet),
]
