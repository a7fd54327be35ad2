"""Texts one letter away from another, found without looking at all of them."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


class NearTexts:
    """Texts by their halves: one slip of the hand leaves one half of a text as it was.

    A swap of the two letters in the middle touches both, and is asked for as what it was.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._first: dict[tuple[int, str], list[str]] = {}
        self._last: dict[tuple[int, str], list[str]] = {}
        for text in texts:
            half = len(text) // 2
            self._first.setdefault((len(text), text[:half]), []).append(text)
            self._last.setdefault((len(text), text[half:]), []).append(text)

    def near(self, text: str) -> Iterator[str]:
        """Texts at most one edit away (optimal string alignment), the same text among them."""
        for candidate in dict.fromkeys(self._candidates(text)):
            if OSA.distance(text, candidate, score_cutoff=1) <= 1:
                yield candidate

    def _candidates(self, text: str) -> Iterator[str]:
        for length in range(max(len(text) - 1, 1), len(text) + 2):
            half = length // 2
            yield from self._first.get((length, text[:half]), ())
            yield from self._last.get((length, text[len(text) - (length - half) :]), ())
        half = len(text) // 2
        if half:
            swapped = text[: half - 1] + text[half] + text[half - 1] + text[half + 1 :]
            yield from self._first.get((len(text), swapped[:half]), ())
