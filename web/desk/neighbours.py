"""What lies around a cut in its recording: the sessions before and after, gaps and overlaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.catalogue.values import SessionCard, SessionState
from archive.language import Language
from archive.sentence import Sentence
from archive.timecode import Offset, Span, print_offset


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A session beside another; ``point`` is its own point that faces the other.

    ``gap`` is negative where the two overlap.
    """

    card: SessionCard
    point: Offset
    gap: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The sessions just before and just after, where there are any."""

    before: Neighbour | None
    after: Neighbour | None


def neighbours_of(sessions: Sequence[SessionCard], session: SessionCard) -> Neighbours:
    """Who stands beside ``session`` in its recording, by in point."""
    cards = in_one_recording(sessions, session)
    place = next(n for n, card in enumerate(cards) if card.id == session.id)
    span = span_of(session)
    before = cards[place - 1] if place else None
    after = cards[place + 1] if place + 1 < len(cards) else None
    return Neighbours(
        Neighbour(before, span_of(before).end, span.start - span_of(before).end)
        if before
        else None,
        Neighbour(after, span_of(after).start, span_of(after).start - span.end) if after else None,
    )


def in_one_recording(
    sessions: Sequence[SessionCard], session: SessionCard
) -> tuple[SessionCard, ...]:
    """Sessions of the programme that are cut from the same recording, by in point; this one too."""
    recording_id = session.cut.cut.first.recording_id if session.cut else None
    found = [
        card
        for card in sessions
        if card.cut
        and card.cut.cut.first.recording_id == recording_id
        and (card.state != SessionState.GONE or card.id == session.id)
    ]
    return tuple(sorted(found, key=lambda card: (span_of(card).start, span_of(card).end)))


def overlaps(sessions: Sequence[SessionCard], language: Language) -> Mapping[int, Sentence]:
    """For each session that overlaps the one before it in its recording: by how much."""
    found: dict[int, Sentence] = {}
    recordings = {card.cut.cut.first.recording_id: card for card in sessions if card.cut}
    for any_card in recordings.values():
        for before, after in pairwise(in_one_recording(sessions, any_card)):
            shared = span_of(before).overlap(span_of(after))
            if shared:
                found[after.id] = Sentence(
                    "Overlaps “{title}” by {time}",
                    {"title": before.title.best(language), "time": print_offset(shared.duration)},
                )
    return found


def span_of(card: SessionCard) -> Span:
    """The span of a card that has a cut."""
    if card.cut is None:
        raise ValueError(f"session {card.code} has no cut")
    return card.cut.cut.first.span
