"""The commands ``captions clean``, ``cut``, ``pair`` and ``health``: files in, no catalogue."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.captions import LARGEST_FILE, FileTrack, read_file
from archive.captions.health import health, sentences
from archive.captions.model import Cue
from archive.captions.paragraphs import write_txt
from archive.captions.spoken_language import language_of
from archive.captions.transcript import Moment, pair
from archive.captions.window import see_through
from archive.captions.write import write_srt, write_vtt
from archive.errors import RefusedError
from archive.sentence import Sentence
from archive.storage import written_beside
from archive.timecode import Offset, Span, parse_offset, print_clock, print_offset
from jobs.cli_input import content_of, name_of, shown_name
from jobs.cli_output import DONE, Output, table


def clean(options: argparse.Namespace, output: Output) -> int:
    """Write a caption file's cues plainly: what rolls once, markup taken off."""
    track = _track(options, output)
    return _write(track.cues, track.language, options, output)


def cut(options: argparse.Namespace, output: Output) -> int:
    """Write what is said between two points, clipped to them, times from the first."""
    seen = _span(options)
    track = _track(options, output)
    return _write(see_through(track.cues, seen), track.language, options, output)


def pair_languages(options: argparse.Namespace, output: Output) -> int:
    """Show the Korean and English cues that belong together."""
    places = options.ko, options.en
    contents = {place: _content(place) for place in dict.fromkeys(places)}
    ko, en = (
        _chosen(read_file(contents[place], file_name=name_of(place)), language)
        for place, language in zip(places, ("ko", "en"), strict=True)
    )
    moments = pair(ko.cues, en.cues)
    output.show([_moment(moment) for moment in moments], table([_row(one) for one in moments]))
    return DONE


def show_health(options: argparse.Namespace, output: Output) -> int:
    """Say how good a caption file is, in one line."""
    track = _track(options, output)
    language = language_of(track.cues)
    found = health(track.cues, "en" if track.language == "en" else language)
    line = " ".join(output.say(sentence) for sentence in sentences(found))
    output.show({**asdict(found), "in_language": found.in_language}, [line])
    return DONE


def _track(options: argparse.Namespace, output: Output) -> FileTrack:
    """The track asked for, or the first, saying which others there are."""
    tracks = read_file(_content(options.file), file_name=name_of(options.file))
    if not options.language:
        if len(tracks) > 1:
            output.tell(_several(tracks))
        return _named(tracks[0])
    named = (_named(track) for track in tracks)
    for track in named:
        if track.language == options.language.lower():
            return track
    raise RefusedError(
        "“{file}” holds no captions in {language}; it has {languages}.",
        file=name_of(options.file),
        language=options.language,
        languages=_languages(tracks),
    )


def _several(tracks: tuple[FileTrack, ...]) -> Sentence:
    return Sentence(
        "The file has captions in {languages}; these are the first. --language takes another.",
        {"languages": _languages(tracks)},
    )


def _languages(tracks: tuple[FileTrack, ...]) -> str:
    return ", ".join(_named(track).language for track in tracks)


def _named(track: FileTrack) -> FileTrack:
    """With a language by its letters where the file says none."""
    return FileTrack(track.cues, track.language or language_of(track.cues))


def _chosen(tracks: tuple[FileTrack, ...], language: str) -> FileTrack:
    named = (track for track in tracks if _named(track).language == language)
    return next(named, tracks[0])


def _content(place: str) -> bytes:
    return content_of(place, LARGEST_FILE)


def _span(options: argparse.Namespace) -> Span:
    start, end = _point(options.in_point), _point(options.out_point)
    if end <= start:
        raise RefusedError(
            "The out point {end} must come after the in point {start}.",
            start=print_offset(start),
            end=print_offset(end),
        )
    return Span(start, end)


def _point(text: str) -> Offset:
    try:
        return parse_offset(text)
    except ValueError as exc:
        raise RefusedError(
            "“{text}” is no point in time; write 1:02:03.500, 12:34 or 3723.5.", text=text
        ) from exc


def _write(
    cues: tuple[Cue, ...], language: str, options: argparse.Namespace, output: Output
) -> int:
    text = _as_text(cues, language, options)
    if options.output:
        _keep(Path(options.output), text)
        done = Sentence(
            "{count} captions are written to {file}.",
            {"count": len(cues), "file": shown_name(options.output)},
        )
        output.show({"file": shown_name(options.output), "cues": len(cues)}, [output.say(done)])
    elif output.is_json:
        output.show([_cue(cue) for cue in cues])
    else:
        output.give(text)
    return DONE


def _as_text(cues: tuple[Cue, ...], language: str, options: argparse.Namespace) -> str:
    if options.to == "srt":
        return write_srt(cues)
    if options.to == "txt":
        return write_txt(cues, times=options.times)
    return write_vtt(cues, language, words=options.words)


def _keep(target: Path, text: str) -> None:
    try:
        with written_beside(target) as beside:
            beside.write_text(text, encoding="utf-8", newline="\n")
    except OSError as exc:
        raise RefusedError(
            "“{file}” can't be written: {reason}.",
            file=shown_name(str(target)),
            reason=exc.strerror or str(exc),
        ) from exc


def _cue(cue: Cue) -> dict[str, Any]:
    """A cue for programs; what is said nothing about is left out."""
    value: dict[str, Any] = {
        "start_ms": cue.span.start,
        "end_ms": cue.span.end,
        "text": cue.text,
        "voice": cue.voice,
        "mark": cue.mark,
        "sounds": list(cue.sounds),
        "words_ms": list(cue.words),
    }
    return {name: told for name, told in value.items() if told or name == "start_ms"}


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "start_ms": moment.span.start,
        "end_ms": moment.span.end,
        "ko": [cue.shown for cue in moment.ko],
        "en": [cue.shown for cue in moment.en],
    }


def _row(moment: Moment) -> tuple[str, ...]:
    said = (
        " ".join(" ".join(cue.shown.split()) for cue in cues) for cues in (moment.ko, moment.en)
    )
    return (print_clock(moment.span.start), *said)
