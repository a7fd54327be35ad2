"""Runs the generator of broadcasts with hosts who speak in other words than it gives them.

``python bench/other_words.py HOSTS GENERATOR --seed 1 …``: ``HOSTS`` is a file of
``bench/hosts``, the words behind the generator go on to it. It needs what the generator needs, and
nothing of this project.
"""

import importlib.util
import random
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

Line = Sequence[str]


def main() -> None:
    hosts, generator = map(Path, sys.argv[1:3])
    lines: Mapping[str, Sequence[Line]] = tomllib.loads(hosts.read_text(encoding="utf-8"))

    def host(kind: str, rng: random.Random, **known: object) -> tuple[str, str]:
        """What the generator asks for, in other words; it says who and what is meant by name."""
        korean, english = rng.choice(lines[kind])
        named = {"en": "", **known}
        return korean.format(**named), english.format(**named)

    module = _loaded(generator)
    module.mc = host  # type: ignore[attr-defined]
    module.main(sys.argv[3:])


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
