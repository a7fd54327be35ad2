"""The slides of files that ``align`` is given, read where a program for it is named."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archive.sentence import Sentence

if TYPE_CHECKING:
    from archive.media.slides import Slide
    from archive.media.tools import Tools


@dataclass(slots=True)
class SlideReading:
    """``program`` is none where nobody asked; ``doubts`` say why slides could not be read."""

    program: Path | None
    data: Path | None
    doubts: list[Sentence] = field(default_factory=list)

    def read(self, tools: "Tools", media: Path, strip: Path) -> "tuple[Slide, ...]":
        """The slides of a file whose filmstrip was made; what was read is not kept."""
        if self.program is None:
            return ()
        from archive.media.slides import Asked, Filmed, slides_or_reason

        asked, filmed = Asked(self.program, self.data), Filmed(media, strip, strip / "none.json")
        slides, reason = slides_or_reason(tools, asked, filmed, strip / "slides.json")
        if reason and reason not in self.doubts:
            self.doubts.append(reason)
        return slides


def slide_reading(given: str | None) -> SlideReading:
    """With the program named here, or else that of the installation."""
    from archive.settings import read_settings

    settings = read_settings()
    program = Path(given) if given else settings.tesseract
    return SlideReading(program, settings.tessdata_folder)
