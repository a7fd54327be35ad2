"""An event's programme as a calendar (RFC 5545)."""

from archive.catalogue.values import EventPage, SessionCard, SessionState
from archive.language import Language
from archive.programme.calendar_file import CalendarEntry, write_calendar
from web.addresses import session_address


def write_programme(shown: EventPage, language: Language, base_url: str) -> bytes:
    """Sessions that have a time; those one can watch say where."""
    host = base_url.split("://", 1)[-1].split("/")[0]
    entries = [_entry(card, language, base_url, host) for card in shown.sessions if card.starts_at]
    return write_calendar(shown.event.title.best(language), shown.event.timezone, entries)


def _entry(card: SessionCard, language: Language, base_url: str, host: str) -> CalendarEntry:
    is_open = card.state == SessionState.PUBLISHED
    address = session_address(language, card.event.slug, card.code)
    return CalendarEntry(
        uid=f"{card.event.slug}/{card.code}@{host}",
        title=card.title.best(language),
        start=card.starts_at,
        end=card.ends_at,
        room=card.room,
        people=tuple(person.name.best(language) for person in card.people),
        address=base_url + address if is_open else "",
    )
