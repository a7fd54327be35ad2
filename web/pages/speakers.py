"""Who takes part in an event, as an index of names with their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.catalogue.values import PersonLine, SessionCard, SessionState
from archive.language import Language
from archive.people.collation import by_letter


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with what they do here: their first line, and every session."""

    line: PersonLine
    sessions: tuple[SessionCard, ...]

    @property
    def has_page(self) -> bool:
        """Whether everybody may see the person's own page."""
        return any(card.state == SessionState.PUBLISHED for card in self.sessions)


@dataclass(frozen=True, slots=True)
class Letter:
    """A heading of the index and who stands under it."""

    heading: str
    speakers: tuple[Speaker, ...]


def speakers_of(cards: Sequence[SessionCard], language: Language) -> tuple[Letter, ...]:
    """Everybody who takes part, in the order of their names as this language shows them."""
    lines: dict[int, PersonLine] = {}
    sessions: dict[int, dict[int, SessionCard]] = {}
    for card in cards:
        for line in card.people:
            lines.setdefault(line.id, line)
            sessions.setdefault(line.id, {})[card.id] = card
    speakers = [Speaker(line, tuple(sessions[line.id].values())) for line in lines.values()]
    parts = by_letter(speakers, lambda one: one.line.name.best(language), language)
    return tuple(Letter(letter, group) for letter, group in parts)
