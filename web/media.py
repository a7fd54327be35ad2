"""Media, captions and pictures, each only for those who may see them."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from archive.captions.window import see_through as see_cues_through
from archive.captions.write import write_vtt
from archive.catalogue.engine import Db
from archive.catalogue.queries.media import ClipView as KnownClip
from archive.catalogue.queries.media import best_cues, clip_to_watch, recording_exists
from archive.catalogue.queries.pages import session_page
from archive.clip.exact import HEAD, TAIL, read_proof
from archive.clip.exact import PLAYLIST as EXACT_PLAYLIST
from archive.clip.playlist import ClipView, allowed_ranges, playlist, see_through, see_whole
from archive.errors import NotFoundError
from archive.language import Language
from archive.media.filmstrip import DESCRIPTION
from archive.media.fragments import FragmentIndex, load_fragment_index
from archive.storage import RecordingFiles, recording_files
from archive.timecode import Offset, Span
from web.access import account_of
from web.pages.asked import path_text
from web.ranges import FilePart, LargeFile, wanted_range

PLAYLIST = "application/vnd.apple.mpegurl"
VTT = "text/vtt; charset=utf-8"

FOREVER = "private, max-age=31536000, immutable"
"""For what its address names by content; private, so that a withdrawn clip stays on no proxy."""
ASK_AGAIN = "private, no-cache"


class DigestConvertor(Convertor[str]):
    """``{digest:digest}`` in a route's path: a clip's name."""

    regex = "[0-9a-f]{20}"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


CONVERTOR_TYPES.setdefault("digest", DigestConvertor())


def clip_view(request: Request, digest: str) -> tuple[RecordingFiles, ClipView]:
    """The clip's files and fragments; ``NotFoundError`` unless whoever asks may watch it."""
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db, digest)
    files = files_of(request, clip.recording_id)
    return files, see_through(index_of(files), clip.span)


def _clip(request: Request, db: Db, digest: str) -> KnownClip:
    is_editor = account_of(request) is not None
    return clip_to_watch(db, digest, is_editor=is_editor, now=datetime.now(UTC))


def files_of(request: Request, recording_id: int) -> RecordingFiles:
    """Where the recording's files are."""
    return recording_files(request.app.state.settings.media_folder, recording_id)


def index_of(files: RecordingFiles) -> FragmentIndex:
    """The recording's fragments; ``NotFoundError`` until it has been packed."""
    try:
        changed = files.fragments.stat().st_mtime_ns
    except FileNotFoundError as exc:
        raise NotFoundError("This recording is not ready yet.") from exc
    return _loaded_index(files.fragments, changed)


@lru_cache(maxsize=64)
def _loaded_index(path: Path, _changed: int) -> FragmentIndex:
    return load_fragment_index(path)


def _clip_playlist(request: Request) -> Response:
    """Exact once the clip's edges are built; until then widened to the keyframes around it."""
    digest = request.path_params["digest"]
    files, view = clip_view(request, digest)
    if read_proof(files.clip(digest)) is not None:
        exact = (files.clip(digest) / EXACT_PLAYLIST).read_text()
        return _text(request, exact, PLAYLIST)
    return _text(request, playlist(view, "recording.mp4"), PLAYLIST)


def begins_at(files: RecordingFiles, digest: str, cut: Span) -> Offset:
    """Recording time of the first picture in the clip's playlist as it is now."""
    proof = read_proof(files.clip(digest))
    return proof.first_frame_ms if proof else see_through(index_of(files), cut).snapped.start


def _clip_edge(request: Request) -> Response:
    digest = request.path_params["digest"]
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db, digest)
    name = HEAD if request.url.path.endswith(f"/{HEAD}") else TAIL
    folder = files_of(request, clip.recording_id).clip(digest)
    return _kept_file(folder / name, "video/mp4", FOREVER)


def _clip_media(request: Request) -> Response:
    """Bytes of the recording, those of the clip only; offsets are the recording's own."""
    files, view = clip_view(request, request.path_params["digest"])
    ranges = allowed_ranges(view)

    def range_end(first: int) -> int | None:
        return next((last for start, last in ranges if start <= first <= last), None)

    media = _prepared(files.media)
    wanted = wanted_range(request.headers.get("range"), media.stat().st_size, range_end)
    return FilePart(media, wanted, headers={"cache-control": FOREVER})


def _clip_captions(request: Request) -> Response:
    """The best track of a language on the clip's media timeline, where 0 is its first picture."""
    digest, language = request.path_params["digest"], request.path_params["captions"]
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db, digest)
        cues = best_cues(db, clip.recording_id, language, clip.span)
    start = begins_at(files_of(request, clip.recording_id), digest, clip.span)
    seen = see_cues_through(cues, clip.span, origin_ms=start)
    return _text(request, write_vtt(seen, language), VTT)


def _clip_poster(request: Request) -> Response:
    digest = request.path_params["digest"]
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db, digest)
    poster = files_of(request, clip.recording_id).poster(digest)
    return _kept_file(poster, "image/jpeg", FOREVER)


def _session_captions(request: Request) -> Response:
    """A track to take away: it counts from the session's in point."""
    language: Language = request.path_params["captions"]
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        page = session_page(db, slug, code, is_editor=account_of(request) is not None)
        if page.session.cut is None:
            raise NotFoundError("This session has no cut yet.")
        cut = page.session.cut.cut.first
        cues = best_cues(db, cut.recording_id, language, cut.span)
    response = _text(request, write_vtt(see_cues_through(cues, cut.span), language), VTT)
    name = quote(f"{code}.{language}.vtt", safe="")
    response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _recording_playlist(request: Request) -> Response:
    view = see_whole(index_of(_desk_files(request)))
    return _text(request, playlist(view, "recording.mp4"), PLAYLIST)


def _recording_media(request: Request) -> Response:
    media = _prepared(_desk_files(request).media)
    return LargeFile(media, headers={"cache-control": FOREVER}, media_type="video/mp4")


def _recording_captions(request: Request) -> Response:
    files = _desk_files(request)
    language: Language = request.path_params["captions"]
    whole = Span(0, max(index_of(files).duration_ms, 1))
    with request.app.state.catalogue.reading() as db:
        cues = best_cues(db, request.path_params["recording_id"], language, whole)
    return _text(request, write_vtt(cues, language), VTT)


def _recording_waveform(request: Request) -> Response:
    return _kept_file(_desk_files(request).waveform, "application/octet-stream", ASK_AGAIN)


def _recording_filmstrip(request: Request) -> Response:
    return _kept_file(_desk_files(request).filmstrip / DESCRIPTION, "application/json", ASK_AGAIN)


def _recording_sheet(request: Request) -> Response:
    name = f"sheet-{request.path_params['number']:03d}.jpg"
    return _kept_file(_desk_files(request).filmstrip / name, "image/jpeg", ASK_AGAIN)


def _desk_files(request: Request) -> RecordingFiles:
    """The files of a recording for the desk; to everybody else there is no such thing."""
    recording_id = request.path_params["recording_id"]
    if account_of(request) is None or recording_id >= 2**31:
        raise NotFoundError("There is no recording {id}.", id=str(recording_id)[:20])
    with request.app.state.catalogue.reading() as db:
        recording_exists(db, recording_id)
    return files_of(request, recording_id)


def _prepared(media: Path) -> Path:
    if not media.is_file():
        raise NotFoundError("This recording is not ready yet.")
    return media


def _kept_file(path: Path, kind: str, caching: str) -> FileResponse:
    if not path.is_file():
        raise NotFoundError("This picture or file is not ready yet.")
    return LargeFile(path, headers={"cache-control": caching}, media_type=kind)


def _text(request: Request, text: str, kind: str) -> Response:
    """A text made on the fly, or the word that the browser's copy is still right."""
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": ASK_AGAIN}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(text, headers=headers, media_type=kind)


_CLIP = "/media/clips/{digest:digest}"
_RECORDING = "/media/recordings/{recording_id:int}"

media_routes = [
    Route(f"{_CLIP}/playlist.m3u8", _clip_playlist),
    Route(f"{_CLIP}/recording.mp4", _clip_media),
    Route(f"{_CLIP}/{HEAD}", _clip_edge),
    Route(f"{_CLIP}/{TAIL}", _clip_edge),
    Route(f"{_CLIP}/captions.{{captions:language}}.vtt", _clip_captions),
    Route(f"{_CLIP}/poster.jpg", _clip_poster),
    Route(f"{_RECORDING}/playlist.m3u8", _recording_playlist),
    Route(f"{_RECORDING}/recording.mp4", _recording_media),
    Route(f"{_RECORDING}/captions.{{captions:language}}.vtt", _recording_captions),
    Route(f"{_RECORDING}/waveform.bin", _recording_waveform),
    Route(f"{_RECORDING}/filmstrip/filmstrip.json", _recording_filmstrip),
    Route(f"{_RECORDING}/filmstrip/sheet-{{number:int}}.jpg", _recording_sheet),
    Route(
        "/{language:language}/e/{slug}/{code}/captions.{captions:language}.vtt", _session_captions
    ),
]
