"""How hosts speak, as data: one file for each language, and one more for who wants others."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said by what it does.

    ``cues`` are plain texts: ``next``, ``begin``, ``welcome``, ``soon``, ``close``, ``thanks``,
    ``pause``, ``greet``, ``self``, ``presentation``, ``discussion``, ``questions``. ``kinds`` are texts by kind of
    session. ``counted`` are patterns with one group, the number, of sessions and presentations;
    ``numbers`` says what the group may be.
    """

    cues: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, tuple[re.Pattern[str], ...]]
    later: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]


@cache
def phrases() -> Phrases:
    """The phrases of every language together: a host may change between them."""
    read = [tomllib.loads((files(__package__) / f"{one}.toml").read_text()) for one in LANGUAGES]
    return Phrases(
        cues=_joined(one["cues"] for one in read),
        kinds=_joined(one["kinds"] for one in read),
        counted={
            what: tuple(re.compile(text) for one in read for text in one["counted"][what])
            for what in ("session", "presentation")
        },
        later=tuple(re.compile(text) for one in read for text in one["later"]["patterns"]),
        numbers={text: number for one in read for text, number in one["numbers"].items()},
    )


def _joined(tables: object) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:  # type: ignore[attr-defined]
        for name, texts in table.items():
            joined[name] = (*joined.get(name, ()), *texts)
    return joined
