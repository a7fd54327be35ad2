"""Playlists of several clips as one: a session whose livestream broke off, played in one go.

Nothing of the clips changes: their segments follow each other behind an ``EXT-X-DISCONTINUITY``
(RFC 8216, 4.3.2.3), each under its own clip's header.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LENGTH = re.compile(r"#EXTINF:(\d+)\.(\d{6}),")
_TARGET = re.compile(r"#EXT-X-TARGETDURATION:(\d+)")
_URI = re.compile(r'URI="([^"]+)"')
_TARGET_LINE = "#EXT-X-TARGETDURATION"
_MAP, _END = "#EXT-X-MAP:", "#EXT-X-ENDLIST"


@dataclass(frozen=True, slots=True)
class Listing:
    """A clip's media playlist, and the folder its addresses are in, with a slash in the end."""

    playlist: str
    folder: str


def joined_playlist(listings: Sequence[Listing]) -> str:
    """One media playlist of them all; the first one's head speaks for all but the longest piece."""
    first, *others = ([*_lines(one)] for one in listings)
    target = max(int(found) for one in listings for found in _TARGET.findall(one.playlist))
    head = [f"{_TARGET_LINE}:{target}" if line.startswith(_TARGET_LINE) else line for line in first]
    parts = (line for part in others for line in ("#EXT-X-DISCONTINUITY", *_pieces(part)))
    return "\n".join((*head, *parts, _END, ""))


def length_ms(playlist: str) -> int:
    """How long a media playlist's segments are together."""
    lengths = (
        int(seconds) * 1_000_000 + int(micro) for seconds, micro in _LENGTH.findall(playlist)
    )
    return round(sum(lengths) / 1000)


def _lines(listing: Listing) -> Iterator[str]:
    """Every line but the end, addresses with their folder."""
    for line in listing.playlist.splitlines():
        if line.startswith("#"):
            if line != _END:
                yield _URI.sub(rf'URI="{listing.folder}\1"', line)
        elif line:
            yield f"{listing.folder}{line}"


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    """From the header of the segments on."""
    is_begun = False
    for line in lines:
        is_begun = is_begun or line.startswith(_MAP)
        if is_begun:
            yield line
