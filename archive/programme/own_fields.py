"""What our own exports say beside the fields everybody knows, so that nothing is lost in them.

A schedule's plain fields have one title, one name for each person and no roles. The whole session
stands beside them as JSON; it counts only while the plain fields still say the same, so that a
file somebody edited is read as edited.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from archive.errors import RefusedError
from archive.programme.document import session_as_json
from archive.programme.edits import edited_session
from archive.programme.lines import tidy
from archive.programme.listed import Listed, ListedEvent, titled
from archive.programme.model import (
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    SessionKind,
)
from archive.programme.moments import read_zone

NAME = "dasibogi"
"""The key in JSON, and part of the names elsewhere."""


@dataclass(frozen=True, slots=True)
class SessionLinks:
    """Where one can watch a session, and its film to take away; empty where there is none."""

    page: str = ""
    video: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A programme to be written for other programs.

    ``address`` is the event's page, ``links`` those of the sessions one can watch, by code. Plain
    titles and names are in ``language`` where there are two.
    """

    programme: Programme
    slug: str = ""
    address: str = ""
    language: str = "ko"
    links: Mapping[str, SessionLinks] = field(default_factory=dict)

    def links_of(self, session: ProgrammeSession) -> SessionLinks:
        """The session's links; empty ones where it can't be watched."""
        return self.links.get(session.code, SessionLinks())


def session_fields(session: ProgrammeSession, position: int) -> dict[str, Any]:
    """The session whole, and its place in the programme."""
    fields = session_as_json(session)
    del fields["line"]
    return {"position": position, **fields}


def event_fields(event: ProgrammeEvent) -> dict[str, Any]:
    """The event whole."""
    return {
        "title": {"ko": event.title.ko, "en": event.title.en},
        "date": event.date.isoformat() if event.date else None,
        "timezone": event.timezone,
    }


def parsed_fields(text: str) -> Any:
    """The JSON that stands in an XML element or a calendar's property; nothing if it is broken."""
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def exact_session(fields: Any) -> tuple[int, ProgrammeSession] | None:
    """The session that ``session_fields`` wrote; nothing for anything else."""
    try:
        known = {name: fields[name] for name in ("kind", "title", "room", "start", "end", "people")}
        blank = ProgrammeSession(
            str(fields["code"]), SessionKind.OTHER, Bilingual(), "", None, None, (), 1
        )
        return int(fields["position"]), edited_session(blank, known)
    except (KeyError, TypeError, ValueError, AttributeError, RefusedError):
        return None


def exact_event(fields: Any, plain: ListedEvent) -> ListedEvent:
    """The event that ``event_fields`` wrote where the plain fields say the same; else those."""
    try:
        title = Bilingual(str(fields["title"]["ko"]), str(fields["title"]["en"]))
        day = date.fromisoformat(fields["date"]) if fields["date"] else None
        zone = read_zone(str(fields["timezone"]))
    except (KeyError, TypeError, ValueError):
        return plain
    is_same = plain.title in [titled(text) for text in _said(title)]
    return ListedEvent(title, day, zone) if is_same else plain


def agreed(plain: Listed, fields: Any, *, whole_minutes: bool = False) -> Listed:
    """The entry with its exact session, if that says what the plain fields say."""
    found = exact_session(fields)
    if found is None:
        return plain
    position, session = found
    return _with(plain, position, session) if _agree(plain, session, whole_minutes) else plain


def _with(plain: Listed, position: int, session: ProgrammeSession) -> Listed:
    return Listed(
        title=session.title,
        start=session.start,
        end=session.end,
        room=session.room,
        line=plain.line,
        exact=session,
        position=position,
    )


def _agree(plain: Listed, session: ProgrammeSession, whole_minutes: bool) -> bool:
    names = [tidy(person.name) for person in plain.people]
    written = [
        [tidy(person.name.best(language)) for person in session.people] for language in ("ko", "en")
    ]
    return (
        plain.title in [titled(text) for text in _said(session.title)]
        and tidy(plain.room) == tidy(session.room)
        and plain.start == session.start
        and _same_end(plain, session, whole_minutes)
        and names in written
    )


def _said(title: Bilingual) -> set[str]:
    return {title.best("ko"), title.best("en")}


def _same_end(plain: Listed, session: ProgrammeSession, whole_minutes: bool) -> bool:
    if session.start is None or not whole_minutes:
        return plain.end == (session.end if session.start else None)
    return _minutes(session.start, plain.end) == _minutes(session.start, session.end)


def _minutes(start: datetime, end: datetime | None) -> int:
    return int((end - start).total_seconds() // 60) if end else 0
