"""The bytes of a text file as text, whatever encoding its author's machine was used to."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UndecodableError(ValueError):
    """The bytes are text in no encoding we know."""


def decode_text(content: bytes) -> str:
    """The text without its byte order mark, its lines separated by ``\\n``.

    Read in this order: what a byte order mark says, UTF-16 without a mark, UTF-8, CP949 (what
    Korean Windows writes), CP1252. Raises ``UndecodableError`` when none of them fits.
    """
    text = _decoded(content)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    for guess in (_utf16_by_zeros, _utf8, _cp949_by_its_syllables, _cp1252):
        try:
            return content.decode(guess(content))
        except UnicodeDecodeError:
            continue
    raise UndecodableError


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        raise UndecodableError from exc


def _utf8(content: bytes) -> str:
    return "utf-8"


def _cp1252(content: bytes) -> str:
    return "cp1252"


def _utf16_by_zeros(content: bytes) -> str:
    """UTF-16 when many bytes are zero, else UTF-8.

    Times and line ends are ASCII in any language, so the side on which their zeros stand tells
    the order.
    """
    sample = content[:2000]
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if low + high <= len(sample) // 8:
        return "utf-8"
    return "utf-16-le" if low > high else "utf-16-be"


def _cp949_by_its_syllables(content: bytes) -> str:
    """CP949 when most of what is not ASCII are the 2,350 syllables of KS X 1001, else ASCII.

    Western quotation marks in CP1252 also decode as CP949, but to syllables nobody writes.
    """
    try:
        text = content.decode("cp949")
    except UnicodeDecodeError:
        return "ascii"
    foreign = [character for character in text if not character.isascii()]
    common = len("".join(foreign).encode("euc_kr", errors="ignore")) // 2
    return "cp949" if 2 * common > len(foreign) else "ascii"
