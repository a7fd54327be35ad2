"""Affiliations compared: written with other spaces, signs or letters they are the same."""

import unicodedata


def folded(text: str) -> str:
    """The text by which affiliations are compared.

    >>> folded("물길 연구소"), folded("KAIST")
    ('물길연구소', 'kaist')
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
