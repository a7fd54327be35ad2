"""The site map: every public page in both languages, and what is to see on a session's."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from xml.etree import ElementTree as ET

from archive.catalogue.queries.feeds import PublicAddresses, changed_at
from archive.language import LANGUAGES, Language
from web.addresses import (
    embed_address,
    event_address,
    events_address,
    home_address,
    person_address,
    session_address,
    session_download_address,
)
from web.feeds.rss import Offered

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
VIDEO = "http://www.google.com/schemas/sitemap-video/1.1"
XHTML = "http://www.w3.org/1999/xhtml"

MOST = 10_000
"""Sessions; with two languages and the other pages that stays below the protocol's 50,000."""

for _prefix, _space in (("", SITEMAP), ("video", VIDEO), ("xhtml", XHTML)):
    ET.register_namespace(_prefix, _space)

Address = Callable[[Language], str]


def write_sitemap(public: PublicAddresses, offered: tuple[Offered, ...], base_url: str) -> bytes:
    """The site map as UTF-8 XML (sitemaps.org 0.9 with video and hreflang entries)."""
    root = ET.Element(f"{{{SITEMAP}}}urlset")
    for address, changed in _pages(public):
        for language in LANGUAGES:
            _add_page(root, address, language, changed, base_url)
    for one in offered:
        _add_session(root, one, base_url)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _pages(public: PublicAddresses) -> Iterator[tuple[Address, datetime | None]]:
    yield home_address, None
    yield events_address, None
    for slug, changed in public.events:
        yield partial(_event, slug), changed
    for person in public.people:
        yield partial(_person, person), None


def _event(slug: str, language: Language) -> str:
    return event_address(language, slug)


def _person(person_id: int, language: Language) -> str:
    return person_address(language, person_id)


def _add_session(root: ET.Element, one: Offered, base_url: str) -> None:
    card = one.entry.card

    def address(language: Language) -> str:
        return session_address(language, card.event.slug, card.code)

    for language in LANGUAGES:
        page = _add_page(root, address, language, changed_at(one.entry), base_url)
        if one.poster and card.cut:
            video = ET.SubElement(page, f"{{{VIDEO}}}video")
            for name, text in _video(one, language, base_url):
                ET.SubElement(video, f"{{{VIDEO}}}{name}").text = text


def _add_page(
    root: ET.Element, address: Address, language: Language, changed: datetime | None, base_url: str
) -> ET.Element:
    page = ET.SubElement(root, f"{{{SITEMAP}}}url")
    ET.SubElement(page, f"{{{SITEMAP}}}loc").text = base_url + address(language)
    if changed:
        ET.SubElement(page, f"{{{SITEMAP}}}lastmod").text = changed.isoformat(timespec="seconds")
    for other in LANGUAGES:
        link = {"rel": "alternate", "hreflang": other, "href": base_url + address(other)}
        ET.SubElement(page, f"{{{XHTML}}}link", link)
    default = {"rel": "alternate", "hreflang": "x-default", "href": base_url + address("ko")}
    ET.SubElement(page, f"{{{XHTML}}}link", default)
    return page


def _video(one: Offered, language: Language, base_url: str) -> Iterator[tuple[str, str]]:
    """In the order the protocol wants; a session without a picture is no video entry."""
    card = one.entry.card
    slug, code = card.event.slug, card.code
    yield "thumbnail_loc", f"{base_url}{one.poster}"
    yield "title", card.title.best(language)[:100] or card.code
    people = ", ".join(person.name.best(language) for person in card.people)
    yield "description", " · ".join(filter(None, (card.event.title.best(language), people)))[:2048]
    if one.movie_bytes:
        yield "content_loc", base_url + session_download_address(language, slug, code, "mp4")
    yield "player_loc", base_url + embed_address(language, slug, code)
    if card.cut:
        yield "duration", str(min(max(round(card.cut.cut.duration / 1000), 1), 28_800))
    if card.published_at:
        yield "publication_date", card.published_at.isoformat(timespec="seconds")
    if organiser := card.event.details.organiser:
        yield "uploader", organiser.best(language)[:255]
