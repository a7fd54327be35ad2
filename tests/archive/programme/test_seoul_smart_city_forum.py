"""The first user's own document, read whole."""

import json

from archive.programme import read_programme
from archive.programme.document import programme_as_json
from tests.paths import PROJECT, shared

PRESS_RELEASE = "programmes/seoul_smart_city_forum_2023.press.txt"
EXPECTED = PROJECT / "tests" / "data" / "seoul_smart_city_forum_2023.programme.json"


def test_press_release_gives_exactly_the_facts_written_down() -> None:
    content = shared(PRESS_RELEASE).read_bytes()

    document = programme_as_json(read_programme(content))

    assert document == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_reading_twice_gives_the_same_programme() -> None:
    content = shared(PRESS_RELEASE).read_bytes()

    assert read_programme(content) == read_programme(content)


def test_encoding_and_line_ends_of_the_same_text_make_no_difference() -> None:
    text = shared(PRESS_RELEASE).read_bytes().decode("utf-8")
    as_read = read_programme(text.encode())

    assert read_programme(text.encode("utf-8-sig")) == as_read
    assert read_programme(text.encode("utf-16")) == as_read
    assert read_programme(text.replace("\n", "\r\n").encode()) == as_read
