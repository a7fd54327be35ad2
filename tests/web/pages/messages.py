"""Every English sentence a reader may meet, found where it is written."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.extract import extract_from_dir

from archive import errors
from archive.source.failures import CASES
from tests.paths import PROJECT

PACKAGES = ("archive", "jobs", "web")


def messages() -> dict[str, str]:
    """Each message, and one place where it is written."""
    return dict((*_in_python(), *_in_templates()))


def plurals() -> set[str]:
    """The singular of each message that also has a plural."""
    return {found[0] for found, _ in _extracted() if isinstance(found, tuple)}


def _in_python() -> Iterator[tuple[str, str]]:
    kinds = {"Sentence", *_error_names()}
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            for message, line in _first_texts(ast.parse(path.read_text(encoding="utf-8")), kinds):
                yield message, f"{path.relative_to(PROJECT)}:{line}"
    for case in CASES:
        yield case.sentence, "archive/source/failures.py"


def _error_names() -> Iterator[str]:
    """The classes whose first argument is a sentence."""
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.ArchiveError):
            yield name


def _first_texts(tree: ast.Module, kinds: Iterable[str]) -> Iterator[tuple[str, int]]:
    names = set(kinds)
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in names:
            for text in _texts(node.args[0], constants):
                yield text, node.lineno


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """What the module's own names stand for."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _name(expression: ast.expr) -> str:
    return expression.id if isinstance(expression, ast.Name) else ""


def _texts(value: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[str]:
    """A text, a name of one, or either of two."""
    value = constants.get(_name(value), value)
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, constants)
        yield from _texts(value.orelse, constants)


def _in_templates() -> Iterator[tuple[str, str]]:
    for found, place in _extracted():
        for message in (found,) if isinstance(found, str) else found[:1]:
            yield message, place


def _extracted() -> Iterator[tuple[str | tuple[str, ...], str]]:
    folder = PROJECT / "web" / "templates"
    options = {"**.html": {"newstyle_gettext": "true", "trimmed": "false", "silent": "false"}}
    for name, line, message, *_ in extract_from_dir(
        folder, [("**.html", "jinja2.ext:babel_extract")], options
    ):
        yield message, f"web/templates/{Path(name)}:{line}"
