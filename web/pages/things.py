"""Events, sessions, people and places in the words of schema.org; addresses are absolute."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.catalogue.values import EventView, PersonLine, SessionCard, SessionState
from archive.language import Language, say
from archive.sentence import Sentence
from web.addresses import event_address, home_address, person_address, session_address

JsonLd = dict[str, Any]

_SCHEDULED = "https://schema.org/EventScheduled"
_AT_A_PLACE = "https://schema.org/OfflineEventAttendanceMode"


def event_thing(base: str, event: EventView, language: Language) -> JsonLd:
    """The whole meeting: when, where, who holds it."""
    told: JsonLd = {
        "@type": "Event",
        "name": event.title.best(language),
        "url": base + event_address(language, event.slug),
        "eventStatus": _SCHEDULED,
    }
    if event.date:
        told["startDate"] = event.date.isoformat()
    if organiser := event.details.organiser:
        told["organizer"] = {"@type": "Organization", "name": organiser.best(language)}
    return told | _held(event, "", language)


def session_thing(base: str, card: SessionCard, language: Language) -> JsonLd:
    """One session of a meeting; a published one leads to its video."""
    told: JsonLd = {
        "@type": "Event",
        "name": card.title.best(language),
        "eventStatus": _SCHEDULED,
    }
    times = (("startDate", card.starts_at), ("endDate", card.ends_at))
    told |= {name: instant(when, card.event) for name, when in times if when}
    if card.people:
        told["performer"] = [person_thing(base, person, language) for person in card.people]
    if card.state == SessionState.PUBLISHED:
        told["url"] = base + session_address(language, card.event.slug, card.code)
        told["recordedIn"] = {"@id": video_id(base, card, language)}
    return told | _held(card.event, card.room, language)


def video_id(base: str, card: SessionCard, language: Language) -> str:
    """What names the video of a session in every page's JSON-LD."""
    return f"{base}{session_address(language, card.event.slug, card.code)}#video"


def person_thing(base: str, person: PersonLine, language: Language) -> JsonLd:
    """Somebody, with the affiliation of that day."""
    told: JsonLd = {
        "@type": "Person",
        "name": person.name.best(language),
        "url": base + person_address(language, person.id),
    }
    if person.affiliation:
        told["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    return told


def instant(when: datetime, event: EventView) -> str:
    """ISO 8601 with the offset of where the event is."""
    return when.astimezone(ZoneInfo(event.timezone)).isoformat(timespec="seconds")


def trail(
    base: str, language: Language, event: EventView, session: SessionCard | None = None
) -> JsonLd:
    """The way to an event or to one of its sessions."""
    steps = [
        (say(Sentence("Dasibogi"), language), home_address(language)),
        (event.title.best(language), event_address(language, event.slug)),
    ]
    if session:
        address = session_address(language, event.slug, session.code)
        steps.append((session.title.best(language), address))
    return trail_of(base, steps)


def trail_of(base: str, steps: Sequence[tuple[str, str]]) -> JsonLd:
    """The way from the home page on, as names and paths."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": base + address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def _held(event: EventView, room: str, language: Language) -> JsonLd:
    """Where it is held; how one could attend is only known where there is a place."""
    known = event.details.place
    place = known.best(language) if known else ""
    if not (place or room):
        return {}
    where: JsonLd = {"@type": "Place", "name": room or place}
    if place:
        where["address"] = place
    return {"location": where, "eventAttendanceMode": _AT_A_PLACE}
