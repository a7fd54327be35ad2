"""Korean particles that fit the word before them: “강을”, not “강을(를)”."""

import re

_PAIRS = {"은(는)": "은는", "이(가)": "이가", "을(를)": "을를", "과(와)": "과와", "와(과)": "과와"}
_BEFORE = r"([가-힣0-9])((?:[”’)\]」』]|&#3[49];)*)"
_EITHER = re.compile(_BEFORE + r"(은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로|\(이\)라)")
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
_CLOSED_DIGITS = "013678"
"""Read in Korean (영, 일, 삼, 육, 칠, 팔) these end in a consonant; 1, 7 and 8 in ㄹ."""


def fit_particles(text: str) -> str:
    """The text with every particle that is written in both forms in the one that fits.

    It stays in both after a word of which the sound isn't known, such as one in Latin letters.

    >>> fit_particles("“둑”을(를) 낮춘 도시이(가) 3(으)로, 서울(으)로, 강(이)라는")
    '“둑”을 낮춘 도시가 3으로, 서울로, 강이라는'
    """
    return _EITHER.sub(_fitted, text) if ")" in text else text


def _fitted(found: re.Match[str]) -> str:
    letter, between, particle = found.groups()
    final = _final(letter)
    if particle == "(으)로":
        chosen = "으로" if final not in (0, _RIEUL) else "로"
    elif particle == "(이)라":
        chosen = "이라" if final else "라"
    else:
        chosen = _PAIRS[particle][0 if final else 1]
    return f"{letter}{between}{chosen}"


def _final(letter: str) -> int:
    """The number of a syllable's final consonant as Unicode counts them; 0 where it has none."""
    if _FIRST <= ord(letter) <= _LAST:
        return (ord(letter) - _FIRST) % _FINALS
    if letter in "178":
        return _RIEUL
    return 1 if letter in _CLOSED_DIGITS else 0
