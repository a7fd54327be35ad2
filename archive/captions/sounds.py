"""What captions tell of sounds (``[음악]``, ``(applause)``, ``♪``), apart from what is said."""

import re

_NAMED = (
    "음악|배경음악|음악 소리|박수|박수 소리|웃음|웃음소리|환호|환호성|함성|탄성|한숨"
    "|기침|침묵|정적|소음|잡음|노래"
    "|music|music playing|background music|singing|applause|applauding|clapping|cheers|cheering"
    "|laughter|laughs|laughing|chuckles|chuckling|sighs|coughs|coughing|silence|pause|noise"
    "|crosstalk|inaudible|unintelligible|indistinct|foreign|beep|bell|bell rings|bell ringing"
)
_NOTE = "[♩-♯🎵🎶]"
_SOUND = re.compile(
    r"\[[^\[\]]{1,80}\]|［[^［］]{1,80}］|【[^【】]{1,80}】"
    rf"|[(（](?:{_NAMED})\.?[)）]|{_NOTE}+",
    re.IGNORECASE,
)
_KNOWN = re.compile(rf"\W*(?:{_NAMED})\W*", re.IGNORECASE)
_WORDS = re.compile(r"(?=.*[^\W\d_]{2})[^\W\d_][^\d=+*/<>]*")
_HIDDEN = re.compile(r"\[[\s_]*\]")
"""What YouTube puts in the place of an offensive word; a word was said there."""


def sounds_in(text: str) -> tuple[str, ...]:
    """The sounds a caption tells of, without their brackets, in order.

    >>> sounds_in("[음악] 네 (웃음)"), sounds_in("x[0] is [1, 2]"), sounds_in("♪")
    (('음악', '웃음'), (), ('♪',))
    """
    return tuple(_named(found[0]) for found in _SOUND.finditer(text) if _is_sound(found[0]))


def without_sounds(text: str) -> str:
    """The words that are said; empty where only a sound is heard. Lines stay lines."""
    if not _SOUND.search(text):
        return text
    left = _SOUND.sub(lambda found: "" if _is_sound(found[0]) else found[0], text)
    lines = (" ".join(line.split()) for line in left.split("\n"))
    return "\n".join(line for line in lines if any(sign.isalnum() for sign in line))


def is_named_sound(text: str) -> bool:
    """Whether a word is the name of a sound, as captions write them in Korean and English."""
    return _KNOWN.fullmatch(text) is not None


def _is_sound(found: str) -> bool:
    """Words in brackets, not an index (``x[0]``) or a blank for a word that was said."""
    if found[0] not in "[［【":
        return True
    return not _HIDDEN.fullmatch(found) and _WORDS.fullmatch(_named(found)) is not None


def _named(found: str) -> str:
    return found.strip("[]［］【】()（） .")
