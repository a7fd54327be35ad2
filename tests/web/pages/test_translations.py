"""Every sentence a reader may meet is there in Korean, with the same holes."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from archive.language import LOCALE_FOLDER, say
from archive.sentence import Sentence
from tests.web.pages.messages import messages, plurals
from tests.web.pages.stage import Stage


@pytest.fixture(scope="module")
def korean() -> Catalog:
    with (LOCALE_FOLDER / "ko.po").open("rb") as file:
        return read_po(file, locale="ko")


def test_every_sentence_has_a_korean_translation(korean: Catalog) -> None:
    missing = {
        message: place
        for message, place in messages().items()
        if not (found := korean.get(message)) or not all(_texts(found.string))
    }
    assert missing == {}, "\n".join(f"{place}: {text}" for text, place in missing.items())


def test_nothing_is_translated_that_nobody_says_any_more(korean: Catalog) -> None:
    known = messages()
    assert [message.id for message in korean if message.id and _first(message) not in known] == []


def test_translations_have_the_holes_of_the_sentence(korean: Catalog) -> None:
    differing = [
        _first(message)
        for message in korean
        if message.id
        for text in _texts(message.string)
        if _holes(text) != _holes(_first(message))
    ]
    assert differing == []


def test_counted_sentences_are_translated_as_such(korean: Catalog) -> None:
    counted = {_first(message) for message in korean if not isinstance(message.id, str)}
    assert counted == plurals()


def test_a_sentence_is_said_in_korean_with_its_values() -> None:
    sentence = Sentence("There is no event “{slug}”.", {"slug": "{x} %s"})
    assert say(sentence, "ko") == "“{x} %s” 행사가 없습니다."


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def _holes(text: str) -> tuple[list[str], list[str]]:
    """``%(name)s`` holes, and ``{name}`` holes."""
    percent = re.findall(r"%\((\w+)\)s", text)
    braces = [name for _, name, _, _ in Formatter().parse(text) if name]
    return sorted(set(percent)), sorted(braces)


def test_a_page_in_korean_fits_its_particles_to_what_was_typed(stage: Stage) -> None:
    for typed, told in (("다리밑둑", "“다리밑둑”으로 찾은"), ("다리 너머", "“다리 너머”로 찾은")):
        assert told in stage.get(f"/ko/search?q={typed}")
    assert "“&lt;b&gt;둑”으로 찾은" in stage.get("/ko/search?q=<b>둑")
