"""Fetching one file the way YouTube's are described."""

from pathlib import Path

import pytest

from archive.errors import SourceRefusedError, SourceUnavailableError
from archive.source.engine import started
from archive.source.fetch import Piece, fetch, file_name
from archive.source.policy import SourcePolicy
from archive.source.progress import Watch
from tests.archive.source.youtube import Info, picture, video
from tests.streams import Server, Talk, joined

CHUNK = 100_000


def bring(piece: Piece, folder: Path, policy: SourcePolicy) -> Path:
    watch = Watch(report=lambda _: None, stop=lambda: False)
    with started(policy, watch) as engine:
        return fetch(engine, video(), piece, folder, watch)


def movie(talk: Talk, **more: Info) -> Info:
    return picture("137", "avc1.640028", 1080) | {"url": talk.movie, "protocol": None} | more


def test_a_file_given_in_chunks_after_an_advertisement_arrives_whole(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    options = {"downloader_options": {"http_chunk_size": CHUNK}, "available_at": 1}
    path = bring(Piece("video-137.mp4", movie(talk) | options, None), tmp_path, policy)
    whole = joined(server, ("/talk/movie.mp4",))
    assert path.read_bytes() == whole
    assert len(server.starts("/talk/movie.mp4")) == len(whole) // CHUNK + 1


def test_captions_that_yt_dlp_would_ask_for_as_a_browser_arrive(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    path = talk.captions["ko"][0]
    entry = {"url": server.url(path), "ext": "vtt", "name": "Korean", "impersonate": True}
    arrived = bring(Piece("captions-ko.vtt", entry, None), tmp_path, policy)
    assert arrived.read_bytes() == joined(server, (path,))


def test_captions_that_came_with_the_page_are_written_down(
    policy: SourcePolicy, tmp_path: Path
) -> None:
    entry = {"data": "WEBVTT\n\n", "ext": "vtt"}
    assert (
        bring(Piece("captions-ko.vtt", entry, None), tmp_path, policy).read_text() == "WEBVTT\n\n"
    )


def test_a_file_smaller_than_announced_is_not_taken_for_whole(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    announced = len(joined(server, ("/talk/movie.mp4",))) + 1000
    with pytest.raises(SourceUnavailableError) as unavailable:
        bring(Piece("video-137.mp4", movie(talk), announced), tmp_path, policy)
    assert str(unavailable.value) == "The download ended before the file was whole."
    assert list(tmp_path.iterdir()) == []


def test_what_only_other_programs_could_fetch_is_refused(
    policy: SourcePolicy, tmp_path: Path
) -> None:
    entry = {"url": "rtmp://127.0.0.1/live", "ext": "flv", "protocol": "rtmp"}
    with pytest.raises(SourceRefusedError) as refused:
        bring(Piece("video-x.flv", entry, None), tmp_path, policy)
    assert str(refused.value) == "The source is sent by rtmp, which can't be downloaded safely."


@pytest.mark.parametrize(
    ("kind", "code", "extension", "name"),
    [
        ("video", "137", "mp4", "video-137.mp4"),
        ("audio", "../../etc/passwd", "m4a", "audio-_etc_passwd.m4a"),
        ("video", "한국어 1080p", "mp4", "video-_1080p.mp4"),
        ("video", "x" * 300, "a/b", f"video-{'x' * 40}.a_b"),
        ("video", "", "", "video-_._"),
    ],
)
def test_a_file_s_name_is_safe_whatever_the_source_says(
    kind: str, code: str, extension: str, name: str
) -> None:
    assert file_name(kind, code, extension) == name
