"""Speech recognition inside the runner: only when it is on, only without captions, only once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from archive.alignment.heard import listen
from archive.alignment.recognition import Recogniser, Utterance
from archive.alignment.spoken import spoken_in, talking
from archive.alignment.whisper import load_whisper
from archive.alignment.windows import windows_in
from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, order_recording
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.queries.work import cuts_of
from archive.catalogue.values import Stage
from archive.errors import ToolFailedError
from archive.media.fragments import read_fragment_index, save_fragment_index
from archive.media.pack import pack
from archive.media.passages import Samples
from archive.media.sound import read_sound
from archive.storage import recording_files
from jobs.steps.cuts import align, realign_event
from jobs.turn import Turn, take_turn
from jobs.workshop import Workshop
from tests import forum
from tests.archive.alignment.talking import MINUTE, Afternoon, afternoon
from tests.jobs.test_chapters import SLUG, programme
from tests.media import TOOLS, known_media

ONCE = pytest.mark.parametrize("catalogue_url", ["sqlite"], indirect=True)
pytestmark = ONCE


@pytest.fixture(scope="module")
def day() -> Afternoon:
    """Its sessions changed places, which the sound alone does not tell."""
    return afternoon(("rivers", "alleys"))


class Listening:
    """A recogniser that knows what is said in the afternoon's windows, and counts them."""

    def __init__(self, day: Afternoon) -> None:
        self._words = spoken_in(day.talking.cues)
        self.windows = windows_in(listen(read_sound(sound_of(day))))
        self.loaded: list[Path] = []
        self.asked: list[Sequence[str]] = []

    def load(self, folder: Path) -> Recogniser:
        self.loaded.append(folder)
        return self

    def __call__(self, samples: Samples, languages: Sequence[str]) -> Iterator[Utterance]:
        window = self.windows[len(self.asked) % len(self.windows)]
        self.asked.append(languages)
        words = self._words.between(window.start, window.end)
        yield Utterance(
            tuple(
                replace(one, start=one.start - window.start, end=one.end - window.start)
                for one in words
            )
        )


def ordered(workshop: Workshop, day: Afternoon) -> Turn:
    """A recording of the afternoon, measured and not yet aligned; its picture is short."""
    with workshop.catalogue.writing() as db:
        keep_programme(db, programme(), content=b"-", file_name="p.txt", slug=SLUG, now=forum.NOW)
        recording, _ = order_recording(db, SLUG, "https://x/alleys", started_at=None, now=forum.NOW)
        note_media(db, recording, day.talking.at + 2 * MINUTE, {"width": 640, "height": 360})
    files = recording_files(workshop.settings.media_folder, recording)
    pack(TOOLS, known_media().paths, files.media)
    save_fragment_index(read_fragment_index(files.media), files.fragments)
    files.sound.write_bytes(sound_of(day))
    return Turn(workshop, recording, 1, Stage.ALIGN)


def sound_of(day: Afternoon) -> bytes:
    """The afternoon as measuring leaves it: loud where somebody speaks, but for short stops."""
    tenths = np.zeros(((day.talking.at + 2 * MINUTE) // 100, 4), np.uint8)
    tenths[:, :2] = 60
    for span in talking(spoken_in(day.talking.cues), 500):
        tenths[span.start // 100 : span.end // 100, :2] = 200
        tenths[span.start // 100 + 3 : span.end // 100 : 4, :2] = 60
    return tenths.tobytes()


def listening(workshop: Workshop, day: Afternoon, model: Path) -> tuple[Workshop, Listening]:
    for name in ("model.bin", "config.json", "tokenizer.json"):
        model.mkdir(exist_ok=True)
        (model / name).write_text("{}")
    one = Listening(day)
    on = replace(workshop.settings, asr_model=model)
    return replace(workshop, settings=on, load_recogniser=one.load), one


def off_by(turn: Turn, day: Afternoon) -> dict[str, int]:
    """How far the sessions that changed places begin from where they did, in ms."""
    with turn.workshop.catalogue.reading() as db:
        cuts = cuts_of(db, turn.recording_id)
    return {
        key: abs(cuts[number].first.span.start - day.starts[key])
        for number, key in ((2, "alleys"), (3, "rivers"))
    }


def missing(turn: Turn) -> list[str]:
    with turn.workshop.catalogue.reading() as db:
        media = one_recording(db, turn.recording_id).media
    return [one["template"] for one in media.get("missing", ())]


def test_words_are_recognised_once_and_kept_for_every_alignment(
    workshop: Workshop, day: Afternoon, tmp_path: Path
) -> None:
    workshop, one = listening(workshop, day, tmp_path / "base")
    turn = ordered(workshop, day)

    assert take_turn(turn, align) == ""

    assert max(off_by(turn, day).values()) < 1000
    assert one.asked == [("ko",)] * len(one.windows)
    first = turn.files.recognised.read_bytes()
    assert take_turn(turn, align) == ""
    realign_event(workshop, SLUG)
    assert (len(one.loaded), turn.files.recognised.read_bytes()) == (1, first)
    assert max(off_by(turn, day).values()) < 1000
    assert missing(turn) == []

    # Another model begins anew; without one, what the last has recognised is not used.
    (tmp_path / "base" / "model.bin").write_text("another")
    assert take_turn(turn, align) == ""
    assert len(one.loaded) == 2
    off = replace(workshop, settings=replace(workshop.settings, asr_model=None))
    realign_event(off, SLUG)
    assert max(off_by(turn, day).values()) > MINUTE


def test_it_is_off_unless_a_model_is_named(workshop: Workshop, day: Afternoon) -> None:
    one = Listening(day)
    turn = ordered(replace(workshop, load_recogniser=one.load), day)

    assert take_turn(turn, align) == ""

    assert one.loaded == []
    assert not turn.files.recognised.exists()
    assert (max(off_by(turn, day).values()) > MINUTE, missing(turn)) == (True, [])


def test_a_recording_with_captions_is_not_listened_to(
    workshop: Workshop, day: Afternoon, tmp_path: Path
) -> None:
    workshop, one = listening(workshop, day, tmp_path / "base")
    turn = ordered(workshop, day)
    with workshop.catalogue.writing() as db:
        track = CaptionTrack("ko", Origin.AUTOMATIC, tuple(day.talking.cues))
        keep_tracks(db, turn.recording_id, [track], forum.NOW)

    assert take_turn(turn, align) == ""

    assert (one.loaded, turn.files.recognised.exists()) == ([], False)
    assert max(off_by(turn, day).values()) < 1000


def fails(samples: Samples, languages: Sequence[str]) -> Sequence[Utterance]:
    raise ToolFailedError("Speech recognition failed: {reason}.", reason="no memory")


@pytest.mark.parametrize(
    ("files", "load", "told"),
    [
        ((), load_whisper, "{folder} holds no model for speech recognition; it lacks {files}."),
        (("model.bin", "config.json", "tokenizer.json"), lambda folder: fails,
         "Speech recognition failed: {reason}."),
    ],
)  # fmt: skip
def test_what_cant_be_recognised_is_told_and_alignment_goes_on(
    workshop: Workshop,
    day: Afternoon,
    tmp_path: Path,
    files: Sequence[str],
    load: Callable[[Path], Recogniser],
    told: str,
) -> None:
    for name in files:
        (tmp_path / name).touch()
    on = replace(workshop.settings, asr_model=tmp_path)
    workshop = replace(workshop, settings=on, load_recogniser=load)
    turn = ordered(workshop, day)

    assert take_turn(turn, align) == ""
    assert take_turn(turn, align) == ""

    assert missing(turn) == [told]
    assert off_by(turn, day).keys() == {"alleys", "rivers"}
