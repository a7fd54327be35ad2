"""The commands ``programme read`` and ``programme import``; reading opens no database."""

import argparse
from datetime import UTC, datetime

from archive.errors import RefusedError
from archive.language import choose_language
from archive.programme import read_programme
from archive.programme.document import programme_as_json
from archive.programme.model import Doubt, Programme, ProgrammeSession
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_input import content_of, name_of, shown_name
from jobs.cli_output import Output, table

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes; a programme is a few pages of text."""


def read(options: argparse.Namespace, output: Output) -> int:
    """Show what a programme file says."""
    programme = read_programme(_content(options.file), file_name=name_of(options.file))
    language = choose_language([output.language], default="en")
    output.show(programme_as_json(programme, language), _lines(programme, output))
    return 0


def keep(options: argparse.Namespace, output: Output) -> int:
    """Bring an event in line with a programme file."""
    from archive.catalogue.keep.programme import keep_programme
    from jobs.opening import opened_catalogue

    content, name = _content(options.file), name_of(options.file)
    programme = read_programme(content, file_name=name)
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        result = keep_programme(
            db,
            programme,
            content=content,
            file_name=name,
            slug=options.event,
            now=datetime.now(UTC),
        )
    counts = {"added": result.added, "changed": result.changed, "gone": result.gone}
    doubts = [
        {"line": doubt.line, "text": doubt.text, "reason": output.say(doubt.reason)}
        for doubt in result.doubts
    ]
    done = Sentence(
        "{event}: {added} sessions added, {changed} changed, {gone} gone.",
        {"event": result.event, **counts},
    )
    lines = [output.say(done), *_doubt_lines(result.doubts, output)]
    output.show({"event": result.event, **counts, "doubts": doubts}, lines)
    return 0


def _content(place: str) -> bytes:
    """The file's bytes, or stdin's for ``-``."""
    content = content_of(place, LARGEST_FILE)
    if len(content) > LARGEST_FILE:
        raise RefusedError(
            "“{file}” is larger than {most} MB; a programme is a few pages of text.",
            file=shown_name(place),
            most=LARGEST_FILE // 2**20,
        )
    return content


def _lines(programme: Programme, output: Output) -> list[str]:
    event = programme.event
    head = f"{event.title.best(output.language)}  {event.date or ''}  {event.timezone}".rstrip()
    rows = [_row(session, output.language) for session in programme.sessions]
    return [head, *table(rows), *_doubt_lines(programme.doubts, output)]


def _row(session: ProgrammeSession, language: str) -> tuple[str, ...]:
    start, end = (f"{time:%H:%M}" if time else "" for time in (session.start, session.end))
    people = ", ".join(person.name.best(language) for person in session.people)
    title = session.title.best(language)
    return (f"{start}-{end}".strip("-"), session.code, session.kind, title, people)


def _doubt_lines(doubts: tuple[Doubt, ...], output: Output) -> list[str]:
    return [
        output.say(
            Sentence(
                "Line {line}: {reason} ({text})",
                {"line": doubt.line, "reason": output.say(doubt.reason), "text": doubt.text},
            )
        )
        for doubt in doubts
    ]
