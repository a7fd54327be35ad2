"""Times as TTML writes them: clock, frames, ticks and offsets (TTML1, section 10.3.1)."""

import re
from dataclasses import dataclass
from fractions import Fraction

from archive.captions.tree import Element
from archive.timecode import Offset

_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?(?::(\d{1,4})(?:\.(\d{1,4}))?)?")
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_UNITS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}


@dataclass(frozen=True, slots=True)
class Clock:
    """How a document counts: frames a second (with NTSC's multiplier), ticks a second."""

    frames: Fraction = Fraction(30)
    subframes: int = 1
    ticks: Fraction = Fraction(1)

    def offset(self, text: str) -> Offset:
        """Milliseconds. Raises ``ValueError`` when the text is no time expression."""
        if clock := _CLOCK.fullmatch(text.strip()):
            hours, minutes, seconds = (int(part) for part in clock.groups()[:3])
            whole = Fraction((hours * 60 + minutes) * 60 + seconds)
            part = Fraction(int(clock[4]), 10 ** len(clock[4])) if clock[4] else Fraction(0)
            frames = int(clock[5] or 0) + Fraction(int(clock[6] or 0), self.subframes)
            return round((whole + part + frames / self.frames) * 1000)
        if offset := _OFFSET.fullmatch(text.strip()):
            return round(Fraction(offset[1]) * self._unit_ms(offset[2]))
        raise ValueError(f"{text!r} is no time expression")

    def _unit_ms(self, unit: str) -> Fraction:
        if unit == "f":
            return 1000 / self.frames
        return 1000 / self.ticks if unit == "t" else Fraction(_UNITS[unit])


def clock_of(root: Element) -> Clock:
    """The clock a document declares; what it leaves out is as the standard says.

    Without a rate of its own, a tick is a sub-frame where frames are declared and else a second.
    """
    declared = _parameters(root)
    frames = Fraction(_number(declared, "frameRate", 30))
    top, _, bottom = declared.get("frameRateMultiplier", "").replace(":", " ").partition(" ")
    if top.isdigit() and bottom.strip().isdigit() and int(top) and int(bottom):
        frames *= Fraction(int(top), int(bottom))
    subframes = _number(declared, "subFrameRate", 1)
    otherwise = frames * subframes if "frameRate" in declared else Fraction(1)
    ticks = Fraction(_number(declared, "tickRate", 0)) or otherwise
    return Clock(frames, subframes, ticks)


def _parameters(root: Element) -> dict[str, str]:
    """What drafts and standards call the namespace of parameters differs only before its end."""
    return {
        name.rpartition("}")[2]: value.strip()
        for name, value in root.attrib.items()
        if "parameter}" in name
    }


def _number(declared: dict[str, str], name: str, otherwise: int) -> int:
    value = declared.get(name, "")
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) and int(value) else otherwise
