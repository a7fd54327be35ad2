"""A smaller picture of a recording, packed beside it on the same timeline, with the same sound."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archive.errors import SourceRefusedError
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex, read_fragment_index
from archive.media.joints import find_joints
from archive.media.needs import picture_need
from archive.media.output import Report, unheard
from archive.media.pack import Parts, chosen_parts, pack_parts
from archive.media.probe import examine, first_keyframe
from archive.media.tools import Tools
from archive.sentence import Sentence
from archive.storage import written_beside

SAME_US = 1000
"""Pictures of two renditions count as shown at one moment when they are no further apart."""

SAME_END_MS = 500
"""Their ends may differ by a picture or two of the slower one, and by what a muxer left out."""


def pack_small(
    tools: Tools,
    small: Path,
    inputs: Sequence[Path],
    recording: Path,
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> None:
    """Pack another picture of what ``recording`` was made of, the files ``inputs``.

    Its sound is the recording's, and so are its ticks: where the next fragment counts in others,
    hls.js reckons anew when the clip begins. Raises ``SourceRefusedError`` when the picture can't
    be packed and cut as it is, or does not show the same time throughout.
    """
    main = chosen_parts([examine(tools, path, stop=stop) for path in inputs])
    other = chosen_parts([examine(tools, small, stop=stop)])
    _refuse(picture_need(other.picture))
    zero_us = _zero_us(tools, other, stop)
    _check_beginning(main, other, zero_us - _zero_us(tools, main, stop))
    packed = chosen_parts([examine(tools, recording, stop=stop)])
    whole = read_fragment_index(recording)
    parts = replace(
        packed,
        picture_file=other.picture_file,
        picture=other.picture,
        ahead_us=zero_us - _zero_us(tools, packed, stop),
        timescale=whole.timescale,
    )
    with written_beside(target) as beside:
        pack_parts(tools, parts, beside, report=report, stop=stop)
        index = read_fragment_index(beside)
        _check_end(index, whole)
        _refuse(find_joints(beside, index, stop=stop).need())


def _zero_us(tools: Tools, parts: Parts, stop: Stop) -> int:
    """When the first picture that can be shown alone stands on its file's clock."""
    zero = first_keyframe(tools, parts.picture_file.path, parts.picture.number, stop=stop)
    return round(zero * 1_000_000)


def _refuse(reason: Sentence | None) -> None:
    """What would have to be coded again is of no use: the other picture is there already."""
    if reason is not None:
        raise SourceRefusedError(reason.template, **reason.values)


def _check_beginning(main: Parts, other: Parts, later_us: int) -> None:
    """Both pictures must begin at one moment: players go from one to the other and back.

    A source's renditions share their clock. Where another file's clock runs later or earlier, its
    sound tells: that must begin later by as much as its picture.
    """
    off_us = later_us
    if abs(later_us) > SAME_US and main.sound and other.sound:
        off_us -= other.sound.start_us - main.sound.start_us
    if abs(off_us) > SAME_US:
        raise SourceRefusedError(
            "The small picture in “{name}” begins {ms} ms away from the large one.",
            name=other.picture_file.path.name,
            ms=round(abs(off_us) / 1000),
        )


def _check_end(found: FragmentIndex, main: FragmentIndex) -> None:
    if abs(found.duration_ms - main.duration_ms) > SAME_END_MS:
        raise SourceRefusedError(
            "The small picture lasts {found} ms, the large one {expected} ms.",
            found=found.duration_ms,
            expected=main.duration_ms,
        )
