"""The invented forum's livestream on disk: made once, kept by a digest of what made it."""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from demo.film import FPS, film
from demo.page import write_page
from demo.sound import make_sound
from demo.story import STORY, Story, read_story
from demo.stream import encode, write_captions, write_master
from demo.timeline import Timeline, lay_out

PROGRAMME = Path(__file__).with_name("programme.txt")
_MAKERS = ("story", "timeline", "sound", "paint", "pictures", "film", "stream", "broadcast")


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A finished livestream: its HLS folder and the truth about it."""

    folder: Path
    story: Story
    timeline: Timeline

    def page(self, origin: str) -> str:
        """The page it is published on."""
        return write_page(self.story, self.timeline, origin)


def make_broadcast(kept: Path, scale: float = 1.0) -> Broadcast:
    """The livestream, below ``kept``; made anew only when the story or the code is another.

    ``scale`` shortens everything alike. Raises ``RefusedError`` where fonts or ffmpeg are
    missing, ``ToolFailedError`` when ffmpeg fails.
    """
    story = read_story()
    timeline = lay_out(story, scale)
    folder = kept / _digest(scale)
    if not folder.exists():
        beside = folder.with_name(f".{folder.name}.{os.getpid()}")
        beside.mkdir(parents=True)
        try:
            _make(beside, story, timeline)
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return Broadcast(folder, story, timeline)


def _digest(scale: float) -> str:
    made_by = [Path(__file__).with_name(f"{name}.py") for name in _MAKERS]
    digest = hashlib.sha256(f"{scale}".encode())
    for file in (STORY, *made_by):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _make(folder: Path, story: Story, timeline: Timeline) -> None:
    encode(film(timeline, story), make_sound(timeline, story.people).tobytes(), folder)
    for language, cues in (("ko", timeline.ko), ("en", timeline.en)):
        write_captions(folder, language, cues, timeline.duration)
    write_master(folder)
    (folder / "truth.json").write_text(json.dumps(_truth(story, timeline), indent=1))


def _truth(story: Story, timeline: Timeline) -> dict[str, object]:
    """What really happened when: rows counted from 1, times in ms of recording time."""
    return {
        "began": story.forum.stream_began.isoformat(),
        "duration": timeline.duration,
        "frames_per_second": FPS,
        "cues": {"ko": len(timeline.ko), "en": len(timeline.en)},
        "rows": [
            {"row": row, "in": span.start, "out": span.end}
            for row, span in sorted(timeline.rows().items())
        ],
    }
