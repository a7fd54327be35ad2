"""Captions and chapters to take away: times count from the session's beginning, or a part's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.captions.bilingual import write_bilingual, write_bilingual_txt
from archive.captions.model import Cue
from archive.captions.paragraphs import write_txt
from archive.captions.tracks import TrackFacts
from archive.captions.window import later, see_through
from archive.captions.write import write_chapters, write_srt, write_vtt
from archive.catalogue.engine import Db
from archive.catalogue.queries.pages import session_card, session_page
from archive.catalogue.queries.tracks import cues_of_parts, last_made, shown_tracks
from archive.catalogue.values import SessionCard
from archive.cut import Cut, CutSpan
from archive.errors import NotFoundError
from archive.language import LANGUAGES, Language
from archive.recording import SourceChapter
from archive.timecode import Span
from web.access import account_of
from web.attachments import attachment
from web.media import VTT, named_answer
from web.pages.asked import asked_part, path_text
from web.pages.choice import chosen_in
from web.pages.parts import parts_of
from web.pages.transcript import chapters_in
from web.reader import language_of
from web.words import chapter_title

VERSION = 1
"""Grows when the same tracks would give another file."""

_TYPES = {
    "vtt": VTT,
    "srt": "application/x-subrip; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_Said = Mapping[Language, Sequence[Cue]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is taken away: a whole session, or the part of that number."""

    card: SessionCard
    cut: Cut
    number: int | None

    @property
    def parts(self) -> tuple[CutSpan, ...]:
        spans = self.cut.spans
        return spans if self.number is None else spans[self.number - 1 : self.number]

    @property
    def clip(self) -> str:
        """The clip as a file names it: the session in both scripts, and the media it belongs to."""
        titles = dict.fromkeys(filter(None, (self.card.title.ko, self.card.title.en)))
        return " / ".join((*(titles or [self.card.code]), self.digests))

    @property
    def digests(self) -> str:
        return "+".join(one.digest for one in self.parts)


def _captions(ending: str) -> Callable[[Request], Response]:
    """The track of one language."""

    def answer(request: Request) -> Response:
        return _taken(request, (request.path_params["captions"],), ending)

    return answer


def _bilingual(ending: str) -> Callable[[Request], Response]:
    """Those of both languages in one file."""

    def answer(request: Request) -> Response:
        return _taken(request, LANGUAGES, ending)

    return answer


def _taken(request: Request, languages: Sequence[Language], ending: str) -> Response:
    """The file, named by clip and tracks: who has it already is told so before any cue is read."""
    chosen = chosen_in(request)
    with request.app.state.catalogue.reading() as db:
        shown = _shown(request, db)
        tracks = {one: shown_tracks(db, shown.parts, one, chosen.get(one)) for one in languages}
        made = [last_made(tracks[one]) for one in languages]
        identity = repr((VERSION, ending, languages, shown.clip, made))

        def make() -> str:
            said = {one: _session_time(shown, _cues(db, shown, tracks[one])) for one in languages}
            return _written(said, ending, shown.clip)

        name = languages[0] if len(languages) == 1 else "ko-en"
        return named_answer(
            request, identity, make, _TYPES[ending],
            content_disposition=_named(request, shown, f"{name}.{ending}"),
        )  # fmt: skip


def _cues(
    db: Db, shown: _Shown, tracks: Sequence[TrackFacts | None]
) -> tuple[tuple[Cue, ...], ...]:
    return cues_of_parts(db, shown.parts, tracks)


def _session_time(shown: _Shown, cues_of_each: Iterable[Sequence[Cue]]) -> list[Cue]:
    at, said = 0, list[Cue]()
    for part, cues in zip(shown.parts, cues_of_each, strict=True):
        said += later(see_through(cues, part.span), at)
        at += part.span.duration
    return said


def _written(said: _Said, ending: str, clip: str) -> str:
    if len(said) > 1:
        both = said["ko"], said["en"]
        return write_bilingual_txt(*both) if ending == "txt" else write_bilingual(*both, clip=clip)
    ((language, cues),) = said.items()
    if ending == "vtt":
        return write_vtt(cues, language, clip=clip)
    return write_srt(cues) if ending == "srt" else write_txt(cues, times=True)


def _chapters(request: Request) -> Response:
    """Chapters as players take them."""
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        page = session_page(db, slug, code, is_editor=account_of(request) is not None)
    shown = _shown_of(request, page.session)
    parts = [
        part
        for part in parts_of(page, shown.cut)
        if shown.number is None or part.number == shown.number
    ]
    begins = parts[0].begins
    named = [
        SourceChapter(
            _earlier(part.time(one.span.start), part.time(one.span.end), begins),
            chapter_title(one, language_of(request)),
        )
        for part in parts
        for one in chapters_in(part)
    ]
    whole = Span(0, sum(part.span.duration for part in parts))
    text = write_chapters(named, whole, clip=shown.clip)
    disposition = _named(request, shown, "chapters.vtt")
    return named_answer(request, text, lambda: text, VTT, content_disposition=disposition)


def _earlier(start: int, end: int, by_ms: int) -> Span:
    return Span(start - by_ms, end - by_ms)


def _shown(request: Request, db: Db) -> _Shown:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    return _shown_of(
        request, session_card(db, slug, code, is_editor=account_of(request) is not None)
    )


def _shown_of(request: Request, card: SessionCard) -> _Shown:
    if card.cut is None:
        raise NotFoundError("This session has no cut yet.")
    return _Shown(card, card.cut.cut, asked_part(request, card.cut.cut))


def _named(request: Request, shown: _Shown, ending: str) -> str:
    title = shown.card.title.best(language_of(request))
    return attachment(shown.card.code, shown.number, ending, title=title)


_SESSION = "/{language:language}/e/{slug}/{code}"

export_routes = [
    *(
        Route(f"{_SESSION}/captions.{{captions:language}}.{ending}", _captions(ending))
        for ending in _TYPES
    ),
    *(Route(f"{_SESSION}/captions.both.{ending}", _bilingual(ending)) for ending in ("vtt", "txt")),
    Route(f"{_SESSION}/chapters.vtt", _chapters),
]
