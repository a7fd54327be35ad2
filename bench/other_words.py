"""Runs the generator of broadcasts with hosts who speak in other words than it gives them.

``python bench/other_words.py GENERATOR --seed 1 …``: the words go on to the generator. The
sentences are written from how hosts, chairs and speakers of forums talk, not from
``archive/alignment/phrases``; what they share with it is what any host would say. It needs what the
generator needs, and nothing of this project.
"""

import importlib.util
import random
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

Line = Sequence[str]

LINES: dict[str, list[Line]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def host(kind: str, rng: random.Random, **known: object) -> tuple[str, str]:
    """What the generator asks for, in other words; it says who and what is meant by name."""
    korean, english = rng.choice(LINES[kind])
    named = {"en": "", **known}
    return korean.format(**named), english.format(**named)


def main() -> None:
    generator = _loaded(Path(sys.argv[1]))
    generator.mc = host  # type: ignore[attr-defined]
    generator.main(sys.argv[2:])


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_broadcast", path)
    if spec is None or spec.loader is None:
        sys.exit(f"other_words: there is no generator at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_broadcast"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
