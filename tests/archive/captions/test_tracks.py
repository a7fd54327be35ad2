"""Which track of a language is shown in a window."""

from dataclasses import replace
from datetime import UTC, datetime

from archive.captions.model import Cue, Origin, Way
from archive.captions.tracks import TrackFacts, best_first, covered, track_to_show
from archive.timecode import Span

EARLY, LATE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
WINDOW = Span(600_000, 1_200_000)
WHOLE = (Span(0, 3_600_000),)

OLD = TrackFacts(1, 7, "upload:a", "ko", Origin.PERSON, Way.UPLOAD, "a.smi", EARLY, WHOLE)
NEW = replace(OLD, id=2, key="upload:b", source="b.srt", made_at=LATE)
AUTOMATIC = TrackFacts(3, 7, "source:ko", "ko", Origin.AUTOMATIC, Way.SOURCE, "", LATE, WHOLE)
TRANSLATED = replace(AUTOMATIC, id=4, key="source:t", origin=Origin.TRANSLATED)
ENGLISH = replace(AUTOMATIC, id=5, key="source:en", language="en")


def speaking(track: TrackFacts, start: int, end: int) -> TrackFacts:
    return replace(track, covers=(Span(start, end),))


def test_persons_come_first_and_of_the_same_origin_the_newest() -> None:
    ranked = best_first([TRANSLATED, ENGLISH, OLD, AUTOMATIC, NEW], "ko", WINDOW)
    assert ranked == (NEW, OLD, AUTOMATIC, TRANSLATED)


def test_a_track_that_says_nothing_in_the_window_is_not_there() -> None:
    elsewhere = speaking(NEW, 1_200_000, 1_800_000)
    assert best_first([elsewhere, AUTOMATIC], "ko", WINDOW) == (AUTOMATIC,)
    assert best_first([elsewhere], "ko", WINDOW) == ()


def test_a_track_that_only_reaches_over_from_another_session_comes_last() -> None:
    over, half = speaking(NEW, 0, 899_999), speaking(NEW, 0, 900_000)
    assert best_first([over, AUTOMATIC, TRANSLATED], "ko", WINDOW) == (AUTOMATIC, TRANSLATED, over)
    assert best_first([half, AUTOMATIC], "ko", WINDOW) == (half, AUTOMATIC)


def test_the_chosen_track_is_shown_where_there_is_one() -> None:
    ranked = (NEW, AUTOMATIC)
    assert track_to_show(ranked, "source:ko") is AUTOMATIC
    assert track_to_show(ranked, "source:gone") is NEW
    assert track_to_show(ranked) is NEW
    assert track_to_show((), "source:ko") is None


def test_a_track_speaks_for_its_pauses_but_not_for_long_ones() -> None:
    def cue(start: int, end: int) -> Cue:
        return Cue(Span(start, end), "네")

    cues = [cue(0, 9_000), cue(1_000, 2_000), cue(129_000, 130_000), cue(250_001, 251_000)]
    assert covered(cues) == (Span(0, 130_000), Span(250_001, 251_000))
    assert covered([]) == ()
