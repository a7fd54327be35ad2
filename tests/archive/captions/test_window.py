"""A track seen through a cut."""

from hypothesis import given
from hypothesis import strategies as st

from archive.captions.model import Cue
from archive.captions.window import in_parts, see_through
from archive.timecode import Span

CUES = (
    Cue(Span(0, 60_000), "all along"),
    Cue(Span(1000, 2000), "before"),
    Cue(Span(4000, 6000), "across the in point"),
    Cue(Span(6000, 7000), "inside", "Kim"),
    Cue(Span(9000, 11_000), "across the out point"),
    Cue(Span(10_000, 12_000), "after"),
)
CUT = Span(5000, 10_000)


def test_cues_across_an_edge_are_clipped_and_not_lost() -> None:
    assert see_through(CUES, CUT) == (
        Cue(Span(0, 5000), "all along"),
        Cue(Span(0, 1000), "across the in point"),
        Cue(Span(1000, 2000), "inside", "Kim"),
        Cue(Span(4000, 5000), "across the out point"),
    )


def test_times_count_from_the_clips_own_start_where_it_differs() -> None:
    seen = see_through(CUES[2:4], CUT, origin_ms=4200)
    assert [cue.span for cue in seen] == [Span(800, 1800), Span(1800, 2800)]


def test_nothing_is_seen_before_the_clip_begins() -> None:
    seen = see_through(CUES[2:4], CUT, origin_ms=6500)
    assert seen == (Cue(Span(0, 500), "inside", "Kim"),)


def test_the_words_of_a_clipped_cue_stay_inside_it() -> None:
    cue = Cue(Span(4000, 6000), "across the in point", words=(4000, 4500, 5200, 5900))
    assert see_through([cue], CUT) == (
        Cue(Span(0, 1000), "across the in point", words=(0, 0, 200, 900)),
    )


def test_a_track_written_for_a_session_is_kept_in_recording_time() -> None:
    written = [
        Cue(Span(0, 1000), "first", words=(0,)),
        Cue(Span(4000, 9000), "outlasts the session", mark=">>"),
        Cue(Span(6000, 7000), "after the session"),
    ]
    (kept,) = in_parts(written, [CUT])
    assert kept == (
        Cue(Span(5000, 6000), "first", words=(5000,)),
        Cue(Span(9000, 14_000), "outlasts the session", mark=">>"),
        Cue(Span(11_000, 12_000), "after the session"),
    )
    assert see_through(kept, Span(5000, 20_000)) == tuple(written)


def test_what_is_said_over_the_end_of_a_part_goes_on_in_the_next() -> None:
    written = [
        Cue(Span(4000, 6000), "across", words=(4000, 5500)),
        Cue(Span(6000, 7000), "in the second"),
        Cue(Span(9000, 9500), "after both"),
    ]
    assert in_parts(written, [CUT, Span(100_000, 103_000)]) == (
        (Cue(Span(9000, 10_000), "across", words=(9000, 10_000)),),
        (
            Cue(Span(100_000, 101_000), "across", words=(100_000, 100_500)),
            Cue(Span(101_000, 102_000), "in the second"),
            Cue(Span(104_000, 104_500), "after both"),
        ),
    )


spans = st.tuples(st.integers(0, 500), st.integers(1, 300)).map(lambda at: Span(at[0], sum(at)))


@given(st.lists(spans).map(sorted), spans)
def test_exactly_what_overlaps_the_cut_is_seen(given_spans: list[Span], cut: Span) -> None:
    cues = [Cue(span, str(number)) for number, span in enumerate(given_spans)]
    shared = [(cue.text, cue.span.overlap(cut)) for cue in cues]
    seen = see_through(cues, cut)
    assert [
        (cue.text, Span(cue.span.start + cut.start, cue.span.end + cut.start)) for cue in seen
    ] == [(text, span) for text, span in shared if span]
