"""Schedules that programs write: XML, JSON and iCalendar, each read whole."""

import gzip
import json
import lzma
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ProgrammeUnreadableError
from archive.programme import read_programme
from archive.programme.document import programme_as_json
from archive.programme.model import ClockTimes, Programme
from tests.paths import shared

Row = tuple[str, str, str | None, str | None, str, tuple[str, ...]]


def rows(programme: Programme) -> list[Row]:
    """Code, title, start, end, room and people of every session."""
    return [
        (
            session.code,
            session.title.best("ko"),
            session.start.isoformat() if session.start else None,
            session.end.isoformat() if session.end else None,
            session.room,
            tuple(person.name.best("ko") for person in session.people),
        )
        for session in programme.sessions
    ]


def read_json(data: Any) -> Programme:
    return read_programme(json.dumps(data, ensure_ascii=False).encode())


def refusal(content: bytes) -> str:
    with pytest.raises(ProgrammeUnreadableError) as refused:
        read_programme(content)
    return str(refused.value)


FRAB_XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference>
    <title>시민 기록 포럼 (Citizens Archive Forum)</title>
    <start>2026-05-08</start>
    <day_change>04:00:00</day_change>
    <time_zone_name>Asia/Seoul</time_zone_name>
  </conference>
  <day index="1" date="2026-05-08">
    <room name="Hall B">
      <event id="7" guid="b"><start>10:30</start><duration>01:15</duration>
        <title>Night papers</title><subtitle>A reading</subtitle><type>lecture</type>
        <persons><person id="1">Ada Byron</person><person id="2">홍길동</person></persons></event>
      <event id="8"><start>01:00</start><duration>00:30</duration>
        <title>After midnight</title></event>
    </room>
    <room name="Hall A">
      <event id="9"><date>2026-05-08T10:00:00+09:00</date><start>10:00</start>
        <duration>00:30</duration><slug>opening-day</slug><title>개회</title></event>
    </room>
  </day>
</schedule>
"""


def test_schedule_xml_is_read_by_time_with_its_nights_and_subtitles() -> None:
    programme = read_programme(FRAB_XML.encode())
    assert programme_as_json(programme)["event"] == {
        "title": {"ko": "시민 기록 포럼", "en": "Citizens Archive Forum"},
        "date": "2026-05-08",
        "timezone": "Asia/Seoul",
    }
    day, next_day = "2026-05-08T", "2026-05-09T"
    assert rows(programme) == [
        ("opening-day", "개회", f"{day}10:00:00+09:00", f"{day}10:30:00+09:00", "Hall A", ()),
        (
            "session-7",
            "Night papers — A reading",
            f"{day}10:30:00+09:00",
            f"{day}11:45:00+09:00",
            "Hall B",
            ("Ada Byron", "홍길동"),
        ),
        (
            "session-8",
            "After midnight",
            f"{next_day}01:00:00+09:00",
            f"{next_day}01:30:00+09:00",
            "Hall B",
            (),
        ),
    ]
    assert [(session.kind, session.line) for session in programme.sessions] == [
        ("opening", 18),
        ("session", 11),
        ("session", 14),
    ]


def test_broken_and_dangerous_xml_is_refused_in_a_sentence() -> None:
    bomb = b'<!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><schedule>&b;</schedule>'
    assert refusal(bomb) == (
        "This XML declares entities or a document type of its own, which is not read."
    )
    assert refusal(b"<schedule>\n<day>\n</schedule>") == "This XML is broken at line 3, column 3."
    assert refusal(b"<schedule><day/></schedule>") == "This schedule holds no sessions."


FRAB_JSON = {
    "schedule": {
        "version": "1",
        "conference": {
            "title": "Archive Days",
            "start": "2026-05-08",
            "time_zone_name": "Europe/Vienna",
            "rooms": [{"name": "Hall A", "guid": "r"}],
            "days": [
                {
                    "index": 1,
                    "date": "2026-05-08",
                    "day_start": "2026-05-08T09:00:00+02:00",
                    "rooms": {
                        "Hall A": [
                            {
                                "id": 5,
                                "date": "2026-05-08T09:30:00+02:00",
                                "start": "09:30",
                                "duration": "00:45",
                                "room": "Hall A",
                                "slug": "days-5-papers",
                                "title": "Papers",
                                "persons": [{"id": 1, "public_name": "Ada Byron"}],
                            }
                        ]
                    },
                }
            ],
        },
    }
}


def test_more_sessions_than_any_event_has_are_refused() -> None:
    many = [{"title": f"W{number}", "start": "2026-05-08T10:00"} for number in range(10_001)]
    assert refusal(json.dumps(many).encode()) == (
        "This schedule has more than 10000 sessions; no event has so many."
    )


WIDGET = {
    "talks": [
        {
            "code": "AB12",
            "title": {"en": "Papers", "ko": "종이"},
            "speakers": ["X9"],
            "room": 3,
            "start": "2026-05-08T09:30:00+02:00",
            "end": "2026-05-08T10:15:00+02:00",
        },
        {
            "code": "CD34",
            "title": "Gone",
            "state": "canceled",
            "start": "2026-05-08T11:00:00+02:00",
        },
    ],
    "rooms": [{"id": 3, "name": {"en": "Hall A"}}],
    "speakers": [{"code": "X9", "name": "Ada Byron"}],
    "timezone": "Europe/Vienna",
    "event_start": "2026-05-08",
}

SESSIONIZE = {
    "sessions": [
        {
            "id": "11",
            "title": "Papers",
            "startsAt": "2026-05-08T09:30:00",
            "endsAt": "2026-05-08T10:15:00",
            "isServiceSession": False,
            "speakers": ["u1"],
            "roomId": 3,
        },
    ],
    "speakers": [
        {"id": "u1", "fullName": "Ada Byron", "tagLine": "Engines Ltd", "sessions": [11]},
    ],
    "rooms": [{"id": 3, "name": "Hall A", "sort": 0}],
}

SESSIONIZE_GRID = [
    {
        "date": "2026-05-08T00:00:00",
        "rooms": [
            {
                "id": 3,
                "name": "Hall A",
                "sessions": [
                    {
                        "id": "11",
                        "title": "Papers",
                        "startsAt": "2026-05-08T09:30:00",
                        "endsAt": "2026-05-08T10:15:00",
                        "speakers": [{"id": "u1", "name": "Ada Byron"}],
                        "roomId": 3,
                        "room": "Hall A",
                    }
                ],
            }
        ],
        "timeSlots": [
            {
                "slotStart": "09:30:00",
                "rooms": [
                    {
                        "id": 3,
                        "name": "Hall A",
                        "session": {
                            "id": "11",
                            "title": "Papers",
                            "startsAt": "2026-05-08T09:30:00",
                            "endsAt": "2026-05-08T10:15:00",
                            "speakers": [{"id": "u1", "name": "Ada Byron"}],
                            "roomId": 3,
                            "room": "Hall A",
                        },
                    }
                ],
            }
        ],
    }
]

API = {
    "count": 1,
    "results": [
        {
            "code": "AB12",
            "title": "Papers",
            "speakers": [{"code": "X9", "name": "Ada Byron"}],
            "state": "confirmed",
            "slot": {
                "room": {"en": "Hall A"},
                "start": "2026-05-08T09:30:00+02:00",
                "end": "2026-05-08T10:15:00+02:00",
            },
        }
    ],
}


@pytest.mark.parametrize(
    ("data", "code", "offset"),
    [
        (FRAB_JSON, "days-5-papers", "+02:00"),
        (WIDGET, "ab12", "+02:00"),
        (SESSIONIZE, "session-11", "+09:00"),
        (SESSIONIZE_GRID, "session-11", "+09:00"),
        (API, "ab12", "+02:00"),
    ],
    ids=["frab", "pretalx widget", "sessionize", "sessionize grid", "pretalx api"],
)
def test_schedule_json_of_every_make_says_the_same(data: Any, code: str, offset: str) -> None:
    programme = read_json(data)
    title = "종이" if data is WIDGET else "Papers"
    start, end = (f"2026-05-08T{time}:00{offset}" for time in ("09:30", "10:15"))
    assert rows(programme) == [(code, title, start, end, "Hall A", ("Ada Byron",))]


def test_a_plain_list_of_sessions_is_read_in_korean_and_english() -> None:
    programme = read_json(
        {
            "event": {"title_ko": "기록 포럼", "title_en": "Archive Forum", "date": "2026-05-08"},
            "sessions": [
                {
                    "title_ko": "종이의 시간",
                    "title_en": "The time of paper",
                    "start": "10:00",
                    "duration": 50,
                    "room": "대강당",
                    "speakers": [
                        {
                            "name": "홍길동",
                            "name_en": "Hong Gildong",
                            "소속": "한빛대",
                            "role": "좌장",
                        },
                        "Ada Byron",
                    ],
                },
                {"제목": "점심", "시작": "12:00", "종료": "13:00"},
            ],
        }
    )
    document = programme_as_json(programme)
    assert document["event"]["title"] == {"ko": "기록 포럼", "en": "Archive Forum"}
    assert [
        (one["kind"], one["title"], one["start"], one["end"], one["room"])
        for one in document["sessions"]
    ] == [
        (
            "session",
            {"ko": "종이의 시간", "en": "The time of paper"},
            "2026-05-08T10:00:00+09:00",
            "2026-05-08T10:50:00+09:00",
            "대강당",
        ),
        (
            "break",
            {"ko": "점심", "en": ""},
            "2026-05-08T12:00:00+09:00",
            "2026-05-08T13:00:00+09:00",
            "",
        ),
    ]
    assert document["sessions"][0]["people"] == [
        {
            "name": {"ko": "홍길동", "en": "Hong Gildong"},
            "affiliation": "한빛대",
            "role": "chair",
            "order": 1,
        },
        {
            "name": {"ko": "", "en": "Ada Byron"},
            "affiliation": "",
            "role": "presenter",
            "order": 2,
        },
    ]


def test_what_does_not_fit_in_a_schedule_is_said_with_its_line() -> None:
    text = """{"sessions": [
        {"title": "회의 하나", "start": "2026-05-08T10:00", "end": "2026-05-08T11:00", "room": "A"},
        {"title": "회의 둘", "start": "2026-05-08T10:30", "end": "2026-05-08T10:20", "room": "A"}
    ]}"""
    doubts = programme_as_json(read_programme(text.encode()))["doubts"]
    assert [(doubt["line"], doubt["text"], doubt["reason"]) for doubt in doubts] == [
        (1, "회의 하나", "No title of the event was found; please write one."),
        (3, "회의 둘", "This session ends before it starts; its end was left out."),
        (
            3,
            "회의 둘",
            "This session starts before the one before it in the same room has ended.",
        ),
    ]


def test_json_that_is_no_schedule_is_refused_in_a_sentence() -> None:
    assert refusal(b'{"a": [1,\n 2') == "This JSON is broken at line 2, column 3."
    assert refusal(b"[" * 100_000) == "This JSON is nested too deeply to be a schedule."
    assert refusal(b'{"price": 3}') == (
        "This JSON holds no sessions: objects with a title and a time or speakers were expected."
    )


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:기록 포럼
BEGIN:VEVENT
UID:open-1@example.org
SUMMARY:Opening of the papers
DTSTART;TZID=Europe/Vienna:20260508T093000
DURATION:PT45M
LOCATION:Hall A
DESCRIPTION:Speakers: Ada Byron and 홍길동\\nOn paper.
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
SUMMARY:Coffee
DTSTART;TZID=Europe/Vienna:20260508T101500
DTEND;TZID=Europe/Vienna:20260508T103000
END:VEVENT
BEGIN:VEVENT
UID:3@example.org
SUMMARY:Cancelled talk
STATUS:CANCELLED
DTSTART;TZID=Europe/Vienna:20260508T110000
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_is_read_with_its_speakers_and_zone() -> None:
    programme = read_programme(CALENDAR.encode())
    assert programme.event.timezone == "Europe/Vienna"
    assert programme.event.title.ko == "기록 포럼"
    day = "2026-05-08T"
    assert rows(programme) == [
        (
            "open-1",
            "Opening of the papers",
            f"{day}09:30:00+02:00",
            f"{day}10:15:00+02:00",
            "Hall A",
            ("Ada Byron", "홍길동"),
        ),
        ("break-2", "Coffee", f"{day}10:15:00+02:00", f"{day}10:30:00+02:00", "", ()),
    ]
    assert [session.line for session in programme.sessions] == [4, 12]


def test_a_calendar_may_fold_a_line_inside_a_letter() -> None:
    line = "SUMMARY:기록".encode()
    folded = CALENDAR.encode().replace(
        b"SUMMARY:Coffee", line[:-2] + b"\r\n " + line[-2:] + " 휴식".encode()
    )
    assert read_programme(folded).sessions[1].title.ko == "기록 휴식"


def test_an_empty_or_broken_calendar_is_refused_in_a_sentence() -> None:
    empty = b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"
    assert refusal(empty) == "This calendar holds no events."
    assert refusal(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n").startswith("This ")


@pytest.mark.parametrize("packed", [gzip.compress, lzma.compress], ids=["gzip", "xz"])
def test_a_compressed_schedule_is_read_as_what_is_in_it(packed: Any) -> None:
    assert read_programme(packed(FRAB_XML.encode())) == read_programme(FRAB_XML.encode())


@pytest.mark.parametrize("packed", [gzip.compress, lzma.compress], ids=["gzip", "xz"])
def test_a_compression_bomb_is_refused_as_too_large(packed: Any) -> None:
    assert refusal(packed(b" " * 60_000_000)) == (
        "The programme file has 11 MB; at most 10 MB are read."
    )
    assert refusal(packed(FRAB_XML.encode())[:40]) != ""


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["2026-05-08", "10:00", "2026-05-08T10:00:00+09:00", "홍길동", "99:99"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["title", "start", "end", "duration", "room", "rooms", "speakers", "days", "date",
             "sessions", "slots", "name", "id", "timezone"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON_VALUES)
def test_any_json_is_a_programme_or_a_refusal(data: Any) -> None:
    try:
        programme = read_json(data)
    except ProgrammeUnreadableError:
        return
    codes = [session.code for session in programme.sessions]
    assert len(set(codes)) == len(codes) > 0
    assert all(doubt.text.strip() for doubt in programme.doubts)


@given(st.lists(st.sampled_from([*CALENDAR.split("\n"), "DTSTART:99", "DURATION:P"]), max_size=25))
def test_any_calendar_is_a_programme_or_a_refusal(lines: list[str]) -> None:
    try:
        programme = read_programme("\n".join(["BEGIN:VCALENDAR", *lines]).encode())
    except ProgrammeUnreadableError:
        return
    assert programme.sessions != ()


def test_fosdem_2021_is_read_whole() -> None:
    content = shared("programmes/fosdem_2021.xml.xz").read_bytes()
    programme = read_programme(content)
    expected = []
    for day in ET.fromstring(lzma.decompress(content)).iter("day"):  # noqa: S314 -- a known file
        for event in day.iter("event"):
            said = {child.tag: (child.text or "").strip() for child in event}
            title = " — ".join(filter(None, (said["title"], said["subtitle"])))
            people = tuple(" ".join((one.text or "").split()) for one in event.iter("person"))
            start = f"{day.get('date')}T{said['start']}:00"
            expected.append((said["slug"], " ".join(title.split()), start, said["room"], people))
    found = [
        (code, title, (start or "")[:19], room, people)
        for code, title, start, _, room, people in rows(programme)
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("name", "title", "zone", "count"),
    [
        ("linux_conf_au_2020.ics", "linux.conf.au 2020", "Australia/Brisbane", 262),
        ("jres_2022.ics", "JRES 2021/22", "Europe/Paris", 120),
    ],
)
def test_real_calendars_are_read_whole(name: str, title: str, zone: str, count: int) -> None:
    content = shared(f"programmes/{name}").read_bytes()
    programme = read_programme(content)
    assert (programme.event.title.en, programme.event.timezone) == (title, zone)
    assert len(programme.sessions) == content.count(b"BEGIN:VEVENT") == count
    assert all(session.start and session.title for session in programme.sessions)


def test_a_list_of_two_tracks_is_read_whole() -> None:
    content = shared("programmes/droidknights_2025_sessions.json").read_bytes()
    said = json.loads(content)
    expected = [
        (
            f"{'keynote' if one['room'] is None else 'session'}-{one['id']}",
            one["title"],
            one["startTime"][:19] + "+09:00",
            one["endTime"][:19] + "+09:00",
            one["room"] or "",
            tuple(speaker["name"] for speaker in one["speakers"]),
        )
        for one in said
    ]
    assert sorted(rows(read_programme(content))) == sorted(expected)


def test_a_schedule_by_minutes_and_rooms_is_read_whole() -> None:
    content = shared("programmes/pyconfr_2025_schedule.EXCERPT.json").read_bytes()
    assert [(row[0], row[2], row[3], row[4], row[5]) for row in rows(read_programme(content))] == [
        (code, f"2025-11-01T{start}:00+01:00", f"2025-11-01T{end}:00+01:00", room, (name,))
        for code, start, end, room, name in (
            ("38lrhe", "08:50", "09:35", "B003", "Lucie Anglade"),
            ("vhs897", "09:40", "10:25", "B003", "Morgane Rozenn Hauguel"),
            ("3mxfue", "10:30", "12:55", "B422", "Rostan Tabet"),
            ("87krhe", "10:30", "10:55", "B421", "Joseph Barbier"),
            ("afn877", "10:30", "10:55", "C436", "Françoise Conil"),
            ("flkc7b", "10:30", "12:55", "B420", "Michaël Favel-Guidet"),
        )
    ]


def test_json_names_who_leads_a_session_and_whose_parts_follow_in_it() -> None:
    session = {
        "title": "물과 도시",
        "start": "2024-05-20T10:00:00+09:00",
        "chair": {"name": "민서연", "en": "Min Seo-yeon"},
        "presentations": [{"name": "표나래"}, {"title": "강", "speaker": "길태오"}],
    }
    (read,) = read_json([session]).sessions
    assert [(one.name.ko, one.name.en, one.role.value) for one in read.people] == [
        ("민서연", "Min Seo-yeon", "chair"),
        ("표나래", "", "presenter"),
        ("길태오", "", "presenter"),
    ]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"[" + b'{"title": "a"},' * 100_001 + b"{}]", "more than 100000 objects"),
        (b"<schedule>" + b"<a>" * 400_001, "more than 400000 tags"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 3001, "3001 events"),
        (b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 20_001, "more than 20000 parts"),
    ],
    ids=["json", "xml", "ical", "pdf"],
)
def test_more_than_any_programme_holds_is_refused_before_it_is_parsed(
    content: bytes, refusal: str
) -> None:
    with pytest.raises(ProgrammeUnreadableError, match=refusal):
        read_programme(content)


def test_hours_without_a_day_are_kept_as_such_and_in_their_order() -> None:
    sessions = [
        {"title": "오후", "start": "14:00", "end": "15:00"},
        {"title": "오전", "start": "10:00", "duration": "00:40"},
        {"title": "낮", "time": "오후 1시~1시 30분"},
        {"title": "뒤집힌", "start": "17:00", "end": "16:00"},
    ]
    programme = read_programme(json.dumps({"title": "모임", "sessions": sessions}).encode())

    assert [(one.title.ko, one.start, one.clock) for one in programme.sessions] == [
        ("오전", None, ClockTimes(600, 640)),
        ("낮", None, ClockTimes(780, 810)),
        ("오후", None, ClockTimes(840, 900)),
        ("뒤집힌", None, ClockTimes(1020, None)),
    ]
    assert {str(one.reason) for one in programme.doubts} == {
        "The text gives no date of the event; sessions have hours but no day.",
        "This session ends before it starts; its end was left out.",
    }
