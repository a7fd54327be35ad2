"""What was measured is written into its part of the page, and nothing else of the page changes."""

from pathlib import Path

import pytest

from bench.report import keep, table


def test_a_part_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("above\n<!-- a -->\nold\n<!-- /a -->\n<!-- b -->\nkept\n<!-- /b -->\n")
    keep("a", "new\n", page)
    again = "above\n<!-- a -->\nnew\n<!-- /a -->\n<!-- b -->\nkept\n<!-- /b -->\n"
    assert page.read_text() == again
    keep("a", "new", page)
    assert page.read_text() == again


def test_a_page_without_the_part_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("above\n")
    with pytest.raises(ValueError, match="has no part a"):
        keep("a", "new", page)
    assert page.read_text() == "above\n"


def test_a_table_has_its_numbers_to_the_right() -> None:
    assert table(("", "CPU"), [("ours", "1")]) == "|  | CPU |\n| --- | ---: |\n| ours | 1 |"
