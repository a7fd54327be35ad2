"""SAMI (.smi), Korea's caption files of many years: several languages in one, tags left open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.plain import plain
from archive.captions.tree import first_tag
from archive.timecode import Offset, Span

LAST_CUE_MS = 5000
"""How long the last cue is shown, which no other one ends."""

LATEST_DIGITS = 10

_STYLE = re.compile(r"</?style\b[^<>]*>", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_LANGUAGE = re.compile(r"lang\s*:\s*([\w-]+)", re.IGNORECASE)
_SYNC = re.compile(r"<sync\b([^<>]*)>?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b([^<>]*)>", re.IGNORECASE)
_REST = re.compile(r"</?(?:sync|body|sami|p)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"\s*<br\s*/?\s*>?\s*", re.IGNORECASE)
_BY_NAME = ((re.compile(r"k[ro]", re.I), "ko"), (re.compile(r"e[ng]|us", re.I), "en"))


def recognises(text: str) -> bool:
    return first_tag(text) in {"sami", "sync"}


def read(text: str) -> Iterator[Written]:
    """One track per class, in the order of the file.

    A cue lasts until its class says something else, or ``&nbsp;`` to clear the screen. Blocks may
    stand in any order; a paragraph without a class belongs to the first class declared.
    """
    languages = _classes(text)
    tracks: dict[str, list[_Said]] = {}
    for said in _said(_without_head(text), next(iter(languages), "")):
        tracks.setdefault(said.class_, []).append(said)
    for name, track in tracks.items():
        yield Written(tuple(_shown(track)), languages.get(name) or _language_of(name))


FORMAT = CaptionFormat("SAMI", recognises, read)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a class shows from a time on; nothing when it clears the screen."""

    start: Offset
    end: Offset | None
    class_: str
    marked_up: str


def _classes(text: str) -> dict[str, str]:
    """The classes of the style sheet, and the language each one declares."""
    _, *inside = _STYLE.split(text, maxsplit=2)
    rules = _CLASS.findall(inside[0]) if inside else []
    found = ((name.upper(), _LANGUAGE.search(rule)) for name, rule in rules)
    return {name: lang[1].split("-")[0].lower() for name, lang in found if lang}


def _without_head(text: str) -> str:
    """Without the style sheet and comments; a comment left open hides nothing."""
    before, *after = _STYLE.split(text, maxsplit=2)
    head, *rest = (before + after[-1] if len(after) > 1 else text).split("<!--")
    return head + "".join(part.partition("-->")[2] if "-->" in part else part for part in rest)


def _said(text: str, first_class: str) -> Iterator[_Said]:
    syncs = list(_SYNC.finditer(text))
    for sync, after in zip(syncs, [*syncs[1:], None], strict=True):
        start, end = _number(sync, "start"), _number(sync, "end")
        if start is None:
            continue
        block = text[sync.end() : after.start() if after else len(text)]
        for class_, marked_up in _paragraphs(block):
            yield _Said(start, end, class_ or first_class, marked_up)


def _paragraphs(block: str) -> Iterator[tuple[str, str]]:
    """``(class, text)`` of one block; text before any paragraph has no class."""
    before, *parts = _PARAGRAPH.split(block)
    if _text(before) or not parts:
        yield "", _text(before)
    for attributes, inside in zip(parts[0::2], parts[1::2], strict=True):
        yield _attribute(attributes, "class").upper(), _text(inside)


def _text(marked_up: str) -> str:
    """Lines break only at ``<br>``; empty where nothing can be seen."""
    joined = " ".join(_REST.sub("", marked_up).split())
    text = _BREAK.sub("\n", joined)
    return text if plain(text) else ""


def _shown(track: list[_Said]) -> Iterator[Shown]:
    """By time, each until the next; what begins at the same instant is shown together."""
    ordered = sorted(track, key=attrgetter("start"))
    screens = [list(group) for _, group in groupby(ordered, key=attrgetter("start"))]
    for screen, after in zip(screens, [*screens[1:], None], strict=True):
        start, told = screen[0].start, screen[0].end
        later = after[0].start if after else start + LAST_CUE_MS
        end = told if told is not None and start < told < later else later
        if marked_up := "\n".join(said.marked_up for said in screen if said.marked_up):
            yield Shown(Span(start, end), marked_up)


def _number(sync: re.Match[str], name: str) -> Offset | None:
    value = _attribute(sync[1], name).removesuffix("ms")
    if value.startswith("-"):
        return 0
    digits = re.fullmatch(rf"([0-9]{{1,{LATEST_DIGITS}}})(?:\.[0-9]*)?", value)
    return int(digits[1]) if digits else None


def _attribute(attributes: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*=\s*[\"']?([^\s\"'>]+)", attributes, re.IGNORECASE)
    return found[1] if found else ""


def _language_of(class_: str) -> str:
    return next((language for name, language in _BY_NAME if name.match(class_)), "")
