"""Codes of sessions: from kind and number, so that the same file gives the same codes."""

from collections.abc import Iterator, Sequence
from itertools import count

from archive.programme.model import SessionKind

_ALWAYS_NUMBERED = frozenset({SessionKind.SESSION, SessionKind.BREAK, SessionKind.OTHER})


def code_sessions(kinds: Sequence[tuple[SessionKind, int | None]]) -> tuple[str, ...]:
    """One code for each row's kind and printed number, unique and safe in a URL.

    A printed number is kept (``[세션2]`` is ``session-2`` even when a panel stands before it);
    rows without one take what is left.

    >>> code_sessions([(SessionKind.OPENING, None), (SessionKind.SESSION, 2)])
    ('opening', 'session-2')
    """
    codes: dict[int, str] = {}
    for at, (kind, number) in enumerate(kinds):
        if number is not None and f"{kind}-{number}" not in codes.values():
            codes[at] = f"{kind}-{number}"
    taken = set(codes.values())
    numbers: dict[SessionKind, Iterator[int]] = {}
    for at, (kind, _) in enumerate(kinds):
        if at not in codes:
            codes[at] = _free_code(kind, taken, numbers)
            taken.add(codes[at])
    return tuple(codes[at] for at in range(len(kinds)))


def _free_code(
    kind: SessionKind, taken: set[str], numbers: dict[SessionKind, Iterator[int]]
) -> str:
    """The next free code of a kind; ``numbers`` remembers how far each kind has come."""
    if kind not in _ALWAYS_NUMBERED and kind not in taken:
        return str(kind)
    ahead = numbers.setdefault(kind, count(1 if kind in _ALWAYS_NUMBERED else 2))
    return next(code for number in ahead if (code := f"{kind}-{number}") not in taken)
