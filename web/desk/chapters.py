"""A session's chapters at the desk: where each part begins, what it is and whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.alignment.model import PartKind
from archive.catalogue.keep.chapters import LONGEST_TITLE, DecidedChapter, decide_chapters
from archive.catalogue.queries.chapters import NO_CHAPTERS, session_chapters
from archive.catalogue.queries.desk import desk_session
from archive.catalogue.values import KeptChapter, RecordingView, SessionCard, SessionChapters
from archive.cut import Cut
from archive.errors import (
    ArchiveError,
    ChaptersChangedError,
    CutOutsideError,
    NotFoundError,
    RefusedError,
)
from archive.sentence import Sentence
from archive.timecode import Offset, parse_offset, print_offset
from web.access import account_at_work, signed_in
from web.addresses import desk_chapters_address
from web.desk.frame import framed
from web.forms import Form, read_form
from web.media import files_of, index_of
from web.pages.asked import asked_part, path_text
from web.reader import language_of

SPARE, MOST = 3, 200
"""Empty rows for chapters that are missing; and how many one form may send."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the form, as it stands or as it was typed.

    ``offset`` is where it begins, if that is known; a proposal tells how sure it is and why.
    """

    at: str = ""
    recording_id: int = 0
    kind: str = PartKind.PRESENTATION
    person: str = ""
    title: str = ""
    is_dropped: bool = False
    offset: Offset | None = None
    confidence: float | None = None
    because: tuple[Sentence, ...] = ()
    is_outside: bool = False


@signed_in
def _show(request: Request) -> Response:
    return _page(request)


def _save(request: Request, form: Form) -> Response:
    """Keep all rows that have a time; a refused one leaves everything as it was typed."""
    account = account_at_work(request)
    slug, code = path_text(request, "slug"), path_text(request, "code")
    typed = tuple(_typed(form))
    try:
        chapters = [_decided(line) for line in typed if line.at and not line.is_dropped]
        with request.app.state.catalogue.writing() as db:
            card, _ = desk_session(db, slug, code)
            decide_chapters(
                db,
                card.id,
                chapters,
                token=form.text("token"),
                account_id=account.id,
                now=datetime.now(UTC),
            )
    except (ChaptersChangedError, CutOutsideError, NotFoundError) as exc:
        return _page(request, typed=typed, refusal=exc)
    part = form.whole_number("part") if form.text("part") else 1
    address = desk_chapters_address(language_of(request), slug, code, part=part, done="chapters")
    return RedirectResponse(address, 303)


def _typed(form: Form) -> Iterator[Line]:
    for number in range(1, min(form.whole_number("rows"), MOST) + 1):
        field = {name: form.text(f"{name}_{number}") for name in ("at", "kind", "person", "title")}
        if field["kind"] not in set(PartKind):
            raise RefusedError("The form is incomplete. Load the page again, then send it again.")
        yield Line(
            at=field["at"][:40],
            recording_id=min(form.whole_number(f"recording_{number}"), 2**31 - 1),
            kind=field["kind"],
            person=field["person"],
            title=" ".join(field["title"].split())[:LONGEST_TITLE],
            is_dropped=bool(form.text(f"drop_{number}")),
        )


def _decided(line: Line) -> DecidedChapter:
    try:
        start = parse_offset(line.at)
    except ValueError as exc:
        raise CutOutsideError(
            "“{typed}” is no time; write it as 1:02:03.5, 12:34 or seconds.", typed=line.at
        ) from exc
    is_number = line.person.isascii() and line.person.isdecimal() and len(line.person) < 10
    return DecidedChapter(
        recording_id=line.recording_id,
        start=start,
        kind=PartKind(line.kind),
        person_id=int(line.person) if is_number else None,
        title=line.title,
    )


def _page(
    request: Request, *, typed: tuple[Line, ...] = (), refusal: ArchiveError | None = None
) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        card, recordings = desk_session(db, slug, code)
        kept = session_chapters(db, [card.id]).get(card.id, NO_CHAPTERS)
    if card.cut is None:
        raise NotFoundError("This session has no cut yet.")
    cut = card.cut.cut
    number = asked_part(request, cut) or 1
    recording = recordings[number - 1]
    values = {
        "session": card,
        "kept": kept,
        "cut": cut,
        "number": number,
        "part": cut.spans[number - 1],
        "recording": recording,
        "recordings": {one.id: one for one in recordings},
        "duration_ms": index_of(files_of(request, recording.id).main).duration_ms,
        "lines": typed or (*_lines(kept, cut), *_spare(kept, recording)),
        "kinds": tuple(PartKind),
        "people": tuple(_people(card, kept)),
    }
    return framed(request, "chapters.html", values, refusal)


def _lines(kept: SessionChapters, cut: Cut) -> Iterator[Line]:
    """Those that are kept, in the order they are watched."""
    order = {one.recording_id: number for number, one in reversed([*enumerate(cut.spans)])}
    for one in sorted(kept.chapters, key=lambda one: (order.get(one.recording_id, 0), one.start)):
        yield Line(
            at=print_offset(one.start),
            recording_id=one.recording_id,
            kind=one.kind,
            person=str(one.speaker.id) if one.speaker else "",
            title=one.title,
            offset=one.start,
            confidence=None if kept.is_checked else one.confidence,
            because=() if kept.is_checked else one.because,
            is_outside=not _is_seen(one, cut),
        )


def _is_seen(one: KeptChapter, cut: Cut) -> bool:
    return any(part.span.contains(one.start) for part in cut.in_recording(one.recording_id))


def _spare(kept: SessionChapters, recording: RecordingView) -> Sequence[Line]:
    return [Line(recording_id=recording.id)] * min(SPARE, MOST - len(kept.chapters))


def _people(card: SessionCard, kept: SessionChapters) -> Iterator[tuple[int, str]]:
    """Whose part it may be: the session's people, and whoever has one already."""
    names = {one.id: one.name for one in card.people}
    names |= {one.speaker.id: one.speaker.name for one in kept.chapters if one.speaker}
    for person_id, name in names.items():
        yield person_id, " ".join(dict.fromkeys(filter(None, (name.ko, name.en))))


_CHAPTERS = "/{language:language}/desk/e/{slug}/{code}/chapters"

chapter_routes = [
    Route(_CHAPTERS, _show, methods=["GET"]),
    Route(
        _CHAPTERS,
        read_form(_save, needs_account=True, largest=256 * 1024, most_fields=6 * MOST + 20),
        methods=["POST"],
    ),
]
