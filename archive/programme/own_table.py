"""Writes a programme as CSV, a row for each person of a session, and reads it again."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from archive.errors import ProgrammeUnreadableError
from archive.programme.listed import Listed, ListedEvent, programme_of, titled
from archive.programme.model import Appearance, Programme, ProgrammeSession
from archive.programme.own_fields import Export, event_fields, exact_event, exact_session

NAME = "CSV of this archive"

COLUMNS = (
    "code", "kind", "title_ko", "title_en", "room", "start", "end", "role", "name_ko", "name_en",
    "affiliation", "page", "video", "event_ko", "event_en", "event_date", "timezone",
)  # fmt: skip
_MOST_ROWS = 20_000
_FORMULA = ("=", "+", "-", "@", "\t", "'")
"""What a spreadsheet may take for the beginning of a formula, and our mark that it is none."""


def recognises(text: str) -> bool:
    """Text whose first line is exactly our header."""
    return text.lstrip("\ufeff").split("\n", 1)[0].strip() == ",".join(COLUMNS)


def write_table(export: Export) -> bytes:
    """The programme in UTF-8 with a mark of byte order, as spreadsheets want it."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(COLUMNS)
    for session in export.programme.sessions:
        for person in session.people or (None,):
            cells = _cells(session, person, export)
            writer.writerow([_harmless(cells[name]) for name in COLUMNS])
    return held.getvalue().encode("utf-8-sig")


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError for rows that are not as they were written."""
    rows = list(_rows(text))
    if not rows:
        raise ProgrammeUnreadableError("This list holds no sessions.")
    listed: list[Listed] = []
    at = 0
    while at < len(rows):
        own = [row for _, row in rows[at : at + _run(rows, at)]]
        listed.append(_listed(rows[at][0], own, len(listed)))
        at += len(own)
    return programme_of(_event(rows[0][1]), listed)


def _cells(session: ProgrammeSession, person: Appearance | None, export: Export) -> dict[str, str]:
    event, links = event_fields(export.programme.event), export.links_of(session)
    return {
        "code": session.code,
        "kind": session.kind.value,
        "title_ko": session.title.ko,
        "title_en": session.title.en,
        "room": session.room,
        "start": session.start.isoformat() if session.start else "",
        "end": session.end.isoformat() if session.end else "",
        "role": person.role.value if person else "",
        "name_ko": person.name.ko if person else "",
        "name_en": person.name.en if person else "",
        "affiliation": person.affiliation if person else "",
        "page": links.page,
        "video": links.video,
        "event_ko": event["title"]["ko"],
        "event_en": event["title"]["en"],
        "event_date": event["date"] or "",
        "timezone": event["timezone"],
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number > _MOST_ROWS:
                raise _broken(line)
            if number and cells:
                if len(cells) != len(COLUMNS):
                    raise _broken(line)
                yield line, dict(zip(COLUMNS, map(_plain, cells), strict=True))
            line = reader.line_num + 1
    except csv.Error as exc:
        raise _broken(line) from exc


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def _run(rows: list[tuple[int, dict[str, str]]], at: int) -> int:
    """How many rows from here on tell of the same session."""
    code = rows[at][1]["code"]
    end = next((n for n in range(at, len(rows)) if rows[n][1]["code"] != code), len(rows))
    return end - at


def _listed(line: int, rows: list[dict[str, str]], position: int) -> Listed:
    first = rows[0]
    fields: dict[str, Any] = {
        "position": position,
        "code": first["code"],
        "kind": first["kind"],
        "title": {"ko": first["title_ko"], "en": first["title_en"]},
        "room": first["room"],
        "start": first["start"],
        "end": first["end"],
        "people": [_person(row) for row in rows if row["role"]],
    }
    found = exact_session(fields)
    if found is None:
        raise _broken(line)
    session = found[1]
    return Listed(
        session.title,
        session.start,
        session.end,
        session.room,
        line=line,
        exact=session,
        position=position,
    )


def _person(row: Mapping[str, str]) -> dict[str, Any]:
    name = {"ko": row["name_ko"], "en": row["name_en"]}
    return {"name": name, "affiliation": row["affiliation"], "role": row["role"]}


def _event(row: Mapping[str, str]) -> ListedEvent:
    title = {"ko": row["event_ko"], "en": row["event_en"]}
    plain = ListedEvent(titled(row["event_ko"] or row["event_en"]))
    fields = {"title": title, "date": row["event_date"], "timezone": row["timezone"]}
    return exact_event(fields, plain)


def _broken(line: int) -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError(
        "This list is broken at line {line}: its quotation marks or cells don’t fit.", line=line
    )
