"""Speech recognition for ``align``: only with a model, only where a file has no captions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import RefusedError, ToolFailedError
from archive.sentence import Sentence

if TYPE_CHECKING:
    from archive.alignment.heard import Heard
    from archive.alignment.recognised import Recognised
    from archive.alignment.recognition import Recogniser


class Recognition:
    """The model of one command, loaded for the first file that wants it.

    Without a model, or where it can't be used, nothing is recognised; ``remarks`` say why.
    """

    def __init__(self, model: str | None, languages: Sequence[str]) -> None:
        self._folder = _folder(model)
        self._languages = languages
        self._recogniser: Recogniser | None = None
        self.remarks: list[Sentence] = []

    def words(self, media: Path, heard: "Heard | None") -> "Recognised | None":
        """What is recognised around the likeliest starts of a file without captions."""
        if heard is None or self._folder is None or self.remarks:
            return None
        try:
            return self._recognised(media, heard, self._folder)
        except (RefusedError, ToolFailedError) as exc:
            self.remarks.append(exc.sentence)
            return None

    def _recognised(self, media: Path, heard: "Heard", folder: Path) -> "Recognised":
        from functools import partial

        from archive.alignment.recognition import recognise
        from archive.alignment.whisper import load_whisper
        from archive.media.passages import passage
        from archive.media.tools import find_tools
        from archive.settings import read_settings

        self._recogniser = self._recogniser or load_whisper(folder)
        samples = partial(passage, find_tools(read_settings().ffmpeg_folder), media)
        return recognise(heard, samples, self._recogniser, self._languages)


def _folder(model: str | None) -> Path | None:
    """The folder that is named here, or that of the installation."""
    from archive.settings import read_settings

    return Path(model) if model else read_settings().asr_model
