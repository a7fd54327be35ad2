"""Downloaded files become one fragmented MP4, one fragment per group of pictures, by copying.

Recording time 0 is the first picture that can be shown alone. Picture and sound are moved by the
same amount, whatever clock the source runs on. Sound from before 0 is left out. Fragments carry
recording time, ``LEAD_SECONDS`` later (``archive.media.timeline``), in their ``tfdt`` boxes. hls.js
lets its clock begin where the first fragment it loads begins, and says so in ``INIT_PTS_FOUND``. A
browser's own HLS player places a fragment it seeks to by its first sample: so a fragment's sound
begins with its keyframe or up to one frame of sound later, never before it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SourceRefusedError
from archive.media.ffmpeg import Input, Output, Stop, convert, convert_command, never
from archive.media.fragments import read_fragment_index
from archive.media.output import Report, unheard
from archive.media.probe import (
    PictureStream,
    SoundStream,
    SourceFile,
    examine,
    first_keyframe,
    reordering_delay,
)
from archive.media.timeline import LEAD_SECONDS
from archive.media.tools import Tools
from archive.media.wholeness import check_whole, cut_short
from archive.storage import settle, written_beside

PICTURE_CODECS = ("h264",)
SOUND_CODECS = ("aac",)

MISSING_MS = 1500
"""How much shorter than declared a picture may turn out before its file counts as cut short."""

# AAC's first packet lies before 0 (priming). The same filter leaves out sound from before the first
# picture, and pictures that need one which is not there.
_FROM_ZERO = "noise=drop='lt(pts,0)'"

_OPTIONS = {
    "c": "copy",
    "bsf:v": _FROM_ZERO,
    # MPEG-TS says only in its packets how the sound is coded. The filter hands that on with the
    # first packet it sees, so it comes after packets were left out; and the header waits for it.
    "bsf:a": f"{_FROM_ZERO},aac_adtstoasc",
    # Without ``frag_discont`` every track would begin at 0, wherever its first packet lies.
    "movflags": "frag_keyframe+delay_moov+default_base_moof+frag_discont+skip_trailer",
    "output_ts_offset": str(LEAD_SECONDS),
    "use_editlist": "0",
    "avoid_negative_ts": "disabled",
    "map_metadata": "-1",
    "map_chapters": "-1",
    "fflags": "+bitexact",
    "f": "mp4",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What is taken from where; the picture file's clock is ``ahead_us`` of the sound file's.

    ``timescale`` is how many ticks of the packed picture make a second, if that matters.
    """

    picture_file: SourceFile
    picture: PictureStream
    sound_file: SourceFile | None
    sound: SoundStream | None
    ahead_us: int = 0
    timescale: int | None = None


def pack(
    tools: Tools,
    inputs: Sequence[Path],
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> None:
    """Pack one muxed file, or a picture's and a sound's; the same inputs give the same bytes.

    Raises ``SourceRefusedError`` when they can't be packed or are cut short.
    """
    parts = chosen_parts([examine(tools, path, stop=stop) for path in inputs])
    _check_codecs(parts)
    pack_parts(tools, parts, target, report=report, stop=stop)


def chosen_parts(sources: Sequence[SourceFile]) -> Parts:
    """Sound from a file of its own comes before sound that lies with the picture.

    Raises ``SourceRefusedError`` when there are not the files for it, or they are cut short.
    """
    shown = [source for source in sources if source.picture]
    heard = sorted((source for source in sources if source.sound), key=lambda s: s in shown)
    if sources and not shown:
        raise SourceRefusedError(
            "“{name}” holds no picture, only sound.", name=sources[0].path.name
        )
    if len(shown) != 1 or len(sources) > 2 or not (picture := shown[0].picture):
        raise SourceRefusedError(
            "A recording is packed from one file, or from one with picture and one with sound."
        )
    for source in sources:
        check_whole(source.path, source.container)
    return Parts(
        picture_file=shown[0],
        picture=picture,
        sound_file=heard[0] if heard else None,
        sound=heard[0].sound if heard else None,
    )


def pack_parts(
    tools: Tools, parts: Parts, target: Path, *, report: Report = unheard, stop: Stop = never
) -> None:
    """Pack streams that are coded as clips need them; raises as ``pack``."""
    zero = first_keyframe(tools, parts.picture_file.path, parts.picture.number, stop=stop)
    zero_us = round(zero * 1_000_000)
    _check_clocks(parts, zero_us)
    with written_beside(target) as beside:

        def tell(fraction: float) -> None:
            settle(beside)
            report(fraction)

        ticks = {"video_track_timescale": str(parts.timescale)} if parts.timescale else {}
        output = Output(f"file:{beside}", _OPTIONS | _sound_first(tools, parts, stop) | ticks)
        command = convert_command(tools, _inputs(parts, zero_us), output)
        length_ms = parts.picture.duration_ms or parts.picture_file.duration_ms
        convert(command, duration_ms=length_ms, report=tell, stop=stop)
        _check_length(parts, zero_us, beside)


def _inputs(parts: Parts, zero_us: int) -> list[Input]:
    """Both streams moved so that the first picture is at 0.

    ffmpeg itself moves every file's beginning to 0; ``-itsoffset`` adds to that.
    """
    taken: dict[SourceFile, list[PictureStream | SoundStream]] = {
        parts.picture_file: [parts.picture]
    }
    if parts.sound_file and parts.sound:
        taken.setdefault(parts.sound_file, []).append(parts.sound)
    return [
        Input(
            source.path,
            tuple(str(stream.number) for stream in streams),
            {"itsoffset": f"{(_beginning_us(source, streams) - begins_us) / 1_000_000:.6f}"},
        )
        for (source, streams), begins_us in zip(
            taken.items(), (zero_us, zero_us - parts.ahead_us), strict=False
        )
    ]


def _sound_first(tools: Tools, parts: Parts, stop: Stop) -> dict[str, str]:
    """Sound from before a keyframe goes into the fragment before it.

    The muxer sorts by when things are decoded, which for a keyframe is some pictures before it is
    shown; by so much sound is written earlier.
    """
    delay = reordering_delay(tools, parts.picture_file.path, parts.picture.number, stop=stop)
    return {"audio_preload": str(math.ceil(delay * 1_000_000))}


def _beginning_us(source: SourceFile, streams: Sequence[PictureStream | SoundStream]) -> int:
    """What ffmpeg holds for the file's beginning; in MPEG-TS only streams that are taken count."""
    if source.container == "mpegts":
        return min(stream.start_us for stream in streams)
    return source.start_us


def _check_codecs(parts: Parts) -> None:
    if parts.picture.codec not in PICTURE_CODECS:
        raise SourceRefusedError(
            "The picture is coded as {codec}; only H.264 (h264) can be packed.",
            codec=parts.picture.codec,
        )
    if parts.sound and parts.sound.codec not in SOUND_CODECS:
        raise SourceRefusedError(
            "The sound is coded as {codec}; only AAC (aac) can be packed.", codec=parts.sound.codec
        )


def _check_clocks(parts: Parts, zero_us: int) -> None:
    """Two files whose clocks share no moment can't be brought together by their clocks."""
    if not (parts.sound and parts.sound_file and parts.sound.duration_ms):
        return
    picture_us, sound_us = zero_us - parts.ahead_us, parts.sound.start_us
    picture_end = picture_us + parts.picture.duration_ms * 1000
    sound_end = sound_us + parts.sound.duration_ms * 1000
    if sound_end <= picture_us or (parts.picture.duration_ms and picture_end <= sound_us):
        raise SourceRefusedError(
            "The picture in “{picture}” and the sound in “{sound}” share no moment.",
            picture=parts.picture_file.path.name,
            sound=parts.sound_file.path.name,
        )


def _check_length(parts: Parts, zero_us: int, packed: Path) -> None:
    """What came before the first keyframe was left out on purpose.

    MPEG-TS declares nothing: its length is ffprobe's guess.
    """
    if parts.picture_file.container == "mpegts":
        return
    left_out_ms = (zero_us - parts.picture.start_us) // 1000
    found_ms = read_fragment_index(packed).duration_ms + max(left_out_ms, 0)
    if found_ms + MISSING_MS < parts.picture.duration_ms:
        raise cut_short(parts.picture_file.path)
