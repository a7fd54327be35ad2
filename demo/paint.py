"""Drawing on a sheet in the units of the broadcast's picture, twice as fine while drawing."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from archive.errors import RefusedError

WIDTH, HEIGHT = 640, 360
FINE = 2
FONTS = Path(__file__).parent.parent / "node_modules/@expo-google-fonts/nanum-gothic"

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@lru_cache(maxsize=64)
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Nanum Gothic at ``size`` units; raises ``RefusedError`` where it is not set up."""
    name = "700Bold/NanumGothic_700Bold.ttf" if bold else "400Regular/NanumGothic_400Regular.ttf"
    if not (FONTS / name).exists():
        raise RefusedError("The demonstration's Korean font is missing. Run scripts/setup first.")
    return ImageFont.truetype(str(FONTS / name), size * FINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture being drawn."""

    image: Image.Image

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def box(
        self, box: Box, fill: str = "", edge: str = "", width: int = 0, round_: int = 6
    ) -> None:
        self.pen.rounded_rectangle(
            [side * FINE for side in box], round_ * FINE, fill or None, edge or None, width * FINE
        )

    def disc(self, x: int, y: int, radius: int, fill: str) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse([side * FINE for side in box], fill)

    def write(
        self,
        place: tuple[int, int],
        text: str,
        size: int,
        colour: str,
        *,
        bold: bool = False,
        room: int = WIDTH,
        anchor: str = "la",
    ) -> None:
        """Write one line, smaller where ``room`` units would not hold it."""
        while size > 7 and font(size, bold).getlength(text) > room * FINE:
            size -= 1
        x, y = place
        self.pen.text((x * FINE, y * FINE), text, colour, font(size, bold), anchor)

    def figure(self, box: Box, colour: str) -> None:
        """A person in a box: head and shoulders."""
        left, top, right, bottom = box
        middle, tall = (left + right) // 2, bottom - top
        reach = min(tall * 2 // 5, (right - left) * 2 // 5)
        self.box((middle - reach, bottom - tall * 2 // 5, middle + reach, bottom - 3), colour)
        self.box((left + 3, bottom - 5, right - 3, bottom - 2), colour, round_=2)
        self.disc(middle, top + tall * 2 // 5, tall // 5, "#e9c9a8")
        self.pen.pieslice(
            [
                (middle - tall // 5) * FINE,
                (top + tall // 5) * FINE,
                (middle + tall // 5) * FINE,
                (top + tall * 3 // 5) * FINE,
            ],
            180,
            360,
            "#3a2f2a",
        )

    def done(self) -> Image.Image:
        """The picture at its real size."""
        return self.image.reduce(FINE)


def sheet(colour: str) -> Sheet:
    """An empty sheet of one colour."""
    return Sheet(Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), colour))
