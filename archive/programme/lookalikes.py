"""Letters of other scripts that look like Latin ones, and words in which they stand for them.

Letters after the confusables of Unicode's Technical Standard 39, those of Cyrillic and Greek only.
"""

from archive.programme.letters import mixed_words

_CYRILLIC = "АВЕЅІЈКМНОРСТХУаеѕіјорсухԁɡһѵѡԛԝ"
_AS_LATIN = "ABESIJKMHOPCTXYaesijopcyxdghvwqw"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ"
_GREEK_AS_LATIN = "ABEZHIKMNOPTYXovp"
_LATIN = str.maketrans(_CYRILLIC + _GREEK, _AS_LATIN + _GREEK_AS_LATIN)


def in_one_script(word: str) -> str:
    """The word with its lookalikes as Latin letters; empty where that does not make it one script.

    >>> in_one_script("Ѕmart"), in_one_script("홍길동")
    ('Smart', '')
    """
    mended = word.translate(_LATIN)
    return mended if mended != word and not mixed_words(mended) else ""
