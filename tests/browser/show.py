"""What is shown to the browser: two sessions of a recording whose frames carry their number."""

from fractions import Fraction

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import keep_proposed_cuts, publish_session
from archive.catalogue.keep.recording import note_media, note_source, note_state, order_recording
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import IngestState
from archive.clip.exact import build_clip
from archive.cut import CutSpan, clip_digest
from archive.media.fragments import read_fragment_index, save_fragment_index
from archive.media.pack import pack
from archive.recording import SourceChapter
from archive.storage import recording_files
from archive.timecode import Span
from tests.media import TOOLS, KnownMedia, known_media
from tests.web.pages.stage import BEGAN, NOW, SLUG, Stage, index, put_programme, talk

RATE = Fraction(30)
CUTS = (Span(2_300, 6_700), Span(7_100, 10_700))
"""The first shows frames 69 to 200; keyframes are whole seconds, so it is snapped to 2 s.

The second has exact edges: it shows frames 213 to 320, joined at 240 and 300.
"""

KOREAN = (
    Cue(Span(2_000, 3_500), "첫 번째 말입니다."),
    Cue(Span(4_000, 5_000), "두 번째 말입니다."),
    Cue(Span(8_000, 9_000), "다른 세션의 말입니다."),
)
ENGLISH = (
    Cue(Span(2_000, 3_500), "These are the first words."),
    Cue(Span(4_100, 5_200), "These are the second words."),
)


def put_show(stage: Stage) -> None:
    """Programme, packed recording, captions, cuts, index; both sessions published."""
    put_programme(stage, (talk(0), talk(1)))
    with stage.catalogue.writing() as db:
        recording, _ = order_recording(db, SLUG, "https://x/show", started_at=BEGAN, now=NOW)
    duration = pack_recording(stage, recording, known_media(seconds=12, rate=RATE, gop=30))
    with stage.catalogue.writing() as db:
        chapters = [
            SourceChapter(Span(2_300, 4_000), "Beginning"),
            SourceChapter(Span(4_000, 6_500), "Middle"),
        ]
        note_source(db, recording, title="", description="", started_at=None, chapters=chapters)
        note_media(db, recording, duration, {})
        tracks = [
            CaptionTrack("ko", Origin.PERSON, KOREAN),
            CaptionTrack("en", Origin.PERSON, ENGLISH),
        ]
        keep_tracks(db, recording, tracks, NOW)
        planned = planned_sessions(db, SLUG)
        cuts = [
            PlacedCut(one.key, (CutSpan(recording, cut),), 0.5, 0.5)
            for one, cut in zip(planned, CUTS, strict=True)
        ]
        keep_proposed_cuts(db, cuts, {one.key: int(one.key) for one in planned}, NOW)
        note_state(db, recording, IngestState.READY, now=NOW)
        for one in planned:
            publish_session(db, int(one.key), account_id=None, now=NOW)
    build_exact(stage, recording, CUTS[1])
    index(stage, recording)


def pack_recording(stage: Stage, recording: int, media: KnownMedia) -> int:
    """What an ingest leaves of a recording for players; gives its length in milliseconds."""
    files = recording_files(stage.settings.media_folder, recording)
    files.folder.mkdir(parents=True)
    pack(TOOLS, media.paths, files.media)
    fragments = read_fragment_index(files.media)
    save_fragment_index(fragments, files.fragments)
    return fragments.duration_ms


def build_exact(stage: Stage, recording: int, cut: Span) -> None:
    """The exact edges of a clip."""
    files = recording_files(stage.settings.media_folder, recording)
    folder = files.clip(clip_digest(recording, cut))
    build_clip(files.media, read_fragment_index(files.media), cut, folder)
