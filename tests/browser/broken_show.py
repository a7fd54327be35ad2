"""What is shown to the browser: sessions over two recordings, for the livestream broke off.

The second recording has another size and began three minutes after the first one.
"""

from datetime import timedelta

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import keep_proposed_cuts, publish_session
from archive.catalogue.keep.recording import note_media, note_source, note_state, order_recording
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import IngestState
from archive.cut import CutSpan
from archive.recording import SourceChapter
from archive.timecode import Span
from tests.browser.show import RATE, build_exact, pack_recording
from tests.media import known_media
from tests.web.pages.stage import BEGAN, NOW, SLUG, Stage, index, put_programme, talk

BEFORE, AFTER = 1, 2
"""The recordings' ids."""

BROKEN = (Span(8_300, 11_600), Span(400, 3_500))
"""Widened to keyframes: frames 249 to 347, then 12 to 104; the playlist shows more of both."""

EXACT = (Span(2_300, 4_700), Span(5_400, 7_700))
"""With exact edges: frames 69 to 140, then 162 to 230."""

WORDS = {
    BEFORE: (
        Cue(Span(8_400, 9_500), "끊기기 전의 말입니다."),
        Cue(Span(11_000, 12_000), "끊기는 순간의 말입니다."),
    ),
    AFTER: (
        Cue(Span(0, 1_500), "다시 이어진 말입니다."),
        Cue(Span(2_000, 3_000), "징검다리를 놓았습니다."),
    ),
}


def put_broken_show(stage: Stage) -> None:
    """Both recordings, and two published sessions over both."""
    put_programme(stage, (talk(0), talk(1)))
    for recording, size, began in (
        (BEFORE, (160, 90), BEGAN),
        (AFTER, (320, 180), BEGAN + timedelta(minutes=3)),
    ):
        with stage.catalogue.writing() as db:
            url = f"https://x/{recording}"
            assert order_recording(db, SLUG, url, started_at=began, now=NOW)[0] == recording
        media = known_media(seconds=12, rate=RATE, gop=30, size=size)
        duration = pack_recording(stage, recording, media)
        with stage.catalogue.writing() as db:
            chapters = [SourceChapter(Span(1_800, 9_000), f"Chapter of {recording}")]
            note_source(db, recording, title="", description="", started_at=None, chapters=chapters)
            note_media(db, recording, duration, {})
            keep_tracks(db, recording, [CaptionTrack("ko", Origin.PERSON, WORDS[recording])], NOW)
            note_state(db, recording, IngestState.READY, now=NOW)
    with stage.catalogue.writing() as db:
        planned = planned_sessions(db, SLUG)
        cuts = [
            PlacedCut(one.key, (CutSpan(BEFORE, before), CutSpan(AFTER, after)), 0.5, 0.5)
            for one, (before, after) in zip(planned, (BROKEN, EXACT), strict=True)
        ]
        keep_proposed_cuts(db, cuts, {one.key: int(one.key) for one in planned}, NOW)
        for one in planned:
            publish_session(db, int(one.key), account_id=None, now=NOW)
    for recording, cut in zip((BEFORE, AFTER), EXACT, strict=True):
        build_exact(stage, recording, cut)
    for recording in (BEFORE, AFTER):
        index(stage, recording)
