"""Reads Markdown with YAML front matter: one session in a file, as site generators keep them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import yaml

from archive.errors import ProgrammeUnreadableError
from archive.programme import json_fields as of
from archive.programme.json_fields import folded, text_of, texts_of, value_of
from archive.programme.listed import Listed, ListedEvent, ListedPerson, programme_of
from archive.programme.model import Programme
from archive.programme.moments import read_day, read_length, read_moment

NAME = "Markdown with front matter"

MAX_CHARACTERS = 100_000
"""Longest front matter read; one session's has some 2,000."""

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TITLE = re.compile(r"^(?:title|제목)\s*:", re.IGNORECASE | re.MULTILINE)
_TOLD = re.compile(
    r"^(?:date|start\w*|time|speakers?|presenters?|발표자|연사|시작)\s*:", re.I | re.M
)
_BROKEN = "The front matter of this Markdown file is no YAML that can be read."


def recognises(text: str) -> bool:
    """Text that opens with ``---`` and names a title, and when or who, before the next one."""
    fenced = _FENCED.match(text) if text.lstrip().startswith("---") else None
    return fenced is not None and all(one.search(fenced["yaml"]) for one in (_TITLE, _TOLD))


def read(text: str) -> Programme:
    """A programme of the file's one session; raises ProgrammeUnreadableError for broken YAML."""
    fenced = _FENCED.match(text)
    entry = _entry(fenced["yaml"] if fenced else "")
    listed = _listed(entry)
    if not listed.title:
        raise ProgrammeUnreadableError("The front matter of this Markdown file names no title.")
    line = 1 + text[: text.lower().find("title")].count("\n")
    return programme_of(ListedEvent(), [replace(listed, line=line)])


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors, so that nothing in it can be repeated without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError
        return super().compose_node(parent, index)


def _entry(printed: str) -> Mapping[str, Any]:
    if len(printed) > MAX_CHARACTERS:
        raise ProgrammeUnreadableError(
            "The front matter has {characters} characters; at most {most} are read.",
            characters=len(printed),
            most=MAX_CHARACTERS,
        )
    try:
        data = yaml.load(printed, _PlainLoader)  # noqa: S506 -- a SafeLoader that refuses aliases
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as exc:
        raise ProgrammeUnreadableError(_BROKEN) from exc
    if not isinstance(data, Mapping):
        raise ProgrammeUnreadableError(_BROKEN)
    return folded({str(key): _as_text(value) for key, value in data.items()})


def _as_text(value: Any) -> Any:
    """YAML reads days and moments by itself; here they are ISO 8601 again."""
    return value.isoformat() if isinstance(value, date) else value


def _listed(entry: Mapping[str, Any]) -> Listed:
    start = _moment(entry, ("start", "date", *of.START), None)
    day = start.date() if start else read_day(text_of(value_of(entry, of.DAY)))
    end = _moment(entry, of.END, day)
    length = read_length(text_of(value_of(entry, of.LENGTH)))
    return Listed(
        title=texts_of(entry, of.TITLE),
        start=start,
        end=end or (start + length if start and length else None),
        room=text_of(value_of(entry, of.ROOM)),
        people=tuple(_people(value_of(entry, of.PEOPLE))),
        kind=text_of(value_of(entry, of.KIND)),
    )


def _moment(entry: Mapping[str, Any], names: tuple[str, ...], day: date | None) -> datetime | None:
    found = (read_moment(text_of(entry[name]), day) for name in names if name in entry)
    return next((moment for moment in found if moment is not None), None)


def _people(value: Any) -> Iterator[ListedPerson]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            person = folded({str(key): part for key, part in one.items()})
            name = text_of(value_of(person, of.NAME))
            said = text_of(value_of(person, (*of.AFFILIATION, "bio")))
            affiliation = "" if said.casefold() in ("n/a", "tbd", "-") else said
            if name:
                yield ListedPerson(name, affiliation if len(affiliation) < 200 else "")
        elif name := text_of(one):
            yield ListedPerson(name)
