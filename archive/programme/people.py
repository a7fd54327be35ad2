"""Reads the people of a row: who, and from where."""

import re
from dataclasses import dataclass, replace

from archive.programme.latin_names import (
    is_korean_in_latin,
    is_latin_name,
    may_be_another,
    split_latin_name,
    without_title,
)
from archive.programme.letters import has_hangul, is_small, mixed_words
from archive.programme.lines import compact, tidy
from archive.programme.mentions import Mentions
from archive.programme.model import Bilingual
from archive.programme.names import is_korean_name, is_organisation, is_position
from archive.programme.splits import joined_name, opens_with_name, out_of_brackets, split_name
from archive.programme.typography import free_companies, hold_companies
from archive.programme.words.names import NAME_PARTICLES, TITLE_PARTICLES
from archive.programme.words.roles import PERSON_WORDS, ROLE_WORDS
from archive.programme.words.unnamed import BODIES, EVERYONE, NOBODY, NOT_YET_KNOWN
from archive.sentence import Sentence

NOT_SEPARATED = Sentence(
    "The name could not be told from the affiliation for sure; please check both."
)
NO_NAME = Sentence("No name is printed here, only a position or an organisation.")
ONLY_A_ROLE = Sentence("No name is printed here, only what the person does.")
NO_SPEAKER = Sentence("This seems to be a title; no name stands beside it.")
NOT_YET_NAMED = Sentence("Who this will be was not known yet when the programme was printed.")
NOT_CERTAIN = Sentence("Something of this person was not known yet when this was printed.")
NOT_ONE_BY_ONE = Sentence("The people meant here are not named one by one.")
OTHERS = Sentence("Others are counted here but not named.")
MIXED_NAME = Sentence("A word of this name mixes writing systems; please check its spelling.")

_SEPARATOR = re.compile(r"[,、/·ㆍ・|｜]")
_HARD_SEPARATOR = re.compile("[;；]")
_LONGEST_LIST = 2000
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[①-⑳]|[-–—:：.])\s*")
_OTHERS = re.compile(r"\s외\s?\d{1,3}\s?[명인]$")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as printed in a row; ``doubt`` says what was not sure.

    Without a name it stands for a place where people were meant but not named.
    """

    name: Bilingual
    affiliation: str
    text: str
    doubt: Sentence | None = None


def read_people(text: str, known: Mentions) -> tuple[Person, ...]:
    """The people a text names, in order.

    >>> [one.name.ko for one in read_people("홍길동(한빛대 교수), 임꺽정(가온시)", Mentions())]
    ['홍길동', '임꺽정']
    """
    pieces = _pieces(hold_companies(text), known)
    if _are_bare_names(pieces):
        return tuple(_bare_name(piece, known) for piece in pieces)
    return tuple(read_person(piece, known) for piece in pieces if not _is_nobody(piece))


def read_person(text: str, known: Mentions) -> Person:
    """One person: name in every script known for it, affiliation as printed."""
    person = _read_person(hold_companies(text), known)
    return replace(
        person,
        name=Bilingual(free_companies(person.name.ko), free_companies(person.name.en)),
        affiliation=free_companies(person.affiliation),
        text=free_companies(person.text),
    )


def _read_person(text: str, known: Mentions) -> Person:
    printed = without_title(_NUMBERING.sub("", tidy(text)))
    if is_not_yet_known(printed):
        return Person(Bilingual(), "", printed, NOT_YET_NAMED)
    others = _OTHERS.search(printed)
    plain = printed[: others.start()] if others else printed
    split = split_name(joined_name(out_of_brackets(plain)), known)
    if (split is None or not split.is_sure) and looks_like_title(plain):
        return Person(Bilingual(), "", printed, NO_SPEAKER)
    if split is None:
        return _nameless(plain)
    if has_hangul(split.name) and looks_like_title(split.name):
        return Person(Bilingual(), "", printed, NO_SPEAKER)
    person = Person(
        name=_both_scripts(split.name, known),
        affiliation=tidy(split.rest),
        text=printed,
        doubt=None if split.is_sure else NOT_SEPARATED,
    )
    if is_not_yet_known(person.affiliation):
        return replace(person, affiliation="", doubt=NOT_CERTAIN)
    if mixed_words(split.name):
        return replace(person, doubt=MIXED_NAME)
    if _holds_more_than_one_person(person):
        return replace(person, doubt=NOT_SEPARATED)
    return replace(person, doubt=OTHERS) if others else person


_LEFT_OVER = re.compile(r"[:：“”‘\"]|(?<!\w)[’']|[’'](?!\w)|\s[-–—]\s|^[-–—]|[-–—]$|^_|[①-⑳]")


def _holds_more_than_one_person(person: Person) -> bool:
    """Whether a title, a role or a second person seems to have stayed in the name or behind it."""
    if any(
        _LEFT_OVER.search(text) for text in (person.name.ko, person.name.en, person.affiliation)
    ):
        return True
    if person.name.ko in EVERYONE or person.name.ko in ROLE_WORDS:
        return True
    if " " in person.name.ko and any(map(is_position, person.name.ko.split())):
        return True
    words = person.affiliation.split()
    at = next((n for n, word in enumerate(words) if is_position(word)), len(words))
    between = words[at + 1 : -1]
    return bool(between) and is_position(words[-1]) and not all(map(is_position, between))


def looks_like_person(text: str, known: Mentions) -> bool:
    """Whether a text without a role marker surely names someone, and is no title."""
    plain = joined_name(_NUMBERING.sub("", tidy(text)))
    if not plain:
        return False
    split = split_name(plain, known)
    if split is None or not split.is_sure:
        return False
    if without_title(plain) != plain:
        return not has_hangul(split.name)
    if split.rest and is_position(split.rest.split()[-1]):
        return _is_name(split.name, known)
    if known.opening(plain.split("(")[0]) and _is_in_both(plain, known):
        return True
    may_stand_alone = split.is_bracketed or not split.rest
    return may_stand_alone and is_korean_name(split.name) and len(split.name) > 2


def _is_in_both(text: str, known: Mentions) -> bool:
    """Whether a text opens with somebody in both scripts: ``앨리스 먼로(Alice Munro), …``."""
    found = known.opening(text.split("(")[0])
    if found is None or not has_hangul(found[1]):
        return False
    behind = without_title(text[len(found[1]) :].lstrip(" (/"))
    return behind.casefold().startswith(found[0].latin.casefold())


def looks_like_people(text: str, known: Mentions) -> bool:
    """Whether a text without a role marker surely names one or several people."""
    pieces = _pieces(text, known) if len(text) < _LONGEST_LIST else []
    return bool(pieces) and all(looks_like_person(piece, known) for piece in pieces)


def means_everyone(text: str) -> bool:
    """Whether a text stands for people who are not named: ``발표자 전원``."""
    words = tidy(text).split()
    return bool(words) and all(word in EVERYONE for word in words)


def _pieces(text: str, known: Mentions) -> list[str]:
    """Text cut at the commas that separate people; a comma before an affiliation does not."""
    if len(groups := _cut_outside_brackets(text, _HARD_SEPARATOR)) > 1:
        return [piece for group in groups for piece in _pieces(group, known)]
    cut = _cut_outside_brackets(text, _SEPARATOR)
    if _are_bare_names(cut):
        return cut
    if len(cut) > 2 and all(may_be_another(one) or is_not_yet_known(one) for one in cut):
        return cut
    pieces: list[str] = []
    for piece in cut:
        begins = _begins_person(piece, known) or any(word in EVERYONE for word in piece.split())
        if begins or not pieces or _both_complete(pieces[-1], piece) or _is_new(pieces[-1], piece):
            pieces.append(piece)
        else:
            pieces[-1] += ", " + piece
    return pieces


def _are_bare_names(pieces: list[str]) -> bool:
    """``사토 유미 / 김병철 / 미즈노 하루카``: short, no positions, a Korean name among them."""
    words = [piece.split() for piece in pieces]
    if len(pieces) < 3 or not all(len(one) < 4 and all(map(_may_be_of_name, one)) for one in words):
        return False
    return any(is_korean_name(piece) and len(piece) > 2 for piece in pieces)


def _bare_name(piece: str, known: Mentions) -> Person:
    """One of such a list; two words are one name from abroad, or else hard to tell."""
    if " " not in piece:
        return read_person(piece, known)
    return Person(Bilingual(ko=piece), "", piece, NOT_SEPARATED)


def _is_new(before: str, piece: str) -> bool:
    """Whether a piece behind a bracket is somebody else: ``홍길동(한빛대), 카를로스 두아르테``."""
    words = piece.split()
    if not before.endswith(")") or not 1 < len(words) < 4:
        return False
    return all(map(_may_be_of_name, words)) and not looks_like_title(piece)


def _may_be_of_name(word: str) -> bool:
    is_hangul = all("가" <= char <= "힣" for char in word)
    return is_hangul and len(word) < 7 and not (is_position(word) or is_organisation(word))


def _begins_person(piece: str, known: Mentions) -> bool:
    words = piece.split()
    ends_in_name = len(words) > 1 and is_position(words[-2]) and len(words[-1]) > 2
    if opens_with_name(piece, known) or (ends_in_name and is_korean_name(words[-1])):
        return True
    if is_not_yet_known(piece) or is_korean_in_latin(piece):
        return True
    split = split_latin_name(piece) if not has_hangul(piece[:1]) else None
    if split is not None and split.is_sure and split.rest:
        return True
    before = piece.split("(")[0]
    return before != piece and is_latin_name(before)


def _both_complete(before: str, piece: str) -> bool:
    """Whether two pieces each hold several words and end in a position, as two people do."""
    return all(len(one.split()) > 2 and is_position(one.split()[-1]) for one in (before, piece))


def _cut_outside_brackets(text: str, separator: re.Pattern[str]) -> list[str]:
    pieces, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if depth == 0 and separator.match(char):
            pieces.append(text[begin:at])
            begin = at + 1
    return [piece.strip() for piece in (*pieces, text[begin:]) if tidy(piece)]


def _nameless(text: str) -> Person:
    words = list(filter(None, re.split(r"[\s,·()]+", text)))
    if any(word in EVERYONE or word.endswith(BODIES) for word in words):
        return Person(Bilingual(), "", text, NOT_ONE_BY_ONE)
    if compact("".join(words)) in ROLE_WORDS:
        return Person(Bilingual(), "", text, ONLY_A_ROLE)
    if all(is_position(word) or is_organisation(word) for word in words):
        return Person(Bilingual(), "", text, NO_NAME)
    name, affiliation = _cut_at_organisation(text)
    return Person(_in_its_script(name), affiliation, text, NOT_SEPARATED)


def _cut_at_organisation(text: str) -> tuple[str, str]:
    """A name no rule knows, and what follows it from the first word that is surely no name."""
    words = text.split()
    for at, word in enumerate(words[1:], start=1):
        if is_organisation(word) or is_position(word):
            return " ".join(words[:at]), " ".join(words[at:])
    return text, ""


def looks_like_title(text: str) -> bool:
    """Whether words are joined as in a title: ``기억의 지도``, ``Preservation in Vietnam``."""
    words = text.split()
    return len(words) > 1 and any(
        (is_small(word) and word not in NAME_PARTICLES)
        or (len(word) > 2 and has_hangul(word) and word.endswith(TITLE_PARTICLES))
        for word in words[:-1]
    )


def is_only_a_role(text: str) -> bool:
    """Whether a text says what a person does and nothing else: ``사회자``."""
    return compact(text) in PERSON_WORDS


def is_not_yet_known(text: str) -> bool:
    """Whether a text says that someone is still to be named: ``미정``, ``TBD``."""
    return compact(text).strip("()") in NOT_YET_KNOWN


def _is_nobody(text: str) -> bool:
    plain = _NUMBERING.sub("", tidy(text)).strip("() ")
    return not plain or compact(plain) in NOBODY


def _is_name(name: str, known: Mentions) -> bool:
    return is_korean_name(name) or name in known.by_hangul or not has_hangul(name)


def _both_scripts(name: str, known: Mentions) -> Bilingual:
    mention = known.by_latin.get(name.casefold()) or known.by_hangul.get(name)
    return Bilingual(mention.hangul, mention.latin) if mention else _in_its_script(name)


def _in_its_script(name: str) -> Bilingual:
    return Bilingual(ko=name) if has_hangul(name) else Bilingual(en=name)
