"""Several clips of a session in one go: one playlist and one track of captions, made on the fly."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.captions.model import Cue
from archive.captions.window import later
from archive.captions.window import see_through as see_cues_through
from archive.captions.write import write_vtt
from archive.catalogue.queries.media import ClipView as KnownClip
from archive.catalogue.queries.media import cues_of_parts
from archive.clip.forms import Form, begins_at, own_playlist
from archive.clip.joined import Listing, joined_playlist, length_ms
from archive.clip.playlist import ClipView, see_through
from archive.clip.window import window_playlist
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.storage import RecordingFiles
from archive.timecode import Offset
from web.clips import clip_of, form_in
from web.media import PLAYLIST, VTT, files_of, index_of, text_answer


class DigestsConvertor(Convertor[tuple[str, ...]]):
    """``{digests:digests}`` in a route's path: the clips of a session that has several."""

    regex = r"[0-9a-f]{20}(?:\+[0-9a-f]{20}){1,15}"

    def convert(self, value: str) -> tuple[str, ...]:
        return tuple(value.split("+"))

    def to_string(self, value: tuple[str, ...]) -> str:
        return "+".join(value)


CONVERTOR_TYPES.setdefault("digests", DigestsConvertor())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clip where it lies, in the form that is asked for."""

    cut: CutSpan
    files: RecordingFiles
    view: ClipView
    form: Form

    @property
    def folder(self) -> Path:
        return self.files.clip(self.cut.digest)

    @property
    def own(self) -> str:
        return own_playlist(self.form, self.folder, self.view)

    @property
    def begins(self) -> Offset:
        return begins_at(self.form, self.folder, self.view.index, self.cut.span)


def _pieces(request: Request) -> list[_Piece]:
    """The clips the address names, for whoever may watch each of them."""
    digests: tuple[str, ...] = request.path_params["digests"]
    asked = request.query_params.get("as")
    forms = [None] * len(digests) if asked is None else asked.split(",")
    if len(forms) != len(digests):
        raise NotFoundError("There is nothing at this address.")
    with request.app.state.catalogue.reading() as db:
        clips = [clip_of(request, db, digest) for digest in digests]
    return [_piece(request, clip, form) for clip, form in zip(clips, forms, strict=True)]


def _piece(request: Request, clip: KnownClip, form: str | None) -> _Piece:
    files = files_of(request, clip.recording_id)
    view = see_through(index_of(files.main), clip.span)
    cut = CutSpan(clip.recording_id, clip.span)
    return _Piece(cut, files, view, form_in(files.clip(clip.digest), form))


def _playlist(request: Request) -> Response:
    """For every player: each of its files is a clip's alone, in the main rendition."""
    return _listing(request, lambda piece: window_playlist(piece.own, piece.view))


def _own_playlist(request: Request) -> Response:
    """For our player, which asks for exactly what is listed."""
    return _listing(request, lambda piece: piece.own)


def _listing(request: Request, of: Callable[[_Piece], str]) -> Response:
    pieces = _pieces(request)
    listings = [Listing(of(piece), f"../{piece.cut.digest}/") for piece in pieces]
    return text_answer(request, joined_playlist(listings), PLAYLIST)


def _captions(request: Request) -> Response:
    """The best tracks of a language on the joined playlist's timeline."""
    language = request.path_params["captions"]
    pieces = _pieces(request)
    with request.app.state.catalogue.reading() as db:
        cues_of_each = cues_of_parts(db, [piece.cut for piece in pieces], language)
    at, said = 0, list[Cue]()
    for piece, cues in zip(pieces, cues_of_each, strict=True):
        said += later(see_cues_through(cues, piece.cut.span, origin_ms=piece.begins), at)
        at += length_ms(piece.own)
    return text_answer(request, write_vtt(said, language), VTT)


_CLIPS = "/media/clips/{digests:digests}"

joined_routes = [
    Route(f"{_CLIPS}/master.m3u8", _playlist),
    Route(f"{_CLIPS}/recordings.m3u8", _own_playlist),
    Route(f"{_CLIPS}/captions.{{captions:language}}.vtt", _captions),
]
