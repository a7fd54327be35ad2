"""Which caption tracks to fetch: per language the one a person wrote, else the recogniser's."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from archive.language import LANGUAGES, Language
from archive.source.facts import CaptionOrigin, ChosenSubtitle

Entry = Mapping[str, Any]
"""One file of a caption track, from yt-dlp's ``subtitles`` or ``automatic_captions``."""

_EXTENSIONS = ("vtt", "srt")
_TRUST: tuple[CaptionOrigin, ...] = ("person", "automatic", "translated")


def choose_subtitles(info: Mapping[str, Any]) -> tuple[tuple[ChosenSubtitle, Entry], ...]:
    """The best caption track of each of our languages, with the entry to fetch it by."""
    found = list(_tracks(info))
    best = []
    for language in LANGUAGES:
        tracks = [(chosen, entry) for chosen, entry in found if chosen.language == language]
        if tracks:
            best.append(min(tracks, key=lambda track: _order(*track)))
    return tuple(best)


def _tracks(info: Mapping[str, Any]) -> Iterator[tuple[ChosenSubtitle, Entry]]:
    for kind in ("subtitles", "automatic_captions"):
        for code, entries in (info.get(kind) or {}).items():
            language = _language(code)
            if language is None:
                continue
            for entry in entries:
                if entry.get("ext") in _EXTENSIONS and (entry.get("url") or entry.get("data")):
                    origin = _origin(kind, entry)
                    yield ChosenSubtitle(language, origin, code, entry["ext"]), entry


def _language(code: str) -> Language | None:
    """``ko``, ``ko-KR``, ``ko-orig`` and ``en_US`` begin with the language they are in."""
    first = code.lower().replace("_", "-").split("-")[0]
    return next((language for language in LANGUAGES if language == first), None)


def _origin(kind: str, entry: Entry) -> CaptionOrigin:
    """YouTube marks a machine translation by ``tlang`` in the address of the track."""
    if "tlang" in parse_qs(urlsplit(entry.get("url") or "").query):
        return "translated"
    return "person" if kind == "subtitles" else "automatic"


def _order(chosen: ChosenSubtitle, entry: Entry) -> tuple[Any, ...]:
    """Small is good. ``ko`` before ``ko-KR``; among recognised ones ``ko-orig`` is the spoken
    language itself; among translated ones ``en-ko`` comes from a person's Korean captions.
    """
    plain = chosen.code == chosen.language
    return (
        _TRUST.index(chosen.origin),
        plain if chosen.origin != "person" else not plain,
        _EXTENSIONS.index(chosen.extension),
        chosen.code,
    )
