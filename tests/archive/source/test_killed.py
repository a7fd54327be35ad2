"""A download that was killed goes on where it was, and ends with the same bytes."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from yt_dlp.aes import aes_cbc_encrypt_bytes

from archive.errors import StoppedError
from archive.source.download import download_source
from archive.source.facts import DownloadedSource
from archive.source.fragments import repair
from archive.source.policy import SourcePolicy
from tests.paths import PROJECT
from tests.streams import Answer, Cut, Hold, Server, Talk, joined


def get(
    url: str, folder: Path, policy: SourcePolicy, stop: Callable[[], bool] = lambda: False
) -> DownloadedSource:
    return download_source(url, folder, policy=policy, report=lambda _: None, stop=stop)


def kill_at(hold: Hold, url: str, folder: Path, ready: Callable[[], bool] = lambda: True) -> None:
    """Download in another process until it waits for what is held and is ready; kill it there."""
    command = [sys.executable, "-m", "tests.archive.source.downloading", url, str(folder)]
    with subprocess.Popen(command, cwd=PROJECT) as process:
        hold.wait_until_reached()
        while not ready():
            hold.released.wait(0.01)
        process.kill()
    assert process.returncode == -9
    hold.release()


def pieces(server: Server, talk: Talk) -> list[bytes]:
    return [joined(server, talk.picture), joined(server, talk.sound)]


@pytest.mark.parametrize("held", [1, 4, 8])
def test_a_killed_download_fetches_no_finished_fragment_again(
    held: int, server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    kill_at(server.hold(talk.picture[held], after=500), talk.page, tmp_path)
    assert [server.count(path) for path in talk.picture] == [
        1 if place <= held else 0 for place in range(9)
    ]
    server.forget()
    source = get(talk.page, tmp_path, policy)
    assert [server.count(path) for path in talk.picture] == [
        1 if place >= held else 0 for place in range(9)
    ]
    assert [path.read_bytes() for path in source.media] == pieces(server, talk)


def test_a_download_killed_at_its_sound_does_not_fetch_the_picture_again(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    kill_at(server.hold(talk.sound[2]), talk.page, tmp_path)
    server.forget()
    source = get(talk.page, tmp_path, policy)
    assert [server.count(path) for path in talk.picture] == [0] * 9
    assert [server.count(path) for path in talk.sound[:2]] == [0, 0]
    assert [path.read_bytes() for path in source.media] == pieces(server, talk)


def test_a_download_killed_at_its_captions_writes_them_whole(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    kill_at(server.hold(talk.captions["ko"][1]), talk.page, tmp_path / "killed")
    server.forget()
    killed = get(talk.page, tmp_path / "killed", policy)
    assert [server.count(path) for path in talk.captions["ko"]] == [0, 1]
    whole = get(talk.page, tmp_path / "whole", policy)
    assert [track.path.read_text() for track in killed.subtitles] == [
        track.path.read_text() for track in whole.subtitles
    ]


def test_one_file_goes_on_at_the_byte_where_it_was_killed(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    part = tmp_path / "video-mp4.mp4.part"
    hold = server.hold("/talk/movie.mp4", after=100_000, skip=1)
    kill_at(hold, talk.movie_page, tmp_path, lambda: part.exists() and part.stat().st_size > 0)
    kept = part.stat().st_size
    assert 0 < kept <= 100_000
    server.forget()
    source = get(talk.movie_page, tmp_path, policy)
    assert server.starts("/talk/movie.mp4") == [0, kept]
    assert [path.read_bytes() for path in source.media] == [joined(server, ("/talk/movie.mp4",))]


def test_one_file_killed_before_its_last_step_is_not_fetched_again(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    whole = joined(server, ("/talk/movie.mp4",))
    (tmp_path / "video-mp4.mp4.part").write_bytes(whole)
    server.fault("/talk/movie.mp4", Cut(after=0))
    source = get(talk.movie_page, tmp_path, policy)
    assert source.media[0].read_bytes() == whole
    assert server.starts("/talk/movie.mp4") == [0, len(whole), len(whole)]
    assert server.sent["/talk/movie.mp4"] == 0


@pytest.mark.parametrize("surplus", [1, 5000])
def test_a_part_longer_than_its_file_is_fetched_anew(
    surplus: int, server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    whole = joined(server, ("/talk/movie.mp4",))
    (tmp_path / "video-mp4.mp4.part").write_bytes(whole + b"x" * surplus)
    source = get(talk.movie_page, tmp_path, policy)
    assert source.media[0].read_bytes() == whole
    assert server.starts("/talk/movie.mp4") == [0, *[len(whole) + surplus] * 2, 0]


def test_a_server_that_refuses_to_go_on_is_asked_for_the_whole(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    (tmp_path / "video-mp4.mp4.part").write_bytes(b"x" * 100)
    server.fault("/talk/movie.mp4", None, Answer(416), Answer(416))
    source = get(talk.movie_page, tmp_path, policy)
    assert source.media[0].read_bytes() == joined(server, ("/talk/movie.mp4",))
    assert server.starts("/talk/movie.mp4") == [0, 100, 100, 0]


def stop_at(server: Server, path: str) -> Callable[[], bool]:
    return lambda: server.count(path) > 0


def stopped(server: Server, talk: Talk, policy: SourcePolicy, folder: Path) -> tuple[Path, Path]:
    """A download stopped at its sixth fragment: its part and the state beside it."""
    with pytest.raises(StoppedError):
        get(talk.page, folder, policy, stop_at(server, talk.picture[5]))
    server.forget()
    (part,), (state,) = folder.glob("video-*.mp4.part"), folder.glob("video-*.ytdl")
    return part, state


def test_bytes_written_and_not_yet_noted_are_written_once(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    part, _ = stopped(server, talk, policy, tmp_path)
    with part.open("ab") as file:
        file.write(server.files[talk.picture[5]][0][:700])
    source = get(talk.page, tmp_path, policy)
    assert [server.count(path) for path in talk.picture[:5]] == [0] * 5
    assert [path.read_bytes() for path in source.media] == pieces(server, talk)


@pytest.mark.parametrize("damage", ["half", "gone", "part gone", "part short", "other list"])
def test_a_state_that_does_not_fit_its_part_begins_anew(
    damage: str, server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    part, state = stopped(server, talk, policy, tmp_path)
    if damage == "half":
        state.write_text(state.read_text()[:20])
    elif damage == "gone":
        state.unlink()
    elif damage == "part gone":
        part.unlink()
    elif damage == "part short":
        part.write_bytes(part.read_bytes()[:100])
    else:
        noted = json.loads(state.read_text())
        noted["downloader"]["extra_state"]["kept"]["fragments"] = 7
        state.write_text(json.dumps(noted))
    source = get(talk.page, tmp_path, policy)
    assert [server.count(path) for path in talk.picture] == [1] * 9
    assert [path.read_bytes() for path in source.media] == pieces(server, talk)


def test_repairing_nothing_leaves_nothing(tmp_path: Path) -> None:
    repair(tmp_path / "video.mp4", 3)
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_download_ends_between_fragments_and_goes_on(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    stopped(server, talk, policy, tmp_path)
    source = get(talk.page, tmp_path, policy)
    assert [server.count(path) for path in talk.picture[:5]] == [0] * 5
    assert [server.count(path) for path in talk.picture[6:]] == [1] * 3
    assert [path.read_bytes() for path in source.media] == pieces(server, talk)


def test_a_stop_is_heard_while_waiting_for_another_attempt(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.files.pop(talk.picture[2])
    patient = replace(policy, attempts=5, backoff_seconds=3600)
    with pytest.raises(StoppedError):
        get(talk.page, tmp_path, patient, stop_at(server, talk.picture[2]))
    assert server.count(talk.picture[2]) == 1


BLOCKS = [bytes([number]) * (300 + 16 * number) for number in range(6)]


def encrypted(server: Server) -> tuple[str, str]:
    """A playlist whose blocks are decrypted by their place in it (RFC 8216 §5.2)."""
    key = server.put("/aes/key", b"0123456789abcdef", "application/octet-stream")
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:1", f'#EXT-X-KEY:METHOD=AES-128,URI="{key}"']
    for number, block in enumerate(BLOCKS):
        sealed = aes_cbc_encrypt_bytes(block, b"0123456789abcdef", number.to_bytes(16, "big"))
        server.put(f"/aes/{number}", bytes(sealed), "video/mp2t")
        lines += ["#EXTINF:1,", str(number)]
    playlist = "\n".join([*lines, "#EXT-X-ENDLIST", ""])
    return server.put("/aes/all.m3u8", playlist, "application/vnd.apple.mpegurl"), "/aes/3"


def ranged(server: Server) -> tuple[str, str]:
    """A playlist of parts of one file, each beginning where the last one ended."""
    server.put("/ranges/all", b"".join(BLOCKS), "video/mp2t")
    lines = [f"#EXT-X-BYTERANGE:{len(block)}\n#EXTINF:1,\nall" for block in BLOCKS]
    playlist = "\n".join(["#EXTM3U", "#EXT-X-TARGETDURATION:1", *lines, "#EXT-X-ENDLIST", ""])
    return server.put("/ranges/all.m3u8", playlist, "application/vnd.apple.mpegurl"), "/ranges/all"


@pytest.mark.parametrize(("publish", "requests"), [(encrypted, 1), (ranged, 4)])
def test_what_depends_on_a_fragment_s_place_is_right_after_going_on(
    publish: Callable[[Server], tuple[str, str]], requests: int, server: Server,
    policy: SourcePolicy, tmp_path: Path,
) -> None:  # fmt: skip
    playlist, path = publish(server)
    with pytest.raises(StoppedError):
        get(playlist, tmp_path, policy, lambda: server.count(path) >= requests)
    server.forget()
    source = get(playlist, tmp_path, policy)
    assert source.media[0].read_bytes() == b"".join(BLOCKS)
    assert server.count("/aes/0") == 0
    assert 0 not in server.starts("/ranges/all")


DASH = """\
<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT8S"
 minBufferTime="PT1S" profiles="urn:mpeg:dash:profile:isoff-main:2011">
<Period>
<AdaptationSet mimeType="video/mp4">
<SegmentTemplate timescale="1" startNumber="0" initialization="picture-init.mp4"
 media="picture-$Number$.m4s"><SegmentTimeline><S t="0" d="1" r="7"/></SegmentTimeline>
</SegmentTemplate>
<Representation id="p" bandwidth="300000" width="160" height="90" codecs="avc1.42c00b"/>
</AdaptationSet>
<AdaptationSet mimeType="audio/mp4">
<SegmentTemplate timescale="1" startNumber="0" initialization="sound-init.mp4"
 media="sound-$Number$.m4s"><SegmentTimeline><S t="0" d="1" r="8"/></SegmentTimeline>
</SegmentTemplate>
<Representation id="s" bandwidth="32000" codecs="mp4a.40.2"/>
</AdaptationSet>
</Period>
</MPD>
"""


def test_dash_goes_on_where_it_was_stopped(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    manifest = server.put("/talk/all.mpd", DASH, "application/dash+xml")
    with pytest.raises(StoppedError):
        get(manifest, tmp_path, policy, stop_at(server, talk.picture[5]))
    server.forget()
    source = get(manifest, tmp_path, policy)
    assert [chosen.protocol for chosen in source.facts.formats] == ["http_dash_segments"] * 2
    assert [server.count(path) for path in talk.picture[:5]] == [0] * 5
    assert [path.read_bytes() for path in source.media] == pieces(server, talk)
