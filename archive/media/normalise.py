"""A recording for clips from whatever was downloaded: what clips can't use is coded again, once.

Only the stream that needs it is coded; the other is copied. Recording time 0 stays the first
picture of the source. What was coded is kept in a workplace until the recording is whole, so that
somebody who is killed goes on where the picture stood.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from archive.media.conversion import Converted, Kind, Packing, Work, unheard_work
from archive.media.ffmpeg import Command, Input, Output, Stop, convert_command, never, run
from archive.media.fragments import read_fragment_index
from archive.media.joints import find_joints
from archive.media.needs import fitted_size, picture_need, sound_need
from archive.media.output import Progress
from archive.media.pack import MISSING_MS, Parts, chosen_parts, pack_parts
from archive.media.probe import PictureStream, SoundStream, SourceFile, examine
from archive.media.recoding import RecodingOrder, recoding_command
from archive.media.timeline import LEAD_SECONDS
from archive.media.tools import Tools
from archive.media.wholeness import cut_short
from archive.sentence import Sentence
from archive.storage import RecordingFiles, held, storing, written_beside

VERSION = 1
"""Whoever changes how streams are coded raises it: what an older one began is not used."""

CONVERTED = "converted.json"
_ORIGIN, _STRAIGHT, _PICTURE = "origin.json", "straight.nut", "picture.mp4"
_SOUND, _PACKED = "sound.mp4", "packed.mp4"

_RATES = (44100, 48000)
_BITRATES = {1: "96k", 2: "160k"}
_FINE_STEP = 0.0005

# Sound that is missing for a while is made up by silence, so that what follows keeps its place.
_KEEP_PLACE = "aresample=async=1:min_hard_comp=0.02"


def make_recording(
    tools: Tools,
    inputs: Sequence[Path],
    target: Path,
    workplace: Path,
    *,
    tell: Callable[[Packing], None] = unheard_work,
    stop: Stop = never,
) -> tuple[Converted, ...]:
    """Pack one muxed file, or a picture's and a sound's, and give what had to be converted for it.

    The same is kept beside ``target``, see ``read_converted``. ``workplace`` is a folder on the
    same file system, for this recording alone; it is gone when the recording is whole. Raises
    ``SourceRefusedError`` with the reason when it can't be made, and what ``run`` raises.
    """
    parts = chosen_parts([examine(tools, path, stop=stop) for path in inputs])
    needs = _needs(parts)
    work = Work(tell)
    with storing(), held(RecordingFiles(workplace)):
        _take_place(workplace, inputs)
        packed = _Making(tools, workplace, work, stop).packed(parts, needs)
        _note(target, work.converted)
        packed.replace(target)
        shutil.rmtree(workplace)
    return work.converted


def _note(target: Path, converted: tuple[Converted, ...]) -> None:
    note = target.with_name(CONVERTED)
    note.unlink(missing_ok=True)
    if converted:
        with written_beside(note) as beside:
            beside.write_text(json.dumps([asdict(one) for one in converted]))


def foreseen_needs(
    tools: Tools, inputs: Sequence[Path], *, stop: Stop = never
) -> tuple[Sentence, ...]:
    """Why ``make_recording`` will convert, as far as the files say of themselves; it may find more.

    Raises ``SourceRefusedError`` as it does.
    """
    parts = chosen_parts([examine(tools, path, stop=stop) for path in inputs])
    return tuple(_needs(parts).values())


def read_converted(recording: Path) -> tuple[Converted, ...]:
    """What was converted when this recording was made."""
    try:
        kept: list[dict[str, Any]] = json.loads(recording.with_name(CONVERTED).read_bytes())
    except FileNotFoundError:
        return ()
    return tuple(Converted(one["kind"], Sentence(**one["reason"]), one["seconds"]) for one in kept)


def _needs(parts: Parts) -> dict[Kind, Sentence]:
    """Why which stream must be coded again, as far as its description tells."""
    needs: dict[Kind, Sentence] = {}
    if reason := picture_need(parts.picture):
        needs["picture"] = reason
    if parts.sound and (reason := sound_need(parts.sound)):
        needs["sound"] = reason
    return needs


def _take_place(workplace: Path, inputs: Sequence[Path]) -> None:
    """What lies there stays if it was made of these very files."""
    facts = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in inputs]
    origin, note = json.dumps([VERSION, facts]), workplace / _ORIGIN
    if not note.is_file() or note.read_text() != origin:
        for name in (_STRAIGHT, _PICTURE, _SOUND, _PACKED):
            (workplace / name).unlink(missing_ok=True)
    with written_beside(note) as beside:
        beside.write_text(origin)


@dataclass(frozen=True, slots=True)
class _Making:
    """One recording being made."""

    tools: Tools
    workplace: Path
    work: Work
    stop: Stop

    def packed(self, parts: Parts, needs: Mapping[Kind, Sentence]) -> Path:
        """The recording, in the workplace.

        Whether H.264 can be joined shows only when it is packed: then all begins again with one
        need more.
        """
        self.work.plan(needs)
        target = self.workplace / _PACKED
        ready = self._converted(self._straightened(parts), needs) if needs else parts
        with self.work.copying() as report:
            pack_parts(self.tools, ready, target, report=report, stop=self.stop)
        if "picture" in needs:
            return target
        joints = find_joints(target, read_fragment_index(target), stop=self.stop)
        if reason := joints.need():
            width, height = joints.largest
            picture = replace(parts.picture, width=width, height=height)
            return self.packed(replace(parts, picture=picture), {**needs, "picture": reason})
        return target

    def _straightened(self, parts: Parts) -> Parts:
        """MPEG-TS's clock may start again anywhere; ffmpeg makes one of it that only grows.

        It must be the same for both streams, so both are copied in one run.
        """
        source = parts.picture_file
        if source.container != "mpegts":
            return parts
        target = self.workplace / _STRAIGHT
        streams = [parts.picture, *([parts.sound] if parts.sound_file == source else [])]
        numbers = tuple(str(stream.number) for stream in streams if stream)
        if not target.exists():
            with written_beside(target) as beside:
                output = Output(f"file:{beside}", {"c": "copy", "f": "nut"})
                command = convert_command(self.tools, [Input(source.path, numbers)], output)
                run(command, stop=self.stop)
        return _in_place_of(parts, examine(self.tools, target, stop=self.stop))

    def _converted(self, parts: Parts, needs: Mapping[Kind, Sentence]) -> Parts:
        picture, sound = parts, parts
        if reason := needs.get("picture"):
            picture = self._with_picture(parts, reason)
        if reason := needs.get("sound"):
            sound = self._with_sound(parts, reason)
        return replace(picture, sound_file=sound.sound_file, sound=sound.sound)

    def _with_picture(self, parts: Parts, reason: Sentence) -> Parts:
        source, picture, target = parts.picture_file, parts.picture, self.workplace / _PICTURE
        ahead_us = max(-picture.start_us, 0)
        order = RecodingOrder(
            source=str(source.path),
            stream=picture.number,
            target=str(target),
            begin_us=-ahead_us,
            is_interlaced=picture.is_interlaced,
            size=fitted_size(picture),
        )
        self._run("picture", reason, recoding_command(order), source, picture)
        made = examine(self.tools, target, stop=self.stop)
        shown_ms = read_fragment_index(target).duration_ms - ahead_us // 1000
        if picture.duration_ms and shown_ms + MISSING_MS < _end_ms(picture):
            raise cut_short(source.path)
        ahead_us += LEAD_SECONDS * 1_000_000
        return replace(parts, picture_file=made, picture=made.picture or picture, ahead_us=ahead_us)

    def _with_sound(self, parts: Parts, reason: Sentence) -> Parts:
        source, sound, target = parts.sound_file, parts.sound, self.workplace / _SOUND
        if source is None or sound is None:
            return parts
        with written_beside(target) as beside:
            taken = Input(source.path, (str(sound.number),), {"copyts": None})
            output = Output(f"file:{beside}", _sound_options(sound))
            command = convert_command(self.tools, [taken], output)
            self._run("sound", reason, (*command, "-progress", "pipe:1"), source, sound)
        made = examine(self.tools, target, stop=self.stop)
        return replace(parts, sound_file=made, sound=made.sound)

    def _run(
        self,
        kind: Kind,
        reason: Sentence,
        command: Command,
        source: SourceFile,
        stream: PictureStream | SoundStream,
    ) -> None:
        """Run what converts a stream; it says how far it is on the source's clock."""
        length_ms = stream.duration_ms or source.duration_ms
        with self.work.converting(kind, reason, length_ms) as report:
            progress = Progress(length_ms, report, _FINE_STEP, begin_ms=stream.start_us / 1000)
            run(command, on_output=progress.read, stop=self.stop)
            progress.end()


def _in_place_of(parts: Parts, straight: SourceFile) -> Parts:
    """The streams as they lie in another file; what was known of them stays."""
    picture, sound = straight.picture, straight.sound
    if picture is None:
        return parts
    moved = replace(
        parts,
        picture_file=straight,
        picture=replace(parts.picture, number=picture.number, start_us=picture.start_us),
    )
    if sound is None or parts.sound_file != parts.picture_file:
        return moved
    return replace(moved, sound_file=straight, sound=sound)


def _end_ms(stream: PictureStream) -> int:
    return stream.start_us // 1000 + stream.duration_ms


def _sound_options(sound: SoundStream) -> dict[str, str]:
    """AAC-LC with one or two channels; without edits rounded to milliseconds."""
    channels = 1 if sound.channels == 1 else 2
    rate = sound.sample_rate if sound.sample_rate in _RATES else max(_RATES)
    return {
        "c:a": "aac",
        "b:a": _BITRATES[channels],
        "ac": str(channels),
        "ar": str(rate),
        "af": _KEEP_PLACE,
        "movie_timescale": str(rate),
        "map_metadata": "-1",
        "map_chapters": "-1",
        "fflags": "+bitexact",
        "f": "mp4",
    }
