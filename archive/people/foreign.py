"""Foreign names across the scripts: how 뱅크스 and Banks sound alike.

Hangul follows the sound and Latin letters often do not, so both are first brought to a skeleton of
consonant classes (labial, dental, velar, sibilant, nasal, liquid), in every way the Latin letters
may be spoken; what shares a skeleton is then compared letter by letter. The classes follow the
consonant tables of the loanword orthography (외래어 표기법, National Institute of Korean Language,
1986), which write b/p/f/v as ㅂㅍ, s/z/j/ch as ㅅㅈㅊ, and l/r as ㄹ.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice, product

from rapidfuzz import fuzz

from archive.people.hangul import is_syllable, jamo

LEAST = (1.0, 0.6, 0.5, 0.35)
"""How alike two words must be, from 0 to 1, by the length of the skeleton that they share."""

_MOST_READINGS = 24

_INITIAL_CLASS = dict(
    zip("ㄱㄲㅋㄷㄸㅌㅂㅃㅍㅅㅆㅈㅉㅊㄴㅁㄹㅇㅎ", "KKKTTTPPPSSSSSNML  ", strict=True)
)
_FINAL_CLASS = dict(zip("ㄱㄲㅋㄴㅇㄷㅅㅆㅈㅊㅌㄹㅁㅂㅍ", "KKKNNTTTTTTLMPP", strict=True))

_SPOKEN = (
    ("tsch", "S"),
    ("sch", "S SK"),
    ("tch", "S"),
    ("dge", "S"),
    ("ght", "T"),
    ("ch", "S K"),
    ("sh", "S"),
    ("ph", "P"),
    ("th", "S T"),
    ("gh", "- K"),
    ("ck", "K"),
    ("qu", "K"),
    ("[dt][sz]", "S TS"),
    ("tes$", "S TS"),
    ("cz", "S"),
    ("sz", "S"),
    ("ng(?=[aeiouy])", "N NK NS"),
    ("ng$", "N"),
    ("gn", "N KN"),
    ("mb$", "M MP"),
    ("dt", "T"),
    ("^kn", "N KN"),
    ("^wr", "L"),
    ("^x", "S"),
    ("x", "KS"),
    ("c(?=[eiy])", "S"),
    ("[ckq]", "K"),
    ("g(?=[eiy])", "K S"),
    ("g", "K"),
    ("[bpfv]", "P"),
    ("[dt]", "T"),
    ("j", "S -"),
    ("[sz]", "S"),
    ("m", "M"),
    ("n", "N"),
    ("l(?=[mkf])", "L -"),
    ("r(?![aeiouy])", "- L"),
    ("[lr]", "L"),
    ("w(?=[aeiou])", "- P"),
    (".", "-"),
)
"""What letters may stand for, the commonest first; ``-`` is nothing, and letters are classes."""

_ANY = re.compile("|".join(f"({letters})" for letters, _ in _SPOKEN))
_HEARD = tuple(tuple(heard.replace("-", "").split(" ")) for _, heard in _SPOKEN)

_ROUGH_INITIALS = dict(
    zip("ㄱㄲㅋㄷㄸㅌㅂㅃㅍㅅㅆㅈㅉㅊㄴㅁㄹㅇㅎ", "gggdddbbbssjjsnml h", strict=True)
)
_ROUGH_VOWELS = dict(
    zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        ("a", "a", "ia", "ia", "o", "e", "io", "ie", "o", "oa", "oe", "oe", "io",
         "u", "uo", "ue", "ui", "iu", "", "i", "i"),
        strict=True)
)  # fmt: skip
_ROUGH_FINALS = dict(zip("ㄱㄲㅋㄴㅇㄷㅅㅆㅈㅊㅌㄹㅁㅂㅍ", "gggnnddddddlmbb", strict=True))
_ROUGH_LATIN = (
    ("ph", "p"),
    ("sch|tch|sh|ch|ts|tz", "s"),
    ("th", "s"),
    ("ck|qu|q|c(?![eiy])", "k"),
    ("c", "s"),
    ("ng(?![aeiouy])", "n"),
    ("x", "ks"),
    ("z", "j"),
    ("[vfp]", "b"),
    ("k", "g"),
    ("t", "d"),
    ("r", "l"),
    ("w", "u"),
    ("y", "i"),
    ("ee|ea", "i"),
    ("oo|ou", "u"),
    (r"(.)\1", r"\1"),
    ("(?<=[^aeiou])e$", ""),
)


def hangul_skeleton(word: str) -> str:
    """The consonant classes of a Hangul word as it is spoken.

    >>> hangul_skeleton("뱅크스")
    'PNKS'
    """
    found: list[str] = []
    for initial, _, final in map(jamo, filter(is_syllable, word)):
        found += (_INITIAL_CLASS[initial], _FINAL_CLASS.get(final[:1], ""))
    return _once("".join(found).replace(" ", ""))


def latin_skeletons(word: str) -> tuple[str, ...]:
    """The consonant classes of a word in plain small letters, in each way it may be spoken.

    >>> latin_skeletons("banks"), latin_skeletons("smith")
    (('PNKS',), ('SMS', 'SMT'))
    """
    heard = [_HEARD[(found.lastindex or 1) - 1] for found in _ANY.finditer(_once(word))]
    readings = islice(product(*heard), _MOST_READINGS)
    return tuple(dict.fromkeys(_once("".join(reading)) for reading in readings))


def likeness(hangul: str, latin: str) -> float:
    """How alike a Hangul and a Latin word sound, from 0 to 1."""
    return fuzz.ratio(_rough_hangul(hangul), _rough_latin(latin)) / 100


class SoundIndex:
    """Words of one script by their skeletons, to be found by a word of the other."""

    def __init__(self, words: Iterable[str], *, are_latin: bool) -> None:
        self._are_latin = are_latin
        self._by_skeleton: dict[str, list[str]] = {}
        for word in words:
            for skeleton in latin_skeletons(word) if are_latin else (hangul_skeleton(word),):
                self._by_skeleton.setdefault(skeleton, []).append(word)

    def like(self, word: str) -> Iterator[tuple[str, float]]:
        """Words that sound like this one of the other script, with how alike they are."""
        skeletons = (hangul_skeleton(word),) if self._are_latin else latin_skeletons(word)
        for skeleton in skeletons:
            for known in self._by_skeleton.get(skeleton, ()):
                alike = likeness(word, known) if self._are_latin else likeness(known, word)
                if alike >= LEAST[min(len(skeleton), len(LEAST) - 1)]:
                    yield known, alike


@lru_cache(maxsize=50_000)
def _rough_latin(word: str) -> str:
    for letters, other in _ROUGH_LATIN:
        word = re.sub(letters, other, word)
    return word


def _rough_hangul(word: str) -> str:
    found: list[str] = []
    for initial, vowel, final in map(jamo, filter(is_syllable, word)):
        found += (_ROUGH_INITIALS[initial], _ROUGH_VOWELS[vowel], _ROUGH_FINALS.get(final[:1], ""))
    return _once("".join(found).replace(" ", ""))


def _once(text: str) -> str:
    """Letters that follow themselves, once."""
    return "".join(letter for letter, _ in groupby(text))
