"""Tells a title from the people printed before or behind it."""

import re

from archive.programme.latin_names import is_latin_name
from archive.programme.lines import tidy, without_quotes
from archive.programme.mentions import Mentions
from archive.programme.names import is_korean_name, is_position
from archive.programme.people import (
    is_not_yet_known,
    is_only_a_role,
    looks_like_people,
    looks_like_person,
    means_everyone,
)
from archive.programme.roles import find_inner_role, opening_marker
from archive.programme.splits import opens_with_name

_TOPIC = re.compile(
    r"^\s?(?:<u>(?P<u>[^<>]+)</u>|‘(?P<a>[^‘’]+)’|“(?P<b>[^“”]+)”|'(?P<c>[^']+)'|\"(?P<d>[^\"]+)\""
    r"|「(?P<e>[^「」]+)」|『(?P<f>[^『』]+)』)\s?"
)
_QUOTED_AT_END = re.compile(
    r"^(?P<who>[^‘’“”\"「」『』]{2,200}?)[\s,:]+(?P<topic>(?:‘[^‘’]+’|“[^“”]+”|\"[^\"]+\"|「[^「」]+」|『[^『』]+』))$"
)
_SPEAKER_AT_END = re.compile(
    r"^(?P<title>.+?)(?:\s+(?P<mark>[-–—/|])\s+|\s*\((?=[^()]*\)$))(?P<who>(?:(?!\s[-–—/|]\s).)+)$"
)
_BEHIND_DASH = re.compile(r"^(?P<title>[^—]+?)\s+—\s+(?P<who>[^—]+)$")
_NAMED_AT_END = re.compile(
    r"^(?P<title>[^()]*\S)\s+(?P<who>[가-힣]{3,4}\s?\((?:[^()]*\s)?(?P<last>[^()\s]+)\))$"
)
_SURNAME_FIRST = re.compile(r"^[A-Z][\w'’-]+, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*)?\s*\(")
_LONGEST = 400


def title_and_speaker(text: str, known: Mentions) -> tuple[str, str]:
    """A row's title and, behind it, who surely speaks; one of them may be empty."""
    behind = _BEHIND_DASH.match(text) if len(text) < _LONGEST else None
    if behind and opens_with_name(behind["who"], known):
        return tidy(behind["title"]), behind["who"]
    if looks_like_people(text, known) or _stands_for_people(text):
        return "", text
    named = _NAMED_AT_END.match(text) if len(text) < _LONGEST else None
    if named and looks_like_people(named["who"], known) and is_position(named["last"]):
        topic = _TOPIC.fullmatch(named["title"])
        title = without_quotes(topic[0]) if topic else named["title"].rstrip(" -–—/|:")
        return tidy(title), named["who"]
    topic = _TOPIC.match(text)
    rest = _behind_topic(topic, text)
    if topic and (not rest or looks_like_people(rest, known)):
        return tidy(without_quotes(topic[0])), rest
    ending = _SPEAKER_AT_END.match(text) if len(text) < _LONGEST else None
    if ending and looks_like_people(_whole(ending["who"]), known):
        return tidy(ending["title"]), _whole(ending["who"])
    return tidy(text), ""


def _stands_for_people(text: str) -> bool:
    return means_everyone(text) or is_not_yet_known(text) or is_only_a_role(text)


def is_quoted_or_named(text: str, known: Mentions) -> bool:
    """Whether a text is nothing but people, or a title in quotation marks and people."""
    topic = _TOPIC.match(text)
    rest = _behind_topic(topic, text) if topic else text
    return (topic is not None and not rest) or looks_like_people(rest, known)


def may_name_someone(title: str, known: Mentions, *, is_first: bool) -> bool:
    """Whether a line of a title holds what may be a person, though not surely.

    A line that is not the title's first may be nobody but a person.
    """
    if not is_first and (_may_be_latin_person(title) or _may_be_korean_person(title)):
        return True
    opening = opening_marker(title)
    if opening and is_position(title.split()[-1]):
        return True
    role = find_inner_role(title)
    if role and (is_not_yet_known(title[role.end :]) or opens_with_name(title[role.end :], known)):
        return True
    topic = _TOPIC.match(title)
    if topic and _behind_topic(topic, title):
        return title[topic.end() - 1 : topic.end()].isspace()
    ending = _SPEAKER_AT_END.match(title) if len(title) < _LONGEST else None
    return bool(ending and ending["mark"] and _opens_person(ending["who"], known))


def _may_be_korean_person(text: str) -> bool:
    words = text.split()
    return 1 < len(words) < 5 and len(words[0]) == 3 and is_korean_name(words[0])


def _may_be_latin_person(text: str) -> bool:
    name, *rest = re.split(r"[(,]", text, maxsplit=1)
    return bool(_SURNAME_FIRST.match(text)) or (bool(rest) and is_latin_name(name))


def topic_and_people(text: str, known: Mentions) -> tuple[str, str]:
    """The title of a presentation printed beside its speaker, if any, and who speaks."""
    topic = _TOPIC.match(text)
    if topic:
        return tidy(without_quotes(topic[0])), _behind_topic(topic, text).lstrip(":")
    quoted = _QUOTED_AT_END.match(text) if len(text) < _LONGEST else None
    if quoted and (
        looks_like_people(quoted["who"], known) or opens_with_name(quoted["who"], known)
    ):
        return tidy(without_quotes(quoted["topic"])), quoted["who"]
    ending = _SPEAKER_AT_END.match(text) if len(text) < _LONGEST else None
    if ending and _is_topic(ending, known):
        return tidy(ending["title"]), _whole(ending["who"])
    return "", text


def _is_topic(ending: re.Match[str], known: Mentions) -> bool:
    """Whether what stands before a mark is a title; a slash may also stand between people."""
    title = ending["title"]
    if looks_like_people(title, known) or not _opens_person(ending["who"], known):
        return False
    if ending["mark"] in ("-", "–", "—"):
        return " " in title or not is_korean_name(title)
    return " " in title and not opens_with_name(title, known)


def _opens_person(text: str, known: Mentions) -> bool:
    if opens_with_name(text, known) or looks_like_person(text, known):
        return True
    return is_latin_name(re.split(r"[(,]", text)[0])


def _behind_topic(topic: re.Match[str] | None, text: str) -> str:
    return text[topic.end() :].lstrip(" -–—/_") if topic else ""


def _whole(who: str) -> str:
    """People without the bracket that was opened before them."""
    return who.rstrip() if "(" in who else who.rstrip(") ")
