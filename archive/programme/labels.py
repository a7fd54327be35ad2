"""The label a row opens with, and the kind of item it makes of the row."""

import re
import unicodedata
from dataclasses import dataclass

from archive.programme.lines import compact, together
from archive.programme.model import SessionKind
from archive.programme.roles import find_markers, spaced
from archive.programme.words.rows import ROW_WORDS
from archive.programme.words.speeches import SPEECH_WORDS

_ROMAN_LETTERS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN = {letters: number for number, letters in enumerate(_ROMAN_LETTERS, 1)}

_BRACKETED = re.compile(r"^[(\[<【〔「]\s?([^\])>】〕」()\[\]]{1,30})\s?[\])>】〕」]\s?[:：.]?\s?")
_BEFORE_COLON = re.compile(r"^([^:：()\[\]]{1,20})[:：]\s?")
_NUMBER = r"(?:\d{1,2}|[Ⅰ-Ⅹ]|[IVX]{1,4}(?![A-Za-z]))"
_NUMBERED = re.compile(
    rf"^((?:특별\s?)?(?:세션|session|주제\s?발표|사례\s?발표|발표|발제|강연|주제|분과|keynote|plenary(?:\s(?:talk|lecture))?"
    rf"|기조\s?(?:연설|강연|발표|발제)|panel|tutorial|workshop|lecture|talk|presentation)\s?{_NUMBER}"
    rf"|(?:제\s?)?\d{{1,2}}\s?(?:세션|주제|분과))(?:[.)\]:：]|\s|$)\s?",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    rf"^({'|'.join(spaced(word) for word in sorted(SPEECH_WORDS, key=len, reverse=True))})"
    r"(?=\s?\(|\s?[-–/]\s|\s+(?!및|과|와|·)|$)\s?(?:[-–/]\s)?"
)
_TWO_WORDS = re.compile(r"및|[·,&/]")
_INNER_NUMBER = re.compile(r"^(?:제)?(\d{1,2})|(\d{1,2}|[ⅰ-ⅹ]|(?<![a-z])[ivx]{1,4})$")
_LETTER = re.compile(r"[-#]?[a-h]$")
_WORDS = re.compile(
    f"({'|'.join(spaced(word) for word in sorted(ROW_WORDS, key=len, reverse=True))})"
    r"(?=$|[\s\W\d]|및|과|와|시간|타임|식|행사|순서|선언|영상|공연|인사|촬영)",
    re.IGNORECASE,
)

_IN_TWO_LANGUAGES = re.compile(
    r"(?P<ko>(?:제\s?\d{1,2}\s?)?[가-힣][가-힣\s]{0,12}(?:\s?\d{1,2})?)\s?[/|(,·-]?\s?"
    r"(?P<en>[A-Za-z][A-Za-z ]{2,30}(?:\s?\d{1,2})?)\)?"
)
_MEAL_AT_END = re.compile(
    r"(?:및|과|와|[·&/,])\s?(?:오찬|만찬|중식|석식|조찬|점심|휴식|lunch|dinner)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label as printed, its kind and the number in it, if any."""

    text: str
    kind: SessionKind
    number: int | None
    is_speech: bool


def take_label(text: str) -> tuple[Label | None, str]:
    """The label a text opens with, and what follows it.

    >>> take_label("[세션1] 도시의 미래")[1]
    '도시의 미래'
    """
    if text.startswith("(") and find_markers(text)[:1] and find_markers(text)[0].start == 0:
        return None, text  # round brackets say what a person does, square ones what a row is
    for pattern in (_BRACKETED, _BEFORE_COLON, _NUMBERED, _SPEECH):
        match = pattern.match(text)
        label = match and read_label(match[1])
        if match and label:
            return label, text[match.end() :]
    return None, text


def take_opening_word(text: str) -> tuple[Label | None, str]:
    """A row word that opens a text with nothing after it but a space: ``기조연설 “제목” …``."""
    match = _WORDS.match(text)
    if match is None or not text[match.end() :].startswith((" ", "“", "‘", "「", "『", "<")):
        return None, text
    return read_label(match[1]), text[match.end() :].strip()


def read_label(printed: str) -> Label | None:
    """A label's meaning; nothing when its word is not known."""
    printed = _without_translation(printed)
    word = compact(printed)
    number = _INNER_NUMBER.search(word)
    bare = (word[: number.start()] + word[number.end() :]) if number else word
    words = [word, bare.strip("제.-·#")] if number else _TWO_WORDS.split(word)
    word = _LETTER.sub("", word) if _LETTER.sub("", word) in ROW_WORDS else word
    kind = ROW_WORDS.get(word) or ROW_WORDS.get(words[-1] if number else words[0])
    if kind is None:
        return None
    return Label(
        text=together(" ".join(printed.split())),
        kind=kind,
        number=_as_number(number[1] or number[2]) if number else None,
        is_speech=SPEECH_WORDS.issuperset(words),
    )


def is_in_two_languages(text: str) -> bool:
    """Whether a cell is a label in Korean and English, and nothing else."""
    return _without_translation(text) != text


def _without_translation(printed: str) -> str:
    """``기조강연 Keynote Speech`` and ``세션 1 Session 1`` in Korean alone."""
    match = _IN_TWO_LANGUAGES.fullmatch(printed.strip())
    korean = compact(re.sub(r"[\d제]", "", match["ko"])) if match else ""
    english = compact(re.sub(r"\d", "", match["en"])) if match else ""
    return match["ko"].strip() if match and {korean, english} <= ROW_WORDS.keys() else printed


def kind_of_title(title: str, *, has_people: bool) -> SessionKind | None:
    """The kind the words of an unlabelled title say.

    A row with people is what its first word says, so that a talk on "the city without a break"
    is no break; a row without people may say it anywhere.
    """
    if not has_people and _MEAL_AT_END.search(title):
        return SessionKind.BREAK
    first = _WORDS.match(title)
    found = first if first or has_people else _WORDS.search(title)
    return ROW_WORDS[compact(found[1])] if found else None


def _as_number(printed: str) -> int | None:
    letters = unicodedata.normalize("NFKC", printed).casefold()
    return _ROMAN.get(letters) or (int(letters) if letters.isdecimal() else None)
