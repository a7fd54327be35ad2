"""The command ``align``: programme, files and captions in; cuts out, without a catalogue."""

import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from archive.errors import RefusedError
from archive.programme import read_programme
from archive.programme.model import Programme
from archive.sentence import Sentence
from archive.timecode import print_clock
from jobs.cli_input import content_of, name_of, readable
from jobs.cli_output import DONE, Output, table
from jobs.cli_parts import PartGiven
from jobs.cli_recognition import Recognition
from jobs.cli_slides import SlideReading, slide_reading

if TYPE_CHECKING:
    from archive.alignment.model import Alternative, PlacedChapter, PlacedCut
    from archive.alignment.phrases import Phrases
    from archive.alignment.streams import Captured

_LANGUAGE = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)=")
_LARGEST_PROGRAMME = 16 * 1024 * 1024
_LARGEST_CAPTIONS = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Extras:
    """What an operator may add: both do nothing unless they are asked for."""

    recognition: Recognition
    reading: SlideReading


def align(options: argparse.Namespace, output: Output) -> int:
    """Show where each session lies, how sure that is, and why."""
    from archive.alignment.mapping import place_chapters, place_cuts
    from archive.alignment.planned import planned
    from archive.alignment.recognition import spoken_languages
    from archive.alignment.remarks import remarks

    programme = read_programme(
        content_of(options.programme, _LARGEST_PROGRAMME), file_name=name_of(options.programme)
    )
    parts: list[PartGiven] = options.parts or []
    if not any(part.media or part.captions for part in parts):
        raise RefusedError(
            "Name what to align: a recording (--media) or its captions (--captions)."
        )
    zone = ZoneInfo(programme.event.timezone)
    known = _phrases(options.phrases)
    sessions = planned(programme)
    recognition = Recognition(options.asr_model, spoken_languages(sessions))
    reading = slide_reading(options.tesseract)
    extras = _Extras(recognition, reading)
    captured = [_captured(number, part, zone, known, extras) for number, part in enumerate(parts)]
    cuts = place_cuts(sessions, captured, {})
    chapters = place_chapters(sessions, captured, {cut.key: cut.spans for cut in cuts})
    placed = {cut.key for cut in cuts}
    value = {
        "recordings": [_recording(part, one) for part, one in zip(parts, captured, strict=True)],
        "cuts": _cuts_as_json(programme, cuts, output),
        "chapters": [_chapter_as_json(one) for one in chapters],
        "missing": [one.code for one in programme.sessions if one.code not in placed],
        "remarks": [
            output.say(one)
            for one in (*remarks(sessions, captured, cuts), *recognition.remarks, *reading.doubts)
        ],
    }
    output.show(value, _lines(value, output))
    return DONE


def _phrases(given: Iterable[str] | None) -> "Phrases":
    """With those of the installation, and those named here."""
    from archive.alignment.phrases import phrases_of
    from archive.settings import read_settings

    return phrases_of(read_settings().phrases_folder, *map(Path, given or ()))


def _captured(
    number: int, part: PartGiven, zone: tzinfo, known: "Phrases", extras: _Extras
) -> "Captured":
    from archive.alignment.streams import Captured
    from archive.alignment.traces import Traces
    from archive.recording import Recording

    spoken, last = _spoken(part.captions)
    if part.media:
        duration, heard, pictures, slides = _listened(readable(part.media), extras.reading)
    else:
        duration, heard, pictures, slides = last + 1000, None, None, ()
    recording = Recording(duration, _instant(part.started_at, zone))
    said = None if spoken else extras.recognition.words(Path(part.media), heard)
    traces = Traces(heard, spoken, pictures, known, recognised=said, slides=slides)
    return Captured(number, recording, traces=traces)


def _spoken(places: Iterable[str]) -> tuple[tuple[Any, ...], int]:
    """All tracks' words, and when the last of them is over."""
    from archive.alignment.spoken import spoken_in
    from archive.captions import read_cues

    tracks, last = [], 0
    for given in places:
        named = _LANGUAGE.match(given)
        language, place = (named[1], given[named.end() :]) if named else ("", given)
        content = content_of(place, _LARGEST_CAPTIONS)
        cues = read_cues(content, file_name=name_of(place), language=language)
        tracks.append(spoken_in(cues))
        last = max(last, *(cue.span.end for cue in cues))
    return tuple(tracks), last


def _listened(media: Path, reading: SlideReading) -> tuple[int, Any, Any, Any]:
    """How long a file is, what is heard in it, and what is seen where it has a picture."""
    from tempfile import TemporaryDirectory

    from archive.alignment.heard import listen
    from archive.alignment.picture_clues import Pictures
    from archive.media.filmstrip import make_filmstrip
    from archive.media.probe import examine
    from archive.media.sound import make_sound, read_sound
    from archive.media.thumbnails import read_thumbnails
    from archive.media.tools import find_tools
    from archive.settings import read_settings

    tools = find_tools(read_settings().ffmpeg_folder)
    source = examine(tools, media)
    with TemporaryDirectory(prefix="dasibogi-align-") as folder:
        sound = Path(folder) / "sound.bin"
        make_sound(tools, media, source.duration_ms, sound)
        heard = listen(read_sound(sound.read_bytes())) if source.sound else None
        pictures, slides = None, tuple[Any, ...]()
        if source.picture:
            strip = Path(folder) / "filmstrip"
            make_filmstrip(tools, media, source.duration_ms, strip)
            pictures = Pictures(*read_thumbnails(strip))
            slides = reading.read(tools, media, strip)
    return source.duration_ms, heard, pictures, slides


def _instant(text: str, zone: tzinfo) -> datetime | None:
    """An instant; one without an offset is on the event's own clock."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as exc:
        raise RefusedError(
            "“{text}” is no point in time; write it as 2026-05-01T09:00:00+09:00.", text=text
        ) from exc
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def _recording(part: PartGiven, one: "Captured") -> dict[str, Any]:
    started = one.recording.started_at
    return {
        "file": part.media or None,
        "started_at": started.isoformat() if started else None,
    }


def _cuts_as_json(
    programme: Programme, cuts: Iterable["PlacedCut"], output: Output
) -> list[dict[str, Any]]:
    """One entry for each span: a session over a break in the stream has two."""
    sessions = {one.code: one for one in programme.sessions}
    return [
        {
            "session": cut.key,
            "title": sessions[cut.key].title.best(output.language),
            "kind": sessions[cut.key].kind.value,
            "recording": span.recording_id,
            "in_ms": span.span.start,
            "out_ms": span.span.end,
            "confidence": {"in": cut.sure_in, "out": cut.sure_out},
            "because": {
                "in": [output.say(one) for one in cut.because_in],
                "out": [output.say(one) for one in cut.because_out],
            },
            "alternatives": {
                "in": _alternatives(cut.others_in),
                "out": _alternatives(cut.others_out),
            },
        }
        for cut in cuts
        for span in cut.spans
    ]


def _alternatives(found: Iterable["Alternative"]) -> list[dict[str, Any]]:
    return [{"ms": one.offset, "confidence": one.confidence} for one in found]


def _chapter_as_json(placed: "PlacedChapter") -> dict[str, Any]:
    one = placed.chapter
    return {
        "session": one.key,
        "kind": one.kind.value,
        "person": one.person or None,
        "recording": placed.recording_id,
        "start_ms": one.offset,
        "confidence": one.confidence,
    }


def _lines(value: dict[str, Any], output: Output) -> list[str]:
    rows = [
        (
            f"{print_clock(cut['in_ms'])}-{print_clock(cut['out_ms'])}",
            f"{cut['confidence']['in']:.2f} {cut['confidence']['out']:.2f}",
            cut["session"],
            cut["title"],
            " ".join(cut["because"]["in"]),
        )
        for cut in value["cuts"]
    ]
    missing = [
        output.say(Sentence("Not found: {sessions}.", {"sessions": ", ".join(value["missing"])}))
    ]
    return [*table(rows), *(missing if value["missing"] else ()), *value["remarks"]]
