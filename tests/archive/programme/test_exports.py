"""Programmes written for other programs, and read from there again."""

import csv
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from archive.programme import read_programme
from archive.programme.exports import EXPORTS
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.programme.own_fields import Export, SessionLinks
from tests import forum

ZONES = ("Asia/Seoul", "Europe/Vienna", "Etc/UTC")
WORDS = st.sampled_from(
    ("강변", "포럼", "기조강연", "휴식", "River", "Keynote:", "break", "(Part", "Two)", "=1+1",
     "@it", "<b>&amp;", "‘물’", '"quoted"', "a,b;c\\n", "발표1", "10:00~10:30", "'quoted")
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BILINGUAL = st.builds(Bilingual, TEXTS, TEXTS | st.just("")) | st.builds(Bilingual, en=TEXTS)
NAMES = st.sampled_from(
    ("한가람", "노을", "O’Neill", "Ana Souza", "김 (Kim) 씨", "d'Arc", "Roe, Jr. & Sons")
)
PEOPLE = st.lists(
    st.builds(
        Appearance,
        st.builds(Bilingual, NAMES, NAMES | st.just("")) | st.builds(Bilingual, en=NAMES),
        st.just("") | TEXTS,
        st.sampled_from(Role),
        st.just(0),
    ),
    max_size=3,
).map(lambda people: tuple(replace(one, order=n) for n, one in enumerate(people, start=1)))
DAY = datetime(2026, 10, 24)  # noqa: DTZ001 -- given a zone below; clocks change in the night


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Any programme the catalogue may hold: in two days, with and without times and people."""
    zone = draw(st.sampled_from(ZONES))
    sessions = []
    for number in range(draw(st.integers(1, 5))):
        seconds = draw(st.none() | st.integers(0, 2 * 86_400))
        start = (
            None
            if seconds is None
            else DAY.replace(tzinfo=ZoneInfo(zone)) + timedelta(seconds=seconds)
        )
        length = draw(st.none() | st.integers(1, 36_000))
        end = start + timedelta(seconds=length) if start and length else None
        if start and end and end.timestamp() <= start.timestamp():
            end = None
        sessions.append(
            ProgrammeSession(
                code=f"{draw(st.sampled_from(('session', 'ab12', 'x')))}-{number}",
                kind=draw(st.sampled_from(SessionKind)),
                title=draw(BILINGUAL | st.just(Bilingual())),
                room=draw(st.just("") | TEXTS),
                start=start,
                end=end,
                people=draw(PEOPLE),
                line=1,
            )
        )
    return Programme(
        ProgrammeEvent(draw(BILINGUAL), draw(st.dates(date(2026, 1, 1), date(2027, 1, 1))), zone),
        tuple(sessions),
    )


def without_lines(programme: Programme) -> Programme:
    """What a programme says, wherever in a file it says it."""
    sessions = tuple(replace(one, line=1) for one in programme.sessions)
    return Programme(programme.event, sessions)


@pytest.mark.parametrize("form", EXPORTS)
@settings(max_examples=30)
@given(programme=programmes(), language=st.sampled_from(["ko", "en"]))
def test_reading_our_own_export_gives_the_same_programme(
    form: str, programme: Programme, language: str
) -> None:
    export = Export(programme, "river", "https://archive.example/ko/e/river", language)

    content = EXPORTS[form].write(export)

    assert without_lines(read_programme(content)) == programme


PAGE = "https://archive.example/en/e/river/keynote"
EXPORT = Export(
    forum.PROGRAMME,
    "river",
    "https://archive.example/en/e/river",
    "en",
    {"keynote": SessionLinks(PAGE, f"{PAGE}/keynote.mp4")},
)


def test_schedule_xml_has_our_links_beside_the_fields_everybody_knows() -> None:
    root = ET.fromstring(EXPORTS["frab-xml"].write(EXPORT))  # noqa: S314 -- our own

    event = root.find("day/room/event[@id='2']")
    assert event is not None
    told = {tag: event.findtext(tag) for tag in ("title", "start", "duration", "url", "type")}
    assert told == {
        "title": "Keynote",
        "start": "14:02",
        "duration": "00:08",
        "url": PAGE,
        "type": "keynote",
    }
    assert [one.get("href") for one in event.findall("links/link")] == [PAGE, f"{PAGE}/keynote.mp4"]
    assert [one.text for one in event.findall("persons/person")] == ["Ana Souza"]
    assert root.findtext("day/room/event[@id='1']/url") is None or not root.findtext(
        "day/room/event[@id='1']/url"
    )


def test_schedule_json_lists_by_day_and_room_with_our_links() -> None:
    conference = json.loads(EXPORTS["frab-json"].write(EXPORT))["schedule"]["conference"]

    keynote = conference["days"][0]["rooms"]["강당"][1]
    assert (conference["daysCount"], conference["start"]) == (1, "2026-05-07")
    assert (keynote["slug"], keynote["duration"], keynote["url"]) == ("keynote", "00:08", PAGE)
    assert keynote["links"] == [
        {"url": PAGE, "title": "Recording"},
        {"url": f"{PAGE}/keynote.mp4", "title": "MP4"},
    ]


def test_a_calendar_and_a_table_have_our_links_too() -> None:
    events = Calendar.from_ical(EXPORTS["ical"].write(EXPORT)).walk("VEVENT")
    assert [str(event.get("URL", "")) for event in events] == ["", PAGE, "", ""]

    rows = list(csv.DictReader(StringIO(EXPORTS["csv"].write(EXPORT).decode("utf-8-sig"))))
    assert [(row["code"], row["page"], row["name_ko"]) for row in rows] == [
        ("opening", "", ""),
        ("keynote", PAGE, "아나 소자"),
        ("break-1", "", ""),
        ("session-1", "", "한가람"),
        ("session-1", "", "노을"),
    ]


def test_what_somebody_edited_in_our_export_is_read_as_edited() -> None:
    content = EXPORTS["frab-xml"].write(EXPORT).decode()
    edited = content.replace("<title>Keynote</title>", "<title>Closing words</title>")

    read = {one.code: one.title for one in read_programme(edited.encode()).sessions}

    assert (read["keynote"], read["opening"]) == (
        Bilingual(en="Closing words"),
        Bilingual("개회", "Opening"),
    )


def test_no_cell_of_a_table_is_a_formula() -> None:
    session = replace(forum.SESSIONS[0], title=Bilingual("=HYPERLINK(1)", "+1"), room="@here")
    programme = Programme(forum.EVENT, (session,))

    content = EXPORTS["csv"].write(Export(programme)).decode("utf-8-sig")

    row = next(csv.DictReader(StringIO(content)))
    assert (row["title_ko"], row["title_en"], row["room"]) == ("'=HYPERLINK(1)", "'+1", "'@here")
    assert read_programme(content.encode()).sessions[0].title == session.title
