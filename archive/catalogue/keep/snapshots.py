"""What a session's row held at a moment, as JSON, so that an import can be taken back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import inspect

from archive.catalogue.engine import Db
from archive.catalogue.queries.people import kept_person
from archive.catalogue.tables import AppearanceRow, EventRow, PersonRow, SessionRow

_SESSION = ("position", "kind", "title_ko", "title_en", "room", "line")
_INSTANTS = ("starts_at", "ends_at", "gone_at")
_EVENT = ("title_ko", "title_en", "timezone")
_UNNOTICED = frozenset({"position", "line"})
"""Another session put in before it changes these, and nobody edited anything."""


def snapshot(row: SessionRow) -> dict[str, Any]:
    """What the programme has told of the session, with who takes part."""
    kept: dict[str, Any] = {name: getattr(row, name) for name in _SESSION}
    kept |= {name: _iso(getattr(row, name)) for name in _INSTANTS}
    people = sorted(row.appearances, key=lambda one: one.position)
    return kept | {"people": [_appearance(one) for one in people]}


def is_as(row: SessionRow, kept: Mapping[str, Any]) -> bool:
    """Whether the session still is what this snapshot says, its place in the list aside."""
    noticed = [name for name in (*_SESSION, *_INSTANTS, "people") if name not in _UNNOTICED]
    now = snapshot(row)
    return all(now[name] == kept[name] for name in noticed)


def restore(db: Db, row: SessionRow, kept: Mapping[str, Any]) -> None:
    """Make the session again what the snapshot says, with whoever its people turned out to be.

    People who are no more are left out.
    """
    for name in _SESSION:
        setattr(row, name, kept[name])
    for name in _INSTANTS:
        setattr(row, name, kept[name] and datetime.fromisoformat(kept[name]))
    row.appearances.clear()
    db.flush()
    row.appearances.extend(
        AppearanceRow(**one | {"person_id": kept_person(db, one["person_id"]).id})
        for one in kept["people"]
        if db.get(PersonRow, one["person_id"])
    )
    row.index_stale = True
    db.flush()


def event_snapshot(row: EventRow) -> dict[str, Any]:
    """What the programme has told of the event."""
    return {name: getattr(row, name) for name in _EVENT} | {
        "date": row.date and row.date.isoformat()
    }


def made_person(row: PersonRow) -> dict[str, Any]:
    """Somebody whom an import has made, with the names it has for them."""
    names = sorted(one.text for one in row.other_names)
    return {"id": row.id, "name_ko": row.name_ko, "name_en": row.name_en, "other_names": names}


def _appearance(row: AppearanceRow) -> dict[str, Any]:
    columns = inspect(AppearanceRow).columns.keys()
    return {name: getattr(row, name) for name in columns if name not in ("id", "session_id")}


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
