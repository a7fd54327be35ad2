"""A clip shows exactly the pictures between the keyframes around its cut, and nothing else."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from archive.clip.playlist import (
    ByteRange,
    ClipView,
    allowed_ranges,
    is_allowed,
    playlist,
    see_through,
    see_whole,
)
from archive.media.fragments import Fragment, FragmentIndex, read_fragment_index
from archive.media.pack import pack
from archive.timecode import Span
from tests.media import TOOLS, known_media, read_barcodes

FILM_RATE = Fraction(30000, 1001)


class ClipServer(ThreadingHTTPServer):
    """Serves one recording and one playlist, as a web server does, and keeps what was read."""

    daemon_threads = True

    def __init__(self, media: Path, listing: str) -> None:
        super().__init__(("127.0.0.1", 0), ClipRequests)
        self.media = media.read_bytes()
        self.listing = listing.encode()
        self.read: list[ByteRange] = []


class ClipRequests(BaseHTTPRequestHandler):
    """Answers GET, with Range."""

    protocol_version = "HTTP/1.1"
    server: ClipServer
    types: ClassVar = {"/clip.m3u8": "application/vnd.apple.mpegurl"}

    def do_GET(self) -> None:
        content = self.server.listing if self.path == "/clip.m3u8" else self.server.media
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first, last = 0, len(content) - 1
        if wanted:
            first, last = int(wanted[1]), min(int(wanted[2] or last), last)
        if self.path == "/recording.mp4":
            self.server.read.append((first, last))
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Type", self.types.get(self.path, "video/mp4"))
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.end_headers()
        self.wfile.write(content[first : last + 1])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its base's name)
        """Tests need no access log."""


@contextmanager
def served(media: Path, listing: str) -> Iterator[ClipServer]:
    with ClipServer(media, listing) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def address(server: ClipServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/clip.m3u8"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    pack(TOOLS, known_media().paths, tmp_path / "recording.mp4")
    return tmp_path / "recording.mp4"


CUTS = {
    "between keyframes": (Span(1500, 3200), range(30, 120)),
    "on keyframes": (Span(2000, 4000), range(60, 120)),
    "one millisecond beside keyframes": (Span(1999, 4001), range(30, 150)),
    "shorter than a group of pictures": (Span(2100, 2300), range(60, 90)),
    "from the beginning": (Span(0, 1200), range(60)),
    "to the end": (Span(4700, 6000), range(120, 180)),
    "within the last group": (Span(5900, 6000), range(150, 180)),
    "everything": (Span(0, 6000), range(180)),
}


@pytest.mark.parametrize(("cut", "frames"), CUTS.values(), ids=CUTS)
def test_clip_plays_the_pictures_of_its_window(packed: Path, cut: Span, frames: range) -> None:
    view = see_through(read_fragment_index(packed), cut)
    with served(packed, playlist(view, "recording.mp4")) as server:
        assert read_barcodes(address(server)) == list(frames)
    assert view.snapped == Span(frames.start * 1000 // 30, frames.stop * 1000 // 30)
    assert (view.lead_ms, view.tail_ms) == (
        cut.start - view.snapped.start,
        view.snapped.end - cut.end,
    )


def test_clip_of_a_recording_with_odd_rate_plays_its_window(tmp_path: Path) -> None:
    known = known_media(rate=FILM_RATE, gop=45, container="mpegts")
    media = tmp_path / "recording.mp4"
    pack(TOOLS, known.paths, media)
    view = see_through(read_fragment_index(media), Span(3100, 4600))
    with served(media, playlist(view, "recording.mp4")) as server:
        assert read_barcodes(address(server)) == list(range(90, 180))
    assert view.snapped == Span(known.frame_ms(90), known.frame_ms(180))


def test_players_read_only_what_is_allowed(packed: Path) -> None:
    view = see_through(read_fragment_index(packed), Span(2000, 4000))
    with served(packed, playlist(view, "recording.mp4")) as server:
        read_barcodes(address(server))
        asked = set(server.read)
    assert asked
    assert all(is_allowed(view, first, last) for first, last in asked)


def index_of(*starts: int, end: int, timescale: int = 1000) -> FragmentIndex:
    """Fragments of 100 bytes behind a header of 50."""
    parts = tuple(Fragment(50 + 100 * n, 100, start) for n, start in enumerate(starts))
    return FragmentIndex(50, timescale, end, parts)


def test_allowed_are_the_header_and_the_fragments_shown() -> None:
    index = index_of(0, 2000, 4000, 6000, end=8000)
    assert allowed_ranges(see_through(index, Span(2500, 5000))) == ((0, 49), (150, 349))
    assert allowed_ranges(see_through(index, Span(0, 3000))) == ((0, 249),)
    assert allowed_ranges(see_whole(index)) == ((0, 449),)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (0, 49, True),
        (150, 349, True),
        (200, 210, True),
        (0, 50, False),
        (149, 160, False),
        (340, 350, False),
        (49, 150, False),
        (400, 420, False),
        (210, 200, False),
        (-1, 10, False),
    ],
)
def test_only_ranges_inside_the_clip_are_allowed(first: int, last: int, expected: bool) -> None:
    view = see_through(index_of(0, 2000, 4000, 6000, end=8000), Span(2500, 5000))
    assert is_allowed(view, first, last) is expected


def test_playlist_is_written_as_the_standard_wants() -> None:
    view = see_through(index_of(0, 60060, 150150, end=240240, timescale=30000), Span(1000, 4000))
    assert playlist(view, "/media/7") == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-TARGETDURATION:3\n"
        "#EXT-X-MEDIA-SEQUENCE:0\n"
        "#EXT-X-PLAYLIST-TYPE:VOD\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MAP:URI="/media/7",BYTERANGE="50@0"\n'
        "#EXTINF:2.002000,\n"
        "#EXT-X-BYTERANGE:100@50\n"
        "/media/7\n"
        "#EXTINF:3.003000,\n"
        "#EXT-X-BYTERANGE:100@150\n"
        "/media/7\n"
        "#EXT-X-ENDLIST\n"
    )


def test_lengths_add_up_without_drift_over_many_hours() -> None:
    """Thirds of a microsecond would have lost 5 ms here."""
    ticks = 90000 // 7
    index = index_of(*(n * ticks for n in range(20000)), end=20000 * ticks, timescale=90000)
    text = playlist(see_whole(index), "x")
    lengths = [Fraction(length) for length in re.findall(r"#EXTINF:([\d.]+),", text)]
    assert abs(sum(lengths) - Fraction(20000 * ticks, 90000)) < Fraction(1, 1_000_000)


@pytest.mark.parametrize(("end", "target"), [(400, 1), (2499, 2), (2500, 3), (9999, 10)])
def test_target_duration_is_the_longest_length_rounded(end: int, target: int) -> None:
    text = playlist(see_whole(index_of(0, end=end)), "x")
    assert f"#EXT-X-TARGETDURATION:{target}\n" in text


def test_cut_that_outlasts_its_recording_ends_with_it() -> None:
    view = see_through(index_of(0, 2000, end=3999), Span(2500, 9000))
    assert view == ClipView(view.index, Span(2500, 3999), 1, 2)
    assert (view.snapped, view.lead_ms, view.tail_ms) == (Span(2000, 3999), 500, 0)


def test_cut_behind_its_recording_shows_nothing() -> None:
    with pytest.raises(ValueError, match="ends at 3999 ms"):
        see_through(index_of(0, 2000, end=3999), Span(4000, 9000))
