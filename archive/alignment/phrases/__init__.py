"""How hosts speak, as data: one file for each language, and those of organisers."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from archive.errors import RefusedError

LANGUAGES = ("ko", "en")

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """What is said by what it does.

    ``cues`` are plain texts: ``next``, ``begin``, ``welcome``, ``soon``, ``close``, ``thanks``,
    ``pause``, ``wait``, ``greet``, ``self``, ``presentation``, ``discussion``, ``questions``.
    ``kinds`` are texts by kind of session. ``counted`` are patterns with one group, the number, of
    sessions and presentations; ``numbers`` says what the group may be.
    """

    cues: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, tuple[re.Pattern[str], ...]]
    later: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]


def phrases(*own: Path) -> Phrases:
    """The phrases of every language together, since a host may change between them.

    ``own`` are an organiser's files, whose tables ``cues`` and ``kinds`` add to those of the
    languages: ``docs/operating.md`` shows one. Raises ``RefusedError`` for one that cannot be used.
    """
    return _put_together([_own(path) for path in own]) if own else _usual()


@cache
def _usual() -> Phrases:
    return _put_together(())


@cache
def _languages() -> Sequence[Table]:
    return [tomllib.loads((files(__package__) / f"{one}.toml").read_text()) for one in LANGUAGES]


def _put_together(added: Iterable[Table]) -> Phrases:
    read, added = _languages(), list(added)
    return Phrases(
        cues=_joined(one.get("cues", {}) for one in (*read, *added)),
        kinds=_joined(one.get("kinds", {}) for one in (*read, *added)),
        counted={
            what: tuple(re.compile(text) for one in read for text in one["counted"][what])
            for what in ("session", "presentation")
        },
        later=tuple(re.compile(text) for one in read for text in one["later"]["patterns"]),
        numbers={text: number for one in read for text, number in one["numbers"].items()},
    )


def phrases_of(folder: Path | None, *own: Path) -> Phrases:
    """With the files of an organiser's folder, if one is named, and then with their ``own``.

    Raises ``RefusedError`` when there is no such folder, and for a file that cannot be used.
    """
    if folder is None:
        return phrases(*own)
    if not folder.is_dir():
        raise RefusedError(
            "DASIBOGI_PHRASES_FOLDER must name a folder of TOML files; {folder} is none.",
            folder=str(folder),
        )
    return phrases(*sorted(folder.glob("*.toml")), *own)


def _own(path: Path) -> Table:
    known = _languages()[0]
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise RefusedError("The phrases in {file} cannot be read.", file=path.name) from exc
    for table, name, texts in _named(read):
        if name not in known.get(table, {}) or not _is_texts(texts):
            raise RefusedError(
                "The phrases in {file} have “{name}”, which is not a list of known phrases.",
                file=path.name,
                name=f"{table}.{name}",
            )
    return read


def _named(read: Table) -> Iterator[tuple[str, str, object]]:
    for table, names in read.items():
        if table not in ("cues", "kinds") or not isinstance(names, dict):
            yield table, "", None
            continue
        for name, texts in names.items():
            yield table, name, texts


def _is_texts(texts: object) -> bool:
    return isinstance(texts, list) and all(isinstance(one, str) for one in texts)


def _joined(tables: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for name, texts in table.items():
            joined[name] = (*joined.get(name, ()), *texts)
    return joined
