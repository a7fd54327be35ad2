"""Reads the people of a row: who, and from where."""

import re
from dataclasses import dataclass, replace

from archive.programme.latin_names import split_latin_name
from archive.programme.letters import has_hangul, has_latin, mixed_words
from archive.programme.lines import tidy
from archive.programme.mentions import Mentions
from archive.programme.model import Bilingual
from archive.programme.names import is_korean_name, is_organisation, is_position
from archive.programme.surnames import ONE_SYLLABLE
from archive.programme.words import EVERYONE, POSITIONS
from archive.sentence import Sentence

NOT_SEPARATED = Sentence(
    "The name could not be told from the affiliation for sure; please check both."
)
NO_NAME = Sentence("No name is printed here, only a position or an organisation.")
NOT_ONE_BY_ONE = Sentence("The people meant here are not named one by one.")
OTHERS = Sentence("Others are counted here but not named.")
MIXED_NAME = Sentence("A word of this name mixes writing systems; please check its spelling.")

_SEPARATOR = re.compile(r"[,、;/·ㆍ・]")
_BRACKETS = re.compile(r"^(?P<before>[^()]{1,80}?)\s?\((?P<inside>[^()]{1,200})\)\s?(?P<after>.*)$")
_SPACED_NAME = re.compile(r"^([가-힣]) ([가-힣](?: [가-힣]){0,2})(?=[\s(,]|$)")
_FIRST_WORD = re.compile(r"^([가-힣]{2,4})(?=[\s(,]|$)")
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


@dataclass(frozen=True, slots=True)
class _Split:
    name: str
    rest: str
    is_sure: bool = True
    is_bracketed: bool = False


def read_people(text: str, known: Mentions) -> tuple[Person, ...]:
    """The people a text names, in order.

    >>> [one.name.ko for one in read_people("홍길동(한빛대 교수), 임꺽정(가온시)", Mentions())]
    ['홍길동', '임꺽정']
    """
    return tuple(read_person(piece, known) for piece in _pieces(text, known))


def read_person(text: str, known: Mentions) -> Person:
    """One person: name in every script known for it, affiliation as printed."""
    printed = _NUMBERING.sub("", tidy(text))
    others = _OTHERS.search(printed)
    plain = printed[: others.start()] if others else printed
    split = _split(_joined_name(_out_of_brackets(plain)), known)
    if split is None:
        return _nameless(plain)
    person = Person(
        name=_both_scripts(split.name, known),
        affiliation=tidy(split.rest),
        text=printed,
        doubt=None if split.is_sure else NOT_SEPARATED,
    )
    if mixed_words(split.name):
        return replace(person, doubt=MIXED_NAME)
    return replace(person, doubt=OTHERS) if others else person


def looks_like_person(text: str, known: Mentions) -> bool:
    """Whether a text without a role marker surely names someone, and is no title."""
    plain = _joined_name(_NUMBERING.sub("", tidy(text)))
    if not plain:
        return False
    split = _split(plain, known)
    if split is None or not split.is_sure:
        return False
    if split.rest and is_position(split.rest.split()[-1]):
        return _is_name(split.name, known)
    may_stand_alone = split.is_bracketed or not split.rest
    return may_stand_alone and is_korean_name(split.name) and len(split.name) > 2


def looks_like_people(text: str, known: Mentions) -> bool:
    """Whether a text without a role marker surely names one or several people."""
    pieces = _pieces(text, known) if len(text) < _LONGEST_LIST else []
    return bool(pieces) and all(looks_like_person(piece, known) for piece in pieces)


def means_everyone(text: str) -> bool:
    """Whether a text stands for people who are not named: ``발표자 전원``."""
    words = tidy(text).split()
    return bool(words) and all(word in EVERYONE for word in words)


def opens_with_name(text: str, known: Mentions) -> bool:
    """Whether a text begins with a person's name."""
    plain = _joined_name(tidy(text))
    first = _FIRST_WORD.match(plain)
    return bool(known.opening(plain) or (first and is_korean_name(first[1])))


def _pieces(text: str, known: Mentions) -> list[str]:
    """Text cut at the commas that separate people; a comma before an affiliation does not."""
    pieces: list[str] = []
    for piece in _cut_outside_brackets(text):
        if pieces and not (_begins_person(piece, known) or _both_complete(pieces[-1], piece)):
            pieces[-1] += ", " + piece
        else:
            pieces.append(piece)
    return pieces


def _begins_person(piece: str, known: Mentions) -> bool:
    if opens_with_name(piece, known):
        return True
    split = split_latin_name(piece) if not has_hangul(piece[:1]) else None
    return split is not None and split.is_sure and bool(split.rest)


def _both_complete(before: str, piece: str) -> bool:
    """Whether two pieces each hold several words and end in a position, as two people do."""
    return all(len(one.split()) > 2 and is_position(one.split()[-1]) for one in (before, piece))


def _cut_outside_brackets(text: str) -> list[str]:
    pieces, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if depth == 0 and _SEPARATOR.match(char):
            pieces.append(text[begin:at])
            begin = at + 1
    return [piece.strip() for piece in (*pieces, text[begin:]) if tidy(piece)]


def _joined_name(text: str) -> str:
    """``홍 길 동 교수`` is printed with its syllables apart; the name has none."""
    match = _SPACED_NAME.match(text)
    if match is None or match[1] not in ONE_SYLLABLE:
        return text
    return match[0].replace(" ", "") + text[match.end() :]


def _out_of_brackets(text: str) -> str:
    return text[1:-1].strip() if re.fullmatch(r"\([^()]+\)", text) else text


def _split(text: str, known: Mentions) -> _Split | None:
    opening = known.opening(text.split("(")[0])
    if opening and text.startswith(opening[1]):
        return _Split(opening[1], _unbracketed(text[len(opening[1]) :]))
    bracketed = _split_bracketed(text, known)
    if bracketed is not None:
        return bracketed
    if "," in text and not opens_with_name(text, known):
        name, rest = text.split(",", 1)
        return _Split(name.strip(), rest, is_sure=len(name.split()) <= 4)
    return _split_words(text)


def _split_bracketed(text: str, known: Mentions) -> _Split | None:
    """``홍길동(한빛대 교수)``, ``홍길동 교수(한빛대)``, ``한빛시장(홍길동)``."""
    match = _BRACKETS.match(text)
    if match is None:
        return None
    before, inside, after = match["before"].strip(" ,"), match["inside"].strip(), match["after"]
    words = before.split()
    if is_korean_name(inside) and not is_korean_name(words[0]):
        return _Split(inside, f"{before} {after}", is_bracketed=True)
    if is_korean_name(words[0]) and all(is_position(word) for word in words[1:]):
        rest = " ".join((inside, *words[1:], after))
        return _Split(words[0], rest, is_bracketed=True)
    if any(is_position(word) or is_organisation(word) for word in words):
        return None
    if has_latin(before) and has_hangul(before):
        return None
    return _Split(before, f"{inside} {after}", is_sure=len(words) <= 4)


def _split_words(text: str) -> _Split | None:
    if not has_hangul(text[:1]):
        latin = split_latin_name(text)
        return _Split(latin.name, latin.rest, latin.is_sure) if latin else None
    words = text.split()
    first = words[0].rstrip(",")
    if is_korean_name(first):
        rival = _name_before_position(words[1:]) if len(first) == 2 else None
        return _Split(first, " ".join(words[1:]), is_sure=rival is None)
    at = _name_before_position(words)
    if at is not None:
        return _Split(words[at], " ".join(words[:at] + words[at + 1 :]))
    return None


def _name_before_position(words: list[str]) -> int | None:
    """Where a name of three syllables stands with nothing but positions after it."""
    for at, word in enumerate(words):
        if len(word) >= 3 and is_korean_name(word) and all(map(is_position, words[at + 1 :])):
            return at
    return None


def _unbracketed(rest: str) -> str:
    """What follows a name, out of its brackets when it stands in them."""
    match = _BRACKETS.match("-" + rest.strip())
    return f"{match['inside']} {match['after']}" if match and match["before"] == "-" else rest


def _nameless(text: str) -> Person:
    words = re.split(r"[\s,·()]+", text)
    if any(word in EVERYONE for word in words):
        return Person(Bilingual(), "", text, NOT_ONE_BY_ONE)
    alone = text.strip("() ")
    if " " not in alone and (is_position(alone) or is_organisation(alone) or alone in POSITIONS):
        return Person(Bilingual(), "", text, NO_NAME)
    return Person(_in_its_script(text), "", text, NOT_SEPARATED)


def _is_name(name: str, known: Mentions) -> bool:
    return is_korean_name(name) or name in known.by_hangul or not has_hangul(name)


def _both_scripts(name: str, known: Mentions) -> Bilingual:
    mention = known.by_latin.get(name.casefold()) or known.by_hangul.get(name)
    return Bilingual(mention.hangul, mention.latin) if mention else _in_its_script(name)


def _in_its_script(name: str) -> Bilingual:
    return Bilingual(ko=name) if has_hangul(name) else Bilingual(en=name)
