"""Marked-up cue text as plain text: tags away, entities decoded, nothing invisible left."""

import html
import re
from unicodedata import normalize

_BRACKETS = re.compile(r"<([^<>]*)>")
_NAME = re.compile(r"/?\s*([a-z]+)")
_WORD_TIME = re.compile(r"\d+:[\d:.]+")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
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


def spoken_by(marked_up: str) -> list[tuple[str, str]]:
    """Who says what in one cue: ``(voice, text)`` in order; the voice is empty where none is named.

    ``<v Name>`` opens a voice; parts without text are left out.
    """
    before, *pairs = _VOICE.split(marked_up)
    said = zip(["", *pairs[0::2]], [before, *pairs[1::2]], strict=True)
    parts = ((plain(voice).replace("\n", " "), plain(text)) for voice, text in said)
    return [(voice, text) for voice, text in parts if text]


def plain(marked_up: str) -> str:
    """The text a reader sees: NFC, no blank lines, none of the marks that turn text around."""
    return "\n".join(line for line in plain_lines(marked_up) if line)


def plain_lines(marked_up: str) -> list[str]:
    """As ``plain``, but a blank line keeps its place as an empty string."""
    text = _BRACKETS.sub(_without_tag, marked_up)
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text)).translate(_SPACES)
    return [_seen(line) for line in normalize("NFC", text).split("\n")]


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
