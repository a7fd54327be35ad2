"""The invented forum as it is written down in ``story.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

STORY = Path(__file__).with_name("story.toml")


@dataclass(frozen=True, slots=True)
class Forum:
    """What the whole event is called; ``stream_began`` is the instant of the first frame."""

    title_ko: str
    title_en: str
    theme_ko: str
    theme_en: str
    place_ko: str
    place_en: str
    stream_began: datetime


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person: names and work in both languages, pitch of voice in Hz, colour as ``#rrggbb``."""

    ko: str
    en: str
    work_ko: str
    work_en: str
    pitch: int
    colour: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one person says in one go, and how each language's cues part it."""

    by: str
    ko: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the broadcast that shows one picture; ``row`` 0 is none of the programme.

    ``lasts`` is in seconds and counts only where nothing is said.
    """

    scene: str
    row: int = 0
    by: str = ""
    heading: str = ""
    heading_en: str = ""
    points: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    say: tuple[Utterance, ...] = ()
    then: str = ""
    sound: str = ""
    lasts: float = 0.0


@dataclass(frozen=True, slots=True)
class Story:
    """The forum, its people by key, and its parts in order of time."""

    forum: Forum
    people: dict[str, Speaker]
    parts: tuple[Part, ...]


def read_story(path: Path = STORY) -> Story:
    """The story of a TOML file; raises ``KeyError`` or ``TypeError`` on a wrong one."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    forum = raw["forum"] | {"stream_began": datetime.fromisoformat(raw["forum"]["stream_began"])}
    return Story(
        Forum(**forum),
        {key: Speaker(**person) for key, person in raw["people"].items()},
        tuple(_part(part) for part in raw["part"]),
    )


def _part(raw: dict[str, Any]) -> Part:
    lines = raw.get("say", "").strip().splitlines()
    lists = {key: tuple(raw.get(key, ())) for key in ("points", "seats")}
    return Part(**raw | lists | {"say": tuple(_utterance(line, raw["by"]) for line in lines)})


def _utterance(line: str, by: str) -> Utterance:
    if line.startswith("@"):
        by, _, line = line[1:].partition(" ")
    korean, english = line.split(" | ")
    return Utterance(by, tuple(korean.split(" / ")), tuple(english.split(" / ")))
