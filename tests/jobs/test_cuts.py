"""Which recording a session belongs to when two seem to hold it."""

import pytest

from archive.alignment.model import ProposedCut, ProposedPoint
from archive.catalogue.queries.work import KnownCut
from archive.cut import Cut, CutState
from archive.timecode import Span
from jobs.steps.cuts import is_better


def proposal(*confidences: float) -> ProposedCut:
    points = [
        ProposedPoint(offset, sure, ()) for offset, sure in zip((0, 9000), confidences, strict=True)
    ]
    return ProposedCut("7", *points)


def known(confidence: float, state: CutState = CutState.PROPOSED) -> dict[str, KnownCut]:
    return {"7": KnownCut(Cut(1, Span(0, 5000), state, 1), confidence)}


def test_a_session_that_lies_nowhere_else_belongs_here() -> None:
    assert is_better(proposal(0.1, 0.1), {})


@pytest.mark.parametrize(
    ("here", "is_here"), [((0.9, 0.6), True), ((0.9, 0.5), False), ((0.4, 0.9), False)]
)
def test_the_recording_with_the_surer_of_both_points_has_it(
    here: tuple[float, float], is_here: bool
) -> None:
    assert is_better(proposal(*here), known(0.5)) is is_here


def test_what_a_person_decided_stays_in_its_recording() -> None:
    assert not is_better(proposal(1.0, 1.0), known(0.0, CutState.REVIEWED))
