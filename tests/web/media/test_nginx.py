"""A real nginx sends the media that were checked, and never a byte that wasn't."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from httpx2 import Client

from archive.clip.downloads import DownloadKind, download_file
from archive.clip.exact import build_clip
from archive.clip.playlist import allowed_ranges, see_through
from tests import forum
from tests.studio import SPANS, Studio
from tests.web.media.nginx import find_nginx, in_front, served
from web.app import create_app

CODE = "keynote"


@dataclass(frozen=True, slots=True)
class Front:
    """A viewer whose requests go through nginx, and one who asks the server behind it."""

    studio: Studio
    viewer: Client
    behind: Client

    @property
    def allowed(self) -> list[tuple[int, int]]:
        return list(allowed_ranges(see_through(self.studio.index, SPANS[CODE])))

    @property
    def media(self) -> bytes:
        return self.studio.files.media.read_bytes()


@pytest.fixture
def front(studio: Studio, tmp_path: Path) -> Iterator[Front]:
    program = find_nginx()
    if program is None:
        pytest.skip("there is no nginx here to be tested with")
    settings = replace(studio.settings, accel=True)
    made = Studio(settings, create_app(settings), studio.recording_id, studio.known)
    made.publish(CODE)
    folder = tmp_path / "nginx"
    folder.mkdir()
    with (
        served(made.app) as behind,
        in_front(program, behind, settings.media_folder, folder) as address,
        Client(base_url=address) as viewer,
        Client(base_url=behind) as direct,
    ):
        yield Front(made, viewer, direct)
    made.close()


def test_nginx_sends_the_range_that_was_checked(front: Front) -> None:
    address = front.studio.clip(CODE, "recording.mp4")
    first, last = front.allowed[1]
    asked = {"range": f"bytes={first}-{last}"}
    assert front.behind.get(address, headers=asked).content == b""
    answer = front.viewer.get(address, headers=asked)
    assert (answer.status_code, answer.content) == (206, front.media[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(front.media)}"
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert "x-accel-redirect" not in answer.headers
    head = front.viewer.head(address, headers=asked)
    assert (head.status_code, head.headers["content-length"]) == (206, str(last - first + 1))


def questions(front: Front) -> Iterator[list[tuple[str, str]]]:
    """Ways to ask for more than the clip, each as the headers of a request."""
    (_, header_end), (first, last) = front.allowed
    size, inside = len(front.media), f"bytes={first}-{first + 9}"
    for wanted in (
        f"bytes={header_end}-{first}", f"bytes={first - 1}-{first + 9}",
        f"bytes={first}-{last + 1}", f"bytes={last + 1}-{size - 1}", "bytes=0-",
        "bytes=-500", f"bytes=0-{size}", "bytes=",
        f"bytes={first}-{first + 9},{last + 1}-{size - 1}", f"bytes={first}-", f"{inside},", "x",
        f"{inside}-", f"bytes={first}-{size}", f"bytes={first}-{'9' * 18}",
        f"bytes=\t{first}-{last}",
        f"bytes={first:019d}-{last:019d}", f"BYTES={first}-{last}",
    ):  # fmt: skip
        yield [("range", wanted)]
        yield [("range", wanted), ("if-range", '"x"')]
        yield [("range", inside), ("range", wanted)]
        yield [("range", wanted), ("range", inside)]
    yield []
    for name, value in (
        ("if-range", '"x"'), ("if-range", "Thu, 01 Jan 1970 00:00:00 GMT"), ("if-range", ""),
        ("if-match", "*"), ("if-none-match", '"x"'), ("request-range", "bytes=0-"),
    ):  # fmt: skip
        yield [("range", inside), (name, value)]


def test_however_it_is_asked_no_byte_outside_the_clip_gets_out(front: Front) -> None:
    address = front.studio.clip(CODE, "recording.mp4")
    allowed = [front.media[first : last + 1] for first, last in front.allowed]
    sent = 0
    for headers in questions(front):
        for version in ("recording.mp4", "recording.mp4?x=1"):
            path = address.replace("recording.mp4", version)
            answer = front.viewer.get(path, headers=headers)
            if answer.status_code == 206:
                sent += 1
                assert any(answer.content in part for part in allowed), headers
            else:
                assert answer.status_code in (400, 412, 416), headers
                assert answer.headers["content-type"].startswith("text/html")
    assert sent > 10


def test_what_nginx_keeps_for_itself_is_not_there_for_viewers(front: Front) -> None:
    recording = f"recordings/{front.studio.recording_id}/recording.mp4"
    for path in (
        f"/accelerated/{recording}",
        f"/accelerated//{recording}",
        f"/x/../accelerated/{recording}",
        f"/%61ccelerated/{recording}",
        "/accelerated../secret",
        f"/media/clips/../../accelerated/{recording}",
    ):
        answer = front.viewer.get(path)
        assert (answer.status_code, b"moof" in answer.content) == (404, False), path


def test_who_may_not_watch_gets_nothing_through_nginx_either(front: Front) -> None:
    address = front.studio.clip("opening", "recording.mp4")
    for name in ("recording.mp4", "middle.mp4", "header.mp4", "playlist.m3u8"):
        path = address.replace("recording.mp4", name)
        assert front.viewer.get(path, headers={"range": "bytes=0-9"}).status_code == 404


def test_whole_files_keep_their_tags_and_ranges(front: Front) -> None:
    folder = front.studio.files.clip(front.studio.cut(CODE).cut.first.digest)
    build_clip(front.studio.files.media, front.studio.index, SPANS[CODE], folder)
    taken = download_file(front.studio.files, folder.name, DownloadKind.SOUND)
    taken.parent.mkdir()
    taken.write_bytes(bytes(range(256)) * 10)
    download = f"/en/e/{forum.SLUG}/{CODE}/{CODE}.m4a"
    kinds = {front.studio.clip(CODE, "head.mp4"): folder / "head.mp4", download: taken}
    for address, path in kinds.items():
        content = path.read_bytes()
        whole = front.viewer.get(address)
        assert (whole.status_code, whole.content) == (200, content)
        etag = whole.headers["etag"]
        assert front.viewer.get(address, headers={"if-none-match": etag}).status_code == 304
        for part in ({"range": "bytes=8-15"}, {"range": "bytes=8-15", "if-range": etag}):
            answer = front.viewer.get(address, headers=part)
            assert (answer.status_code, answer.content) == (206, content[8:16])
        beyond = front.viewer.get(address, headers={"range": f"bytes={len(content)}-"})
        assert beyond.status_code == 416
        assert beyond.headers["content-range"] == f"bytes */{len(content)}"
    name = front.viewer.get(download).headers["content-disposition"]
    assert name == f"attachment; filename*=UTF-8''{CODE}.m4a"


def test_a_clips_own_files_pass_through(front: Front) -> None:
    first, last = front.allowed[1]
    address = front.studio.clip(CODE, "middle.mp4")
    assert front.viewer.get(address).content == front.media[first : last + 1]
    part = front.viewer.get(address, headers={"range": "bytes=3-"})
    assert (part.status_code, part.content) == (206, front.media[first + 3 : last + 1])
