"""What lies around a cut in its recording: the sessions before and after, gaps and overlaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.catalogue.values import SessionCard, SessionState
from archive.language import Language
from archive.sentence import Sentence
from archive.timecode import Offset, Span, print_offset


@dataclass(frozen=True, slots=True)
class Lying:
    """A part of a session where it lies in a recording."""

    card: SessionCard
    part: int
    span: Span


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


def neighbours_of(lying: Sequence[Lying], here: Lying) -> Neighbours:
    """Who stands beside ``here`` among all that lie in its recording, by in point."""
    place = lying.index(here)
    before = lying[place - 1] if place else None
    after = lying[place + 1] if place + 1 < len(lying) else None
    return Neighbours(
        Neighbour(before.card, before.span.end, here.span.start - before.span.end)
        if before
        else None,
        Neighbour(after.card, after.span.start, after.span.start - here.span.end)
        if after
        else None,
    )


def in_one_recording(
    sessions: Sequence[SessionCard], recording_id: int, *, own: SessionCard | None = None
) -> tuple[Lying, ...]:
    """All that is cut from a recording, by in point.

    What is gone from the programme is left out, except for ``own``.
    """
    found = [
        Lying(card, number, one.span)
        for card in sessions
        if card.cut and (card.state != SessionState.GONE or (own and card.id == own.id))
        for number, one in enumerate(card.cut.cut.spans, start=1)
        if one.recording_id == recording_id
    ]
    return tuple(sorted(found, key=lambda one: (one.span, one.card.id)))


def overlaps(sessions: Sequence[SessionCard], language: Language) -> Mapping[int, Sentence]:
    """For each session that overlaps the one before it in its recording: by how much."""
    found: dict[int, Sentence] = {}
    cuts = [card.cut.cut for card in sessions if card.cut]
    for recording_id in {one.recording_id for cut in cuts for one in cut.spans}:
        for before, after in pairwise(in_one_recording(sessions, recording_id)):
            shared = before.span.overlap(after.span)
            if shared:
                title = before.card.title.best(language)
                lasts = print_offset(shared.duration)
                found[after.card.id] = Sentence(
                    "Overlaps “{title}” by {time}", {"title": title, "time": lasts}
                )
    return found
