"""What the fields of a JSON schedule are called, and how to take a value out of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archive.programme.event_title import bilingual
from archive.programme.lines import tidy
from archive.programme.model import Bilingual

Entry = Mapping[str, Any]

TITLE = ("title", "sessiontitle", "subject", "summary", "topic", "제목", "주제", "세션명",
         "발표제목", "강연제목", "프로그램명", "내용", "name")  # fmt: skip
EVENT_TITLE = ("eventtitle", "eventname", "conferencetitle", "conferencename", "행사명", "행사",
               "대회명", "학회명", "포럼명", *TITLE)  # fmt: skip
START = (
    "start",
    "starttime",
    "startsat",
    "startdate",
    "startdatetime",
    "begin",
    "시작",
    "시작시간",
    "시작시각",
    "from",
    "begins",
)
END = (
    "end",
    "endtime",
    "endsat",
    "enddate",
    "enddatetime",
    "finish",
    "종료",
    "종료시간",
    "종료시각",
    "끝",
    "to",
    "until",
)
TIMES = ("time", "times", "hours", "시간", "일시")
"""Fields that may hold both in one: ``10:00~10:30``."""

LENGTH = ("duration", "length", "minutes", "소요시간")
ROOM = (
    "room",
    "roomname",
    "hall",
    "track",
    "location",
    "venue",
    "stage",
    "장소",
    "트랙",
    "강의실",
    "발표장",
    "회의실",
    "roomid",
)
PEOPLE = ("speakers", "speaker", "persons", "people", "presenters", "presenter", "lecturer",
          "authors", "author", "발표자", "연사", "강연자", "강사", "출연", "출연자", "참석자",
          "keynotespeaker", "keynotespeakers", "기조연설자", "panelists", "panelist", "panellists",
          "panel", "패널", "패널리스트", "discussants", "discussant", "토론자", "지정토론자",
          "토론", "대담자")  # fmt: skip
LEADERS = ("chair", "chairs", "chairperson", "sessionchair", "좌장", "moderator", "moderators",
           "host", "facilitator", "사회자", "사회", "진행자", "진행")  # fmt: skip
CHAIRS = LEADERS[:5]
PARTS = ("presentations", "발표", "강연")
"""Fields of one session that name who leads it, and whose parts follow each other in it."""

CODE = ("code", "slug", "id", "guid")
KIND = ("kind", "type", "submissiontype", "sessiontype", "format", "종류", "구분")
NAME = ("name", "fullname", "publicname", "displayname", "이름", "성명")
AFFILIATION = ("affiliation", "company", "organization", "organisation", "org", "institution",
               "소속", "소속기관", "기관", "tagline")  # fmt: skip
POSITION = ("position", "jobtitle", "직함", "직위", "직책")
ROLE = ("role", "역할")
DAY = ("date", "day", "날짜", "일자", "행사일", "개최일")
ZONE = ("timezonename", "timezone", "tz")
SLOTS = ("slots", "slot")
CANCELLED = frozenset({"canceled", "cancelled", "rejected", "withdrawn", "deleted", "draft"})
HOLDERS = frozenset({"days", "day", "rooms", "sessions", "talks", "events", "items", "schedule",
                     "slots", "results", "timetable", "conference", "program", "programme",
                     "timeslots", "agenda", "list", "data", "entries", "rows", "세션", "세션목록",
                     "일정", "프로그램", "시간표", "행사일정", "목록", "순서", "세부일정", "발표",
                     "강연"})  # fmt: skip
"""Fields whose lists hold sessions or what they are grouped by."""

_APART = re.compile(r"[\s_\-]+")


def folded(entry: Entry) -> dict[str, Any]:
    """The entry with its keys in one spelling: ``startTime`` and ``start_time`` are one."""
    return {_APART.sub("", key).casefold(): value for key, value in entry.items()}


def value_of(entry: Entry, keys: tuple[str, ...]) -> Any:
    """The first of these fields that says anything."""
    found = (entry[key] for key in keys if key in entry)
    return next((value for value in found if value not in (None, "", [], {})), None)


def text_of(value: Any) -> str:
    """A value as a text: numbers as they are, of a text in several languages the first."""
    if isinstance(value, Mapping):
        named = folded(value)
        return text_of(value_of(named, NAME) or value_of(named, ("ko", "en")) or _any(named))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return tidy(str(value))


def texts_of(entry: Entry, keys: tuple[str, ...]) -> Bilingual:
    """A text in both languages: ``{"ko": …, "en": …}``, ``title_ko`` and ``title_en``, or one."""
    ko, en = (
        text_of(value_of(entry, tuple(f"{key}{lang}" for key in keys))) for lang in ("ko", "en")
    )
    value = value_of(entry, keys)
    if isinstance(value, Mapping):
        said = folded(value)
        ko, en = ko or text_of(said.get("ko")), en or text_of(said.get("en"))
    if ko and en:
        return Bilingual(ko, en)
    one = bilingual(text_of(value) or ko or en)
    return Bilingual(ko or one.ko, en or one.en)


def entries_in(value: Any) -> Iterator[Entry]:
    """The objects of a list, or of an object's values."""
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, list):
        return
    yield from (one for one in value if isinstance(one, Mapping))


def _any(named: Entry) -> Any:
    return next((value for value in named.values() if isinstance(value, str) and value), None)
