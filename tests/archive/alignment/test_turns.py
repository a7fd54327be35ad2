"""Who is introduced is told from a few words, applause and a long talk behind it."""

from dataclasses import replace

import numpy as np

from archive.alignment.evidence import Edge
from archive.alignment.heard import Heard
from archive.alignment.sound_clues import sound_clues
from archive.alignment.turns import UNHEARD, turns_of
from archive.timecode import Span

SECOND = 1000


def heard(speech: list[tuple[int, int]], applause: list[tuple[int, int]]) -> Heard:
    """A recording by the seconds of its sounds."""
    talks, claps = (
        tuple(Span(start * SECOND, end * SECOND) for start, end in spans)
        for spans in (speech, applause)
    )
    active = tuple(sorted((*talks, *claps)))
    return Heard(talks, claps, (), active, active[-1].end + 5 * SECOND)


def test_whoever_speaks_long_after_words_and_applause_was_introduced() -> None:
    day = heard([(0, 90), (100, 107), (116, 300)], [(92, 98), (108, 113)])

    turns = turns_of(day)

    assert turns.times.tolist() == [100 * SECOND]
    here, there = (np.array([at * SECOND]) for at in (95, 300))
    assert turns.count_between(here, there).tolist() == [1]
    assert turns.introduces(np.array([100 * SECOND, 116 * SECOND])).tolist() == [True, False]


def test_guests_who_are_only_named_one_after_the_other_are_not() -> None:
    calls = [(n, n + 4) for n in range(100, 180, 10)]
    claps = [(n + 5, n + 8) for n in range(90, 180, 10)]
    roll = heard([(0, 93), *calls, (190, 195)], claps)

    assert turns_of(roll).times.tolist() == []


def test_nobody_is_introduced_where_nobody_has_listened() -> None:
    assert turns_of(None) is UNHEARD


def test_music_follows_only_what_is_the_last_before_it() -> None:
    day = replace(
        heard([(0, 90), (100, 106)], [(91, 97)]), music=(Span(108 * SECOND, 180 * SECOND),)
    )

    ends = {
        clue.offset // SECOND: " ".join(map(str, clue.because))
        for clue in sound_clues(day)(())
        if clue.edge is Edge.END
    }

    assert "Music follows." in ends[106]
    assert "Music follows." not in ends[97]
