"""The broadcast as HLS: fragmented MP4 in two sizes, WebVTT in two languages, one master list."""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.errors import ToolFailedError
from archive.media.tools import find_tools
from archive.timecode import Span, print_offset
from demo.film import FPS
from demo.paint import HEIGHT, WIDTH
from demo.sound import RATE
from demo.timeline import Caption

PIECE_SECONDS = 4
CAPTION_PIECE = 60_000
PRIMING = 1024
"""Samples an AAC encoder puts before the first; taken off here, so that the picture starts at 0."""
SMALL_WIDTH, SMALL_HEIGHT = WIDTH // 2, HEIGHT // 2
LANGUAGES = {"ko": "한국어", "en": "English"}

MASTER = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
{subtitles}
#EXT-X-STREAM-INF:BANDWIDTH=400000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION={width}x{height},\
FRAME-RATE={fps},SUBTITLES="captions"
picture.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="avc1.42c00d",RESOLUTION={small_width}x{small_height},\
FRAME-RATE={fps},SUBTITLES="captions"
small.m3u8
"""
SUBTITLE = (
    '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="{name}",LANGUAGE="{language}",'
    'DEFAULT=NO,AUTOSELECT=YES,URI="captions.{language}.m3u8"'
)


def encode(frames: Iterable[bytes], sound: bytes, folder: Path) -> None:
    """Write ``picture.m3u8``, ``small.m3u8`` and their pieces, the small ones without sound.

    Raises ``ToolFailedError`` when ffmpeg fails.
    ``frames`` are yuv420p at ``FPS``, ``sound`` is mono 16-bit at ``RATE``.
    """
    samples = folder / "sound.raw"
    samples.write_bytes(sound[2 * PRIMING :])
    command = _command(samples)
    log = folder / "ffmpeg.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=errors, cwd=folder) as ffmpeg,
    ):
        _feed(ffmpeg, frames)
    if ffmpeg.returncode:
        raise ToolFailedError(
            "ffmpeg could not make the demonstration's stream: {reason}",
            reason=log.read_text(errors="replace")[-500:],
        )
    samples.unlink()
    log.unlink()


def _command(samples: Path) -> list[str]:
    picture = f"-f rawvideo -pix_fmt yuv420p -s {WIDTH}x{HEIGHT} -r {FPS} -i pipe:0"
    sound = f"-f s16le -ar {RATE} -ac 1 -i {samples.name}"
    heard = f"-af asetpts=PTS+{PRIMING} -c:a aac -aac_coder fast -b:a 56k"
    large = f"-map 0:v -map 1:a {_coded('3.0', seconds=2)} {heard} {_pieces('picture')}"
    scale = f"-vf scale={SMALL_WIDTH}:{SMALL_HEIGHT}:flags=fast_bilinear"
    small = f"-map 0:v {scale} {_coded('1.3', seconds=1)} {_pieces('small')}"
    options = f"-hide_banner -loglevel error -y {picture} {sound} {large} {small}"
    return [str(find_tools().ffmpeg), *options.split()]


def _coded(level: str, seconds: int) -> str:
    """The encoder's options; a keyframe comes after so many seconds."""
    return (
        f"-c:v libx264 -preset ultrafast -profile:v baseline -level {level} -crf 26"
        f" -g {FPS * seconds} -color_range tv -colorspace smpte170m -color_primaries smpte170m"
        " -color_trc smpte170m"
    )


def _pieces(name: str) -> str:
    return (
        f"-f hls -hls_time {PIECE_SECONDS} -hls_playlist_type vod -hls_segment_type fmp4"
        f" -hls_fmp4_init_filename {name}.mp4 -hls_segment_filename {name}-%04d.m4s {name}.m3u8"
    )


def _feed(ffmpeg: subprocess.Popen[bytes], frames: Iterable[bytes]) -> None:
    """A program that ended early says why in its log: the broken pipe is only the echo."""
    if ffmpeg.stdin is None:
        return
    try:
        for frame in frames:
            ffmpeg.stdin.write(frame)
        ffmpeg.stdin.close()
    except BrokenPipeError:
        ffmpeg.wait()


def write_master(folder: Path) -> None:
    """Write ``master.m3u8``, which joins both pictures and the captions."""
    subtitles = "\n".join(
        SUBTITLE.format(name=name, language=language) for language, name in LANGUAGES.items()
    )
    text = MASTER.format(
        subtitles=subtitles,
        width=WIDTH,
        height=HEIGHT,
        small_width=SMALL_WIDTH,
        small_height=SMALL_HEIGHT,
        fps=FPS,
    )
    (folder / "master.m3u8").write_text(text, encoding="utf-8")


def write_captions(
    folder: Path, language: str, cues: Sequence[Caption], duration: int, piece: int = CAPTION_PIECE
) -> None:
    """Write one language's list and pieces; a cue on a border stands in both (RFC 8216, 3.5)."""
    listed = ["#EXTM3U", "#EXT-X-VERSION:3", f"#EXT-X-TARGETDURATION:{-(-piece // 1000)}"]
    listed += ["#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-MEDIA-SEQUENCE:0"]
    for number, start in enumerate(range(0, duration, piece)):
        span = Span(start, min(start + piece, duration))
        name = f"captions.{language}-{number:03}.vtt"
        inside = [cue for cue in cues if cue.span.overlap(span)]
        (folder / name).write_text(_webvtt(inside), encoding="utf-8")
        listed += [f"#EXTINF:{span.duration / 1000:.3f},", name]
    listed += ["#EXT-X-ENDLIST", ""]
    (folder / f"captions.{language}.m3u8").write_text("\n".join(listed), encoding="utf-8")


def _webvtt(cues: Iterable[Caption]) -> str:
    blocks = ["WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000"]
    for cue in cues:
        times = f"{print_offset(cue.span.start)} --> {print_offset(cue.span.end)}"
        blocks.append(f"{times}\n{cue.text}")
    return "\n\n".join(blocks) + "\n"
