"""What stands on a recording's slides, where an operator has them read."""

import logging

from archive.media.output import Report
from archive.media.slides import Asked, Filmed, Slide, load_slides, slides_or_reason
from archive.settings import Settings
from archive.storage import RecordingFiles
from jobs.turn import Turn

_LOG = logging.getLogger(__name__)


def asked_for(settings: Settings) -> Asked | None:
    """The program an operator names for it; nothing is read without one."""
    return Asked(settings.tesseract, settings.tessdata_folder) if settings.tesseract else None


def is_due(turn: Turn) -> bool:
    """Whether slides are to be read: once, unless somebody removes what was kept."""
    return asked_for(turn.workshop.settings) is not None and not turn.files.slides.exists()


def read_slides(turn: Turn, report: Report) -> None:
    """Read them beside the filmstrip; where that can't be done the reason is logged."""
    asked = asked_for(turn.workshop.settings)
    if asked is None:
        return
    files = turn.files
    _, reason = slides_or_reason(
        turn.workshop.tools,
        asked,
        Filmed(files.media, files.filmstrip, files.fragments),
        files.slides,
        report=report,
        stop=turn.stop,
    )
    if reason:
        _LOG.warning("recording %s: slides are not read: %s", turn.recording_id, reason)


def slides_of(settings: Settings, files: RecordingFiles) -> tuple[Slide, ...]:
    """What was read of a recording, as long as an operator wants it."""
    return load_slides(files.slides) if asked_for(settings) else ()
