"""The commands ``programme read``, ``import``, ``undo``, ``export``; reading opens no database."""

import argparse
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import RefusedError
from archive.language import choose_language
from archive.pairing.files import korean_first, read_files
from archive.programme.document import doubt_as_json, programme_as_json
from archive.programme.model import Bilingual, Doubt, Programme, ProgrammeSession
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_input import content_of, name_of, shown_name
from jobs.cli_output import DONE, Output, table

if TYPE_CHECKING:
    from archive.catalogue.values import Difference, ImportResult

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes; a programme is a few pages of text."""


def read(options: argparse.Namespace, output: Output) -> int:
    """Show what a programme file says, or two files in two languages."""
    programme = read_files(_files(options), _day(options))
    output.show(programme_as_json(programme, _language(output)), _lines(programme, output))
    return DONE


def keep(options: argparse.Namespace, output: Output) -> int:
    """Bring an event in line with a programme file; with --dry-run only say what that changes."""
    files, day = korean_first(_files(options)), _day(options)
    programme = read_files(files, day)
    if options.dry_run:
        return _show_differences(programme, options, output)
    from archive.catalogue.keep.differences import every_key
    from archive.catalogue.keep.drafts import add_draft, apply_draft
    from archive.catalogue.keep.programme import event_slug
    from archive.catalogue.values import ImportFile
    from archive.programme.edits import THE_EVENT
    from jobs.opening import opened_catalogue

    now = datetime.now(UTC)
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        draft = add_draft(
            db,
            [ImportFile(*one) for one in files],
            slug=options.event or "",
            edits={THE_EVENT: {"date": day.isoformat()}} if day else {},
            account_id=None,
            now=now,
        )
        slug = options.event or event_slug(programme.event)
        chosen = every_key(db, programme, slug) if options.hide_missing else None
        result = apply_draft(db, draft, programme, chosen, now)
    _show_result(result, output)
    return DONE


def undo(options: argparse.Namespace, output: Output) -> int:
    """Take back the last import of an event, but for what was edited since."""
    from archive.catalogue.keep.undo import last_import_of, undo_import
    from jobs.opening import opened_catalogue

    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        undone = undo_import(db, last_import_of(db, options.event), datetime.now(UTC))
    counts = {"restored": undone.restored, "removed": undone.removed, "people": undone.people}
    done = Sentence(
        "{event}: {restored} sessions are as they were before the import; {removed} that came with "
        "it are away again, and {people} people.",
        {"event": undone.event, **counts},
    )
    kept = [output.say(one.sentence(output.language)) for one in undone.kept]
    output.show({"event": undone.event, **counts, "kept": kept}, [output.say(done), *kept])
    return DONE


def export(options: argparse.Namespace, output: Output) -> int:
    """Write an event's programme for other programs, with the addresses of what is published."""
    from archive.catalogue.queries.programme import event_export
    from archive.programme.exports import EXPORTS
    from archive.storage import written_beside
    from jobs.opening import opened_catalogue

    settings = read_settings()
    language = choose_language([options.language or output.language], default="en")
    with opened_catalogue(settings) as catalogue, catalogue.reading() as db:
        exported = event_export(db, options.event, language, settings.base_url)
    content = EXPORTS[options.to].write(exported)
    if options.output is None:
        output.give(content.decode())
        return DONE
    target = Path(options.output)
    with written_beside(target) as beside:
        beside.write_bytes(content)
    output.show({"file": str(target), "bytes": len(content)}, [shown_name(str(target))])
    return DONE


def _show_differences(programme: Programme, options: argparse.Namespace, output: Output) -> int:
    from archive.catalogue.keep.differences import programme_differences
    from archive.catalogue.keep.programme import event_slug
    from jobs.opening import opened_catalogue

    slug = options.event or event_slug(programme.event)
    with opened_catalogue(read_settings()) as catalogue, catalogue.reading() as db:
        _, found = programme_differences(db, programme, slug)
    value = {"event": slug, "changes": [_difference(one) for one in found]}
    lines = [
        *_told(found, output),
        *([] if options.hide_missing else _left_lines(_left(found), output)),
    ]
    output.show(value | {"doubts": _doubts(programme.doubts, output)}, lines)
    return DONE


def _difference(one: "Difference") -> dict[str, Any]:
    from archive.programme.document import session_as_json

    before, after = (side and session_as_json(side) for side in (one.before, one.after))
    is_taken = one.is_taken_unasked
    sides = {"before": before, "after": after}
    return {"session": one.code or one.key, "kind": one.kind, "taken_unasked": is_taken, **sides}


def _told(found: Iterable["Difference"], output: Output) -> list[str]:
    rows = [
        (one.kind.value, *_row(session, output.language))
        for one in found
        if (session := one.after or one.before)
    ]
    same = Sentence("The event says the same already.")
    return table(rows) if rows else [output.say(same)]


def _left(found: Iterable["Difference"]) -> list[Bilingual]:
    """What the file no longer lists and an import leaves as it is."""
    return [one.before.title for one in found if one.before and not one.is_taken_unasked]


def _left_lines(left: Iterable[Bilingual], output: Output) -> list[str]:
    sentences = (
        Sentence(
            "“{title}” is not in this file and stays, for it is published or its cut was checked; "
            "--hide-missing hides it.",
            {"title": one.best(output.language)},
        )
        for one in left
    )
    return [output.say(one) for one in sentences]


def _show_result(result: "ImportResult", output: Output) -> None:
    counts = {"added": result.added, "changed": result.changed, "gone": result.gone}
    done = Sentence(
        "{event}: {added} sessions added, {changed} changed, {gone} gone.",
        {"event": result.event, **counts},
    )
    left = [one.best(output.language) for one in result.left]
    value = {"event": result.event, **counts, "left": left}
    lines = [*_left_lines(result.left, output), *_doubt_lines(result.doubts, output)]
    output.show(value | {"doubts": _doubts(result.doubts, output)}, [output.say(done), *lines])


def _files(options: argparse.Namespace) -> list[tuple[str, bytes]]:
    return [(name_of(place), _content(place)) for place in options.file]


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


def _day(options: argparse.Namespace) -> date | None:
    try:
        return date.fromisoformat(options.date) if options.date else None
    except ValueError as exc:
        raise RefusedError(
            "“{typed}” is no date; write 2026-05-07.", typed=options.date[:100]
        ) from exc


def _language(output: Output) -> Any:
    return choose_language([output.language], default="en")


def _doubts(doubts: Iterable[Doubt], output: Output) -> list[dict[str, Any]]:
    return [doubt_as_json(doubt, _language(output)) for doubt in doubts]


def _lines(programme: Programme, output: Output) -> list[str]:
    event = programme.event
    head = f"{event.title.best(output.language)}  {event.date or ''}  {event.timezone}".rstrip()
    rows = [_row(session, output.language) for session in programme.sessions]
    return [head, *table(rows), *_doubt_lines(programme.doubts, output)]


def _row(session: ProgrammeSession, language: str) -> tuple[str, ...]:
    people = ", ".join(person.name.best(language) for person in session.people)
    title = session.title.best(language)
    return (_hours(session), session.code, session.kind, title, people)


def _hours(session: ProgrammeSession) -> str:
    """From when to when, of a day that may not be known."""
    clock = session.clock
    if clock is not None:
        points = [clock.start, clock.end]
        hours = ["" if at is None else f"{at // 60:02}:{at % 60:02}" for at in points]
    else:
        hours = [f"{time:%H:%M}" if time else "" for time in (session.start, session.end)]
    return "-".join(hours).strip("-")


def _doubt_lines(doubts: Iterable[Doubt], output: Output) -> list[str]:
    return [
        output.say(
            Sentence(
                "Line {line}: {reason} ({text})",
                {"line": doubt.line, "reason": _reason(doubt, output), "text": doubt.text},
            )
        )
        for doubt in doubts
    ]


def _reason(doubt: Doubt, output: Output) -> str:
    """Why, and what may settle it."""
    said = [doubt.reason, doubt.suggestion.sentence if doubt.suggestion else None]
    return " ".join(output.say(one) for one in said if one)
