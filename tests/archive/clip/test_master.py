"""The master playlist, and the bit rates it promises."""

from fractions import Fraction

import pytest

from archive.clip.master import BitRates, Level, bit_rates, master_playlist
from archive.clip.playlist import Listed, write_playlist
from archive.media.stream import StreamFacts

LARGE = StreamFacts(1280, 720, Fraction(30000, 1001), ("avc1.64001f", "mp4a.40.2"))
SMALL = StreamFacts(640, 360, Fraction(30), ("avc1.4d401e", "mp4a.40.2"))
SILENT = StreamFacts(256, 144, Fraction(25), ("avc1.42c00b",))


def segments(*sized: tuple[int, int]) -> str:
    """A playlist of segments, each so many milliseconds long and bytes large."""
    pieces, at = [], 0
    for milliseconds, size in sized:
        pieces.append(Listed("recording.mp4", 1000, size, at))
        at += milliseconds
    return write_playlist(Listed("recording.mp4", 0, 900, 0), pieces, at, 1000)


EVEN = segments((2000, 250_000), (2000, 250_000))


def test_it_lists_the_renditions_in_the_order_given() -> None:
    small = segments((2000, 50_000), (2000, 30_001))
    levels = [
        Level("small/playlist.m3u8", small, SMALL),
        Level("playlist.m3u8", EVEN, LARGE),
        Level("silent.m3u8", segments((1000, 10)), SILENT),
    ]
    assert master_playlist(levels) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=200000,AVERAGE-BANDWIDTH=160002,RESOLUTION=640x360,"
        'FRAME-RATE=30.000,CODECS="avc1.4d401e,mp4a.40.2"\n'
        "small/playlist.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=1000000,AVERAGE-BANDWIDTH=1000000,RESOLUTION=1280x720,"
        'FRAME-RATE=29.970,CODECS="avc1.64001f,mp4a.40.2"\n'
        "playlist.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=80,AVERAGE-BANDWIDTH=80,RESOLUTION=256x144,"
        'FRAME-RATE=25.000,CODECS="avc1.42c00b"\n'
        "silent.m3u8\n"
    )


@pytest.mark.parametrize(
    ("sized", "rates"),
    [
        ([(2000, 1000), (2000, 4000), (2000, 1000)], BitRates(16_000, 8_000)),
        ([(100, 9000), (2000, 1000), (2000, 1000)], BitRates(38_096, 21_464)),
        ([(500, 4000), (500, 4000), (4000, 4000)], BitRates(19_200, 19_200)),
        ([(400, 50)], BitRates(1_000, 1_000)),
    ],
    ids=["one heavy segment", "a short one never alone", "several in a row", "one only"],
)
def test_the_peak_is_that_of_about_a_target_duration(
    sized: list[tuple[int, int]], rates: BitRates
) -> None:
    assert bit_rates(segments(*sized)) == rates


@pytest.mark.parametrize(
    "text", ["", "#EXTM3U\n", "#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\na.mp4\n"]
)
def test_what_is_no_playlist_of_ours_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no playlist of byte ranges"):
        bit_rates(text)
