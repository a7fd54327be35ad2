"""What tests of the pages may ask for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.search.analyse import Analyser
from tests.web.pages.stage import Stage, open_stage


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """One for all tests: its model is large."""
    return Analyser()


@pytest.fixture
def stage(sqlite_template: Path, tmp_path: Path, analyser: Analyser) -> Iterator[Stage]:
    """An empty archive and its application."""
    shutil.copy(sqlite_template, tmp_path / "archive.sqlite")
    with open_stage(tmp_path, analyser) as made:
        yield made
