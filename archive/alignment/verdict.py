"""Whether what was said fits the programme at all: a programme that is wrong is said to be."""

from collections.abc import Sequence
from dataclasses import replace

from archive.alignment.joint import Found
from archive.alignment.model import PlannedSession, ProposedCut, ProposedPoint
from archive.programme.model import SessionKind
from archive.sentence import Sentence

NOT_HEARD = Sentence(
    "Hardly anything of this programme is heard in the recording; it may be another event's."
)

FEWEST_ROWS = 3
HARDLY, NOTHING = 0.25, 0.1
DOUBT = 0.2
"""What is left of a confidence where hardly a session is named anywhere."""


def judged(
    cuts: Sequence[ProposedCut],
    found: Found,
    sessions: Sequence[PlannedSession],
    *,
    by_clock: bool,
) -> tuple[ProposedCut, ...]:
    """The cuts as they are, or doubted where captions name hardly anything of the programme.

    Where they name nothing and there is no clock to go by either, there are none.
    """
    rows = [row for row, one in enumerate(sessions) if one.kind is not SessionKind.BREAK]
    share = len(found.named.intersection(rows)) / max(len(rows), 1)
    if len(rows) < FEWEST_ROWS or share >= HARDLY:
        return tuple(cuts)
    if share < NOTHING and not by_clock:
        return ()
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
