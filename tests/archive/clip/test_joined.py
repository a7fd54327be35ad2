"""Playlists of clips one after the other, each under its own header."""

from archive.clip.joined import Listing, joined_playlist, length_ms
from archive.clip.playlist import Listed, write_playlist

FIRST = write_playlist(
    Listed("head.mp4", 0, 700, 0),
    [Listed("head.mp4", 700, 50, 0), Listed("recording.mp4", 9000, 800, 500)],
    2500,
    1000,
)
SECOND = write_playlist(
    Listed("recording.mp4", 0, 650, 0), [Listed("recording.mp4", 650, 900, 0)], 4200, 1000
)


def test_each_clip_s_pieces_follow_under_its_own_header_and_address() -> None:
    joined = joined_playlist([Listing(FIRST, "../a/"), Listing(SECOND, "../b/")])

    assert joined == "\n".join(
        (
            "#EXTM3U",
            "#EXT-X-VERSION:7",
            "#EXT-X-TARGETDURATION:4",
            "#EXT-X-MEDIA-SEQUENCE:0",
            "#EXT-X-PLAYLIST-TYPE:VOD",
            "#EXT-X-INDEPENDENT-SEGMENTS",
            '#EXT-X-MAP:URI="../a/head.mp4",BYTERANGE="700@0"',
            "#EXTINF:0.500000,",
            "#EXT-X-BYTERANGE:50@700",
            "../a/head.mp4",
            "#EXTINF:2.000000,",
            "#EXT-X-BYTERANGE:800@9000",
            "../a/recording.mp4",
            "#EXT-X-DISCONTINUITY",
            '#EXT-X-MAP:URI="../b/recording.mp4",BYTERANGE="650@0"',
            "#EXTINF:4.200000,",
            "#EXT-X-BYTERANGE:900@650",
            "../b/recording.mp4",
            "#EXT-X-ENDLIST",
            "",
        )
    )


def test_a_playlist_lasts_as_long_as_its_pieces() -> None:
    assert (length_ms(FIRST), length_ms(SECOND)) == (2_500, 4_200)
