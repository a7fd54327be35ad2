"""Tells a person's name from the affiliation printed around it."""

import re
from dataclasses import dataclass

from archive.programme.latin_names import may_be_another, split_latin_name, without_title
from archive.programme.letters import has_hangul, has_latin
from archive.programme.lines import tidy
from archive.programme.mentions import Mention, Mentions
from archive.programme.names import is_korean_name, is_organisation, is_position
from archive.programme.surnames import ONE_SYLLABLE, TWO_SYLLABLES

_BRACKETS = re.compile(r"^(?P<before>[^()]{1,80}?)\s?\((?P<inside>[^()]{1,200})\)\s?(?P<after>.*)$")
_SPACED_NAME = re.compile(r"^([가-힣]) ([가-힣](?: [가-힣]){0,2})(?=[\s(,]|$)")
_FIRST_WORD = re.compile(r"^([가-힣]{2,4})(?=[\s(,、;/·ㆍ・]|$)")
_LONG_SURNAME = re.compile(rf"^({'|'.join(sorted(TWO_SYLLABLES))}) ([가-힣]{{1,2}})(?=[\s(,]|$)")


@dataclass(frozen=True, slots=True)
class Split:
    """A name and what else is printed with it."""

    name: str
    rest: str
    is_sure: bool = True
    is_bracketed: bool = False


def opens_with_name(text: str, known: Mentions) -> bool:
    """Whether a text begins with a person's name."""
    plain = joined_name(tidy(text))
    if known.opening(plain.split("(")[0]):
        return True
    first = _FIRST_WORD.match(plain)
    return bool(first and is_korean_name(first[1]))


def joined_name(text: str) -> str:
    """``홍 길 동 교수`` is printed with its syllables apart; the name has none."""
    long = _LONG_SURNAME.match(text)
    if long and not is_position(long[2]):
        return long[1] + long[2] + text[long.end() :]
    match = _SPACED_NAME.match(text)
    if match is None or match[1] not in ONE_SYLLABLE:
        return text
    return match[0].replace(" ", "") + text[match.end() :]


def out_of_brackets(text: str) -> str:
    return text[1:-1].strip() if re.fullmatch(r"\([^()]+\)", text) else text


def split_name(text: str, known: Mentions) -> Split | None:
    opening = known.opening(text.split("(")[0])
    if opening and text.startswith(opening[1]):
        mention, name = opening
        return Split(name, _unbracketed(_without_other_name(text[len(name) :], mention)))
    bracketed = _split_bracketed(text, known)
    if bracketed is not None:
        return bracketed
    if "," in text and not opens_with_name(text, known):
        name, rest = text.split(",", 1)
        is_sure = len(name.split()) <= 4 and not may_be_another(rest.strip())
        return Split(name.strip(), rest, is_sure=is_sure)
    return _split_words(text)


def _split_bracketed(text: str, known: Mentions) -> Split | None:
    """``홍길동(한빛대 교수)``, ``홍길동 교수(한빛대)``, ``한빛시장(홍길동)``."""
    match = _BRACKETS.match(text)
    if match is None:
        return None
    before, inside, after = match["before"].strip(" ,"), match["inside"].strip(), match["after"]
    words = before.split()
    if is_korean_name(inside) and not is_korean_name(words[0]):
        return Split(inside, f"{before} {after}", is_bracketed=True)
    if is_korean_name(words[0]) and all(is_position(word) for word in words[1:]):
        rest = " ".join((inside, *words[1:], after))
        return Split(words[0], rest, is_bracketed=True)
    if any(is_position(word) or is_organisation(word) for word in words):
        return None
    if has_latin(before) and has_hangul(before):
        return None
    return Split(before, f"{inside} {after}", is_sure=len(words) <= 4)


def _split_words(text: str) -> Split | None:
    words = text.split()
    latin = None if has_hangul(text[:1]) else split_latin_name(text)
    at = _name_before_position(words)
    if latin and (latin.is_sure or at is None):
        return Split(latin.name, latin.rest, latin.is_sure)
    first = words[0].rstrip(",")
    if is_korean_name(first):
        rival = _name_before_position(words[1:]) if len(first) == 2 else None
        is_sure = rival is None and not _may_be_foreign(first, words[1:])
        return Split(first, " ".join(words[1:]), is_sure=is_sure)
    if at is not None:
        return Split(words[at], " ".join(words[:at] + words[at + 1 :]))
    return None


def _may_be_foreign(first: str, rest: list[str]) -> bool:
    """``사토 유미`` may be one name in two words, as names from abroad are."""
    return (
        len(first) == 2
        and len(rest) == 1
        and len(rest[0]) < 5
        and has_hangul(rest[0])
        and not (is_position(rest[0]) or is_organisation(rest[0]))
    )


def _name_before_position(words: list[str]) -> int | None:
    """Where a name of three syllables stands with nothing but positions after it."""
    for at, word in enumerate(words):
        if len(word) >= 3 and is_korean_name(word) and all(map(is_position, words[at + 1 :])):
            return at
    return None


def _without_other_name(rest: str, mention: Mention) -> str:
    """What follows a name, without the same name in the other script in its brackets."""
    behind = without_title(rest.strip())
    if mention.latin and behind.casefold().startswith(mention.latin.casefold()):
        return _unbracketed(behind[len(mention.latin) :].lstrip(" ,/|"))
    behind = rest.strip()
    match = _BRACKETS.match("-" + behind)
    if match is None or match["before"] != "-":
        return rest
    inside = match["inside"].strip()
    for name in filter(None, (mention.latin, mention.hangul)):
        if inside.casefold().startswith(name.casefold()):
            country = inside[len(name) :].strip(" ,/")
            return f"({country}) {match['after']}" if country else str(match["after"])
    return rest


def _unbracketed(rest: str) -> str:
    """What follows a name, out of its brackets when it stands in them."""
    match = _BRACKETS.match("-" + rest.strip())
    return f"{match['inside']} {match['after']}" if match and match["before"] == "-" else rest
