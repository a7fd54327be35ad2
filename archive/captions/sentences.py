"""Where sentences end in captions, Korean and English, with punctuation or without."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.captions.model import Cue

LONGEST_PAUSE_MS = 4000
"""Who is silent for longer has ended the sentence, whatever the captions' punctuation says."""

LONGEST_SENTENCE_MS = 30_000
MOST_CUES = 24
"""A run longer than these is a track without punctuation: its sentences are not known."""

_CREDIT = re.compile(
    r"https?://|\bwww\.|^(?:translated|translation|subtitles?|subtitled|captions?|captioned|synced)"
    r"\s*(?:by\b|:)|^(?:자막|번역)(?:\s?(?:제작|번역|제공|감수))*\s*(?:by\b|:)",
    re.IGNORECASE,
)
"""Who made the captions, which nobody says."""

_CLOSING = "\"”’'»)]）］】」』 ♪"
_STOP = re.compile(r"[.?!…。？！]+$")
_POLITE = re.compile(r"(?:니다|(?![필중주개수])[가-힣]요|죠|시오)$")
_SYLLABLE_THEN = re.compile(r"([가-힣])(다|니까)$")
_FINAL = {"다": {4, 20}, "니까": {17}}
"""The final consonants before an ending that make it one, by their places in a Hangul syllable
(Unicode, section 3.12): ㄴ and ㅆ before ``-다`` (말한다, 그랬다), ㅂ before ``-니까`` (습니까).
Without them it is a noun (바다) or a reason that goes on (그러니까)."""


def ends_sentence(text: str) -> bool:
    """Whether what is said ends a sentence: a full stop, or a Korean verb's final ending.

    The endings are those of polite and formal speech (``-습니다``, ``-어요``, ``-죠``) and of plain
    style's past and present, which automatic captions write without a stop.
    """
    end = text.rstrip(_CLOSING)
    if _STOP.search(end) or _POLITE.search(end):
        return True
    found = _SYLLABLE_THEN.search(end)
    return found is not None and (ord(found[1]) - 0xAC00) % 28 in _FINAL[found[2]]


def sentence_runs(cues: Sequence[Cue]) -> list[range]:
    """The cues of each sentence as ranges of places, together all cues, in order.

    Cues of which no end can be told stay alone, and so does a cue that tells only of a sound.
    """
    said = [cue.said for cue in cues]
    runs: list[range] = []
    for start, end in pairwise(_borders(cues, said)):
        run = range(start, end)
        known = ends_sentence(said[end - 1]) and _is_a_sentence(cues, run)
        runs.extend([run] if known else (range(place, place + 1) for place in run))
    return runs


def _borders(cues: Sequence[Cue], said: Sequence[str]) -> Iterator[int]:
    yield 0
    for place in range(1, len(cues)):
        if _is_border(cues[place - 1], cues[place], said[place - 1], said[place]):
            yield place
    if cues:
        yield len(cues)


def _is_border(before: Cue, after: Cue, said_before: str, said_after: str) -> bool:
    if not said_before or not said_after or ends_sentence(said_before):
        return True
    if _CREDIT.search(said_before) or _CREDIT.search(said_after):
        return True
    pause = after.span.start - before.span.end
    return pause > LONGEST_PAUSE_MS or bool(after.mark) or after.voice != before.voice


def _is_a_sentence(cues: Sequence[Cue], run: range) -> bool:
    lasts = cues[run[-1]].span.end - cues[run[0]].span.start
    return len(run) <= MOST_CUES and lasts <= LONGEST_SENTENCE_MS
