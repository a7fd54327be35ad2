"""Words Korean organisers print in timetables, a module for each thing they name.

Source of all tables here: gathered by hand from printed timetables of Korean city governments,
learned societies and conferences; meanings as in the Standard Korean Language Dictionary. Words
are written without spaces; ``(좌 장)`` is found as ``좌장``.
"""


def listed(printed: str) -> frozenset[str]:
    """Words as the tables list them, with white space between them."""
    return frozenset(printed.split())
