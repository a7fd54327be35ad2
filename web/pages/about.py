"""What pages say of themselves to machines (schema.org, in JSON-LD); addresses are absolute."""

from collections.abc import Iterator, Sequence

from starlette.requests import Request

from archive.captions.model import Origin
from archive.catalogue.people import PersonPage
from archive.catalogue.values import EventPage, SessionCard, SessionPage
from archive.language import LANGUAGES, Language, say
from archive.licence import TERMS
from archive.sentence import Sentence
from web.addresses import (
    embed_address,
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
from web.pages.things import (
    JsonLd,
    event_thing,
    instant,
    person_thing,
    session_thing,
    trail,
    trail_of,
    video_id,
)
from web.pages.transcript import chapters_in
from web.words import chapter_title

_CONTEXT = "https://schema.org"
_CARD = "card.png"


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
        picture = playback.poster or request.app.state.static.address(_CARD)
        video["thumbnailUrl"] = [base + picture]
    if spoken := _spoken(shown):
        video["inLanguage"] = spoken
    video["caption"] = [
        {
            "@type": "MediaObject",
            "contentUrl": base
            + session_captions_address(language, session.event.slug, session.code, one),
            "encodingFormat": "text/vtt",
            "inLanguage": one,
        }
        for one in sorted({track.language for part in shown.parts for track in part.tracks})
    ]
    way = trail(base, language, session.event, session)
    return {"@context": _CONTEXT, "@graph": [video, way]}


def about_event(request: Request, shown: EventPage, language: Language) -> JsonLd:
    """An ``Event`` with a part for each session, and where those one can watch are."""
    base = request.app.state.settings.base_url
    event = event_thing(base, shown.event, language)
    times = [card.starts_at for card in shown.sessions if card.starts_at]
    ends = [card.ends_at for card in shown.sessions if card.ends_at]
    if times:
        event["startDate"] = instant(min(times), shown.event)
    if ends:
        event["endDate"] = instant(max(ends), shown.event)
    event["subEvent"] = [session_thing(base, card, language) for card in shown.sessions]
    return {"@context": _CONTEXT, "@graph": [event, trail(base, language, shown.event)]}


def about_events(request: Request, language: Language) -> JsonLd:
    """The way to the list of all events."""
    steps = ((Sentence("Dasibogi"), home_address), (Sentence("Events"), events_address))
    named = [(say(name, language), address(language)) for name, address in steps]
    return {"@context": _CONTEXT, **trail_of(request.app.state.settings.base_url, named)}


def about_person(request: Request, shown: PersonPage, language: Language) -> JsonLd:
    """A ``ProfilePage`` of a person in both scripts, with what they were last affiliated to."""
    base = request.app.state.settings.base_url
    lines = [line for _, line in shown.appearances]
    person: JsonLd = {
        "@type": "Person",
        "name": shown.name.best(language),
        "url": base + person_address(language, shown.id),
    }
    person |= person_thing(base, lines[0], language) if lines else {}
    names = (shown.name.ko, shown.name.en, *(one.text for one in shown.other_names))
    other = {*names} - {person["name"], ""}
    if other:
        person["alternateName"] = sorted(other)
    person["performerIn"] = [
        _without_people(session_thing(base, card, language)) for card, _ in shown.appearances
    ]
    steps = [
        (say(Sentence("Dasibogi"), language), home_address(language)),
        (person["name"], person_address(language, shown.id)),
    ]
    profile = {"@type": "ProfilePage", "mainEntity": person}
    return {"@context": _CONTEXT, "@graph": [profile, trail_of(base, steps)]}


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


def _without_people(session: JsonLd) -> JsonLd:
    return {name: value for name, value in session.items() if name != "performer"}


def _video(base: str, card: SessionCard, language: Language) -> JsonLd:
    slug, code = card.event.slug, card.code
    people = ", ".join(person.name.best(language) for person in card.people)
    video: JsonLd = {
        "@type": "VideoObject",
        "@id": video_id(base, card, language),
        "name": card.title.best(language),
        "description": " · ".join(filter(None, (card.event.title.best(language), people))),
        "url": base + session_address(language, slug, code),
        "embedUrl": base + embed_address(language, slug, code),
        "recordedAt": session_thing(base, card, language)
        | {"superEvent": event_thing(base, card.event, language)},
        "actor": [person_thing(base, person, language) for person in card.people],
    }
    if card.cut and len(card.cut.cut.spans) == 1:
        video["contentUrl"] = base + session_download_address(language, slug, code, "mp4")
    if card.published_at:
        video["uploadDate"] = instant(card.published_at, card.event)
    if address := TERMS[card.event.details.licence].address:
        video["license"] = address
    if organiser := card.event.details.organiser:
        video["publisher"] = {"@type": "Organization", "name": organiser.best(language)}
    return video


def _spoken(shown: SessionPage) -> list[Language]:
    """The languages spoken, as far as captions tell: those that no track is a translation in."""
    tracks = [track for part in shown.parts for track in part.tracks]
    heard = {one.language for one in tracks if one.origin != Origin.TRANSLATED}
    return sorted(heard)


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
