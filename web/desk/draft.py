"""The page of one import: the source beside what was read, its doubts, and what would change."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.keep.differences import THE_EVENT, changed_fields, programme_differences
from archive.catalogue.keep.programme import event_slug
from archive.catalogue.queries.programme import one_import
from archive.catalogue.values import ChangeKind, Difference, ProgrammeImport
from archive.errors import ArchiveError, NotFoundError
from archive.pairing.files import mended, read_files
from archive.programme.lines import Line
from archive.programme.model import Doubt, Programme, ProgrammeSession, Role, SessionKind
from archive.programme.source_text import source_lines
from archive.programme.suggestions import session_at
from web.desk.frame import framed
from web.desk.row_form import shown_fields, shown_people


@dataclass(frozen=True, slots=True)
class Draft:
    """An import as it stands: the programme with what was mended, for the event at ``slug``."""

    kept: ProgrammeImport
    programme: Programme
    slug: str

    def session(self, code: str) -> ProgrammeSession:
        """One of its sessions; ``NotFoundError`` if there is none of this code."""
        found = next((one for one in self.programme.sessions if one.code == code), None)
        if found is None:
            raise NotFoundError("This programme has no session “{code}”.", code=code[:100])
        return found


def import_number(request: Request) -> int:
    """The import in the address."""
    number: int = request.path_params["import_id"]
    return min(number, 2**31 - 1)


def draft_of(request: Request, import_id: int) -> Draft:
    """The import with its files read and mended; ``NotFoundError`` if there is none."""
    with request.app.state.catalogue.reading() as db:
        kept = one_import(db, import_id)
    programme = mended(_read(_contents(kept)), kept.edits, kept.settled)
    return Draft(kept, programme, kept.event_slug or kept.slug or event_slug(programme.event))


def doubt_key(doubt: Doubt) -> str:
    """What a form names a doubt by."""
    told = f"{doubt.line}\n{doubt.text}\n{doubt.reason.template}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def doubts_of(programme: Programme, code: str) -> list[Doubt]:
    """The doubts about one row: those on its lines, and those that would change it."""
    rows = sorted(programme.sessions, key=lambda one: one.line)
    return [doubt for doubt in programme.doubts if code in _codes_of(doubt, rows)]


def show_draft(
    request: Request,
    *,
    editing: str,
    typed: dict[str, str] | None = None,
    refusal: ArchiveError | None = None,
) -> Response:
    """The whole page; ``editing`` is the code of the row that is open to be edited."""
    draft = draft_of(request, import_number(request))
    with request.app.state.catalogue.reading() as db:
        event, differences = programme_differences(db, draft.programme, draft.slug)
    programme = draft.programme
    edited = next((one for one in programme.sessions if one.code == editing), None)
    values = {
        "kept": draft.kept,
        "slug": draft.slug,
        "programme": programme,
        "doubts": [_ShownDoubt.of(one, programme) for one in programme.doubts],
        "source": _source(draft),
        "editing": editing if edited else "",
        "fields": shown_fields(edited, typed) if edited else {},
        "people": shown_people(edited, typed) if edited else (),
        "kinds": list(SessionKind),
        "roles": list(Role),
        "event": event,
        "event_key": THE_EVENT,
        "differences": [_ShownDifference.of(one) for one in differences],
        "counts": Counter(one.kind for one in differences),
        "change_kinds": list(ChangeKind),
        "is_draft": draft.kept.applied_at is None,
        "typed": typed or {},
    }
    return framed(request, "draft.html", values, refusal)


@dataclass(frozen=True, slots=True)
class _ShownDoubt:
    doubt: Doubt
    key: str
    row: str

    @classmethod
    def of(cls, doubt: Doubt, programme: Programme) -> "_ShownDoubt":
        rows = sorted(programme.sessions, key=lambda one: one.line)
        codes = _codes_of(doubt, rows)
        return cls(doubt, doubt_key(doubt), codes[0] if codes else "")


@dataclass(frozen=True, slots=True)
class _ShownDifference:
    difference: Difference
    fields: tuple[str, ...]

    @classmethod
    def of(cls, difference: Difference) -> "_ShownDifference":
        before, after = difference.before, difference.after
        return cls(difference, changed_fields(before, after) if before and after else ())


@dataclass(frozen=True, slots=True)
class _SourceLine:
    """A line of the file; ``doubted`` is the key of its first doubt, ``skips`` how many lines
    before it are not shown."""

    line: Line
    doubted: str
    row: str
    skips: int


def _codes_of(doubt: Doubt, rows: Sequence[ProgrammeSession]) -> list[str]:
    """The row a doubt's suggestion changes, else the one its line belongs to."""
    if doubt.suggestion and doubt.suggestion.code:
        return [doubt.suggestion.code]
    row = session_at(doubt.line, rows)
    return [row.code] if row else []


def _source(draft: Draft) -> list[_SourceLine]:
    programme = draft.programme
    doubted: dict[int, str] = {}
    for doubt in programme.doubts:
        doubted.setdefault(doubt.line, doubt_key(doubt))
    rows = {one.line: one.code for one in reversed(programme.sessions)}
    lines = source_lines(draft.kept.files[0].content, programme)
    numbers = [0, *(line.number for line in lines)]
    return [
        _SourceLine(
            line,
            doubted.get(line.number, ""),
            rows.get(line.number, ""),
            line.number - before - 1,
        )
        for before, line in zip(numbers, lines, strict=False)
    ]


def _contents(kept: ProgrammeImport) -> tuple[tuple[str, bytes], ...]:
    return tuple((one.name, one.content) for one in kept.files)


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, bytes], ...]) -> Programme:
    """Reading again for each click would make a large document slow; the result never changes."""
    return read_files(files)
