"""A programme's sessions as alignment takes them."""

from collections.abc import Iterator

from archive.alignment.model import PlannedPerson, PlannedSession
from archive.programme.model import Appearance, Programme


def planned(programme: Programme) -> tuple[PlannedSession, ...]:
    """Every session of a programme as read; a key is the session's code."""
    return tuple(
        PlannedSession(
            key=one.code,
            kind=one.kind,
            titles=tuple(filter(None, (one.title.ko, one.title.en))),
            names=tuple(name for person in one.people for name in names_of(person)),
            start=one.start,
            end=one.end,
            room=one.room,
            people=tuple(
                PlannedPerson(tuple(names_of(person)), person.role, person.affiliation)
                for person in one.people
                if person.name
            ),
            event=tuple(filter(None, (programme.event.title.ko, programme.event.title.en))),
        )
        for one in programme.sessions
    )


def names_of(person: Appearance) -> Iterator[str]:
    """A person's names, in the languages the programme gives."""
    return filter(None, (person.name.ko, person.name.en))
