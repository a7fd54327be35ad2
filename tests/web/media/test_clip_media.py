"""The clip's media: its own bytes, every one of them, and none of anybody else's."""

import re

import pytest
from httpx2 import Response

from archive.clip.playlist import allowed_ranges, see_through
from tests.studio import SPANS, Studio

CODE = "keynote"
RANGE_LINE = re.compile(r"(\d+)@(\d+)")


def ask(studio: Studio, wanted: str | None, **headers: str) -> Response:
    """The clip's media as a viewer's player asks for it."""
    studio.publish(CODE)
    sent = headers | ({} if wanted is None else {"range": wanted})
    return studio.viewer().get(studio.clip(CODE, "recording.mp4"), headers=sent)


def shown(studio: Studio) -> tuple[tuple[int, int], ...]:
    """First and last byte of the header and of the clip's fragments."""
    return allowed_ranges(see_through(studio.index, SPANS[CODE]))


def test_the_playlist_names_byte_ranges_that_are_all_served(studio: Studio) -> None:
    studio.publish(CODE)
    viewer, whole = studio.viewer(), studio.files.media.read_bytes()
    playlist = viewer.get(studio.clip(CODE, "recording.m3u8"))
    assert playlist.headers["content-type"] == "application/vnd.apple.mpegurl"
    ranges = [(int(size), int(start)) for size, start in RANGE_LINE.findall(playlist.text)]
    # 6.3 s to 12.3 s lie in the seven fragments of a second from 6 s to 13 s, after the header.
    assert len(ranges) == 8

    for size, start in ranges:
        answer = viewer.get(
            studio.clip(CODE, "recording.mp4"),
            headers={"range": f"bytes={start}-{start + size - 1}"},
        )
        assert answer.status_code == 206
        assert answer.content == whole[start : start + size]
        assert answer.headers["content-range"] == f"bytes {start}-{start + size - 1}/{len(whole)}"
        assert answer.headers["cache-control"].startswith("private")


def test_a_range_without_an_end_stops_where_the_clip_does(studio: Studio) -> None:
    header, media = shown(studio)
    whole = studio.files.media.read_bytes()
    for start, last in (header, media, (media[0] + 7, media[1])):
        answer = ask(studio, f"bytes={start}-")
        assert (answer.status_code, answer.content) == (206, whole[start : last + 1])


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "bytes=",
        "bytes=-",
        "bytes=-500",
        "bytes=0-99999999999999999999",
        "bytes=99999999999999999999-",
        "bytes=999999999999999999-",
        "bytes=0-10,20-30",
        "bytes=10-5",
        "bytes=a-b",
        "bytes=0-٣",
        "items=0-5",
        "bytes=0-5\t,",
        "x",
    ],
)
def test_what_is_not_one_range_of_the_clip_is_refused(studio: Studio, wanted: str | None) -> None:
    studio.publish(CODE)
    sent = [] if wanted is None else [(b"range", wanted.encode())]
    answer = studio.viewer().get(studio.clip(CODE, "recording.mp4"), headers=sent)
    size = studio.files.media.stat().st_size
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}")
    assert answer.headers["content-type"].startswith("text/html")


def test_no_byte_of_another_session_is_read(studio: Studio) -> None:
    header, media = shown(studio)
    size = studio.files.media.stat().st_size
    assert header[1] + 1 < media[0] < media[1] < size - 1
    outside = (
        (header[1] + 1, media[0] - 1),
        (header[1] + 1, header[1] + 1),
        (media[0] - 1, media[0] - 1),
        (media[1] + 1, media[1] + 1),
        (media[1] + 1, size - 1),
        (size - 1, size - 1),
    )
    straddling = (
        (header[0], header[1] + 1),
        (header[1], media[0]),
        (media[0] - 1, media[1]),
        (media[0], media[1] + 1),
        (0, size - 1),
    )
    for first, last in (*outside, *straddling):
        assert ask(studio, f"bytes={first}-{last}").status_code == 416, (first, last)
    for first in (header[1] + 1, media[0] - 1, media[1] + 1, size):
        assert ask(studio, f"bytes={first}-").status_code == 416, first


def test_every_single_byte_is_either_the_clips_or_refused(studio: Studio) -> None:
    studio.publish(CODE)
    viewer, address = studio.viewer(), studio.clip(CODE, "recording.mp4")
    whole = studio.files.media.read_bytes()
    ranges = shown(studio)
    places = range(0, len(whole), max(1, len(whole) // 97))
    for place in places:
        answer = viewer.get(address, headers={"range": f"bytes={place}-{place}"})
        is_ours = any(first <= place <= last for first, last in ranges)
        assert answer.status_code == (206 if is_ours else 416), place
        if is_ours:
            assert answer.content == whole[place : place + 1]


@pytest.mark.parametrize("validator", ['"another"', "Thu, 01 Jan 1970 00:00:00 GMT", "x"])
def test_a_mismatching_if_range_never_sends_the_whole_file(studio: Studio, validator: str) -> None:
    first, last = shown(studio)[1]
    answer = ask(studio, f"bytes={first}-{last}", **{"if-range": validator})
    assert (answer.status_code, len(answer.content)) == (206, last - first + 1)


def test_head_tells_the_length_and_sends_nothing(studio: Studio) -> None:
    first, last = shown(studio)[1]
    studio.publish(CODE)
    answer = studio.viewer().head(
        studio.clip(CODE, "recording.mp4"), headers={"range": f"bytes={first}-{last}"}
    )
    assert (answer.status_code, answer.content) == (206, b"")
    assert answer.headers["content-length"] == str(last - first + 1)
    assert studio.viewer().head(studio.clip(CODE, "recording.mp4")).status_code == 416


def test_media_can_only_be_read(studio: Studio) -> None:
    studio.publish(CODE)
    for name in ("recording.mp4", "middle.mp4", "playlist.m3u8", "captions.ko.vtt", "poster.jpg"):
        assert studio.viewer().post(studio.clip(CODE, name)).status_code == 405
