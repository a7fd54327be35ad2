"""A sentence for a person, kept apart from the language it will be read in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English template with named holes, and what fills them.

    The template is what translators see, so it is a whole sentence and never built from pieces.
    ``str()`` gives the English; ``archive.language.say`` gives any language.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(self.template, self.values)


def fill(template: str, values: Mapping[str, Value]) -> str:
    """Fill a template's holes; a template without values is taken as it stands."""
    return template.format_map(values) if values else template
