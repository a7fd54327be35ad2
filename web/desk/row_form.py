"""One row of a programme as a form: how its values are shown in fields, and read out of them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.errors import RefusedError
from archive.programme.document import person_as_json
from archive.programme.edits import edited_session
from archive.programme.model import ProgrammeSession, Role, SessionKind
from web.forms import Form

SPARE = 2
"""Empty lines for people who are not listed yet."""
_MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What the fields of one person hold."""

    role: str = Role.PRESENTER.value
    ko: str = ""
    en: str = ""
    affiliation: str = ""


def shown_fields(session: ProgrammeSession, typed: dict[str, str] | None) -> dict[str, str]:
    """The row's fields by name; after a refusal what was typed."""
    shown = {
        "title_ko": session.title.ko,
        "title_en": session.title.en,
        "kind": session.kind.value,
        "room": session.room,
        "start": _typed_moment(
            session, session.start, session.clock.start if session.clock else None
        ),
        "end": _typed_moment(session, session.end, session.clock.end if session.clock else None),
    }
    return shown | {name: typed[name] for name in shown if typed and name in typed}


def shown_people(
    session: ProgrammeSession, typed: dict[str, str] | None
) -> tuple[PersonFields, ...]:
    """The row's people and a few empty lines."""
    known = [
        PersonFields(one.role.value, one.name.ko, one.name.en, one.affiliation)
        for one in session.people
    ]
    people = [*known, *[PersonFields()] * SPARE]
    if not typed:
        return tuple(people)
    return tuple(
        PersonFields(
            typed.get(f"role {n}", one.role),
            typed.get(f"ko {n}", one.ko),
            typed.get(f"en {n}", one.en),
            typed.get(f"affiliation {n}", one.affiliation),
        )
        for n, one in enumerate(people)
    )


def fields_of_row(form: Form, session: ProgrammeSession, timezone: str) -> dict[str, Any]:
    """What of the session changes, as ``archive.programme.edits`` takes it.

    Raises ``RefusedError`` for times that can't be.
    """
    fields = {
        "title": {"ko": form.text("title_ko"), "en": form.text("title_en")},
        "kind": _one_of(form.text("kind"), SessionKind),
        "room": form.text("room"),
        "people": list(_people(form)),
        **_times(form, session, timezone),
    }
    edited_session(session, fields)
    return {name: value for name, value in fields.items() if value != _now(session, name)}


def _now(session: ProgrammeSession, name: str) -> Any:
    """What the session says of this field already, in the words of an edit."""
    match name:
        case "title":
            return {"ko": session.title.ko, "en": session.title.en}
        case "people":
            return [
                {name: value for name, value in person_as_json(one).items() if name != "order"}
                for one in session.people
            ]
        case "clock":
            return asdict(session.clock) if session.clock else None
        case "start" | "end":
            moment: datetime | None = getattr(session, name)
            return moment.isoformat() if moment else None
        case _:
            return getattr(session, name)


def _times(form: Form, session: ProgrammeSession, timezone: str) -> dict[str, Any]:
    """Moments; where the day is not known, hours of it."""
    if session.clock is None:
        zone = ZoneInfo(timezone)
        return {name: _moment(form.text(name), zone) for name in ("start", "end")}
    start, end = (_minutes(form.text(name)) for name in ("start", "end"))
    if start is not None and end is not None and end <= start:
        raise RefusedError("A session must end after it begins.")
    own = {"month": session.clock.month, "day": session.clock.day}
    return {"clock": {"start": start, "end": end, **own}}


def _moment(typed: str, zone: ZoneInfo) -> str | None:
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as exc:
        raise RefusedError(
            "“{typed}” is no date and time; write 2026-05-07 13:59:30.", typed=typed[:100]
        ) from exc
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def _minutes(typed: str) -> int | None:
    hour, _, minute = typed.partition(":")
    if not typed:
        return None
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 30 and int(minute) < 60):
        raise RefusedError("“{typed}” is no time; write 13:30.", typed=typed[:100])
    return 60 * int(hour) + int(minute)


def _people(form: Form) -> Any:
    for n in range(_MOST_PEOPLE):
        name = {"ko": form.text(f"ko {n}"), "en": form.text(f"en {n}")}
        if any(name.values()):
            role = _one_of(form.text(f"role {n}"), Role)
            yield {"name": name, "affiliation": form.text(f"affiliation {n}"), "role": role}


def _one_of(typed: str, kinds: type[SessionKind] | type[Role]) -> str:
    if typed not in list(kinds):
        raise RefusedError("The form is incomplete. Load the page again, then send it again.")
    return typed


def _typed_moment(session: ProgrammeSession, moment: datetime | None, minutes: int | None) -> str:
    """As a browser's field for a date and time writes it, or for an hour alone."""
    if session.clock is not None:
        return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{moment:%Y-%m-%dT%H:%M}" if moment else ""
