"""Whether what was said fits the programme at all: a programme that is wrong is said to be."""

from collections.abc import Sequence
from dataclasses import replace

from archive.alignment.joint import Found
from archive.alignment.mentions import names_heard
from archive.alignment.model import PlannedSession, ProposedCut, ProposedPoint
from archive.alignment.spoken import Spoken
from archive.programme.model import SessionKind
from archive.sentence import Sentence

NOT_HEARD = Sentence(
    "Hardly anything of this programme is heard in the recording; it may be another event's."
)

_OWN = ("Its title is heard, {percent}% of it.", "“{name}” is heard ({likeness}).")
"""How reasons begin that name the row itself."""

CLEARLY, FEWEST_PEOPLE, MANY = 0.9, 3, 0.3
"""Names heard so clearly, of so many people: hardly any name of another event is."""

FEWEST_ROWS = 3
HARDLY = 0.25
_LIKELY = 0.8
"""Less like a name may be anybody's."""

DOUBT = 0.2
"""What is left of a confidence where hardly a session is named anywhere."""


def fits(found: Found, sessions: Sequence[PlannedSession]) -> bool:
    """Whether what is said names enough of the programme to go by it."""
    rows = [row for row, one in enumerate(sessions) if one.kind is not SessionKind.BREAK]
    own = [row for row in found.named.intersection(rows) if _has_own(found, row)]
    return len(rows) < FEWEST_ROWS or len(own) >= HARDLY * len(rows)


def names_people(sessions: Sequence[PlannedSession], tracks: Sequence[Spoken]) -> bool:
    """Whether many of the programme's people are clearly named, wherever that may be."""
    people = {person.names for one in sessions for person in one.people}
    heard = sum(_is_named(names, tracks) for names in people)
    return heard >= FEWEST_PEOPLE and heard >= MANY * len(people)


def _is_named(names: tuple[str, ...], tracks: Sequence[Spoken]) -> bool:
    return any(
        mention.likeness >= CLEARLY for track in tracks for mention in names_heard(track, names)
    )


def _has_own(found: Found, row: int) -> bool:
    """Whether what is heard is the row's own: every day has an opening and a first session."""
    return any(
        one.template in _OWN and float(one.values.get("likeness", 1)) >= _LIKELY
        for one in found.chosen[2 * row].because
    )


def doubted(cuts: Sequence[ProposedCut]) -> tuple[ProposedCut, ...]:
    """The cuts, hardly believed."""
    return tuple(
        replace(cut, in_point=_doubted(cut.in_point), out_point=_doubted(cut.out_point))
        for cut in cuts
    )


def _doubted(point: ProposedPoint) -> ProposedPoint:
    return replace(
        point,
        confidence=round(point.confidence * DOUBT, 3),
        because=(NOT_HEARD, *point.because),
        alternatives=(),
    )
