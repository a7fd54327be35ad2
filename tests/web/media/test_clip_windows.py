"""A clip's files for every player: whole files of their own, all of which is the clip's."""

import re

import pytest

from archive.clip.exact import build_clip
from archive.clip.playlist import see_through, shown_bytes
from tests.studio import SPANS, Studio

CODE = "keynote"
LISTED = re.compile(r"BYTERANGE:(\d+)@(\d+)\n(\S+)|URI=\"(\S+)\",BYTERANGE=\"(\d+)@(\d+)\"")


def window(studio: Studio) -> bytes:
    """The bytes of the recording that are the clip's."""
    first, last = shown_bytes(see_through(studio.index, SPANS[CODE]))
    return studio.files.media.read_bytes()[first : last + 1]


def read_through(studio: Studio, name: str) -> tuple[list[str], bytes]:
    """The files a playlist names, header first, and the bytes it lists of them, joined."""
    viewer = studio.viewer()
    names, found = [], []
    for match in LISTED.finditer(viewer.get(studio.clip(CODE, name)).text):
        uri, size, start = (match[3], match[1], match[2]) if match[3] else match.group(4, 5, 6)
        last = int(start) + int(size) - 1
        part = viewer.get(studio.clip(CODE, uri), headers={"range": f"bytes={start}-{last}"})
        assert part.status_code == 206
        names.append(uri)
        found.append(part.content)
    return list(dict.fromkeys(names)), b"".join(found)


@pytest.mark.parametrize("is_exact", [False, True])
def test_both_playlists_of_a_clip_list_the_same_bytes(studio: Studio, is_exact: bool) -> None:
    studio.publish(CODE)
    if is_exact:
        folder = studio.files.clip(studio.cut(CODE).cut.first.digest)
        build_clip(studio.files.media, studio.index, SPANS[CODE], folder)
    files, content = read_through(studio, "playlist.m3u8")
    assert files == (
        ["head.mp4", "middle.mp4", "tail.mp4"] if is_exact else ["header.mp4", "middle.mp4"]
    )
    assert content == read_through(studio, "recording.m3u8")[1]


def test_the_whole_of_a_file_is_the_clips_and_no_more(studio: Studio) -> None:
    studio.publish(CODE)
    whole = studio.viewer().get(studio.clip(CODE, "middle.mp4"))
    assert (whole.status_code, whole.content) == (200, window(studio))
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert "content-range" not in whole.headers
    header = studio.viewer().get(studio.clip(CODE, "header.mp4"))
    assert header.content == studio.files.media.read_bytes()[: studio.index.init_size]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, -1),
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=10-999999999999", 10, -1),
        ("bytes=-1", -1, -1),
        ("bytes=-999999999999", 0, -1),
        ("Bytes = 5 - 6", 5, 6),
    ],
)
def test_a_range_counts_from_the_windows_first_byte(
    studio: Studio, asked: str, first: int, last: int
) -> None:
    studio.publish(CODE)
    content = window(studio)
    size = len(content)
    first, last = first % size, last % size
    for method in ("GET", "HEAD"):
        answer = studio.viewer().request(
            method, studio.clip(CODE, "middle.mp4"), headers={"range": asked}
        )
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert answer.headers["content-length"] == str(last - first + 1)
        assert answer.content == (content[first : last + 1] if method == "GET" else b"")


@pytest.mark.parametrize("asked", ["bytes={size}-", "bytes={size}-{size}", "bytes=-0"])
def test_a_range_behind_the_end_is_told_the_size(studio: Studio, asked: str) -> None:
    studio.publish(CODE)
    size = len(window(studio))
    wanted = {"range": asked.format(size=size)}
    answer = studio.viewer().get(studio.clip(CODE, "middle.mp4"), headers=wanted)
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "items=0-5", "bytes=0-1,4-5"]
)
def test_what_is_not_one_range_of_bytes_gets_the_whole_window(studio: Studio, asked: str) -> None:
    studio.publish(CODE)
    answer = studio.viewer().get(studio.clip(CODE, "middle.mp4"), headers={"range": asked})
    assert (answer.status_code, answer.content) == (200, window(studio))


def test_a_part_is_sent_only_of_the_file_that_is_known(studio: Studio) -> None:
    studio.publish(CODE)
    viewer, address, asked = (
        studio.viewer(),
        studio.clip(CODE, "middle.mp4"),
        {"range": "bytes=0-9"},
    )
    known = viewer.get(address, headers=asked).headers
    for validator in (known["etag"], known["last-modified"]):
        assert viewer.get(address, headers={**asked, "if-range": validator}).status_code == 206
    answer = viewer.get(address, headers={**asked, "if-range": '"another"'})
    assert (answer.status_code, answer.content) == (200, window(studio))
    unchanged = viewer.get(address, headers={"if-none-match": known["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
