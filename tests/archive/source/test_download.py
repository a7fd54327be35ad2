"""Downloads over the loopback: what arrives, what is told, and what happens when it goes wrong."""

import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import (
    ArchiveError,
    SourceRefusedError,
    SourceUnavailableError,
    StoppedError,
    StorageFullError,
)
from archive.sentence import Sentence
from archive.source.download import download_source
from archive.source.facts import DownloadedSource, DownloadedSubtitle
from archive.source.inspection import inspect_source
from archive.source.policy import SourcePolicy
from archive.source.progress import Download
from archive.timecode import Span
from tests.streams import Answer, Cut, Server, Talk, joined, publish_page

NOW = datetime(2025, 6, 11, tzinfo=UTC)
NETWORK = "The source's server can't be reached, or the connection broke. It is tried again."
DISK = "The disk is full. Free some space; the work goes on by itself afterwards."
GONE = "There is no video at this address, or it has been removed."


def get(
    url: str, folder: Path, policy: SourcePolicy, told: list[Download] | None = None
) -> DownloadedSource:
    report = (told if told is not None else []).append
    return download_source(url, folder, policy=policy, report=report, stop=lambda: False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_is_inspected_without_fetching_media(
    server: Server, talk: Talk, policy: SourcePolicy
) -> None:
    facts = inspect_source(talk.page, policy=policy, now=NOW)
    assert (facts.url, facts.title, facts.description) == (
        talk.page,
        "아카이브 콘퍼런스 둘째 날",
        "둘째 날 기록",
    )
    assert (facts.started_at, facts.duration_ms, facts.live_status) == (None, 8000, "not_live")
    assert [(chapter.title, chapter.span) for chapter in facts.chapters] == [
        ("여는 말", Span(0, 3000)),
        ("첫 발표", Span(3000, 8000)),
    ]
    assert [(chosen.has_picture, chosen.height) for chosen in facts.formats] == [
        (True, 90),
        (False, None),
    ]
    assert [(track.language, track.origin) for track in facts.subtitles] == [
        ("ko", "person"),
        ("en", "person"),
    ]
    assert [server.count(path) for path in (*talk.picture, *talk.sound)] == [0] * 19


def test_a_page_with_hls_arrives_as_picture_sound_and_captions(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    source = get(talk.page, tmp_path, policy)
    assert source.facts == inspect_source(talk.page, policy=policy, now=NOW)
    assert [path.read_bytes() for path in source.media] == [
        joined(server, talk.picture),
        joined(server, talk.sound),
    ]
    ko, en = tmp_path / "captions-ko_person.vtt", tmp_path / "captions-en_person.vtt"
    assert source.subtitles == (
        DownloadedSubtitle("ko", "person", ko),
        DownloadedSubtitle("en", "person", en),
    )
    assert ko.read_text().split() == [
        "WEBVTT",
        *("00:00:00.500", "-->", "00:00:03.000", "첫", "번째", "발표입니다"),
        *("00:00:04.500", "-->", "00:00:07.000", "두", "번째", "발표입니다"),
    ]
    assert source.missing == ()
    assert names(tmp_path) == sorted(
        ["video-400.mp4", "audio-sound_main.mp4", ko.name, en.name, "source.json"]
    )


def test_playlists_and_files_may_be_given_directly(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    streamed = get(talk.playlist, tmp_path / "streamed", policy)
    plain = get(talk.movie, tmp_path / "plain", policy)
    assert [path.read_bytes() for path in streamed.media] == [
        joined(server, talk.picture),
        joined(server, talk.sound),
    ]
    assert [path.name for path in plain.media] == ["video-mp4.mp4"]
    assert plain.media[0].read_bytes() == joined(server, ("/talk/movie.mp4",))


@pytest.mark.parametrize("page", ["/talk/", "/talk/movie"])
def test_what_is_here_is_not_asked_for_again(
    page: str, server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    first = get(server.url(page), tmp_path, policy)
    files = {name: (tmp_path / name).stat().st_mtime_ns for name in names(tmp_path)}
    server.forget()
    assert get(server.url(page), tmp_path, policy) == first
    assert server.connections == 0
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in names(tmp_path)} == files


def test_a_file_that_was_lost_is_fetched_again_and_no_other(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    first = get(talk.page, tmp_path, policy)
    first.media[1].unlink()
    server.forget()
    assert get(talk.page, tmp_path, policy) == first
    assert [server.count(path) for path in talk.picture] == [0] * 9
    assert first.media[1].read_bytes() == joined(server, talk.sound)


def test_the_last_word_on_progress_is_the_whole(
    talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    told: list[Download] = []
    get(talk.page, tmp_path, policy, told)
    size = sum(path.stat().st_size for path in tmp_path.iterdir() if path.suffix != ".json")
    assert told[-1] == Download(done=size, total=size, rate=None, remaining_seconds=None)
    assert [download.done for download in told] == sorted(download.done for download in told)


def test_a_stopped_order_asks_nobody(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    with pytest.raises(StoppedError) as stopped:
        download_source(
            talk.page, tmp_path, policy=policy, report=lambda _: None, stop=lambda: True
        )
    assert str(stopped.value) == "The download was stopped. What is already here is kept."
    assert server.connections == 0


def test_a_server_in_short_trouble_is_waited_for(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.fault(talk.picture[3], Answer(503), Answer(503))
    source = get(talk.page, tmp_path, policy)
    assert source.media[0].read_bytes() == joined(server, talk.picture)
    assert server.count(talk.picture[3]) == 3


def test_a_connection_cut_in_mid_file_goes_on_at_that_byte(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.fault("/talk/movie.mp4", None, Cut(after=50_000), Cut(after=1000))
    source = get(talk.movie_page, tmp_path, policy)
    assert server.starts("/talk/movie.mp4") == [0, 0, 50_000, 51_000]
    assert source.media[0].read_bytes() == joined(server, ("/talk/movie.mp4",))


def test_a_file_that_ended_short_is_not_taken_for_whole(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.fault("/talk/movie.mp4", None, *[Cut(after=300)] * 3)
    with pytest.raises(SourceUnavailableError) as unavailable:
        get(talk.movie_page, tmp_path, policy)
    assert str(unavailable.value) == NETWORK
    assert names(tmp_path) == ["video-mp4.mp4.part"]
    server.forget()
    source = get(talk.movie_page, tmp_path, policy)
    assert server.starts("/talk/movie.mp4") == [0, 900]
    assert source.media[0].read_bytes() == joined(server, ("/talk/movie.mp4",))


def test_a_fragment_that_ended_short_is_not_taken_for_whole(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.fault(talk.picture[3], *[Cut(after=300)] * 3)
    with pytest.raises(SourceUnavailableError) as unavailable:
        get(talk.page, tmp_path, policy)
    assert str(unavailable.value) == NETWORK
    part = tmp_path / "video-400.mp4.part"
    assert part.read_bytes() == joined(server, talk.picture[:3])
    server.forget()
    source = get(talk.page, tmp_path, policy)
    assert server.starts(talk.picture[3]) == [900]
    assert source.media[0].read_bytes() == joined(server, talk.picture)


@pytest.mark.parametrize(
    ("path", "status", "kind", "sentence"),
    [
        ("/talk/", 404, SourceRefusedError, GONE),
        ("/talk/", 410, SourceRefusedError, GONE),
        ("/talk/", 503, SourceUnavailableError,
         "The source's server is in trouble. It is tried again."),
        ("/talk/", 429, SourceUnavailableError,
         "The source's server has had too many requests from here. It is tried again later."),
        ("/talk/picture-2.m4s", 403, SourceUnavailableError,
         "The source's server forbids the download for now. It is tried again."),
        ("/talk/picture-2.m4s", 404, SourceRefusedError, GONE),
        ("/talk/picture-2.m4s", 503, SourceUnavailableError,
         "The source's server is in trouble. It is tried again."),
        ("/talk/captions-ko.m3u8", 503, SourceUnavailableError,
         "The source's server is in trouble. It is tried again."),
    ],
)  # fmt: skip
def test_a_refusing_server_is_told_in_a_sentence(
    path: str, status: int, kind: type[ArchiveError], sentence: str, server: Server, talk: Talk,
    policy: SourcePolicy, tmp_path: Path,
) -> None:  # fmt: skip
    server.fault(path, *[Answer(status)] * 10)
    with pytest.raises(kind) as failed:
        get(talk.page, tmp_path, policy)
    assert str(failed.value) == sentence
    assert failed.value.__cause__ is not None


def test_captions_that_are_not_there_are_missed_and_the_rest_arrives(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.files.pop("/talk/captions-ko.m3u8")
    source = get(talk.page, tmp_path, policy)
    assert [track.language for track in source.subtitles] == ["en"]
    assert source.missing == (
        Sentence(
            "The source announces captions ({language}) and does not give them.",
            {"language": "ko"},
        ),
    )
    assert get(talk.page, tmp_path, policy) == source


def test_captions_without_a_word_are_missed_and_the_rest_arrives(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    for path in talk.captions["en"]:
        server.put(path, "", "text/vtt")
    source = get(talk.page, tmp_path, policy)
    assert [track.language for track in source.subtitles] == ["ko"]
    assert [sentence.values for sentence in source.missing] == [{"language": "en"}]
    assert len(source.media) == 2


def test_damaged_captions_are_missed_and_the_rest_arrives(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.put(talk.captions["ko"][1], "WEBVTT\n\n00:01 --> soon\nno time", "text/vtt")
    source = get(talk.page, tmp_path, policy)
    assert [track.language for track in source.subtitles] == ["en"]
    assert [sentence.values for sentence in source.missing] == [{"language": "ko"}]
    assert len(source.media) == 2


def test_files_of_others_in_the_folder_are_left_alone(
    talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "video-old.mp4.part").write_text("of an earlier choice")
    get(talk.movie_page, tmp_path, policy)
    assert names(tmp_path) == ["notes.txt", "source.json", "video-mp4.mp4"]


def test_a_server_that_says_nothing_is_tried_again(
    server: Server, talk: Talk, policy: SourcePolicy
) -> None:
    server.hold("/talk/")
    hasty = replace(policy, timeout_seconds=0.3, attempts=0)
    with pytest.raises(SourceUnavailableError) as unavailable:
        inspect_source(talk.page, policy=hasty, now=NOW)
    assert str(unavailable.value) == NETWORK


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid"])
def test_a_server_that_is_not_there_is_tried_again(host: str, policy: SourcePolicy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SourceUnavailableError) as unavailable:
        inspect_source(f"http://{host}:{port}/", policy=policy, now=NOW)
    assert str(unavailable.value) == NETWORK


def test_a_page_without_a_video_is_refused(server: Server, policy: SourcePolicy) -> None:
    page = server.put(
        "/about", "<!doctype html><html><body><p>Hello.</p></body></html>", "text/html"
    )
    with pytest.raises(SourceRefusedError) as refused:
        inspect_source(page, policy=policy, now=NOW)
    assert str(refused.value) == "At this address there is no video that can be found."


def test_a_page_of_several_videos_is_refused_naming_the_first(
    server: Server, talk: Talk, policy: SourcePolicy
) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{address}</link></item>"
        for title, address in (("하나", talk.page), ("둘", talk.movie_page))
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    with pytest.raises(SourceRefusedError) as refused:
        inspect_source(server.put("/feed", feed, "text/xml"), policy=policy, now=NOW)
    assert str(refused.value) == (
        "This address is a list of videos. Give the address of one of them instead, such as "
        f"{talk.page}."
    )
    assert server.count("/talk/") == 0


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        ("#EXT-X-ENDLIST", "", SourceUnavailableError,
         "The stream is still running, or its end was never written. It is fetched when it is "
         "over."),
        ("#EXT-X-MAP", '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="key"\n#EXT-X-MAP', SourceRefusedError,
         "This source is protected against copying (DRM)."),
    ],
    ids=["still running", "encrypted for players only"],
)  # fmt: skip
def test_a_stream_that_yt_dlp_would_hand_to_ffmpeg_is_not_fetched(
    old: str, new: str, kind: type[ArchiveError], sentence: str, server: Server, talk: Talk,
    policy: SourcePolicy, tmp_path: Path,
) -> None:  # fmt: skip
    body, form = server.files["/talk/picture.m3u8"]
    plain = body.decode().replace("#EXT-X-PLAYLIST-TYPE:VOD\n", "")
    server.put("/talk/picture.m3u8", plain.replace(old, new), form)
    with pytest.raises(kind) as failed:
        get(talk.page, tmp_path, policy)
    assert str(failed.value) == sentence


def test_no_other_program_is_started(
    talk: Talk, policy: SourcePolicy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, proof = tmp_path / "programs", tmp_path / "was-started"
    programs.mkdir()
    for name in ("ffmpeg", "ffprobe", "avconv", "aria2c", "curl", "wget", "phantomjs", "rtmpdump"):
        (programs / name).write_text(f"#!/bin/sh\necho {name} >> {proof}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    get(talk.page, tmp_path / "source", policy)
    assert not proof.exists()


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The kernel refuses to let any file of this process grow further, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_fragments_go_on_when_there_is_room(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    with files_no_larger_than(60_000), pytest.raises(StorageFullError) as full:
        get(talk.page, tmp_path, policy)
    assert str(full.value) == DISK
    source = get(talk.page, tmp_path, policy)
    assert source.media[0].read_bytes() == joined(server, talk.picture)
    assert [server.count(path) for path in talk.picture] == [1] * 9


def test_a_full_disk_is_said_and_a_file_goes_on_when_there_is_room(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    with files_no_larger_than(60_000), pytest.raises(StorageFullError) as full:
        get(talk.movie_page, tmp_path, policy)
    assert str(full.value) == DISK
    server.forget()
    source = get(talk.movie_page, tmp_path, policy)
    assert source.media[0].read_bytes() == joined(server, ("/talk/movie.mp4",))
    assert server.starts("/talk/movie.mp4") == [0, 60_000]


def test_an_unusual_name_of_a_format_stays_inside_the_folder(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    body, kind = server.files["/talk/master.m3u8"]
    renamed = body.decode().replace('NAME="main"', 'NAME="../../../out of here"')
    server.put("/talk/master.m3u8", renamed, kind)
    source = get(publish_page(server, "/page", talk.playlist), tmp_path, policy)
    assert {path.parent for path in source.media} == {tmp_path}
    assert [path.name for path in source.media] == [
        "video-400.mp4",
        "audio-sound______out_of_here.mp4",
    ]
