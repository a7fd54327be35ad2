"""YouTube's json3 and srv3."""

import json

import pytest

from archive.captions import FileTrack, read_cues, read_file
from archive.captions.model import Cue
from archive.errors import CaptionsUnreadableError
from archive.timecode import Span
from tests.paths import shared

AUTOMATIC = {
    "wireMagic": "pb3",
    "events": [
        {"tStartMs": 0, "dDurationMs": 90_000, "id": 1, "wpWinPosId": 1},
        {
            "tStartMs": 1000,
            "dDurationMs": 5000,
            "segs": [{"utf8": "그래서", "acAsrConf": 0}, {"utf8": " R&D", "tOffsetMs": 400}],
        },
        {"tStartMs": 3000, "dDurationMs": 10, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 3500, "segs": [{"utf8": "[음악]"}], "dDurationMs": 2000},
    ],
}


def test_automatic_events_end_when_the_next_begins_and_keep_their_words() -> None:
    assert read_cues(json.dumps(AUTOMATIC).encode()) == (
        Cue(Span(1000, 3500), "그래서 R&D", words=(1000, 1400)),
        Cue(Span(3500, 5500), "[음악]"),
    )


def test_a_persons_captions_keep_their_own_ends() -> None:
    events = [
        {"tStartMs": 1000, "dDurationMs": 3000, "segs": [{"utf8": "One\nline <b>"}]},
        {"tStartMs": 2000, "dDurationMs": 3000, "segs": [{"utf8": "Two"}]},
    ]
    assert read_cues(json.dumps({"events": events}).encode()) == (
        Cue(Span(1000, 4000), "One\nline <b>"),
        Cue(Span(2000, 5000), "Two"),
    )


def test_srv3_gives_the_times_of_words() -> None:
    xml = (
        '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3"><head><ws id="0"/></head>'
        '<body><w t="0" id="1"/><p t="1000" d="9000" w="1"><s ac="1">그래서</s>'
        '<s t="400"> R&amp;D</s></p><p t="3000" d="1" a="1">\n</p>'
        '<p t="3500" d="2000">&lt;b&gt;</p></body></timedtext>'
    )
    assert read_cues(xml.encode()) == (
        Cue(Span(1000, 3500), "그래서 R&D", words=(1000, 1400)),
        Cue(Span(3500, 5500), "<b>"),
    )


def test_srv1_counts_in_seconds() -> None:
    xml = '<transcript><text start="1.5" dur="2.25">it&amp;#39;s &amp;amp; so</text></transcript>'
    assert read_cues(xml.encode()) == (Cue(Span(1500, 3750), "it's & so"),)


@pytest.mark.parametrize(
    "content",
    [
        b'{"events": 3}',
        b'{"events": [{"segs": [{"utf8": "a"}]}]}',
        b'{"events": [{"tStartMs": 1e999, "segs": [{"utf8": "a"}]}]}',
        b'{"events": [{"tStartMs": "x", "segs": [{"utf8": "a"}]}]}',
        b'{"events": [' + b"[" * 100_000,
        b'<timedtext><body><p t="x">a</p></body></timedtext>',
        b"<timedtext><body><p>a</body></timedtext>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><timedtext><body><p t="1" d="9">&b;</p></body></timedtext>',
        b"<timedtext>" + b"<p>" * 200 + b"</p>" * 200 + b"</timedtext>",
    ],
)
def test_what_is_damaged_is_refused(content: bytes) -> None:
    with pytest.raises(CaptionsUnreadableError, match=r"YouTube's|YouTube srv3"):
        read_file(content)


@pytest.mark.parametrize(
    ("name", "cues"),
    [
        ("asr_word_timed.en.srv3", 3),
        ("translated.zh.srv3", 4),
        ("drive_asr_excerpt.en.json3", 2),
        ("eBVqcTEC3zQ.en.manual.json3", 6),
        ("vanessa.en.manual.json3", 4),
    ],
)
def test_youtubes_own_files_are_read_cue_by_cue(name: str, cues: int) -> None:
    (track,) = read_file(shared(f"captions/youtube_json3_srv3/{name}").read_bytes())
    timed = [cue for cue in track.cues if cue.words]
    assert (len(track.cues), [len(cue.words) for cue in timed]) == (
        cues,
        [len(cue.text.split()) for cue in timed],
    )
    assert isinstance(track, FileTrack)
