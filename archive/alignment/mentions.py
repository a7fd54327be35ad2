"""Where a session's names, title and number are heard, however the captions spell them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from rapidfuzz import fuzz, process

from archive.alignment.folding import fold, sound_of
from archive.alignment.spoken import Spoken
from archive.people.hangul import has_hangul
from archive.people.readings import usual_spellings
from archive.timecode import Offset

_LIKE, _LIKE_SHORT, _LIKE_SOUND = 77.0, 84.0, 79.0
_SHORT = 6
_STEMMED = 6
"""English words so long are the same if they begin alike: adjournment, adjourned."""

_OWN = re.compile(r"^(.*[^님])(?:입니다|이라고|라고)[.,]?$")
_I_AM = re.compile(r"\b(?:i am|i'm|name is|name's)$", re.IGNORECASE)
_OWN_MS = 2500
_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    fold(word)
    for word in (
        *("the and for with from into that this their our your his her its are was will has have",),
        *("session item if needed a an of to in on at by or as be is it",),
        *("및 위한 통한 대한 관한 중심으로 중심 그리고 주제 세션 발표 토론 기반 순서 시간",),
    )
    for word in word.split()
)
_TITLES = re.compile(
    r"(교수|대표|소장|센터장|원장|위원장|부위원장|회장|총장|부총장|국장|과장|팀장|실장|본부장|이사|의장|장관|차관|시장|도지사|"
    r"변호사|박사|연구원|연구위원|수석|책임|리더|디렉터|매니저|총괄|기자|작가|사장|부사장|단장|처장|학장)$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A text heard at a point; ``likeness`` is 0 to 1."""

    offset: Offset
    likeness: float
    text: str


@lru_cache(maxsize=512)
def names_heard(spoken: Spoken, names: tuple[str, ...]) -> list[Mention]:
    """Where any of a person's names is heard, in its own script or the other."""
    found: list[Mention] = []
    for name in names:
        if has_hangul(name):
            found += _alike(spoken, fold(name), name, by_sound=False)
            latin = (fold(one) for one in usual_spellings("".join(name.split())))
            if len("".join(name.split())) <= 4 and not _is_hangul(spoken):
                found += [m for one in latin for m in _alike(spoken, one, name, by_sound=False)]
        else:
            found += _alike(spoken, fold(name), name, by_sound=False)
        if len(sound_of(name)) >= 5:
            found += _alike(spoken, sound_of(name), name, by_sound=True)
    return found


def says_own_name(spoken: Spoken, offset: Offset) -> bool:
    """Whether its bearer says a name: 홍길동입니다, 홍길동이라고 합니다, I am Hong.

    A host adds a title or 님 to it.
    """
    said = spoken.between(offset, offset + _OWN_MS)[:2]
    before = spoken.between(offset - _OWN_MS, offset)[-2:]
    ends = (_OWN.search(word.text) for word in said)
    is_korean = any(end and not _TITLES.search(end[1]) for end in ends)
    return is_korean or _I_AM.search(" ".join(word.text for word in before)) is not None


def places_heard(spoken: Spoken, affiliation: str) -> list[Mention]:
    """Where the name of somebody's house is heard; titles such as 교수 say nothing."""
    words = (_TITLES.sub("", word) for word in _WORD.findall(affiliation))
    keys = [word for word in words if len(fold(word)) >= 5]
    return [Mention(at, 1.0, key) for key in keys[:2] for at in spoken.heard([key])]


@lru_cache(maxsize=512)
def title_heard(spoken: Spoken, titles: tuple[str, ...], lasts_ms: int = 15_000) -> list[Mention]:
    """Where much of a title is said within some seconds; a word that is said all day counts little.

    Each mention lies where the first of the words is said.
    """
    return [mention for title in titles for mention in _covered(spoken, title, lasts_ms)]


def _alike(spoken: Spoken, wanted: str, name: str, *, by_sound: bool) -> Iterator[Mention]:
    if len(wanted) < 4:
        return
    slices, places = _slices(spoken, len(wanted) + 2, by_sound)
    if not slices:
        return
    least = _LIKE_SOUND if by_sound else _LIKE_SHORT if len(wanted) < _SHORT else _LIKE
    ratios = process.cdist([wanted], slices, scorer=fuzz.partial_ratio, score_cutoff=least)[0]
    for at in np.flatnonzero(ratios >= least):
        likeness = (float(ratios[at]) - 60) / 40 * (0.8 if by_sound else 1.0)
        yield Mention(spoken.words[places[at]].start, likeness, name)


@lru_cache(maxsize=64)
def _slices(spoken: Spoken, length: int, by_sound: bool) -> tuple[list[str], list[int]]:
    """What is heard from each word on, so many letters; shorter than half of it is left out."""
    if by_sound:
        sounds = _sounds(spoken)
        return [one[:length] for one in sounds], list(range(len(sounds)))
    slices = [spoken.flat[at : at + length] for at in spoken.flat_places]
    kept = [n for n, one in enumerate(slices) if len(one) >= length - 3]
    return [slices[n] for n in kept], kept


@lru_cache(maxsize=4)
def _sounds(spoken: Spoken) -> list[str]:
    each = [sound_of(word.text) for word in spoken.words]
    return ["".join(each[n : n + 5]) for n in range(len(each))]


def _is_hangul(spoken: Spoken) -> bool:
    sample = spoken.text[:20_000]
    return sum("가" <= c <= "힣" for c in sample) * 2 > sum(c.isalpha() for c in sample)


def _covered(spoken: Spoken, title: str, lasts_ms: int) -> Iterator[Mention]:
    weights, said = _said_words(spoken, _content(title))
    whole = sum(weights)
    if not said or whole <= 0:
        return
    times = [at for at, _ in said]
    for n, (start, _) in enumerate(said):
        end = bisect_right(times, start + lasts_ms)
        share = sum(weights[w] for w in {w for _, w in said[n:end]}) / whole
        if share >= 0.4:
            yield Mention(start, min(share, 1.0), title)


def _content(title: str) -> list[str]:
    """The words that say something, each once; what is in brackets only explains."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", title)
    words = [word for word in _WORD.findall(bare) if fold(word) not in _STOP]
    long = [word for word in words if len(fold(word)) >= (4 if has_hangul(word) else 3)]
    return list(dict.fromkeys(fold(word) for word in long))[:12]


def _said_words(spoken: Spoken, wanted: Sequence[str]) -> tuple[list[float], list[tuple[int, int]]]:
    """The weight of each wanted word, and when which of them is said, in order."""
    vocabulary, counts = _vocabulary(spoken)
    if not wanted or not vocabulary:
        return [], []
    weights: list[float] = []
    said: list[tuple[int, int]] = []
    for number, word in enumerate(wanted):
        starts = [one[: len(word) + 1] for one in vocabulary]
        ratios = process.cdist([word], starts, scorer=fuzz.ratio, score_cutoff=82)[0]
        heard = {vocabulary[at] for at in np.flatnonzero(ratios >= 82)}
        if word.isascii() and len(word) >= _STEMMED:
            stem = word[: max(5, round(0.6 * len(word)))]
            heard |= {one for one in vocabulary if one.startswith(stem)}
        places = [place for one in heard for place in counts[one]]
        weights.append(1.0 / (1.0 + log(1 + len(places) / 3)))
        said += [(spoken.words[place].start, number) for place in places]
    return weights, sorted(said)


@lru_cache(maxsize=4)
def _vocabulary(spoken: Spoken) -> tuple[list[str], dict[str, list[int]]]:
    places: dict[str, list[int]] = {}
    for number, word in enumerate(spoken.words):
        places.setdefault(fold(word.text), []).append(number)
    return list(places), places


def counted_heard(
    spoken: Spoken, patterns: Iterable[re.Pattern[str]], numbers: dict[str, int]
) -> list[tuple[Offset, int]]:
    """When something counted is named, with its number (-1 for the last)."""
    found: Counter[tuple[Offset, int]] = Counter()
    for pattern in patterns:
        for at, match in spoken.matches(pattern):
            text = next(group for group in match.groups() if group)
            found[at, int(text) if text.isdecimal() else numbers.get(text, 0)] += 1
    return sorted(found)
