"""Feeds, calendar, site map and oEmbed, read by other people's parsers."""

import io
import re
from dataclasses import replace
from urllib.parse import quote
from xml.etree import ElementTree as ET

import feedparser
import podcastparser
import pytest
from icalendar import Calendar

from archive.catalogue.keep.cut import withdraw_session
from archive.catalogue.queries.desk import planned_sessions
from archive.clip.downloads import DownloadKind, download_file
from archive.programme import read_programme
from archive.programme.model import Bilingual
from archive.storage import recording_files
from tests.web.pages.stage import (
    NOW,
    SLUG,
    Stage,
    counted_queries,
    publish,
    put_programme,
    put_recording,
    put_talks,
    talk,
)

SITE = "http://dasi.example"
HOSTILE = '"Bridges" </title><script>alert(1)</script> & ]]> \u202e'


def put_files(stage: Stage, recording: int, sizes: dict[DownloadKind, int]) -> None:
    """The first talk's files, of so many bytes."""
    with stage.catalogue.reading() as db:
        cut = planned_sessions(db, SLUG)
    page = stage.get(f"/en/e/{SLUG}/talk-0")
    digest = re.findall(r"/media/clips/([0-9a-f]{20})/", page)[0]
    files = recording_files(stage.settings.media_folder, recording)
    for kind, size in sizes.items():
        path = download_file(files, digest, kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"0" * size)
    assert cut


def withdraw(stage: Stage, number: int) -> None:
    with stage.catalogue.writing() as db:
        withdraw_session(db, int(planned_sessions(db, SLUG)[number].key), now=NOW)


@pytest.mark.parametrize(
    ("address", "title", "page"),
    [
        ("/en/feed.xml", "Dasibogi", "/en/"),
        (f"/ko/e/{SLUG}/feed.xml", "다리의 날", f"/ko/e/{SLUG}"),
        ("/en/p/1/feed.xml", "Moon Sae-byeok", "/en/p/1"),
    ],
    ids=["site", "event", "person"],
)
def test_a_feed_lists_what_is_published_and_nothing_else(
    stage: Stage, address: str, title: str, page: str
) -> None:
    put_talks(stage, 3)
    withdraw(stage, 1)
    language = address[1:3]
    feed = feedparser.parse(stage.client.get(address).content)
    assert (feed.bozo, feed.feed.title, feed.feed.link) == (False, title, SITE + page)
    names = {"ko": "다리 이야기 {}", "en": "Bridge story {}"}
    assert [(item.title, item.link) for item in feed.entries] == [
        (names[language].format(number), f"{SITE}/{language}/e/{SLUG}/talk-{number}")
        for number in (0, 2)
    ]


def test_a_person_s_feed_has_only_their_sessions(stage: Stage) -> None:
    put_talks(stage, 3)
    feed = feedparser.parse(stage.client.get("/en/p/3/feed.xml").content)
    assert [item.title for item in feed.entries] == ["Bridge story 1"]


def test_podcast_players_find_file_length_people_captions_and_chapters(stage: Stage) -> None:
    recording = put_talks(stage, 2)
    put_files(stage, recording, {DownloadKind.MOVIE: 4321, DownloadKind.SOUND: 1234})
    content = stage.client.get(f"/en/e/{SLUG}/feed.xml").content
    podcast = podcastparser.parse(f"{SITE}/en/e/{SLUG}/feed.xml", io.BytesIO(content))
    first = next(one for one in podcast["episodes"] if one["title"] == "Bridge story 0")
    here = f"{SITE}/en/e/{SLUG}/talk-0"
    assert first["enclosures"] == [
        {"url": f"{here}/talk-0.mp4", "file_size": 4321, "mime_type": "video/mp4"}
    ]
    assert first["total_time"] == 99
    assert first["guid"] == f"{SITE}/ko/e/{SLUG}/talk-0"
    item = ET.fromstring(content).findall("channel/item")[0]  # noqa: S314 -- our own feed
    podcasting = "{https://podcastindex.org/namespace/1.0}"
    assert [
        (tag.get("url"), tag.get("language")) for tag in item.iter(f"{podcasting}transcript")
    ] == [
        (f"{here}/captions.ko.vtt", "ko"),
        (f"{here}/captions.en.vtt", "en"),
    ]
    people = [{**tag.attrib, "name": tag.text} for tag in item.iter(f"{podcasting}person")]
    assert people == [
        {"name": "Moon Sae-byeok", "role": "host", "href": f"{SITE}/en/p/1"},
        {"name": "Speaker 0", "role": "guest", "href": f"{SITE}/en/p/2"},
    ]
    channel = ET.fromstring(content)[0]  # noqa: S314 -- our own feed
    told = [channel.findtext(f"{podcasting}{name}") for name in ("medium", "guid")]
    assert told == ["video", "e8a18332-9b12-520d-9039-5b15f2791a51"]
    (sound,) = item.iter(f"{podcasting}alternateEnclosure")
    assert (sound.get("length"), sound[0].get("uri")) == ("1234", f"{here}/talk-0.m4a")
    (chapters,) = item.iter(f"{podcasting}chapters")
    assert chapters.get("url") == f"{here}/chapters.json"
    document = stage.client.get(f"/en/e/{SLUG}/talk-0/chapters.json").json()
    assert document["chapters"] == [
        {"startTime": 39.5, "title": "The second half", "url": f"{here}?t=40"}
    ]


def test_a_feed_asks_the_database_as_often_for_three_sessions_as_for_one(stage: Stage) -> None:
    put_talks(stage, 1, "one-day")
    put_talks(stage, 3)
    counts = []
    for slug in ("one-day", SLUG):
        with counted_queries(stage.catalogue) as seen:
            stage.get(f"/en/e/{slug}/feed.xml")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_feeds_and_site_map_survive_any_title(stage: Stage) -> None:
    put_programme(stage, (replace(talk(0), title=Bilingual("", HOSTILE)),))
    put_recording(stage)
    publish(stage)
    feed = feedparser.parse(stage.client.get("/en/feed.xml").content, sanitize_html=False)
    assert (feed.bozo, feed.entries[0].title) == (False, HOSTILE)
    ET.fromstring(stage.client.get("/sitemap.xml").content)  # noqa: S314 -- our own map
    address = quote(f"{SITE}/en/e/{SLUG}/talk-0", safe="")
    html = stage.client.get(f"/oembed?url={address}").json()["html"]
    assert "<script>" not in html


def test_the_calendar_is_the_programme_and_is_read_back(stage: Stage) -> None:
    put_talks(stage, 2)
    withdraw(stage, 1)
    content = stage.client.get(f"/en/e/{SLUG}/programme.ics").content
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [
        (str(event["SUMMARY"]), event.decoded("DTSTART").isoformat(), str(event.get("URL", "")))
        for event in events
    ] == [
        ("Bridge story 0", "2026-04-02T14:00:00+09:00", f"{SITE}/en/e/{SLUG}/talk-0"),
        ("Bridge story 1", "2026-04-02T14:15:00+09:00", ""),
    ]
    programme = read_programme(content)
    assert [(one.title.en, one.room, len(one.people)) for one in programme.sessions] == [
        ("Bridge story 0", "Hall", 2),
        ("Bridge story 1", "Hall", 2),
    ]


@pytest.mark.parametrize(
    ("form", "kind"),
    [("xml", "application/xml"), ("json", "application/json"), ("csv", "text/csv")],
)
def test_the_programme_is_there_for_other_programs_with_links_to_watch(
    stage: Stage, form: str, kind: str
) -> None:
    put_talks(stage, 2)
    withdraw(stage, 1)
    answer = stage.client.get(f"/en/e/{SLUG}/schedule.{form}")
    programme = read_programme(answer.content)
    assert answer.headers["content-type"].startswith(kind)
    assert [one.title.en for one in programme.sessions] == ["Bridge story 0", "Bridge story 1"]
    assert f"{SITE}/en/e/{SLUG}/talk-0" in answer.text
    assert f"{SITE}/en/e/{SLUG}/talk-1" not in answer.text
    assert stage.client.get(f"/en/e/nowhere/schedule.{form}").status_code == 404
    assert f'href="/en/e/{SLUG}/schedule.{form}"' in stage.get(f"/en/e/{SLUG}")


def test_the_site_map_has_every_public_page_in_both_languages(stage: Stage) -> None:
    put_talks(stage, 2)
    withdraw(stage, 1)
    root = ET.fromstring(stage.client.get("/sitemap.xml").content)  # noqa: S314 -- our own map
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    paths = [(one.text or "").removeprefix(SITE) for one in root.iter(f"{space}loc")]
    pages = ("/", "/e", f"/e/{SLUG}", "/p/1", "/p/2", f"/e/{SLUG}/talk-0")
    assert paths == [f"/{language}{page}" for page in pages for language in ("ko", "en")]
    assert all(stage.client.get(path).status_code == 200 for path in paths)
    assert f"Sitemap: {SITE}/sitemap.xml" in stage.get("/robots.txt")


def test_oembed_answers_with_a_player_that_fits_and_begins_where_asked(stage: Stage) -> None:
    put_talks(stage, 1)
    page = stage.get(f"/ko/e/{SLUG}/talk-0?t=30")
    (found,) = re.findall(r'type="application/json\+oembed"[^>]*href="([^"]+)"', page)
    assert found == f"/oembed?url={quote(f'{SITE}/ko/e/{SLUG}/talk-0', safe='')}"
    answer = stage.client.get(f"{found}%3Ft%3D30&maxwidth=320&maxheight=1000").json()
    assert (answer["type"], answer["width"], answer["height"]) == ("video", 320, 180)
    assert answer["title"] == "다리 이야기 0"
    assert f'src="{SITE}/ko/e/{SLUG}/talk-0/embed?t=30"' in answer["html"]
    xml = stage.client.get(f"{found}&format=xml").content
    assert ET.fromstring(xml).findtext("provider_name") == "다시보기"  # noqa: S314 -- our own


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"url={SITE}/en/e/{SLUG}/nowhere", 404),
        (f"url=http://other.example/en/e/{SLUG}/talk-0", 404),
        ("url=http://[", 404),
        ("", 404),
        (f"url={SITE}/en/e/{SLUG}/talk-0&format=yaml", 501),
        (f"url={SITE}/en/e/{SLUG}/talk-0&maxwidth=wide", 400),
        (f"url={SITE}/en/e/{SLUG}/talk-1", 404),
    ],
)
def test_oembed_refuses_what_it_can_t_show(stage: Stage, query: str, status: int) -> None:
    put_talks(stage, 2)
    withdraw(stage, 1)
    assert stage.client.get(f"/oembed?{query}").status_code == status


def test_the_embedded_player_may_be_shown_anywhere_and_the_rest_only_here(stage: Stage) -> None:
    put_talks(stage, 2)
    withdraw(stage, 1)
    embedded = stage.client.get(f"/en/e/{SLUG}/talk-0/embed?t=30")
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    assert embedded.headers["x-robots-tag"] == "noindex"
    assert 'data-start="29500"' in embedded.text
    page = stage.client.get(f"/en/e/{SLUG}/talk-0")
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert stage.client.get(f"/en/e/{SLUG}/talk-1/embed").status_code == 404
