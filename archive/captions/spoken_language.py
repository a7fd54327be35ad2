"""Which languages a track is written in, told by its letters."""

import re
from collections.abc import Iterable

from archive.captions.model import Cue
from archive.language import Language

_HANGUL = re.compile("[가-힣ᄀ-ᇿㄱ-ㆎ]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")

LETTERS_PER_SYLLABLE = 2.5
"""Latin letters that say about as much as one Hangul syllable (2 or 3 sounds)."""


def hangul_share(cues: Iterable[Cue]) -> float:
    """How much of what is said is Korean, 0 to 1, by Hangul and Latin letters; 0 without either."""
    text = " ".join(cue.said for cue in cues)
    syllables = len(_HANGUL.findall(text)) * LETTERS_PER_SYLLABLE
    letters = len(_LATIN.findall(text))
    return syllables / (syllables + letters) if syllables else 0.0


def language_of(cues: Iterable[Cue]) -> Language:
    """Korean where at least half is; Korean talks are full of English names."""
    return "ko" if hangul_share(cues) >= 0.5 else "en"
