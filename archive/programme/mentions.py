"""People a document names in two scripts at once: ``제니퍼 코울리(Jennifer Cowley, 미국)``."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.programme.letters import has_hangul, has_latin, mixed_words
from archive.programme.lines import Line
from archive.programme.names import is_korean_name, is_organisation, is_position

_NAME_IN_BRACKETS = re.compile(
    r"(?P<before>[^()\n]{1,60})\((?P<latin>[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f.'’\- ]{2,60})"
    r"(?:[,/]\s?(?P<country>[가-힣 ]{1,20}))?\)"
)
_HANGUL_IN_BRACKETS = re.compile(
    r"(?P<before>[A-Za-z\u00c0-\u024f.'’\- ]{3,60})"
    r"\((?P<hangul>[가-힣][가-힣· ]{1,30})(?:,[^()]{1,20})?\)"
)

_PIECES = re.compile(r"[\t|,/;()]")
_LATIN_WORD = r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f.'’\-]*"
_BOTH = re.compile(
    r"(?P<hangul>[가-힣]{1,8}(?: [가-힣]{1,8}){0,3}) (?:(?:Dr|Prof|Mr|Ms)\.? )?"
    rf"(?P<latin>{_LATIN_WORD}(?: {_LATIN_WORD}){{1,3}})"
)
_LONGEST = 1000

_SOUNDS = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        (
            *("gkcj", "gkcq", "nkgr", "dt", "dt", "rl", "m", "bvwp", "bp", "sczxt", "scz"),
            *("aeiouywhjrln", "jzgcxys", "jzc", "ctj", "kcqx", "td", "pf", "hjfgxw"),
        ),
        strict=True,
    )
)
"""Latin letters a word may begin with when its Korean spelling begins with this consonant.

Source: the Korean rules for writing foreign words (외래어 표기법) and the usual romanisations of
surnames, gathered by hand; wide on purpose, since it only confirms what word counts suggest.
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """One person in both scripts; ``hangul`` is empty where it could not be told for sure.

    ``doubtful`` is the Korean spelling when a word of it mixes alphabets.
    """

    latin: str
    hangul: str
    line: int
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Who is known in both scripts, by either name."""

    by_latin: dict[str, Mention] = field(default_factory=dict)
    by_hangul: dict[str, Mention] = field(default_factory=dict)

    def opening(self, text: str) -> tuple[Mention, str] | None:
        """The known person a text opens with, and the name as it is printed there."""
        words = text.split()
        for count in range(min(6, len(words)), 0, -1):
            name = " ".join(words[:count]).rstrip(",")
            mention = self.by_latin.get(name.casefold()) or self.by_hangul.get(name)
            if mention is not None:
                return mention, name
        return None


def gather_mentions(lines: Iterable[Line]) -> Mentions:
    """Everyone the lines name in two scripts; the first sure mention of a person counts."""
    by_latin: dict[str, Mention] = {}
    for line in lines:
        for mention in _mentions_of(line):
            known = by_latin.get(mention.latin.casefold())
            if known is None or not known.hangul:
                by_latin[mention.latin.casefold()] = mention
    by_hangul = {mention.hangul: mention for mention in by_latin.values() if mention.hangul}
    return Mentions(by_latin, by_hangul)


def _mentions_of(line: Line) -> Iterable[Mention]:
    yield from _side_by_side(line)
    if "(" not in line.text:
        return
    for match in _NAME_IN_BRACKETS.finditer(line.text):
        latin = " ".join(match["latin"].split())
        if " " in latin and has_hangul(match["before"]):
            mention = _mention(latin, match["before"], line.number)
            # Only a country behind it tells a person from a title printed in two languages.
            if mention.hangul or mention.doubtful or match["country"]:
                yield mention
    for match in _HANGUL_IN_BRACKETS.finditer(line.text):
        hangul = " ".join(match["hangul"].split())
        latin = _last_words(match["before"], len(hangul.split()))
        if latin and _sounds_alike(hangul, latin):
            yield Mention(latin, hangul, line.number)


def _side_by_side(line: Line) -> Iterable[Mention]:
    """Cells and pieces of a line that are a name in both scripts and nothing else."""
    if not (has_hangul(line.text) and has_latin(line.text)):
        return
    for piece in _PIECES.split(line.text[:_LONGEST]):
        match = _BOTH.fullmatch(piece.strip())
        if match and _is_one(match["hangul"], match["latin"]):
            yield Mention(match["latin"], match["hangul"], line.number)


def _is_one(hangul: str, latin: str) -> bool:
    """Whether two names beside each other are one: word by word, or a Korean one by its surname."""
    if " " in hangul:
        return _sounds_alike(hangul, latin)
    return is_korean_name(hangul) and _surname_sounds_alike(hangul, latin)


def _mention(latin: str, before: str, line: int) -> Mention:
    spelt = _last_words(before, len(latin.split()))
    if mixed_words(spelt):
        return Mention(latin, "", line, doubtful=spelt)
    if spelt and _sounds_alike(spelt, latin):
        return Mention(latin, spelt, line)
    one_word = _last_words(before, 1)
    if is_korean_name(one_word) and _surname_sounds_alike(one_word, latin):
        return Mention(latin, one_word, line)
    return Mention(latin, "", line)


def _last_words(text: str, count: int) -> str:
    words = text.split()
    return " ".join(words[-count:]) if len(words) >= count else ""


def _sounds_alike(hangul: str, latin: str) -> bool:
    """Whether the names have as many words, and each pair begins with the same sound.

    A word that is an organisation or a position stands before the name and is no part of it.
    """
    if any(is_organisation(word) or is_position(word) for word in hangul.split()):
        return False
    pairs = list(zip(hangul.split(), latin.split(), strict=False))
    same_length = len(hangul.split()) == len(latin.split())
    return same_length and all(_begins_alike(*pair) for pair in pairs)


def _surname_sounds_alike(name: str, latin: str) -> bool:
    words = latin.split()
    return _begins_alike(name, words[0]) or _begins_alike(name, words[-1])


def _begins_alike(hangul: str, latin: str) -> bool:
    if not "가" <= hangul[0] <= "힣":
        return False
    consonant = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[(ord(hangul[0]) - ord("가")) // 588]
    first = _plain(latin[0])
    return first in _SOUNDS[consonant] or not first.isascii()


def _plain(letter: str) -> str:
    """A Latin letter without its accent: É begins like E."""
    return unicodedata.normalize("NFD", letter)[0].casefold()
