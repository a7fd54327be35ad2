"""Which track of a language is shown."""

from datetime import UTC, datetime

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.captions.tracks import best_track, by_trust
from archive.timecode import Span

CUES = (Cue(Span(0, 1000), "네"),)
EARLY, LATE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)

TRANSLATED = CaptionTrack("ko", Origin.TRANSLATED, CUES, "youtube", LATE)
AUTOMATIC = CaptionTrack("ko", Origin.AUTOMATIC, CUES)
OLD = CaptionTrack("ko", Origin.PERSON, CUES, "a.smi", EARLY)
NEW = CaptionTrack("ko", Origin.PERSON, CUES, "b.srt", LATE)
EMPTY = CaptionTrack("en", Origin.PERSON, (), "c.srt", LATE)
ENGLISH = CaptionTrack("en", Origin.AUTOMATIC, CUES)


def test_persons_come_first_and_of_the_same_origin_the_newest() -> None:
    assert by_trust([TRANSLATED, OLD, AUTOMATIC, NEW]) == (NEW, OLD, AUTOMATIC, TRANSLATED)


def test_a_track_that_says_nothing_is_never_the_best() -> None:
    tracks = [EMPTY, ENGLISH, AUTOMATIC]
    assert [best_track(tracks, "en"), best_track(tracks, "ko")] == [ENGLISH, AUTOMATIC]
    assert best_track([EMPTY], "en") is None
