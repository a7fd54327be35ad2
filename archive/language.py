"""Korean and English: the catalogue of translated sentences; babel stops here."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from archive.particles import fit_particles
from archive.sentence import Sentence, fill

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"


@cache
def translations(language: Language) -> Translations:
    """The translations of one language; English is what the code is written in."""
    path = LOCALE_FOLDER / f"{language}.po"
    if not path.exists():
        return Translations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def say(sentence: Sentence, language: Language) -> str:
    """The sentence as a person reads it."""
    told = fill(translations(language).ugettext(sentence.template), sentence.values)
    return fit_particles(told) if language == "ko" else told


def choose_language(wanted: Iterable[str], default: Language = "ko") -> Language:
    """The first language of ``wanted`` (codes such as ``en-GB`` or ``ko_KR.UTF-8``) we speak."""
    for code in wanted:
        for language in LANGUAGES:
            if code.lower().replace("_", "-").split("-")[0].split(".")[0] == language:
                return language
    return default
