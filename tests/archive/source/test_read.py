"""What is read from yt-dlp's info dicts."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from archive.errors import SourceRefusedError, SourceUnavailableError
from archive.recording import SourceChapter
from archive.source.facts import ChosenSubtitle
from archive.source.read import read_facts
from archive.timecode import Span
from tests.archive.source.youtube import PAGE, Info, captions, video, whole
from tests.paths import shared

NOW = datetime(2025, 6, 11, 3, 0, tzinfo=UTC)


def test_a_past_livestream_is_read_with_the_instant_it_began() -> None:
    facts = read_facts(video(automatic_captions={"ko-orig": captions()}), PAGE, NOW)
    assert facts.url == PAGE
    assert facts.title == "기록 포럼 2일차"
    assert facts.description == "둘째 날 중계 기록입니다."
    assert facts.started_at == datetime(2025, 6, 10, 0, 30, 12, tzinfo=UTC)
    assert facts.duration_ms == 28_813_000
    assert facts.live_status == "was_live"
    assert facts.chapters == (
        SourceChapter(Span(0, 1_830_500), "여는 말"),
        SourceChapter(Span(1_830_500, 28_813_000), "발표 1"),
    )
    assert [chosen.format_id for chosen in facts.formats] == ["137", "140"]
    assert facts.subtitles == (ChosenSubtitle("ko", "automatic", "ko-orig", "vtt"),)


@pytest.mark.parametrize(
    "dates",
    [
        {"live_status": "not_live", "release_timestamp": None},
        {"live_status": "not_live", "release_timestamp": 1749515412},
        {"live_status": None, "release_timestamp": 1749515412},
        {"live_status": "was_live", "release_timestamp": None},
    ],
    ids=["uploaded", "premiered", "unknown kind", "stream without a date"],
)
def test_a_date_that_is_not_the_start_of_a_stream_is_no_start(dates: Info) -> None:
    assert read_facts(video(**dates), PAGE, NOW).started_at is None


def test_chapters_that_nobody_named_or_that_last_no_time_are_left_out() -> None:
    chapters = [
        {"start_time": 0, "end_time": 10, "title": "<Untitled Chapter 1>"},
        {"start_time": 10, "end_time": 20, "title": " 발표 1 "},
        {"start_time": 20, "end_time": 20, "title": "빈 장"},
        {"start_time": 30, "end_time": None, "title": "토론"},
    ]
    facts = read_facts(video(chapters=chapters, duration=40), PAGE, NOW)
    assert facts.chapters == (
        SourceChapter(Span(10_000, 20_000), "발표 1"),
        SourceChapter(Span(30_000, 40_000), "토론"),
    )


def test_a_video_that_says_next_to_nothing_is_read() -> None:
    bare = whole("0", 360) | {"id": "x"}
    facts = read_facts(bare, "https://example.org/x.mp4", NOW)
    assert (facts.url, facts.title, facts.description) == ("https://example.org/x.mp4", "x", "")
    assert (facts.duration_ms, facts.chapters, facts.subtitles) == (None, (), ())
    assert facts.live_status == "not_live"


START = datetime(2025, 6, 11, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "sentence", "not_before"),
    [
        (
            {"live_status": "is_upcoming", "release_timestamp": START.timestamp(), "formats": []},
            "The livestream begins at 2025-06-11 06:00 (UTC). It is fetched when it is over.",
            START + timedelta(hours=1),
        ),
        (
            {"live_status": "is_upcoming", "release_timestamp": 1749515412, "formats": []},
            "The livestream begins at 2025-06-10 00:30 (UTC). It is fetched when it is over.",
            NOW + timedelta(minutes=10),
        ),
        (
            {"live_status": "is_upcoming", "release_timestamp": None, "formats": []},
            "The livestream has not begun yet. It is fetched when it is over.",
            NOW + timedelta(hours=1),
        ),
        (
            {"live_status": "is_live"},
            "The livestream is still running. It is fetched when it is over.",
            NOW + timedelta(minutes=5),
        ),
        (
            {"live_status": "post_live"},
            "The livestream has ended, and the site is still making its video. It is fetched when "
            "the video is whole.",
            NOW + timedelta(minutes=15),
        ),
    ],
    ids=["upcoming", "upcoming and late", "upcoming without a date", "running", "just over"],
)
def test_a_livestream_that_is_not_over_is_looked_at_again_later(
    state: Info, sentence: str, not_before: datetime
) -> None:
    with pytest.raises(SourceUnavailableError) as unavailable:
        read_facts(video(**state), PAGE, NOW)
    assert (str(unavailable.value), unavailable.value.not_before) == (sentence, not_before)


@pytest.mark.parametrize("kind", ["playlist", "multi_video"])
def test_a_list_of_videos_is_refused_with_one_to_give_instead(kind: str) -> None:
    entries = [{"_type": "url", "url": PAGE}, {"_type": "url", "url": "https://youtu.be/other"}]
    with pytest.raises(SourceRefusedError) as refused:
        read_facts({"_type": kind, "entries": entries}, "https://youtube.com/playlist?list=x", NOW)
    assert str(refused.value) == (
        "This address is a list of videos. Give the address of one of them instead, such as "
        f"{PAGE}."
    )


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(SourceRefusedError) as refused:
        read_facts({"_type": "playlist", "entries": []}, "https://youtube.com/@nobody", NOW)
    assert str(refused.value) == (
        "This address is a list of videos. Give the address of one video instead."
    )


def test_a_real_tab_of_streams_is_refused_naming_its_first_video() -> None:
    tab = json.loads(shared("infojson/ytdlp_J_channel_streams_4x_was_live.json").read_bytes())
    with pytest.raises(SourceRefusedError) as refused:
        read_facts(tab, tab["webpage_url"], NOW)
    assert refused.value.sentence.values == {"example": tab["entries"][0]["webpage_url"]}


def test_real_past_livestreams_began_when_youtube_says() -> None:
    tab = json.loads(shared("infojson/ytdlp_J_channel_streams_4x_was_live.json").read_bytes())
    streams = [entry | {"formats": [whole("18", 360)]} for entry in tab["entries"]]
    read = [read_facts(stream, PAGE, NOW) for stream in streams]
    assert [(facts.started_at, facts.duration_ms) for facts in read] == [
        (datetime.fromtimestamp(stream["release_timestamp"], UTC), stream["duration"] * 1000)
        for stream in streams
    ]
