"""What pages say of themselves in JSON-LD, held against schema.org's own vocabulary."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec_schemaorg.models
import pytest

from archive.catalogue.keep.cut import withdraw_session
from archive.catalogue.keep.event import keep_details
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import EventDetails
from archive.licence import Licence
from archive.programme.model import Bilingual
from tests.web.pages.stage import NOW, SLUG, Stage, put_talks

SITE = "http://dasi.example"
HERE = f"{SITE}/en/e/{SLUG}"
FORMS = {
    "startDate": "datetime",
    "endDate": "datetime",
    "eventStatus": "EventStatusType",
    "eventAttendanceMode": "EventAttendanceModeEnumeration",
    "uploadDate": "datetime",
    "duration": "Duration",
    "item": "Thing",
}
"""What the vocabulary calls a text; a thing may be named by its address."""
ANNOTATIONS = {"query-input"}
"""What schema.org allows on an action beside its properties (Potential Actions, ``-input``)."""


@pytest.fixture
def talks(stage: Stage) -> Stage:
    """Two talks of a meeting that says who holds it and where; the second one is withdrawn."""
    put_talks(stage, 2)
    place = Bilingual("물결회관", "Wave Hall, 1 Quay Street")
    details = EventDetails(Bilingual("다리재단", "Bridge Office"), place, Licence.KOGL_1)
    with stage.catalogue.writing() as db:
        keep_details(db, SLUG, details)
        withdraw_session(db, int(planned_sessions(db, SLUG)[1].key), now=NOW)
    return stage


def test_every_thing_and_property_is_schema_org_s(talks: Stage) -> None:
    for path in ("/", "/e", f"/e/{SLUG}", f"/e/{SLUG}/talk-0", "/p/1"):
        for language in ("ko", "en"):
            things = about(talks, f"/{language}{path}")
            assert things
            assert [fault for thing in things for fault in faults(thing)] == [], path


def test_a_video_says_all_that_searches_ask_for(talks: Stage) -> None:
    video, trail = about(talks, f"/en/e/{SLUG}/talk-0")
    assert trail["@type"] == "BreadcrumbList"
    here = f"{HERE}/talk-0"
    told = {name: video[name] for name in ("@type", "name", "description", "url", "embedUrl")}
    assert told == {
        "@type": "VideoObject",
        "name": "Bridge story 0",
        "description": "Bridge Days · Moon Sae-byeok, Speaker 0",
        "url": here,
        "embedUrl": f"{here}/embed",
    }
    assert (video["contentUrl"], video["duration"]) == (f"{here}/talk-0.mp4", "PT0H1M39S")
    assert (video["uploadDate"], video["inLanguage"]) == ("2026-04-03T10:00:00+09:00", ["ko"])
    (picture,) = video["thumbnailUrl"]
    assert talks.client.get(picture.removeprefix(SITE)).status_code == 200
    assert video["license"] == "https://www.kogl.or.kr/info/licenseType1.do"
    assert [one["inLanguage"] for one in video["caption"]] == ["en", "ko"]
    for one in video["caption"]:
        assert "WEBVTT" in talks.get(one["contentUrl"].removeprefix(SITE))


def test_a_chapter_counts_from_the_video_and_leads_to_its_moment_on_the_same_page(
    talks: Stage,
) -> None:
    video, _ = about(talks, f"/en/e/{SLUG}/talk-0")
    (clip,) = video["hasPart"]
    assert clip == {
        "@type": "Clip",
        "name": "The second half",
        "startOffset": 39,
        "endOffset": 89,
        "url": f"{HERE}/talk-0?t=40",
    }
    page = talks.get(clip["url"].removeprefix(SITE))
    assert 'data-start="39500"' in page


def test_where_and_when_a_video_was_recorded_is_told_with_it(talks: Stage) -> None:
    video, _ = about(talks, f"/en/e/{SLUG}/talk-0")
    session = video["recordedAt"]
    whole = session["superEvent"]
    assert session["recordedIn"] == {"@id": video["@id"]}
    assert [(one["name"], one.get("startDate")) for one in (session, whole)] == [
        ("Bridge story 0", "2026-04-02T14:00:00+09:00"),
        ("Bridge Days", "2026-04-02"),
    ]
    assert [one["location"] for one in (session, whole)] == [
        {"@type": "Place", "name": "Hall", "address": "Wave Hall, 1 Quay Street"},
        {
            "@type": "Place",
            "name": "Wave Hall, 1 Quay Street",
            "address": "Wave Hall, 1 Quay Street",
        },
    ]
    assert whole["organizer"] == {"@type": "Organization", "name": "Bridge Office"}
    for one in (session, whole):
        assert one["eventStatus"] == "https://schema.org/EventScheduled"
        assert one["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert [(one["name"], one["affiliation"]["name"]) for one in session["performer"]] == [
        ("Moon Sae-byeok", "강둑대 교수"),
        ("Speaker 0", "Bridge Office"),
    ]


def test_an_event_lists_its_sessions_and_leads_to_those_one_can_watch(talks: Stage) -> None:
    event, trail = about(talks, f"/en/e/{SLUG}")
    assert trail["@type"] == "BreadcrumbList"
    assert (event["startDate"], event["endDate"]) == (
        "2026-04-02T14:00:00+09:00",
        "2026-04-02T14:30:00+09:00",
    )
    assert [(one["name"], one.get("url")) for one in event["subEvent"]] == [
        ("Bridge story 0", f"{HERE}/talk-0"),
        ("Bridge story 1", None),
    ]


def test_a_person_is_told_with_every_name_and_what_they_took_part_in(talks: Stage) -> None:
    profile, trail = about(talks, "/ko/p/1")
    assert (profile["@type"], trail["@type"]) == ("ProfilePage", "BreadcrumbList")
    person = profile["mainEntity"]
    (session,) = person.pop("performerIn")
    assert person == {
        "@type": "Person",
        "name": "문새벽",
        "alternateName": ["Moon Sae-byeok"],
        "url": f"{SITE}/ko/p/1",
        "affiliation": {"@type": "Organization", "name": "강둑대 교수"},
    }
    assert (session["name"], session["url"], "performer" in session) == (
        "다리 이야기 0",
        f"{SITE}/ko/e/{SLUG}/talk-0",
        False,
    )


def about(stage: Stage, path: str) -> list[dict[str, Any]]:
    """What a page says of itself: the things of its graph."""
    (data,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', stage.get(path), re.DOTALL
    )
    said = json.loads(data)
    assert said["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = said.get("@graph", [said])
    return graph


def faults(thing: dict[str, Any]) -> Iterator[str]:
    """Types and properties the vocabulary does not know, and values it does not allow there."""
    kind = getattr(msgspec_schemaorg.models, thing["@type"])
    for name, value in thing.items():
        if name.startswith("@") or name in ANNOTATIONS:
            continue
        allowed = ranges(kind, name)
        for one in value if isinstance(value, list) else [value]:
            if not allowed & kinds_of(name, one):
                yield f"{thing['@type']}.{name}: {one}"
            if isinstance(one, dict) and "@type" in one:
                yield from faults(one)


def ranges(kind: type, name: str) -> set[str]:
    """The types that a property of a thing may have; none when it has no such property."""
    told = (vars(one).get("__annotations__", {}).get(name) for one in kind.__mro__)
    return set(re.findall(r"\w+", next((str(one) for one in told if one), "")))


def kinds_of(name: str, value: object) -> set[str]:
    """All that a value is; what is only named by its identifier may be anything."""
    if isinstance(value, dict):
        if "@type" not in value:
            return {"CreativeWork"}
        kind = getattr(msgspec_schemaorg.models, value["@type"])
        return {one.__name__ for one in kind.__mro__}
    address = {"URL"} if str(value).startswith("http") else set()
    return {type(value).__name__, FORMS.get(name, "")} | address
