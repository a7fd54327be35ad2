"""A packed recording heard once, for all that is made of its sound."""

from pathlib import Path

from archive.media.ffmpeg import Stop, never, run
from archive.media.output import Progress, Report, unheard
from archive.media.probe import examine
from archive.media.sound import Listener, write_sound
from archive.media.tools import Tools
from archive.media.waveform import Peaks, samples_command, write_peaks


def listen(
    tools: Tools,
    media: Path,
    duration_ms: int,
    *,
    waveform: Path,
    sound: Path,
    report: Report = unheard,
    stop: Stop = never,
) -> None:
    """Write the peaks and the sound of a packed recording; one without sound gets zeros.

    Memory is five bytes per tenth of a second, whatever the sound's length.
    """
    progress = Progress(duration_ms, report)
    peaks, listener = Peaks(Progress(duration_ms, unheard)), Listener(progress)

    def hear(data: bytes) -> None:
        peaks.read(data)
        listener.read(data)

    if examine(tools, media, stop=stop).sound:
        run(samples_command(tools, media), on_output=hear, stop=stop)
    write_peaks(peaks, duration_ms, waveform)
    write_sound(listener, duration_ms, sound)
    progress.end()
