"""Spellings of Hangul in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.people.hangul import FINALS, INITIALS, VOWELS, is_syllable, jamo, spelt_out
from archive.people.initials import begins_with, initials_of, read_initials
from archive.people.plausible import NEVER, least_cost
from archive.people.readings import (
    latin_words,
    rotations,
    surname_spellings,
    syllable_spellings,
    usual_spellings,
)
from archive.people.trie import grow_tree, read_latin

SYLLABLES = st.integers(0xAC00, 0xD7A3).map(chr)


@given(SYLLABLES)
def test_letters_make_their_syllable_again(syllable: str) -> None:
    initial, vowel, final = jamo(syllable)
    place = (INITIALS.index(initial) * 21 + VOWELS.index(vowel)) * 28 + FINALS.index(final)
    assert chr(0xAC00 + place) == syllable
    assert initials_of(syllable) == initial


@given(SYLLABLES)
def test_every_syllable_can_be_spelt_and_read_back(syllable: str) -> None:
    tree = grow_tree([syllable], with_surname=False)
    revised = min(syllable_spellings(syllable).items(), key=lambda one: one[1])
    assert revised[1] == 0
    assert read_latin(tree, (revised[0],)) == {syllable: 0}


@pytest.mark.parametrize(
    ("syllable", "spelling", "cost"),
    [("정", "jeong", 0), ("정", "jung", 0), ("우", "wu", 1), ("환", "whan", 1), ("희", "hui", 0)],
)
def test_a_spelling_costs_as_much_as_it_is_unusual(syllable: str, spelling: str, cost: int) -> None:
    assert syllable_spellings(syllable)[spelling] == cost


@pytest.mark.parametrize(
    ("surname", "spelling"),
    [("이", "lee"), ("이", "rhee"), ("박", "park"), ("최", "choi"), ("최", "choe"), ("우", "woo")],
)
def test_surnames_are_spelt_by_habit(surname: str, spelling: str) -> None:
    assert spelling in surname_spellings(surname)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HA, Jung-woo", ("ha", "jung", "woo")),
        ("Ch'oe Ŭn", ("choe", "un")),
        ("José  Núñez", ("jose", "nunez")),
        ("하정우", ()),
        ("…", ()),
    ],
)
def test_a_latin_name_is_its_plain_words(text: str, words: tuple[str, ...]) -> None:
    assert latin_words(text) == words


def test_a_name_may_begin_at_any_word() -> None:
    assert list(rotations(("a", "b", "c"))) == ["abc", "bca", "cab"]


def test_a_syllable_never_reaches_over_the_end_of_a_word() -> None:
    tree = grow_tree(["하정우", "하전구"], with_surname=True)
    assert set(read_latin(tree, ("ha", "jeon", "gu"))) == {"하전구"}
    assert set(read_latin(tree, ("ha", "jeong", "u"))) == {"하정우"}
    assert set(read_latin(tree, ("hajeongu",))) == {"하정우", "하전구"}


def test_the_usual_spellings_are_the_revised_one_and_the_habitual_surname() -> None:
    assert usual_spellings("이하정") == ("ihajeong", "leehajeong")


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("ㅎㅈㅇ", "ㅎㅈㅇ"),
        ("ㅎ ㅈ", "ㅎㅈ"),
        ("하ㅈㅇ", "하ㅈㅇ"),
        ("ㄳ", "ㄱㅅ"),
        ("\u1112", "ㅎ"),
    ],
)
def test_initials_are_read_however_they_come(text: str, pattern: str) -> None:
    assert read_initials(text) == pattern


@pytest.mark.parametrize("text", ["", "하정우", "ㅏ", "ㅎa", "ha"])
def test_other_text_is_no_initials(text: str) -> None:
    assert read_initials(text) is None


def test_initials_match_the_beginning_of_a_name() -> None:
    assert begins_with("하정우", "ㅎㅈ")
    assert begins_with("하정우", "하ㅈㅇ")
    assert not begins_with("하정우", "ㅈㅇ")
    assert not begins_with("하정", "ㅎㅈㅇ")


def test_a_slip_of_one_letter_is_one_edit() -> None:
    assert spelt_out("하정우") == "ㅎㅏㅈㅓㅇㅇㅜ"
    assert all(is_syllable(syllable) for syllable in "하정우")


def test_no_syllable_is_spelt_without_a_vowel() -> None:
    assert "ng" not in syllable_spellings("앙")
    assert "" not in syllable_spellings("아")


@pytest.mark.parametrize(
    ("words", "cost"),
    [
        (("kim", "jihyeon"), 0),
        (("jihyeon", "kim"), 0),
        (("namkoong", "solbi"), 2),
        (("smith", "xavier"), NEVER),
    ],
)
def test_the_best_reading_of_a_name_needs_nobody_who_bears_it(
    words: tuple[str, ...], cost: int
) -> None:
    assert min(least_cost(words), NEVER) == cost
