"""What is said in a stretch of a recording: as it was kept, and made once for the same words."""

from datetime import datetime, timedelta

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.recording import order_recording
from archive.catalogue.queries.cues import KEPT, cues_seen
from archive.catalogue.queries.tracks import tracks_of
from archive.timecode import Span
from tests import forum

CUES = tuple(
    Cue(Span(1_000 * number, 1_000 * number + 900), f"{number}번째 줄\n둘째 줄", *marks)
    for number, marks in enumerate([("한가람", ""), ("", ">>"), ("", "")] * 4)
)


def put(catalogue: Catalogue, cues: tuple[Cue, ...], now: datetime = forum.NOW) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
        order_recording(db, forum.SLUG, forum.URL, started_at=None, now=forum.NOW)
        keep_tracks(db, 1, [CaptionTrack("ko", Origin.PERSON, cues)], now)


def seen(catalogue: Catalogue, span: Span) -> dict[int, tuple[Cue, ...]]:
    with catalogue.reading() as db:
        return cues_seen(db, tracks_of(db, {1}).get(1, ()), span)


def test_cues_come_back_as_they_were_kept_in_their_order(catalogue: Catalogue) -> None:
    put(catalogue, CUES)
    assert seen(catalogue, Span(0, 20_000)) == {1: CUES}
    assert seen(catalogue, Span(1_899, 3_001)) == {1: CUES[1:4]}
    assert seen(catalogue, Span(1_900, 2_000)) == {}


def test_the_same_words_are_the_same_value_and_other_words_another(catalogue: Catalogue) -> None:
    put(catalogue, CUES)
    first = seen(catalogue, Span(0, 20_000))[1]
    assert seen(catalogue, Span(0, 20_000))[1] is first
    changed = (Cue(CUES[0].span, "고친 줄"), *CUES[1:])
    put(catalogue, changed, forum.NOW + timedelta(microseconds=1))
    assert seen(catalogue, Span(0, 20_000)) == {1: changed}


def test_no_more_windows_are_kept_than_are_worth_it(catalogue: Catalogue) -> None:
    put(catalogue, CUES)
    first = seen(catalogue, Span(0, 20_000))[1]
    for number in range(KEPT):
        seen(catalogue, Span(0, 20_001 + number))
    again = seen(catalogue, Span(0, 20_000))[1]
    assert (again, again is first) == (first, False)
