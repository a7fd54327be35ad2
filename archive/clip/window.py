"""A clip as files that hold nothing else: the recording's header, and all fragments of the clip.

Players that don't ask for exactly the ranges a playlist names, as browsers that play HLS without
any script, begin every file at its first byte and read on to its end. Of a recording that would be
somebody else's pictures; so here each address is a file of its own, and all of it is the clip's.
"""

import re

from archive.clip.exact import RECORDING
from archive.clip.playlist import ByteRange, ClipView, shown_bytes

HEADER, MIDDLE = "header.mp4", "middle.mp4"

_HEADER = re.compile(rf'URI="{re.escape(RECORDING)}",BYTERANGE="(\d+)@0"')
_PIECE = re.compile(rf"(BYTERANGE:\d+)@(\d+)\n{re.escape(RECORDING)}\n")


def header_bytes(view: ClipView) -> ByteRange:
    """What of the recording is ``header.mp4``."""
    return 0, view.index.init_size - 1


def middle_bytes(view: ClipView) -> ByteRange:
    """What of the recording is ``middle.mp4``, for either form of the clip."""
    return shown_bytes(view)


def window_playlist(listing: str, view: ClipView) -> str:
    """A clip's playlist over its recording as one over these files, for every player."""
    first, _ = middle_bytes(view)
    listing = _HEADER.sub(rf'URI="{HEADER}",BYTERANGE="\1@0"', listing)
    return _PIECE.sub(lambda found: f"{found[1]}@{int(found[2]) - first}\n{MIDDLE}\n", listing)
