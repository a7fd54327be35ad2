"""Slips of the hand: names one letter away from what was typed."""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from archive.people.trie import SyllableTree, read_latin

SHORTEST_LATIN = 6
"""Shorter Latin names lie too close together to guess."""

_LETTERS = "abcdeghijklmnoprstuwy"


def one_letter_off(text: str, choices: Mapping[str, str]) -> Iterator[str]:
    """Keys of ``choices`` whose text is at most one edit away (optimal string alignment)."""
    for _, _, key in process.extract(
        text, choices, scorer=OSA.distance, score_cutoff=1, limit=None
    ):
        yield key


def read_with_a_typo(root: SyllableTree, words: tuple[str, ...]) -> Iterator[str]:
    """Names the words spell once one letter is dropped, added, changed or swapped."""
    if sum(map(len, words)) < SHORTEST_LATIN:
        return
    for at, word in enumerate(words):
        for other in _one_edit(word):
            corrected = (*words[:at], other, *words[at + 1 :])
            for name, cost in read_latin(root, corrected).items():
                if cost <= len(name):
                    yield name


def _one_edit(word: str) -> Iterable[str]:
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in halves if b for letter in _LETTERS}
    added = {a + letter + b for a, b in halves for letter in _LETTERS}
    return (dropped | swapped | changed | added) - {word, ""}
