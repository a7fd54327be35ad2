"""A list of people in a CSV file: one in each row, in Korean, English or both."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import PeopleUnreadableError
from archive.people.hangul import has_hangul
from archive.sentence import Sentence
from archive.text_file import UndecodableError, decode_text

MOST_BYTES = 64 * 1024 * 1024
COLUMNS = ("name_ko", "name_en", "affiliation")

_LONGEST = {"name_ko": 200, "name_en": 200, "affiliation": 500}
_TOO_MANY = Sentence(
    "This row has more cells than the first one; a name or affiliation with a comma in it needs "
    "quotation marks."
)
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A row of the list; ``line`` counts from 1 in the file. At least one name is not empty."""

    name_ko: str
    name_en: str
    affiliation: str
    line: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that names nobody who could be kept, and why."""

    line: int
    reason: Sentence


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a file lists, in its order."""

    people: tuple[ListedPerson, ...]
    bad: tuple[BadRow, ...]


def read_people(content: bytes) -> PeopleList:
    """The people a file lists; encodings are those of ``archive.text_file``.

    Its first row names the columns, of which ``name_ko``, ``name_en`` and ``affiliation`` are read.
    Raises ``PeopleUnreadableError`` when that is not so.
    """
    if len(content) > MOST_BYTES:
        raise PeopleUnreadableError(
            "The list is larger than {most} MB.", most=MOST_BYTES // 1024 // 1024
        )
    try:
        text = decode_text(content)
    except UndecodableError as exc:
        raise PeopleUnreadableError("The list is not text in UTF-8, UTF-16 or CP949.") from exc
    rows = _rows(text)
    _, head = next(rows, (0, []))
    if not isinstance(head, list):
        raise PeopleUnreadableError("The first row of the list can't be read.")
    columns = _columns(head)
    read = [_person(line, row, columns, len(head)) for line, row in rows]
    return PeopleList(
        tuple(one for one in read if isinstance(one, ListedPerson)),
        tuple(one for one in read if isinstance(one, BadRow)),
    )


def _rows(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the line each begins in; nothing for one whose quotation marks go wrong."""
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
        else:
            if any(cell.strip() for cell in row):
                yield line, row
        line = reader.line_num + 1


def _columns(head: list[str]) -> dict[str, int]:
    names = [_clean(cell).casefold().replace(" ", "_") for cell in head]
    columns = {name: names.index(name) for name in COLUMNS if name in names}
    if "name_ko" not in columns and "name_en" not in columns:
        raise PeopleUnreadableError(
            "The first row of the list must name its columns: name_ko, name_en, affiliation."
        )
    return columns


def _person(
    line: int, row: list[str] | None, columns: dict[str, int], width: int
) -> ListedPerson | BadRow:
    if row is None:
        return BadRow(line, Sentence("The quotation marks of this row don't match."))
    fields = {
        name: _clean(row[columns[name]]) if columns.get(name, len(row)) < len(row) else ""
        for name in COLUMNS
    }
    reason = _fault(fields) if not any(row[width:]) else _TOO_MANY
    return BadRow(line, reason) if reason else ListedPerson(**fields, line=line)


def _fault(fields: dict[str, str]) -> Sentence | None:
    if not (fields["name_ko"] or fields["name_en"]):
        return Sentence("This row has no name.")
    for name, most in _LONGEST.items():
        if len(fields[name]) > most:
            return Sentence(
                "“{name}” has more than {most} characters.", {"name": name, "most": most}
            )
    if not any(sign.isalpha() for sign in fields["name_ko"] + fields["name_en"]):
        return Sentence("This name has no letters.")
    if has_hangul(fields["name_en"]):
        return Sentence("The English name is written in Hangul.")
    return None


def _clean(text: str) -> str:
    """Composed, on one line, without what can't be seen."""
    seen = "".join(
        " " if sign.isspace() or unicodedata.category(sign) == "Cc" else sign
        for sign in unicodedata.normalize("NFC", text)
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join(seen.split())
