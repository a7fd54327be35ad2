"""What pages say of themselves to machines (schema.org, in JSON-LD); addresses are absolute."""

from collections.abc import Iterator, Sequence
from typing import Any

from starlette.requests import Request

from archive.catalogue.people import PersonPage
from archive.catalogue.values import (
    EventPage,
    EventView,
    PersonLine,
    SessionCard,
    SessionPage,
    SessionState,
)
from archive.language import LANGUAGES, Language, say
from archive.licence import TERMS
from archive.sentence import Sentence
from web.addresses import (
    embed_address,
    event_address,
    events_address,
    home_address,
    person_address,
    search_address,
    session_address,
    session_captions_address,
    session_download_address,
)
from web.formats import iso_length
from web.pages.parts import Part
from web.pages.playback import Playback
from web.pages.transcript import chapters_in
from web.words import chapter_title

JsonLd = dict[str, Any]

_CONTEXT = "https://schema.org"


def about_session(
    request: Request,
    shown: SessionPage,
    parts: Sequence[Part],
    playback: Playback | None,
    language: Language,
) -> JsonLd:
    """A ``VideoObject`` with its people, event, captions and chapters, and the way to it."""
    base = request.app.state.settings.base_url
    session = shown.session
    video = _video(base, session, language)
    if playback:
        video["duration"] = iso_length(playback.duration)
        video["hasPart"] = [clip for part in parts for clip in _clips(part, video["url"], language)]
        if playback.poster:
            video["thumbnailUrl"] = [base + playback.poster]
    video["inLanguage"] = sorted({track.language for part in shown.parts for track in part.tracks})
    video["caption"] = [
        {
            "@type": "MediaObject",
            "contentUrl": base
            + session_captions_address(language, session.event.slug, session.code, one),
            "encodingFormat": "text/vtt",
            "inLanguage": one,
        }
        for one in video["inLanguage"]
    ]
    trail = _trail(base, language, session.event, session)
    return {"@context": _CONTEXT, "@graph": [video, trail]}


def about_event(request: Request, shown: EventPage, language: Language) -> JsonLd:
    """An ``Event`` with a part for each session, and where those one can watch are."""
    base = request.app.state.settings.base_url
    event = _event(base, shown.event, language)
    times = [card.starts_at for card in shown.sessions if card.starts_at]
    ends = [card.ends_at for card in shown.sessions if card.ends_at]
    if times:
        event["startDate"] = min(times).isoformat()
    if ends:
        event["endDate"] = max(ends).isoformat()
    event |= _held(shown.event, language)
    event["subEvent"] = [_session(base, card, language) for card in shown.sessions]
    return {"@context": _CONTEXT, "@graph": [event, _trail(base, language, shown.event)]}


def about_events(request: Request, language: Language) -> JsonLd:
    """The way to the list of all events."""
    steps = ((Sentence("Dasibogi"), home_address), (Sentence("Events"), events_address))
    named = [(say(name, language), address(language)) for name, address in steps]
    return {"@context": _CONTEXT, **_trail_of(request.app.state.settings.base_url, named)}


def about_person(request: Request, shown: PersonPage, language: Language) -> JsonLd:
    """A ``ProfilePage`` of a person in both scripts, with what they were last affiliated to."""
    base = request.app.state.settings.base_url
    lines = [line for _, line in shown.appearances]
    person: JsonLd = {
        "@type": "Person",
        "name": shown.name.best(language),
        "url": base + person_address(language, shown.id),
    }
    person |= _person(base, lines[0], language) if lines else {}
    names = (shown.name.ko, shown.name.en, *(one.text for one in shown.other_names))
    other = {*names} - {person["name"], ""}
    if other:
        person["alternateName"] = sorted(other)
    person["performerIn"] = [
        {
            "@type": "Event",
            "name": card.title.best(language),
            "url": base + session_address(language, card.event.slug, card.code),
        }
        for card, _ in shown.appearances
    ]
    steps = [
        (say(Sentence("Dasibogi"), language), home_address(language)),
        (person["name"], person_address(language, shown.id)),
    ]
    profile = {"@type": "ProfilePage", "mainEntity": person}
    return {"@context": _CONTEXT, "@graph": [profile, _trail_of(base, steps)]}


def about_site(request: Request, language: Language) -> JsonLd:
    """The site and how it is searched."""
    base = request.app.state.settings.base_url
    target = f"{base}{search_address(language)}?q={{search_term_string}}"
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": say(Sentence("Dasibogi"), language),
        "url": base + home_address(language),
        "inLanguage": list(LANGUAGES),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def _video(base: str, card: SessionCard, language: Language) -> JsonLd:
    slug, code = card.event.slug, card.code
    people = ", ".join(person.name.best(language) for person in card.people)
    video: JsonLd = {
        "@type": "VideoObject",
        "name": card.title.best(language),
        "description": " · ".join(filter(None, (card.event.title.best(language), people))),
        "url": base + session_address(language, slug, code),
        "embedUrl": base + embed_address(language, slug, code),
        "isPartOf": _event(base, card.event, language),
        "actor": [_person(base, person, language) for person in card.people],
    }
    if card.cut and len(card.cut.cut.spans) == 1:
        video["contentUrl"] = base + session_download_address(language, slug, code, "mp4")
    if card.published_at:
        video["uploadDate"] = card.published_at.isoformat()
    if address := TERMS[card.event.details.licence].address:
        video["license"] = address
    if organiser := card.event.details.organiser:
        video["publisher"] = {"@type": "Organization", "name": organiser.best(language)}
    if card.starts_at:
        video["isPartOf"]["startDate"] = card.starts_at.isoformat()
    return video


def _session(base: str, card: SessionCard, language: Language) -> JsonLd:
    session: JsonLd = {
        "@type": "Event",
        "name": card.title.best(language),
        "performer": [_person(base, person, language) for person in card.people],
    }
    times = (("startDate", card.starts_at), ("endDate", card.ends_at))
    session |= {name: when.isoformat() for name, when in times if when}
    if card.room:
        session["location"] = {"@type": "Place", "name": card.room}
    if card.state == SessionState.PUBLISHED:
        address = base + session_address(language, card.event.slug, card.code)
        session["url"] = address
        session["recordedIn"] = {"@type": "VideoObject", "url": address, "name": session["name"]}
    return session


def _event(base: str, event: EventView, language: Language) -> JsonLd:
    about: JsonLd = {
        "@type": "Event",
        "name": event.title.best(language),
        "url": base + event_address(language, event.slug),
    }
    return about | ({"startDate": event.date.isoformat()} if event.date else {})


def _held(event: EventView, language: Language) -> JsonLd:
    """Who holds the event, and where."""
    organiser, place = event.details.organiser, event.details.place
    held: JsonLd = {}
    if organiser:
        held["organizer"] = {"@type": "Organization", "name": organiser.best(language)}
    if place:
        held["location"] = {"@type": "Place", "name": place.best(language)}
    return held


def _person(base: str, person: PersonLine, language: Language) -> JsonLd:
    about: JsonLd = {
        "@type": "Person",
        "name": person.name.best(language),
        "url": base + person_address(language, person.id),
    }
    if person.affiliation:
        about["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    return about


def _trail(
    base: str, language: Language, event: EventView, session: SessionCard | None = None
) -> JsonLd:
    steps = [
        (say(Sentence("Dasibogi"), language), home_address(language)),
        (event.title.best(language), event_address(language, event.slug)),
    ]
    if session:
        address = session_address(language, event.slug, session.code)
        steps.append((session.title.best(language), address))
    return _trail_of(base, steps)


def _trail_of(base: str, steps: Sequence[tuple[str, str]]) -> JsonLd:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": base + address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def _clips(part: Part, here: str, language: Language) -> Iterator[JsonLd]:
    """Chapters; offsets count from the video's own beginning, addresses are in recording time."""
    named = f"&r={part.named}" if part.named else ""
    for chapter in chapters_in(part):
        yield {
            "@type": "Clip",
            "name": chapter_title(chapter, language),
            "startOffset": part.time(chapter.span.start) // 1000,
            "endOffset": part.time(chapter.span.end) // 1000,
            "url": f"{here}?t={chapter.span.start // 1000}{named}",
        }
