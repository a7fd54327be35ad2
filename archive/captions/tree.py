"""XML caption files as trees; defusedxml stops here, so no entity and no outside file is read."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from archive.errors import CaptionsUnreadableError

__all__ = ["Element", "first_tag", "local", "parsed"]

DEEPEST = 100
"""Elements inside one another; captions need about five."""

_TAG = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_BEFORE = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
_DECLARED = re.compile(r"<\?xml[^>]{0,500}\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def first_tag(text: str) -> str:
    """The name of the outermost element, without its namespace; empty where there is none."""
    rest = text.lstrip()
    while closing := next((end for begin, end in _BEFORE if rest.startswith(begin)), ""):
        rest = rest.partition(closing)[2].lstrip()
    found = _TAG.match(rest)
    return found[1].lower() if found else ""


def parsed(text: str, name: str) -> Element:
    """The outermost element. Raises ``CaptionsUnreadableError``, with the line where known.

    What the file declares as its encoding is left out: it was decoded already.
    """
    try:
        root: Element = fromstring(_FORBIDDEN.sub("", _undeclared(text)))
    except ParseError as exc:
        raise CaptionsUnreadableError(
            "The file can't be read as {format}: line {line} is no XML.",
            format=name,
            line=exc.position[0],
        ) from exc
    except (DefusedXmlException, ValueError, RecursionError) as exc:
        raise CaptionsUnreadableError("The file can't be read as {format}.", format=name) from exc
    if _is_deeper(root, DEEPEST):
        raise CaptionsUnreadableError("The file can't be read as {format}.", format=name)
    return root


def _undeclared(text: str) -> str:
    start = text.lstrip()
    declared = _DECLARED.match(start)
    # As many lines as before, so that an error's line is the file's.
    return text[: len(text) - len(start)] + start[declared.end() :] if declared else text


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_deeper(root: Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
