"""RSS 2.0 with the podcast tags that players know, made of published sessions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from archive.catalogue.queries.feeds import FeedEntry
from archive.catalogue.values import PersonLine, SessionCard
from archive.language import Language, say
from archive.licence import TERMS, Licence
from archive.programme.model import Role
from archive.timecode import print_clock
from web.addresses import (
    chapters_address,
    event_address,
    person_address,
    session_address,
    session_captions_address,
    session_download_address,
)
from web.words import name_of

ATOM = "http://www.w3.org/2005/Atom"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"

_FEEDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The name space that the podcast namespace gives feeds in."""

for _prefix, _space in (("atom", ATOM), ("itunes", ITUNES), ("podcast", PODCAST)):
    ET.register_namespace(_prefix, _space)


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed as a whole; both addresses are absolute."""

    title: str
    description: str
    page: str
    address: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A published session and the files it has now; addresses are paths, sizes bytes."""

    entry: FeedEntry
    movie_bytes: int | None
    sound_bytes: int | None
    poster: str | None


def write_rss(
    channel: Channel, offered: Sequence[Offered], language: Language, base_url: str
) -> bytes:
    """The feed as UTF-8 XML.

    Enclosures are the files that are there already, with their true sizes (RSS 2.0 demands the
    size); a session whose file is not made yet is an item without one.
    """
    root = ET.Element("rss", {"version": "2.0"})
    top = ET.SubElement(root, "channel")
    for name, text in (
        ("title", channel.title),
        ("link", channel.page),
        ("description", channel.description),
        ("language", language),
        ("generator", "Dasibogi"),
        (f"{{{ITUNES}}}explicit", "false"),
        (f"{{{ITUNES}}}author", channel.title),
        (f"{{{PODCAST}}}guid", _lasting_name(channel.address)),
        (f"{{{PODCAST}}}medium", "video"),
    ):
        ET.SubElement(top, name).text = text
    own = {"href": channel.address, "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(top, f"{{{ATOM}}}link", own)
    ET.SubElement(top, f"{{{ITUNES}}}category", {"text": "Education"})
    picture = next((one.poster for one in offered if one.poster), None)
    if picture:
        ET.SubElement(top, f"{{{ITUNES}}}image", {"href": base_url + picture})
    for one in offered:
        _add_item(top, one, language, base_url)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _lasting_name(address: str) -> str:
    """What players know a feed by wherever it moves: made of its first address, as the podcast
    namespace says (``podcast:guid``), without the scheme and slashes in the end."""
    return str(uuid5(_FEEDS, address.partition("://")[2].rstrip("/")))


def _add_item(top: ET.Element, one: Offered, language: Language, base_url: str) -> None:
    card = one.entry.card
    here = session_address(language, card.event.slug, card.code)
    item = ET.SubElement(top, "item")
    for name, text in _texts(card, language):
        ET.SubElement(item, name).text = text
    ET.SubElement(item, "link").text = base_url + here
    lasting = f"{base_url}{session_address('ko', card.event.slug, card.code)}"
    ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = lasting
    source = {"url": f"{base_url}{event_address(language, card.event.slug)}/feed.xml"}
    ET.SubElement(item, "source", source).text = card.event.title.best(language)
    if one.poster:
        ET.SubElement(item, f"{{{ITUNES}}}image", {"href": base_url + one.poster})
    for tag, values in _files(one, language, base_url):
        ET.SubElement(item, tag, values)
    _add_licence(item, card.event.details.licence)
    if one.sound_bytes:
        _add_sound(item, one.sound_bytes, card, language, base_url)
    for person in card.people:
        _add_person(item, person, language, base_url)


def _add_licence(item: ET.Element, licence: Licence) -> None:
    """By its identifier; readers that don't know it find the text by its address."""
    if address := TERMS[licence].address:
        ET.SubElement(item, f"{{{PODCAST}}}license", {"url": address}).text = licence.value


def _texts(card: SessionCard, language: Language) -> Iterator[tuple[str, str]]:
    yield "title", card.title.best(language) or say(name_of(card.kind), language)
    yield "description", _description(card, language)
    if card.published_at:
        yield "pubDate", format_datetime(card.published_at)
    if card.cut:
        yield f"{{{ITUNES}}}duration", print_clock(card.cut.cut.duration)
    if card.people:
        yield f"{{{ITUNES}}}author", ", ".join(one.name.best(language) for one in card.people)


def _description(card: SessionCard, language: Language) -> str:
    """The event, then who does what, a line each."""
    people = (
        " · ".join(
            filter(
                None,
                (one.name.best(language), say(name_of(one.role), language), one.affiliation),
            )
        )
        for one in card.people
    )
    return "\n".join((card.event.title.best(language), *people))


def _files(one: Offered, language: Language, base_url: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The video as the enclosure, captions and chapters beside it."""
    card = one.entry.card
    slug, code = card.event.slug, card.code
    if one.movie_bytes:
        yield (
            "enclosure",
            {
                "url": base_url + session_download_address(language, slug, code, "mp4"),
                "length": str(one.movie_bytes),
                "type": "video/mp4",
            },
        )
    for captions in one.entry.captions:
        yield (
            f"{{{PODCAST}}}transcript",
            {
                "url": base_url + session_captions_address(language, slug, code, captions),
                "type": "text/vtt",
                "language": captions,
                "rel": "captions",
            },
        )
    if one.entry.has_chapters:
        yield (
            f"{{{PODCAST}}}chapters",
            {
                "url": base_url + chapters_address(language, slug, code),
                "type": "application/json+chapters",
            },
        )


def _add_sound(
    item: ET.Element, size: int, card: SessionCard, language: Language, base_url: str
) -> None:
    """The sound alone, for those who listen on the way."""
    other = {"type": "audio/mp4", "length": str(size), "lang": language}
    tag = ET.SubElement(item, f"{{{PODCAST}}}alternateEnclosure", other)
    address = session_download_address(language, card.event.slug, card.code, "m4a")
    ET.SubElement(tag, f"{{{PODCAST}}}source", {"uri": base_url + address})


_HOSTS = (Role.CHAIR, Role.MODERATOR)


def _add_person(item: ET.Element, person: PersonLine, language: Language, base_url: str) -> None:
    """Roles in the words of the podcast taxonomy, where everybody is host or guest."""
    role = "host" if person.role in _HOSTS else "guest"
    page = base_url + person_address(language, person.id)
    tag = ET.SubElement(item, f"{{{PODCAST}}}person", {"role": role, "href": page})
    tag.text = person.name.best(language)
