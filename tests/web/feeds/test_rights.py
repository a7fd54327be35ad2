"""Licence, organiser and place as other programs read them."""

import json
import re
from xml.etree import ElementTree as ET

import feedparser

from archive.catalogue.keep.event import keep_details
from archive.catalogue.values import EventDetails
from archive.licence import Licence
from archive.programme.model import Bilingual
from tests.web.pages.stage import SLUG, Stage, put_talks

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def say(stage: Stage, licence: Licence) -> None:
    details = EventDetails(Bilingual("강둑재단", "Bank Trust"), Bilingual("강둑홀", ""), licence)
    with stage.catalogue.writing() as db:
        keep_details(db, SLUG, details)


def about(stage: Stage, path: str) -> dict[str, object]:
    """The first thing a page says of itself."""
    (data,) = re.findall(r'ld\+json">(.*?)</script>', stage.get(path), re.DOTALL)
    first: dict[str, object] = json.loads(data)["@graph"][0]
    return first


def test_a_licence_is_told_to_search_engines_and_players(stage: Stage) -> None:
    put_talks(stage, 1)
    say(stage, Licence.CC_BY)
    video = about(stage, f"/en/e/{SLUG}/talk-0")
    assert video["license"] == CC_BY
    assert video["publisher"] == {"@type": "Organization", "name": "Bank Trust"}
    event = about(stage, f"/en/e/{SLUG}")
    assert event["organizer"] == {"@type": "Organization", "name": "Bank Trust"}
    assert event["location"] == {"@type": "Place", "name": "강둑홀", "address": "강둑홀"}
    content = stage.client.get(f"/en/e/{SLUG}/feed.xml").content
    assert not feedparser.parse(content).bozo
    (tag,) = ET.fromstring(content).iter(f"{PODCAST}license")  # noqa: S314 -- our own feed
    assert (tag.text, tag.get("url")) == ("cc-by-4.0", CC_BY)


def test_what_has_no_licence_text_names_none(stage: Stage) -> None:
    put_talks(stage, 1)
    for licence in (Licence.UNSAID, Licence.RESERVED):
        say(stage, licence)
        assert "license" not in about(stage, f"/en/e/{SLUG}/talk-0")
        assert "podcast:license" not in stage.get(f"/en/e/{SLUG}/feed.xml")
    assert "All rights reserved" in stage.get(f"/en/e/{SLUG}/talk-0")
