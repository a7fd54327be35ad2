"""The event's title, from the timetable's heading and what the prose calls it in English."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from archive.programme.cells import read_columns
from archive.programme.dates import find_dates
from archive.programme.letters import has_hangul
from archive.programme.lines import Line, compact, tidy, without_bullet, without_quotes
from archive.programme.model import Bilingual, Doubt
from archive.programme.rooms import is_room
from archive.programme.words.columns import (
    CONTENT_COLUMNS,
    PEOPLE_COLUMNS,
    REMARK_COLUMNS,
    ROOM_COLUMNS,
    TIME_COLUMNS,
)
from archive.programme.words.headings import EVENT_WORDS, HEADING_WORDS
from archive.sentence import Sentence

_NAMED = re.compile(
    r"^[\s\W]*(?:행\s?사\s?명|대\s?회\s?명|행\s?사\s?제\s?목)\s?[:：\t]\s?(?P<title>.{2,120})$"
)
_MARK = re.compile(
    r"^\s*[<〈\[【(《]?\s?(?:첨부|붙임|별첨|참고)\s?\d{0,2}\s?[.:>〉\])】》]*\s*|^[\s▶▷■□◇◆○◦<‹〈\[【《-]+"
)
_TAG = re.compile(
    r"^\s*[\[【(<〈]\s?(?:공지|공지사항|안내|알림|공고|모집|초대|초청|보도자료|행사|소식|notice|event)\s?[\])】>〉]\s*",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\([\s,.:~·\-–]*\)|\[\s*\]")
_EDGES = " <>‹›〈〉《》[]【】-–—~"
_ANNOUNCED = re.compile(r"\s*(?:개최|개최\s?안내|열려|열린다|개막|성료)$")
_CLOCK = re.compile(r"\d{1,2}\s?:\s?\d{2}")
_WORDS_AT_END = re.compile(
    rf"(?:[\s·(]*(?:{'|'.join(sorted(HEADING_WORDS, key=len, reverse=True))})(?:\(안\))?[)\s]*)+$",
    re.IGNORECASE,
)
_ONLY_COLUMNS = re.compile(
    "^(?:구분|순서|"
    + "|".join(TIME_COLUMNS | CONTENT_COLUMNS | PEOPLE_COLUMNS | ROOM_COLUMNS | REMARK_COLUMNS)
    + ")+$"
)
_OPEN, _CLOSE = "‘“「『《'\"", "’”」』》'\""
_ENGLISH = r"\(\s?(?P<en>[A-Z0-9][^()가-힣]{3,120}?)\s?\)"
_IN_TWO_LANGUAGES = re.compile(
    rf"[{_OPEN}](?P<ko>[^{_OPEN}{_CLOSE}()]{{2,80}}?)\s?"
    rf"(?:{_ENGLISH}\s?[{_CLOSE}]|[{_CLOSE}]\s?{_ENGLISH.replace('en', 'after')})"
)
_QUOTED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}()]{{4,80}})[{_CLOSE}(]")
_ENGLISH_AT_END = re.compile(rf"^(?P<ko>[^()]*[가-힣][^()]*?)\s?{_ENGLISH}$")
_ENGLISH_BEHIND = re.compile(r"(?P<ko>.*[가-힣])[\s/|·–-]+(?P<en>[A-Z0-9][^가-힣]{5,150})")
_ONLY_A_DAY = re.compile(
    r"(?:day|제)?\s?\d{1,2}\s?(?:일차|일째|부|th|st|nd|rd)?(?:\s?day)?$", re.IGNORECASE
)
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")
_LONGEST_TITLE = 300
_YEAR = re.compile(r"^(?:19|20)\d{2}년?")


FROM_TEXT = Sentence("The timetable has no title; this one was taken from the text above it.")
NO_TITLE = Sentence("No title of the event was found; please write one.")


def read_event_title(
    heading: Sequence[Line], prose: Sequence[Line]
) -> tuple[Bilingual, tuple[Doubt, ...]]:
    """The event's title, and a doubt where it had to be guessed."""
    title, doubts = _korean_title(heading, prose)
    found = bilingual(title)
    found = found if found.en else _side_by_side(title)
    if found.en or not found.ko:
        return found, doubts
    return Bilingual(found.ko, _english_of(found.ko, prose)), doubts


def bilingual(title: str) -> Bilingual:
    """A title in its language; in both where English stands in brackets at its end.

    >>> bilingual("도시의 미래(The Future of Cities)")
    Bilingual(ko='도시의 미래', en='The Future of Cities')
    """
    match = _ENGLISH_AT_END.match(title) if len(title) <= _LONGEST_TITLE else None
    if match and len(match["en"].split()) > 1:
        return Bilingual(match["ko"].strip(), tidy(match["en"]))
    return Bilingual(ko=title) if has_hangul(title) else Bilingual(en=title)


def _side_by_side(title: str) -> Bilingual:
    """``도시 포럼 City Forum``: each language's ends as an event's title does."""
    match = _ENGLISH_BEHIND.fullmatch(title) if len(title) <= _LONGEST_TITLE else None
    if match is None or len(match["en"].split()) < 2:
        return Bilingual(ko=title)
    ko, en = (match[name].strip(" /|·–-") for name in ("ko", "en"))
    plain = _YEARS.sub("", en).strip().casefold()
    is_both = ko.endswith(tuple(EVENT_WORDS)) and plain.endswith(tuple(EVENT_WORDS))
    return Bilingual(ko, en) if is_both else Bilingual(ko=title)


def _korean_title(heading: Sequence[Line], prose: Sequence[Line]) -> tuple[str, tuple[Doubt, ...]]:
    for line in (*heading, *prose):
        named = _NAMED.match(line.text)
        if named:
            return without_quotes(named["title"]), ()
    for wanted in (_is_about_event, _may_be_title):
        for line in reversed(heading):
            title = _title_of_heading(line)
            if wanted(line, title):
                return title, ()
    return _title_from_prose(prose)


def _title_of_heading(line: Line) -> str:
    """A heading without its mark, dates, quotation marks and words such as 프로그램."""
    text = _MARK.sub("", _TAG.sub("", without_bullet(line).text))
    for found in reversed(find_dates(text)):
        text = text[: found.at] + text[found.at + len(found.text) :]
    text = without_quotes(_EMPTY_BRACKETS.sub("", text)).rstrip(_EDGES)
    shorter = tidy(_ANNOUNCED.sub("", _WORDS_AT_END.sub("", text).rstrip(_EDGES)))
    return "" if compact(shorter) in EVENT_WORDS else shorter


def _is_about_event(line: Line, title: str) -> bool:
    if not _may_be_title(line, title):
        return False
    plain = compact(line.text)
    bare = _YEARS.sub("", title).strip(_EDGES).casefold()
    return any(word in plain for word in HEADING_WORDS) or bare.endswith(tuple(EVENT_WORDS))


def _may_be_title(line: Line, title: str) -> bool:
    if len(re.sub(r"\W", "", title)) < 3 or _CLOCK.search(line.text) or read_columns((line,)):
        return False
    if _ONLY_A_DAY.match(title) or (find_dates(line.text) and is_room(title)):
        return False
    return not _ONLY_COLUMNS.match(compact(title)) and ":" not in title and "\t" not in line.text


def _title_from_prose(prose: Sequence[Line]) -> tuple[str, tuple[Doubt, ...]]:
    titles = Counter[str]()
    first: dict[str, Line] = {}
    for line in prose:
        for match in _QUOTED.finditer(line.text):
            title = tidy(match[1])
            if title.casefold().endswith(tuple(EVENT_WORDS)):
                titles[title] += 1
                first.setdefault(title, line)
    if not titles:
        return _first_title_line(prose)
    title = titles.most_common(1)[0][0]
    return title, (Doubt(first[title].number, title, FROM_TEXT),)


def _first_title_line(prose: Sequence[Line]) -> tuple[str, tuple[Doubt, ...]]:
    """The first line of a document that is short and ends as an event's title does."""
    for line in prose:
        title = _ANNOUNCED.sub("", _title_of_heading(line))
        if _may_be_title(line, title) and title.casefold().endswith(tuple(EVENT_WORDS)):
            return title, (Doubt(line.number, title, FROM_TEXT),)
    return "", (Doubt(1, "", NO_TITLE),)


def _english_of(title: str, prose: Iterable[Line]) -> str:
    wanted = {compact(title), _YEAR.sub("", compact(title))}
    for line in prose:
        for match in _IN_TWO_LANGUAGES.finditer(line.text):
            korean = compact(match["ko"])
            if wanted & {korean, _YEAR.sub("", korean)}:
                return tidy(match["en"] or match["after"])
    return ""
