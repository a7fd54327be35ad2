"""Cuts lie inside their recording, and name their clip."""

import pytest

from archive.cut import Cut, CutState, checked_span, clip_digest
from archive.errors import CutOutsideError
from archive.timecode import Span


def test_a_cut_may_be_the_whole_recording() -> None:
    assert checked_span(0, 60_000, 60_000) == Span(0, 60_000)


@pytest.mark.parametrize(
    ("in_point", "out_point"),
    [(-1, 5000), (0, 60_001), (70_000, 80_000), (5000, 5000), (9000, 5000)],
)
def test_a_cut_outside_the_recording_or_empty_is_refused(in_point: int, out_point: int) -> None:
    with pytest.raises(CutOutsideError):
        checked_span(in_point, out_point, 60_000)


def test_the_refusal_names_the_points() -> None:
    with pytest.raises(CutOutsideError) as refused:
        checked_span(0, 61_000, 60_000)

    assert str(refused.value) == (
        "The cut 00:00:00.000 to 00:01:01.000 lies outside the recording, "
        "which ends at 00:01:00.000."
    )


def test_a_clip_is_named_by_what_it_shows() -> None:
    cut = Cut(1, Span(0, 1000), CutState.PROPOSED, 1)
    same = Cut(1, Span(0, 1000), CutState.REVIEWED, 2)
    others = [
        clip_digest(2, Span(0, 1000)),
        clip_digest(1, Span(1, 1000)),
        clip_digest(1, Span(0, 999)),
    ]

    assert cut.digest == same.digest
    assert cut.digest not in others
    assert len(cut.digest) == 20
