"""Which of a source's media files to fetch: H.264 and AAC up to 1080 lines, else what there is.

What is neither is converted once (``archive.media.normalise``), which takes about as long as the
recording lasts: so H.264 of 720 lines wins over anything sharper that would have to be.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.errors import SourceRefusedError
from archive.source.facts import ChosenFormat

Format = Mapping[str, Any]
"""One entry of yt-dlp's ``formats``; its fields are described in yt-dlp's extractor/common.py."""

PROTOCOLS = ("https", "http", "http_dash_segments", "m3u8_native", "m3u8")
"""What is fetched within the guard, best first: a plain file resumes at any byte."""

_TALLEST = 1080
_TALL_ENOUGH = 720
_SMALL, _TOO_SMALL = 360, 144
"""The small picture has at most so many lines; slides can't be read below the second number."""
_H264 = ("avc", "h264")
_VIDEO_CODECS = ("avc", "h264", "vp9", "vp09", "av01", "hev", "hvc")
_CALLED = {"vp9": "VP9", "vp09": "VP9", "av01": "AV1", "hev": "HEVC", "hvc": "HEVC", "vp8": "VP8"}
_AUDIO_CODECS = ("mp4a", "aac", "opus", "vorbis")


def choose_formats(formats: Iterable[Format]) -> tuple[ChosenFormat, ...]:
    """One file with picture and sound, or a picture and a sound; the picture first.

    Raises ``SourceRefusedError`` when nothing with a picture can be fetched.
    """
    usable = [entry for entry in formats if _is_usable(entry)]
    pictures = [entry for entry in usable if entry.get("vcodec") != "none"]
    sounds = [entry for entry in usable if _is_sound(entry)]
    if not pictures:
        raise SourceRefusedError("This source has no picture that can be downloaded.")
    whole = [entry for entry in pictures if entry.get("acodec") != "none"]
    picture = _best_picture(pictures if sounds else whole or pictures)
    if not sounds or picture.get("acodec") not in ("none", None):
        return (_chosen(picture),)
    if picture.get("acodec") is None and picture.get("vcodec") is None:
        return (_chosen(picture),)
    return (_chosen(picture), _chosen(min(sounds, key=_sound_order)))


def foreign_codec(chosen: ChosenFormat) -> str | None:
    """What a picture is coded as that has to be converted; nothing for H.264, or where unknown."""
    name = (chosen.video_codec or "").lower()
    return next((called for prefix, called in _CALLED.items() if name.startswith(prefix)), None)


def choose_small(formats: Iterable[Format], main: ChosenFormat) -> ChosenFormat | None:
    """The same picture in H.264 at 360 lines, or the next fewer, if ``main`` has twice as many.

    It is never coded anew and gets the sound of the main one, so its codec must be known, and a
    file that brings another sound along is only the second choice.
    """
    tallest = min(_SMALL, (main.height or 0) // 2)
    fitting = [
        entry
        for entry in formats
        if _is_usable(entry)
        and _TOO_SMALL <= _height(entry) <= tallest
        and str(entry.get("vcodec")).lower().startswith(_H264)
        and (entry.get("preference") or 0) >= 0
    ]
    return _chosen(min(fitting, key=_small_order)) if fitting else None


def _small_order(entry: Format) -> tuple[Any, ...]:
    """Small is good."""
    return (
        -_height(entry),
        entry.get("acodec") != "none",
        -(entry.get("source_preference") or 0),
        PROTOCOLS.index(entry["protocol"]),
        -(entry.get("tbr") or 0),
        str(entry.get("format_id")),
    )


def _is_usable(entry: Format) -> bool:
    return (
        entry.get("protocol") in PROTOCOLS
        and entry.get("has_drm") in (None, False, "maybe")
        and not (entry.get("vcodec") == "none" and entry.get("acodec") == "none")
    )


def _is_sound(entry: Format) -> bool:
    return entry.get("vcodec") == "none" and entry.get("acodec") != "none"


def _best_picture(pictures: list[Format]) -> Format:
    heights = [height for entry in pictures if (height := _height(entry)) <= _TALLEST]
    enough = min(max(heights, default=0), _TALL_ENOUGH)
    return min(pictures, key=lambda entry: _picture_order(entry, enough))


def _picture_order(entry: Format, enough: int) -> tuple[Any, ...]:
    """Small is good. H.264 wins unless it is blurred where another codec is sharp.

    ``preference`` comes first, ``source_preference`` later: with these yt-dlp marks variants that
    are cut off, and such as are perhaps damaged.
    """
    height, codec = _height(entry), _rank(entry.get("vcodec"), _VIDEO_CODECS)
    return (
        -(entry.get("preference") or 0),
        height > _TALLEST,
        codec > 1 or height < enough,
        height if height > _TALLEST else -height,
        codec,
        -(entry.get("source_preference") or 0),
        PROTOCOLS.index(entry["protocol"]),
        -(entry.get("tbr") or 0),
        str(entry.get("format_id")),
    )


def _sound_order(entry: Format) -> tuple[Any, ...]:
    """Small is good: the spoken original before dubbed ones, AAC before others, then quality.

    ``-drc`` is YouTube's variant with the loud and the quiet evened out.
    """
    compressed = "-drc" in str(entry.get("format_id"))
    return (
        -(entry.get("preference") or 0),
        -(entry.get("language_preference") or 0),
        _rank(entry.get("acodec"), _AUDIO_CODECS) > 1,
        compressed,
        PROTOCOLS.index(entry["protocol"]),
        -(entry.get("abr") or entry.get("tbr") or 0),
        str(entry.get("format_id")),
    )


def _rank(codec: str | None, order: tuple[str, ...]) -> int:
    """Place of a codec (``avc1.640028``) in an order; unknown ones stand with the best two.

    A file that names no codec is nearly always H.264 with AAC: old sites and plain MP4 links.
    """
    if codec is None:
        return 1
    places = (place for place, prefix in enumerate(order) if codec.lower().startswith(prefix))
    return next(places, len(order))


def _height(entry: Format) -> int:
    return int(entry.get("height") or 0)


def _chosen(entry: Format) -> ChosenFormat:
    return ChosenFormat(
        format_id=str(entry["format_id"]),
        has_picture=entry.get("vcodec") != "none",
        extension=str(entry.get("ext") or "mp4"),
        protocol=str(entry["protocol"]),
        video_codec=_codec(entry.get("vcodec")),
        audio_codec=_codec(entry.get("acodec")),
        height=entry.get("height"),
        size=entry.get("filesize"),
    )


def _codec(name: str | None) -> str | None:
    return None if name == "none" else name
