"""Known Hangul names as a tree of syllables, walked by Latin letters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive.people.readings import surname_spellings, syllable_spellings

LONGEST_SPELLING = 9


@dataclass(slots=True)
class SyllableTree:
    """One syllable's place in the tree; ``name`` is set where a known name ends.

    ``is_root`` marks where names begin, and so where a surname's spellings count.
    """

    is_root: bool = False
    name: str | None = None
    children: dict[str, "SyllableTree"] = field(default_factory=dict)
    spelt: dict[str, list[tuple[int, str]]] | None = None

    def add(self, name: str) -> None:
        """Keep the name at the end of its syllables."""
        node = self
        for syllable in name:
            if syllable not in node.children:
                node.children[syllable] = SyllableTree()
                node.spelt = None
            node = node.children[syllable]
        node.name = name

    def warm(self) -> None:
        """Make all that ``by_spelling`` gives, here and below, so that no query waits for it."""
        self.by_spelling()
        for child in self.children.values():
            if child.children:
                child.warm()

    def by_spelling(self) -> Mapping[str, list[tuple[int, str]]]:
        """For each Latin spelling, the next syllables it may stand for; made once."""
        if self.spelt is None:
            spellings = surname_spellings if self.is_root else syllable_spellings
            spelt: dict[str, list[tuple[int, str]]] = {}
            for syllable in self.children:
                for spelling, cost in spellings(syllable).items():
                    spelt.setdefault(spelling, []).append((cost, syllable))
            self.spelt = spelt
        return self.spelt


def grow_tree(words: Iterable[str], *, with_surname: bool) -> SyllableTree:
    """The tree of all words; ``with_surname`` when each begins with a surname."""
    root = SyllableTree(is_root=with_surname)
    for word in words:
        root.add(word)
    root.warm()
    return root


def names_below(node: SyllableTree) -> Iterator[str]:
    """Every name that ends at the node or after it, shorter ones first in each branch."""
    if node.name is not None:
        yield node.name
    for child in node.children.values():
        yield from names_below(child)


def names_from(root: SyllableTree, beginning: str) -> Iterator[str]:
    """Every name with these first syllables."""
    node = root
    for syllable in beginning:
        if syllable not in node.children:
            return
        node = node.children[syllable]
    yield from names_below(node)


def read_latin(root: SyllableTree, words: tuple[str, ...]) -> dict[str, int]:
    """Known names the Latin words may spell in this order, with their least cost.

    A syllable never reaches over the end of a word. A name costs at most 2 for each syllable.
    """
    found: dict[str, int] = {}
    for name, cost in read_on(root, "".join(words), word_ends(words), 0, 0):
        if cost <= 2 * len(name):
            found[name] = min(cost, found.get(name, cost))
    return found


def word_ends(words: tuple[str, ...]) -> list[int]:
    """For each letter of the joined words, where its word ends."""
    ends: list[int] = []
    for word in words:
        ends += [len(ends) + len(word)] * len(word)
    return ends


def read_on(
    node: SyllableTree, text: str, ends: list[int], at: int, cost: int
) -> Iterator[tuple[str, int]]:
    """Names that the text spells from ``at`` on, below the node, with their cost so far."""
    if at == len(text):
        if node.name is not None:
            yield node.name, cost
        return
    spelt = node.by_spelling()
    for end in range(at + 1, min(ends[at], at + LONGEST_SPELLING) + 1):
        for more, syllable in spelt.get(text[at:end], ()):
            yield from read_on(node.children[syllable], text, ends, end, cost + more)
