"""Passages of a recording's sound as samples, decoded alone: seconds of hours."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.media.ffmpeg import Input, Output, Stop, convert_command, never, run
from archive.media.tools import Tools
from archive.media.waveform import SAMPLE_RATE
from archive.timecode import Span

Samples = NDArray[np.float32]


def passage(
    tools: Tools, media: Path, span: Span, *, lead_seconds: int = 0, stop: Stop = never
) -> Samples:
    """The samples of a span, mono at ``SAMPLE_RATE``, between -1 and 1; shorter at the very end.

    Of a packed recording ``lead_seconds`` is ``archive.media.timeline.LEAD_SECONDS``; any other
    file counts from its own beginning. Where there is no sound yet it is silent.
    """
    pieces: list[bytes] = []
    run(_command(tools, media, span, lead_seconds), on_output=pieces.append, stop=stop)
    content = b"".join(pieces)
    samples = np.frombuffer(content[: len(content) // 2 * 2], "<i2").astype(np.float32)
    return np.asarray(samples / np.float32(32768), np.float32)


def _command(tools: Tools, media: Path, span: Span, lead_seconds: int) -> tuple[str, ...]:
    reads = {
        "ss": f"{lead_seconds + span.start / 1000:.3f}",
        "t": f"{span.duration / 1000:.3f}",
        # What is packed begins behind its lead, and is sought by its own clock.
        "seek_timestamp": "1" if lead_seconds else "0",
    }
    plain = f"aformat=sample_rates={SAMPLE_RATE}:sample_fmts=s16:channel_layouts=mono"
    writes = {"af": f"aresample=async=1:first_pts=0,{plain}", "f": "s16le"}
    return convert_command(tools, [Input(media, ("a:0",), reads)], Output("pipe:1", writes))
