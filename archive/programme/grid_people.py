"""The people of a table's row, whose names and affiliations stand in columns of their own."""

from collections.abc import Mapping
from itertools import zip_longest

from archive.programme.grids import GridCell
from archive.programme.lines import Line, tidy
from archive.programme.roles import lone_marker
from archive.programme.words.unnamed import NOBODY

_SEPARATORS = (";", "\n", ",", "/", "|")


def people_in(cells: Mapping[str, GridCell]) -> tuple[Line, ...]:
    """Lines that name the people of these cells, by kind, each with what else is said of them."""
    names = cells.get("people") or cells.get("name_en")
    if names is None or tidy(names.flat) in NOBODY or not names.flat:
        return ()
    beside = [cells[kind] for kind in ("affiliation", "position") if kind in cells]
    role = _role(cells["role"].flat) if "role" in cells else ""
    other = cells.get("name_en") if "people" in cells else None
    if not (role or any(cell.flat for cell in beside) or (other and other.flat)):
        return names.lines
    whole = _one_by_one(names.text, [other] if other else [], "{0}({1})")
    whole = _one_by_one("\n".join(whole), beside, "{0} ({1})")
    return tuple(Line(names.line, f"{role}{one}") for one in whole)


def _role(printed: str) -> str:
    marker = lone_marker(printed)
    return f"({printed}) " if marker else ""


def _one_by_one(names: str, beside: list[GridCell], form: str) -> list[str]:
    """Each name with its part of what stands beside it; all share what is said only once."""
    if not any(cell.flat for cell in beside):
        return [names.strip()] if "\n" not in names else names.split("\n")
    separator = next((one for one in _SEPARATORS if one in names), None)
    each = [one.strip() for one in names.split(separator)] if separator else [names.strip()]
    columns = [_parts(cell.text, separator, len(each)) for cell in beside]
    said = [" ".join(filter(None, parts)) for parts in zip_longest(*columns, fillvalue="")]
    pairs = zip(each, said, strict=True)
    return [form.format(name, more) if more else name for name, more in pairs if name]


def _parts(text: str, separator: str | None, count: int) -> list[str]:
    for one in dict.fromkeys((separator or "\n", *_SEPARATORS)):
        parts = [part.strip() for part in text.strip().split(one)]
        if len(parts) == count:
            return parts
    return [" ".join(text.split())] * count
