"""What makes a clip exact, as numbers of pictures."""

from dataclasses import replace

import pytest

from bench.rows import Shown

EXACT = Shown(first=20, last=99, pictures=80, decoded=80, missing=0, doubled=0, strange=0)


def test_a_clip_with_just_its_pictures_is_exact() -> None:
    assert EXACT.is_exactly(20, 100)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(EXACT, first=21),
        replace(EXACT, last=98),
        replace(EXACT, pictures=79),
        replace(EXACT, missing=1),
        replace(EXACT, doubled=1),
        replace(EXACT, strange=1),
    ],
)
def test_anything_else_is_not(wrong: Shown) -> None:
    assert not wrong.is_exactly(20, 100)
