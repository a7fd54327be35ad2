"""Marked-up cue text as plain text: tags away, entities decoded, nothing invisible left."""

import html
import re
from unicodedata import normalize

_BRACKETS = re.compile(r"<([^<>]*)>")
_NAME = re.compile(r"/?\s*([a-z]+)")
_WORD_TIME = re.compile(r"\d+:[\d:.]+")
_FALLBACK = re.compile(r"<rp>[^<]*(?:</rp>)?", re.IGNORECASE)
_READING = re.compile(r"<rt(?:\.[^<>\s]*)?>([^<]*)(?:</rt>)?", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAKS = re.compile("[\u2028\u2029\x0b\x0c\x85]|\r\n?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = str.maketrans({"\t": " ", "\xa0": " "})
_TAG = re.compile(
    "a|b|big|body|br|c|center|code|del|div|em|font|html|i|ins|lang|mark|p|pre|q|rp|rt|ruby|s"
    "|script|small|span|strike|strong|style|sub|sup|tt|u|v"
)


def plain(marked_up: str) -> str:
    """The text a reader sees: NFC, no blank lines, none of the marks that turn text around."""
    return "\n".join(line for line in plain_lines(marked_up) if line)


def plain_lines(marked_up: str) -> list[str]:
    """As ``plain``, but a blank line keeps its place as an empty string.

    A reading printed above a word (``<ruby>漢字<rt>한자</rt></ruby>``) follows it in parentheses.
    """
    text = _BRACKETS.sub(_without_tag, _with_readings(marked_up))
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text)).translate(_SPACES)
    return [_seen(line) for line in normalize("NFC", text).split("\n")]


def _with_readings(marked_up: str) -> str:
    if "<r" not in marked_up and "<R" not in marked_up:
        return marked_up
    return _READING.sub(r"(\1)", _FALLBACK.sub("", marked_up))


def _seen(line: str) -> str:
    stripped = line.strip()
    return stripped if stripped.strip("\u200c\u200d") else ""


def _without_tag(brackets: re.Match[str]) -> str:
    """Nothing for a tag; what only looks like one (``a < b and c > d``) stays what it is."""
    inside = brackets[1].strip().lower()
    name = _NAME.match(inside)
    if name and _TAG.fullmatch(name[1]) and _closes_as_a_tag(inside[name.end() :], name[1]):
        return "\n" if name[1] == "br" else ""
    return "" if _WORD_TIME.fullmatch(inside) or inside in {"", "/"} else brackets[0]


def _closes_as_a_tag(rest: str, name: str) -> bool:
    """``<b>``, ``<c.yellow>``, ``<br/>``, ``<font color=…>``, ``<v Name>``; not ``<b and c>``."""
    return rest in {"", "/", " /"} or rest[0] == "." or name in {"v", "lang"} or "=" in rest
