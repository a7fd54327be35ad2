"""A clip's playlists, files, captions and picture, each only for those who may watch it."""

from dataclasses import dataclass
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
from archive.catalogue.queries.media import clip_to_watch
from archive.catalogue.queries.tracks import cues_of_parts, last_made, shown_tracks
from archive.clip.exact import HEAD, RECORDING, TAIL, read_proof
from archive.clip.forms import Form, begins_at, best_form, own_playlist
from archive.clip.master import Level, master_playlist
from archive.clip.playlist import ByteRange, ClipView, allowed_ranges, see_through
from archive.clip.window import (
    HEADER,
    MIDDLE,
    header_bytes,
    middle_bytes,
    window_playlist,
)
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.storage import Rendition
from archive.timecode import Span
from web.access import account_of
from web.addresses import POSTER
from web.files import FilePart, FileWindow
from web.media import (
    FOREVER,
    PLAYLIST,
    VTT,
    facts_of,
    files_of,
    index_of,
    kept_file,
    named_answer,
    prepared,
    text_answer,
)
from web.moved import or_lead_on
from web.pages.choice import chosen_track
from web.ranges import WantedRange, wanted_range

VERSION = 1
"""Grows when the same tracks would give other captions."""


class DigestConvertor(Convertor[str]):
    """``{digest:digest}`` in a route's path: a clip's name."""

    regex = "[0-9a-f]{20}"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class SmallConvertor(DigestConvertor):
    """``{size:small}``: files of the clip's small rendition."""

    regex = "small"


CONVERTOR_TYPES.setdefault("digest", DigestConvertor())
CONVERTOR_TYPES.setdefault("small", SmallConvertor())


@dataclass(frozen=True, slots=True)
class _Shown:
    """A clip in one rendition: the recording's file, the clip's own folder, its fragments."""

    media: Path
    folder: Path
    view: ClipView


def _shown(request: Request) -> _Shown:
    """What the address speaks of; ``NotFoundError`` unless whoever asks may watch it."""
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
    files = files_of(request, clip.recording_id)
    is_small = "size" in request.path_params
    rendition = files.small if is_small else files.main
    folder = files.small_clip(clip.digest) if is_small else files.clip(clip.digest)
    return _Shown(rendition.media, folder, see_through(index_of(rendition), clip.span))


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
    shown = _shown(request)
    listing = own_playlist(_form(request, shown.folder), shown.folder, shown.view)
    return text_answer(request, window_playlist(listing, shown.view), PLAYLIST)


def _own_playlist(request: Request) -> Response:
    """For our player, which asks for exactly what is listed: ranges of the recording itself."""
    shown = _shown(request)
    listing = own_playlist(_form(request, shown.folder), shown.folder, shown.view)
    return text_answer(request, listing, PLAYLIST)


def _master(request: Request) -> Response:
    """The clip's renditions, for every player."""
    return _listed(request, "playlist.m3u8")


def _own_master(request: Request) -> Response:
    """The clip's renditions, for our player."""
    return _listed(request, "recording.m3u8")


def _listed(request: Request, name: str) -> Response:
    """The small rendition first, where both are exact: else their second 0 were two moments."""
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
    files = files_of(request, clip.recording_id)
    form, small = _form(request, files.clip(clip.digest)), files.small_clip(clip.digest)
    address = f"{name}?as={form}"
    levels = [_level(files.main, files.clip(clip.digest), form, clip.span, address)]
    if form is Form.EXACT and files.small.is_ready and read_proof(small) is not None:
        levels.insert(0, _level(files.small, small, form, clip.span, f"small/{address}"))
    return text_answer(request, master_playlist(levels), PLAYLIST)


def _level(rendition: Rendition, folder: Path, form: Form, cut: Span, address: str) -> Level:
    listing = own_playlist(form, folder, see_through(index_of(rendition), cut))
    return Level(address, listing, facts_of(rendition))


def _recording(request: Request) -> Response:
    """Bytes of the recording, those of the clip only; offsets are the recording's own."""
    shown = _shown(request)
    ranges = allowed_ranges(shown.view)

    def range_end(first: int) -> int | None:
        return next((last for start, last in ranges if start <= first <= last), None)

    media = prepared(shown.media)
    wanted = wanted_range(request.headers.get("range"), media.stat().st_size, range_end)
    return FilePart(media, wanted, headers={"cache-control": FOREVER})


def _header(request: Request) -> Response:
    shown = _shown(request)
    return _window(shown.media, header_bytes(shown.view))


def _middle(request: Request) -> Response:
    shown = _shown(request)
    return _window(shown.media, middle_bytes(shown.view))


def _window(media: Path, part: ByteRange) -> Response:
    return FileWindow(prepared(media), WantedRange(*part), headers={"cache-control": FOREVER})


def _edge(request: Request) -> Response:
    name = HEAD if request.url.path.endswith(f"/{HEAD}") else TAIL
    return kept_file(_shown(request).folder / name, "video/mp4", FOREVER)


def _captions(request: Request) -> Response:
    """A language's track on the clip's media timeline, where 0 is its first picture."""
    language = request.path_params["captions"]
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
        part = CutSpan(clip.recording_id, clip.span)
        tracks = shown_tracks(db, [part], language, chosen_track(request))
        files = files_of(request, clip.recording_id)
        folder = files.clip(clip.digest)
        start = begins_at(_form(request, folder), folder, index_of(files.main), clip.span)

        def make() -> str:
            (cues,) = cues_of_parts(db, [part], tracks)
            return write_vtt(see_cues_through(cues, clip.span, origin_ms=start), language)

        identity = repr((VERSION, clip.digest, start, language, last_made(tracks)))
        return named_answer(request, identity, make, VTT)


def _poster(request: Request) -> Response:
    with request.app.state.catalogue.reading() as db:
        clip = _clip(request, db)
    poster = files_of(request, clip.recording_id).poster(clip.digest)
    return kept_file(poster, "image/jpeg", FOREVER)


_CLIP = "/media/clips/{digest:digest}"

_MEDIA = {
    "playlist.m3u8": or_lead_on(_playlist),
    "recording.m3u8": _own_playlist,
    RECORDING: _recording,
    HEADER: _header,
    MIDDLE: _middle,
    HEAD: _edge,
    TAIL: _edge,
}
"""What each rendition of a clip has."""

clip_routes = [
    Route(f"{_CLIP}/master.m3u8", or_lead_on(_master)),
    Route(f"{_CLIP}/recordings.m3u8", or_lead_on(_own_master)),
    *(Route(f"{_CLIP}/{name}", answer) for name, answer in _MEDIA.items()),
    *(Route(f"{_CLIP}/{{size:small}}/{name}", answer) for name, answer in _MEDIA.items()),
    Route(f"{_CLIP}/captions.{{captions:language}}.vtt", or_lead_on(_captions)),
    Route(f"{_CLIP}/{POSTER}", or_lead_on(_poster)),
]
