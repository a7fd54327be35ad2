"""Several clips of a session in one go: one playlist and one track of captions, made on the fly."""

from collections.abc import Callable, Sequence
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
from archive.catalogue.queries.tracks import cues_of_parts, last_made, shown_tracks
from archive.clip.exact import read_proof
from archive.clip.forms import Form, begins_at, own_playlist
from archive.clip.joined import Listing, joined_playlist, length_ms
from archive.clip.master import Level, master_playlist
from archive.clip.playlist import ClipView, see_through
from archive.clip.window import window_playlist
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.media.stream import StreamFacts
from archive.storage import Rendition
from archive.timecode import Offset
from web.clips import VERSION, clip_of, form_in
from web.media import PLAYLIST, VTT, facts_of, files_of, index_of, named_answer, text_answer
from web.moved import or_lead_on
from web.pages.choice import chosen_track


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
    """A clip in one rendition, in the form that is asked for."""

    cut: CutSpan
    rendition: Rendition
    folder: Path
    form: Form

    @property
    def view(self) -> ClipView:
        return see_through(index_of(self.rendition), self.cut.span)

    @property
    def own(self) -> str:
        return own_playlist(self.form, self.folder, self.view)

    @property
    def begins(self) -> Offset:
        return begins_at(self.form, self.folder, self.view.index, self.cut.span)


_Pieces = Sequence[_Piece]


def _pieces(request: Request, *, is_small: bool) -> _Pieces:
    """The clips the address names, for whoever may watch each of them."""
    digests: tuple[str, ...] = request.path_params["digests"]
    asked = request.query_params.get("as")
    forms = [None] * len(digests) if asked is None else asked.split(",")
    if len(forms) != len(digests):
        raise NotFoundError("There is nothing at this address.")
    with request.app.state.catalogue.reading() as db:
        clips = [clip_of(request, db, digest) for digest in digests]
    return [_piece(request, clip, form, is_small) for clip, form in zip(clips, forms, strict=True)]


def _piece(request: Request, clip: KnownClip, form: str | None, is_small: bool) -> _Piece:
    files, cut = files_of(request, clip.recording_id), CutSpan(clip.recording_id, clip.span)
    folder = files.small_clip(clip.digest) if is_small else files.clip(clip.digest)
    rendition = files.small if is_small else files.main
    return _Piece(cut, rendition, folder, form_in(folder, form))


def _joined(pieces: _Pieces, of: Callable[[_Piece], str], up: str) -> str:
    """``up`` leads from the playlist's folder to that of all clips, and on into a rendition's."""
    return joined_playlist([Listing(of(piece), up.format(piece.cut.digest)) for piece in pieces])


_MAIN, _SMALL = "../{}/", "../../{}/small/"


def _for_all(piece: _Piece) -> str:
    """For every player: each of its files is a clip's alone."""
    return window_playlist(piece.own, piece.view)


def _for_ours(piece: _Piece) -> str:
    """For our player, which asks for exactly what is listed."""
    return piece.own


def _playlist(of: Callable[[_Piece], str], *, is_small: bool) -> Callable[[Request], Response]:
    def playlist(request: Request) -> Response:
        pieces = _pieces(request, is_small=is_small)
        text = _joined(pieces, of, _SMALL if is_small else _MAIN)
        return text_answer(request, text, PLAYLIST)

    return playlist


def _master(name: str) -> Callable[[Request], Response]:
    """The renditions that all clips have, the small one only where both are exact everywhere."""

    def master(request: Request) -> Response:
        main = _pieces(request, is_small=False)
        address = f"{name}?as={','.join(piece.form for piece in main)}"
        levels = [_level(main, address)]
        small = _pieces(request, is_small=True)
        if all(piece.form is Form.EXACT for piece in main) and all(map(_is_there, small)):
            levels.insert(0, _level(small, f"small/{address}"))
        return text_answer(request, master_playlist(levels), PLAYLIST)

    return master


def _is_there(piece: _Piece) -> bool:
    return piece.rendition.is_ready and read_proof(piece.folder) is not None


def _level(pieces: _Pieces, address: str) -> Level:
    """What a player must be able to show: the largest of the pictures."""
    facts = max((facts_of(piece.rendition) for piece in pieces), key=_size)
    return Level(address, _joined(pieces, _for_ours, _MAIN), facts)


def _size(facts: StreamFacts) -> int:
    return facts.width * facts.height


def _captions(request: Request) -> Response:
    """The tracks of a language on the joined playlist's timeline."""
    language = request.path_params["captions"]
    pieces = _pieces(request, is_small=False)
    parts = [piece.cut for piece in pieces]
    with request.app.state.catalogue.reading() as db:
        tracks = shown_tracks(db, parts, language, chosen_track(request))

        def make() -> str:
            at, said = 0, list[Cue]()
            for piece, cues in zip(pieces, cues_of_parts(db, parts, tracks), strict=True):
                seen = see_cues_through(cues, piece.cut.span, origin_ms=piece.begins)
                said += later(seen, at)
                at += length_ms(piece.own)
            return write_vtt(said, language)

        clips = [(piece.cut.digest, piece.form) for piece in pieces]
        identity = repr((VERSION, clips, language, last_made(tracks)))
        return named_answer(request, identity, make, VTT)


_CLIPS = "/media/clips/{digests:digests}"
_EACH = {"playlist.m3u8": _for_all, "recording.m3u8": _for_ours}

joined_routes = [
    Route(f"{_CLIPS}/master.m3u8", or_lead_on(_master("playlist.m3u8"))),
    Route(f"{_CLIPS}/recordings.m3u8", or_lead_on(_master("recording.m3u8"))),
    *(Route(f"{_CLIPS}/{name}", _playlist(of, is_small=False)) for name, of in _EACH.items()),
    *(Route(f"{_CLIPS}/small/{name}", _playlist(of, is_small=True)) for name, of in _EACH.items()),
    Route(f"{_CLIPS}/captions.{{captions:language}}.vtt", or_lead_on(_captions)),
]
