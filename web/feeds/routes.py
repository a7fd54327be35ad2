"""Addresses for other programs: feeds, calendar, chapters, site map, oEmbed."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.feeds import (
    FeedEntry,
    event_entries,
    newest_entries,
    person_entries,
    public_addresses,
)
from archive.catalogue.queries.pages import event_page, session_page
from archive.catalogue.queries.person_page import person_page
from archive.catalogue.queries.programme import event_export
from archive.errors import NotFoundError, RefusedError
from archive.language import LANGUAGES, Language, say
from archive.programme.exports import EXPORTS
from archive.sentence import Sentence
from archive.timecode import parse_offset
from web.addresses import (
    event_address,
    event_feed_address,
    home_address,
    home_feed_address,
    person_address,
    person_feed_address,
    session_address,
)
from web.feeds.oembed import as_xml, embedded, path_of
from web.feeds.offered import offered
from web.feeds.rss import Channel, write_rss
from web.feeds.sitemap import MOST, write_sitemap
from web.pages.asked import path_number, path_text
from web.pages.parts import parts_of
from web.pages.posters import posters_of
from web.pages.transcript import chapters_in
from web.reader import language_of
from web.words import chapter_title

ITEMS = 100
"""Sessions in a feed, the newest; readers keep the older ones themselves."""

_CACHING = {"cache-control": "public, max-age=300"}
_RSS = "application/rss+xml; charset=utf-8"


def _base(request: Request) -> str:
    base: str = request.app.state.settings.base_url
    return base


def _home_feed(request: Request) -> Response:
    language = language_of(request)
    with request.app.state.catalogue.reading() as db:
        entries = newest_entries(db, ITEMS)
    channel = Channel(
        say(Sentence("Dasibogi"), language),
        say(Sentence("The sessions published last."), language),
        _base(request) + home_address(language),
        _base(request) + home_feed_address(language),
    )
    return _feed(request, channel, entries, language)


def _event_feed(request: Request) -> Response:
    language, slug = language_of(request), path_text(request, "slug")
    with request.app.state.catalogue.reading() as db:
        title = event_page(db, slug).event.title.best(language)
        entries = event_entries(db, slug, ITEMS)
    channel = Channel(
        title,
        say(Sentence("Recorded sessions of {event}.", {"event": title}), language),
        _base(request) + event_address(language, slug),
        _base(request) + event_feed_address(language, slug),
    )
    return _feed(request, channel, entries, language)


def _person_feed(request: Request) -> Response:
    language, number = language_of(request), path_number(request, "person_id")
    with request.app.state.catalogue.reading() as db:
        shown = person_page(db, number, is_editor=False)
        entries = person_entries(db, shown.id, ITEMS)
    if shown.id != number:
        return RedirectResponse(person_feed_address(language, shown.id), 302)
    name = shown.name.best(language)
    channel = Channel(
        name,
        say(Sentence("Recorded sessions with {name}.", {"name": name}), language),
        _base(request) + person_address(language, number),
        _base(request) + person_feed_address(language, number),
    )
    return _feed(request, channel, entries, language)


def _feed(
    request: Request, channel: Channel, entries: tuple[FeedEntry, ...], language: Language
) -> Response:
    text = write_rss(channel, offered(request, entries), language, _base(request))
    return Response(text, media_type=_RSS, headers=_CACHING)


def _written(name: str) -> Callable[[Request], Response]:
    """The programme for other programs, in one of the forms of ``EXPORTS``."""
    form = EXPORTS[name]

    def answer(request: Request) -> Response:
        language, slug = language_of(request), path_text(request, "slug")
        with request.app.state.catalogue.reading() as db:
            export = event_export(db, slug, language, _base(request))
        return Response(form.write(export), media_type=form.media_type, headers=_CACHING)

    return answer


def _chapters(request: Request) -> Response:
    """Chapters as podcast players take them (podcastindex.org, JSON Chapters 1.2)."""
    language = language_of(request)
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        shown = session_page(db, slug, code, is_editor=False)
    if shown.session.cut is None:
        raise NotFoundError("This session has no cut yet.")
    base = _base(request)
    chapters = [
        {
            "startTime": part.time(chapter.span.start) / 1000,
            "title": chapter_title(chapter, language),
            "url": base
            + session_address(
                language,
                slug,
                code,
                seconds=chapter.span.start // 1000,
                recording=part.named,
            ),
        }
        for part in parts_of(shown, shown.session.cut.cut)
        for chapter in chapters_in(part)
    ]
    document = {"version": "1.2.0", "title": shown.session.title.best(language)}
    return Response(
        json.dumps(document | {"chapters": chapters}, ensure_ascii=False),
        media_type="application/json+chapters",
        headers=_CACHING,
    )


def _sitemap(request: Request) -> Response:
    with request.app.state.catalogue.reading() as db:
        public = public_addresses(db, MOST)
    text = write_sitemap(public, offered(request, public.sessions), _base(request))
    return Response(text, media_type="application/xml; charset=utf-8", headers=_CACHING)


def _oembed(request: Request) -> Response:
    """501 for a format nobody defines, 404 for an address that is no session's (oEmbed §2.3.4)."""
    wanted = request.query_params.get("format", "json")
    if wanted not in ("json", "xml"):
        return Response("Not implemented", 501, media_type="text/plain")
    address = request.query_params.get("url", "")
    language, slug, code = _session_at(address, _base(request))
    with request.app.state.catalogue.reading() as db:
        card = session_page(db, slug, code, is_editor=False).session
    answer = embedded(
        card,
        language,
        _base(request),
        poster=posters_of(request, [card]).get(card.id),
        most=(_pixels(request, "maxwidth"), _pixels(request, "maxheight")),
        seconds=_seconds(address),
    )
    if wanted == "xml":
        return Response(as_xml(answer), media_type="text/xml; charset=utf-8", headers=_CACHING)
    return JSONResponse(answer, headers=_CACHING)


def _session_at(address: str, base_url: str) -> tuple[Language, str, str]:
    parts = (path_of(address, base_url) or "").strip("/").split("/")
    if len(parts) != 4 or parts[0] not in LANGUAGES or parts[1] != "e":
        raise NotFoundError("There is no session of this archive at that address.")
    language = next(one for one in LANGUAGES if one == parts[0])
    return language, unquote(parts[2]), unquote(parts[3])


def _seconds(address: str) -> int | None:
    asked = parse_qs(urlsplit(address).query).get("t", [""])[0]
    try:
        return parse_offset(asked) // 1000 if asked else None
    except ValueError:
        return None


def _pixels(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise RefusedError("“{name}” must be a number of pixels.", name=name)
    return int(text) if text else 100_000


feed_routes = [
    Route("/sitemap.xml", _sitemap),
    Route("/oembed", _oembed),
    Route("/{language:language}/feed.xml", _home_feed),
    Route("/{language:language}/e/{slug}/feed.xml", _event_feed),
    Route("/{language:language}/e/{slug}/programme.ics", _written("ical")),
    Route("/{language:language}/e/{slug}/schedule.xml", _written("frab-xml")),
    Route("/{language:language}/e/{slug}/schedule.json", _written("frab-json")),
    Route("/{language:language}/e/{slug}/schedule.csv", _written("csv")),
    Route("/{language:language}/e/{slug}/{code}/chapters.json", _chapters),
    Route("/{language:language}/p/{person_id}/feed.xml", _person_feed),
]
