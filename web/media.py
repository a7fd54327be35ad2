"""Recordings for the desk, and how media are found and sent."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.captions.write import write_vtt
from archive.catalogue.queries.media import recording_exists
from archive.catalogue.queries.tracks import cues_of_parts, shown_tracks
from archive.clip.playlist import playlist, see_whole
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.language import Language
from archive.media.filmstrip import DESCRIPTION
from archive.media.fragments import FragmentIndex, load_fragment_index
from archive.media.stream import StreamFacts, stream_facts
from archive.storage import RecordingFiles, Rendition, recording_files
from archive.timecode import Span
from web.access import account_of
from web.files import LargeFile, is_kept, unchanged
from web.pages.choice import chosen_track

PLAYLIST = "application/vnd.apple.mpegurl"
VTT = "text/vtt; charset=utf-8"

FOREVER = "private, max-age=31536000, immutable"
"""For what its address names by content; private, so that a withdrawn clip stays on no proxy."""
ASK_AGAIN = "private, no-cache"


def files_of(request: Request, recording_id: int) -> RecordingFiles:
    """Where the recording's files are."""
    return recording_files(request.app.state.settings.media_folder, recording_id)


def index_of(rendition: Rendition) -> FragmentIndex:
    """The rendition's fragments; ``NotFoundError`` until it has been packed."""
    return _loaded_index(rendition.fragments, _changed_at(rendition))


def facts_of(rendition: Rendition) -> StreamFacts:
    """What players are told of the rendition; ``NotFoundError`` until it has been packed."""
    return _loaded_facts(rendition, _changed_at(rendition))


def _changed_at(rendition: Rendition) -> int:
    try:
        return rendition.fragments.stat().st_mtime_ns
    except FileNotFoundError as exc:
        raise NotFoundError("This recording is not ready yet.") from exc


@lru_cache(maxsize=64)
def _loaded_index(path: Path, _changed: int) -> FragmentIndex:
    return load_fragment_index(path)


@lru_cache(maxsize=64)
def _loaded_facts(rendition: Rendition, changed: int) -> StreamFacts:
    return stream_facts(rendition.media, _loaded_index(rendition.fragments, changed))


def _recording_playlist(request: Request) -> Response:
    """The light rendition, if it shows the pictures that a cut is made by."""
    files = _desk_files(request)
    is_light = files.small.is_ready and _show_the_same(files.small, files.main)
    name, rendition = (SMALL, files.small) if is_light else (RECORDING, files.main)
    return text_answer(request, playlist(see_whole(index_of(rendition)), name), PLAYLIST)


def _show_the_same(small: Rendition, main: Rendition) -> bool:
    """Whether there is a picture in the small one wherever there is one in the other."""
    rates = (facts_of(rendition).rate for rendition in (small, main))
    return len({round(rate * 10) for rate in rates}) == 1


def _small_media(request: Request) -> Response:
    media = prepared(_desk_files(request).small.media)
    return LargeFile(media, headers={"cache-control": FOREVER}, media_type="video/mp4")


def _recording_media(request: Request) -> Response:
    media = prepared(_desk_files(request).media)
    return LargeFile(media, headers={"cache-control": FOREVER}, media_type="video/mp4")


def _recording_captions(request: Request) -> Response:
    files = _desk_files(request)
    language: Language = request.path_params["captions"]
    whole = Span(0, max(index_of(files.main).duration_ms, 1))
    part = CutSpan(request.path_params["recording_id"], whole)
    with request.app.state.catalogue.reading() as db:
        tracks = shown_tracks(db, [part], language, chosen_track(request))
        (cues,) = cues_of_parts(db, [part], tracks)
    return text_answer(request, write_vtt(cues, language), VTT)


def _recording_waveform(request: Request) -> Response:
    return kept_file(_desk_files(request).waveform, "application/octet-stream", ASK_AGAIN)


def _recording_filmstrip(request: Request) -> Response:
    return kept_file(_desk_files(request).filmstrip / DESCRIPTION, "application/json", ASK_AGAIN)


def _recording_sheet(request: Request) -> Response:
    name = f"sheet-{request.path_params['number']:03d}.jpg"
    return kept_file(_desk_files(request).filmstrip / name, "image/jpeg", ASK_AGAIN)


def _desk_files(request: Request) -> RecordingFiles:
    """The files of a recording for the desk; to everybody else there is no such thing."""
    recording_id = request.path_params["recording_id"]
    if account_of(request) is None or recording_id >= 2**31:
        raise NotFoundError("There is no recording {id}.", id=str(recording_id)[:20])
    with request.app.state.catalogue.reading() as db:
        recording_exists(db, recording_id)
    return files_of(request, recording_id)


def prepared(media: Path) -> Path:
    if not media.is_file():
        raise NotFoundError("This recording is not ready yet.")
    return media


def kept_file(path: Path, kind: str, caching: str) -> LargeFile:
    if not path.is_file():
        raise NotFoundError("This picture or file is not ready yet.")
    return LargeFile(path, headers={"cache-control": caching}, media_type=kind)


def text_answer(request: Request, text: str, kind: str) -> Response:
    """A text made on the fly, or the word that the browser's copy is still right."""
    return named_answer(request, text, lambda: text, kind)


def named_answer(
    request: Request, identity: str, make: Callable[[], str], kind: str, **headers: str
) -> Response:
    """The same where ``identity`` names the text: it is made only for who hasn't got it."""
    etag = f'"{hashlib.sha256(identity.encode()).hexdigest()[:32]}"'
    told = MutableHeaders({"etag": etag, "cache-control": ASK_AGAIN})
    if is_kept(request.headers, told):
        return unchanged(told)
    answer = Response(make(), headers=dict(told), media_type=kind)
    for name, value in headers.items():
        answer.headers[name.replace("_", "-")] = value
    return answer


RECORDING, SMALL = "recording.mp4", "small.mp4"
_RECORDING = "/media/recordings/{recording_id:int}"

media_routes = [
    Route(f"{_RECORDING}/playlist.m3u8", _recording_playlist),
    Route(f"{_RECORDING}/{RECORDING}", _recording_media),
    Route(f"{_RECORDING}/{SMALL}", _small_media),
    Route(f"{_RECORDING}/captions.{{captions:language}}.vtt", _recording_captions),
    Route(f"{_RECORDING}/waveform.bin", _recording_waveform),
    Route(f"{_RECORDING}/filmstrip/filmstrip.json", _recording_filmstrip),
    Route(f"{_RECORDING}/filmstrip/sheet-{{number:int}}.jpg", _recording_sheet),
]
