"""A clip's playlists, files, captions and picture, each only for those who may watch it."""

from datetime import UTC, datetime
from pathlib import Path

from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.captions.window import see_through as see_cues_through
from archive.captions.write import write_vtt
from archive.catalogue.engine import Db
from archive.catalogue.queries.media import ClipView as KnownClip
from archive.catalogue.queries.media import best_cues, clip_to_watch
from archive.clip.exact import HEAD, RECORDING, TAIL
from archive.clip.forms import Form, begins_at, best_form, own_playlist
from archive.clip.playlist import ByteRange, ClipView, allowed_ranges, see_through
from archive.clip.window import (
    HEADER,
    MIDDLE,
    header_bytes,
    middle_bytes,
    window_playlist,
)
from archive.errors import NotFoundError
from archive.storage import RecordingFiles
from web.access import account_of
from web.files import FilePart, FileWindow
from web.media import (
    FOREVER,
    PLAYLIST,
    VTT,
    files_of,
    index_of,
    kept_file,
    prepared,
    text_answer,
)
from web.ranges import WantedRange, wanted_range


class DigestConvertor(Convertor[str]):
    """``{digest:digest}`` in a route's path: a clip's name."""

    regex = "[0-9a-f]{20}"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


CONVERTOR_TYPES.setdefault("digest", DigestConvertor())


def clip_view(request: Request) -> tuple[RecordingFiles, ClipView]:
    """The clip's files and fragments; ``NotFoundError`` unless whoever asks may watch it."""
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
    files = files_of(request, clip.recording_id)
    return files, see_through(index_of(files), clip.span)


def _clip(request: Request, db: Db) -> KnownClip:
    return clip_of(request, db, request.path_params["digest"])


def clip_of(request: Request, db: Db, digest: str) -> KnownClip:
    """The clip of that name; ``NotFoundError`` unless whoever asks may watch it."""
    is_editor = account_of(request) is not None
    return clip_to_watch(db, digest, is_editor=is_editor, now=datetime.now(UTC))


def _form(request: Request, folder: Path) -> Form:
    return form_in(folder, request.query_params.get("as"))


def form_in(folder: Path, asked: str | None) -> Form:
    """The form an address names; without a name, the best there is now."""
    if asked is None:
        return best_form(folder)
    if asked not in list(Form):
        raise NotFoundError("There is nothing at this address.")
    return Form(asked)


def _playlist(request: Request) -> Response:
    """For every player: each of its files is the clip's alone."""
    files, view = clip_view(request)
    folder = _folder(request, files)
    listing = own_playlist(_form(request, folder), folder, view)
    return text_answer(request, window_playlist(listing, view), PLAYLIST)


def _own_playlist(request: Request) -> Response:
    """For our player, which asks for exactly what is listed: ranges of the recording itself."""
    files, view = clip_view(request)
    folder = _folder(request, files)
    return text_answer(request, own_playlist(_form(request, folder), folder, view), PLAYLIST)


def _recording(request: Request) -> Response:
    """Bytes of the recording, those of the clip only; offsets are the recording's own."""
    files, view = clip_view(request)
    ranges = allowed_ranges(view)

    def range_end(first: int) -> int | None:
        return next((last for start, last in ranges if start <= first <= last), None)

    media = prepared(files.media)
    wanted = wanted_range(request.headers.get("range"), media.stat().st_size, range_end)
    return FilePart(media, wanted, headers={"cache-control": FOREVER})


def _header(request: Request) -> Response:
    files, view = clip_view(request)
    return _window(files, header_bytes(view))


def _middle(request: Request) -> Response:
    files, view = clip_view(request)
    return _window(files, middle_bytes(view))


def _window(files: RecordingFiles, part: ByteRange) -> Response:
    media = prepared(files.media)
    return FileWindow(media, WantedRange(*part), headers={"cache-control": FOREVER})


def _edge(request: Request) -> Response:
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
    name = HEAD if request.url.path.endswith(f"/{HEAD}") else TAIL
    folder = files_of(request, clip.recording_id).clip(clip.digest)
    return kept_file(folder / name, "video/mp4", FOREVER)


def _captions(request: Request) -> Response:
    """The best track of a language on the clip's media timeline, where 0 is its first picture."""
    language = request.path_params["captions"]
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
        cues = best_cues(db, clip.recording_id, language, clip.span)
    files = files_of(request, clip.recording_id)
    folder = files.clip(clip.digest)
    start = begins_at(_form(request, folder), folder, index_of(files), clip.span)
    seen = see_cues_through(cues, clip.span, origin_ms=start)
    return text_answer(request, write_vtt(seen, language), VTT)


def _poster(request: Request) -> Response:
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
    poster = files_of(request, clip.recording_id).poster(clip.digest)
    return kept_file(poster, "image/jpeg", FOREVER)


def _folder(request: Request, files: RecordingFiles) -> Path:
    return files.clip(request.path_params["digest"])


_CLIP = "/media/clips/{digest:digest}"

clip_routes = [
    Route(f"{_CLIP}/playlist.m3u8", _playlist),
    Route(f"{_CLIP}/recording.m3u8", _own_playlist),
    Route(f"{_CLIP}/{RECORDING}", _recording),
    Route(f"{_CLIP}/{HEADER}", _header),
    Route(f"{_CLIP}/{MIDDLE}", _middle),
    Route(f"{_CLIP}/{HEAD}", _edge),
    Route(f"{_CLIP}/{TAIL}", _edge),
    Route(f"{_CLIP}/captions.{{captions:language}}.vtt", _captions),
    Route(f"{_CLIP}/poster.jpg", _poster),
]
