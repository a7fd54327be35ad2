"""Which of a recording's streams clips can't be cut from as they are, and why."""

from fractions import Fraction

from archive.errors import SourceRefusedError
from archive.media.probe import PictureStream, SoundStream
from archive.sentence import Sentence

LONGEST_SIDE, SHORTEST_SIDE = 1920, 1080

_PICTURES = {
    "h264": "H.264",
    "hevc": "HEVC",
    "av1": "AV1",
    "vp9": "VP9",
    "vp8": "VP8",
    "mpeg1video": "MPEG-1",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4 Part 2",
    "flv1": "Sorenson H.263",
    "h263": "H.263",
    "vp6f": "VP6",
    "vc1": "VC-1",
    "wmv3": "WMV 9",
    "theora": "Theora",
    "mjpeg": "Motion JPEG",
    "prores": "ProRes",
    "dnxhd": "DNxHD",
}
_SOUNDS = {
    "aac": "AAC",
    "opus": "Opus",
    "vorbis": "Vorbis",
    "mp3": "MP3",
    "mp2": "MP2",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "dts": "DTS",
    "flac": "FLAC",
    "alac": "ALAC",
    "speex": "Speex",
    "nellymoser": "Nellymoser",
    "wmav2": "WMA",
}
_PCM = ("pcm_", "adpcm_")
_EIGHT_BITS = ("yuv420p", "yuvj420p", "")
_SIMPLE_AAC = ("LC", "HE-AAC", "HE-AACv2", "")
"""What is copied frame by frame; ``mp4a.40.5`` and ``.29`` keep their places at joints too."""


def picture_need(picture: PictureStream) -> Sentence | None:
    """Why the picture must be coded again; nothing when it need not.

    Raises ``SourceRefusedError`` when its codec can't be read.
    """
    name = _PICTURES.get(picture.codec)
    if name is None:
        raise SourceRefusedError(
            "The picture is coded as {codec}, which can't be converted to H.264.",
            codec=picture.codec,
        )
    if picture.codec != "h264":
        return Sentence(
            "The picture came as {codec} ({height}p); clips need H.264.",
            {"codec": name, "height": picture.height},
        )
    if picture.is_interlaced:
        return Sentence("The picture came in half pictures (interlaced); clips need whole ones.")
    if picture.pixels not in _EIGHT_BITS:
        return Sentence(
            "The picture came in colours that browsers don't show ({pixels}); clips need plain"
            " ones.",
            {"pixels": picture.pixels},
        )
    return None


def sound_need(sound: SoundStream) -> Sentence | None:
    """Why the sound must be coded again; raises ``SourceRefusedError`` as for the picture."""
    name = "PCM" if sound.codec.startswith(_PCM) else _SOUNDS.get(sound.codec)
    if name is None:
        raise SourceRefusedError(
            "The sound is coded as {codec}, which can't be converted to AAC.", codec=sound.codec
        )
    if sound.codec != "aac" or sound.profile not in _SIMPLE_AAC:
        called = name if sound.codec != "aac" else f"AAC {sound.profile}"
        return Sentence("The sound came as {codec}; clips need AAC.", {"codec": called})
    return None


def fitted_size(picture: PictureStream) -> tuple[int, int]:
    """Width and height in square pixels as it is shown, no larger than 1920 by 1080, or upright."""
    shape = picture.pixel_shape
    width = picture.width * max(shape, Fraction(1))
    height = picture.height / min(shape, Fraction(1))
    if picture.rotation % 180:
        width, height = height, width
    scale = min(
        Fraction(1),
        LONGEST_SIDE / max(width, height),
        SHORTEST_SIDE / min(width, height),
    )
    return _even(width * scale), _even(height * scale)


def _even(length: Fraction) -> int:
    return max(round(length / 2) * 2, 2)
