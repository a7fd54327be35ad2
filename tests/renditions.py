"""One recording in two sizes, whose frames carry the same numbers; a server that offers both."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.media import KnownMedia, known_media, remade
from tests.streams import Server, publish_page

RATE = Fraction(10)
LARGE, SMALL = (512, 288), (256, 144)
KIND = "application/vnd.apple.mpegurl"


@cache
def large_media(seconds: int = 8) -> KnownMedia:
    """The main rendition: a keyframe every second and a half."""
    return known_media(seconds=seconds, rate=RATE, gop=15, size=LARGE, container="separate")


@cache
def small_media(seconds: int = 8, rate: Fraction = RATE) -> KnownMedia:
    """The same pictures in a fourth of the size, with keyframes elsewhere."""
    return known_media(seconds=seconds, rate=rate, gop=10, size=SMALL, container="separate")


@dataclass(frozen=True, slots=True)
class TwoSizes:
    """Where both are published: the page, and the pieces of each in order, the header first."""

    page: str
    large: tuple[str, ...]
    small: tuple[str, ...]
    sound: tuple[str, ...]


def publish_two_sizes(server: Server, at: str = "/two") -> TwoSizes:
    """Publish a recording of eight seconds as HLS in two sizes with one sound."""
    large, sound = large_media().paths
    pieces = {
        "large": _publish(server, at, "large", large),
        "small": _publish(server, at, "small", small_media().paths[0]),
        "sound": _publish(server, at, "sound", sound),
    }
    playlist = server.put(f"{at}/master.m3u8", _MASTER, KIND)
    return TwoSizes(publish_page(server, f"{at}/", playlist), **pieces)


def _publish(server: Server, at: str, name: str, media: Path) -> tuple[str, ...]:
    """Cut one file into fragments of a second or more, and publish them."""
    options = (
        *("-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_type", "fmp4"),
        *("-hls_fmp4_init_filename", f"{name}-init.mp4"),
    )
    with TemporaryDirectory() as place:
        folder = Path(place)
        playlist = folder / f"{name}.m3u8"
        remade(media, playlist, *options, "-hls_segment_filename", str(folder / f"{name}-%d.m4s"))
        text = playlist.read_text()
        names = [f"{name}-init.mp4"]
        names += [line for line in text.splitlines() if line and not line.startswith("#")]
        server.put(f"{at}/{name}.m3u8", text, KIND)
        for piece in names:
            server.put(f"{at}/{piece}", (folder / piece).read_bytes(), "video/mp4")
    return tuple(f"{at}/{piece}" for piece in names)


_MASTER = """\
#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="main",DEFAULT=YES,URI="sound.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=512x288,CODECS="avc1.640015,mp4a.40.2",AUDIO="sound"
large.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=256x144,CODECS="avc1.64000b,mp4a.40.2",AUDIO="sound"
small.m3u8
"""
