"""Reads the files of one event, in one language or two, as one programme."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from archive.errors import RefusedError
from archive.pairing.halves import folded
from archive.pairing.join import join_programmes, language_share
from archive.pairing.titles import split_titles
from archive.programme import read_programme
from archive.programme.considered import considered_again
from archive.programme.edits import THE_EVENT, Edits, dated, edited
from archive.programme.model import Programme

WITHOUT_DAY = frozenset(
    {
        "The text gives no date of the event; sessions have hours but no day.",
        "This date has no year, and the text gives none; sessions have hours but no day.",
    }
)
"""Doubts that a date settles, by their reason's template."""


def read_files(files: Sequence[tuple[str, bytes]], day: date | None = None) -> Programme:
    """The programme in one file, or in two of different languages; each is a name and bytes.

    ``day`` is the event's day where the files print none. Raises ProgrammeUnreadableError, and
    ``RefusedError`` for more than two files or two in one language.
    """
    if len(files) > 2:
        raise RefusedError("At most two files are one programme: in Korean, and in English.")
    read = [
        folded(split_titles(read_programme(content, file_name=name))) for name, content in files
    ]
    programme = read[0] if len(read) == 1 else join_programmes(read[0], read[1])
    return on_day(programme, day) if day and programme.event.date is None else programme


def korean_first(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The files with the Korean one before the other: its lines are the ones doubts name."""
    if len(files) < 2:
        return list(files)
    shares = [language_share(read_programme(content)) for _, content in files]
    return list(files) if shares[0] >= shares[1] else [files[1], files[0]]


def mended(
    programme: Programme, edits: Edits, settled: Collection[tuple[int, str, str]]
) -> Programme:
    """A programme with a person's edits, and the doubts that are left or come of them.

    ``settled`` are doubts dealt with: line, text and the reason's template.
    """
    day = edits.get(THE_EVENT, {}).get("date")
    changed = edited(programme, edits)
    changed = on_day(changed, date.fromisoformat(day)) if day else changed
    changed = considered_again(changed, programme)
    left = (
        one for one in changed.doubts if (one.line, one.text, one.reason.template) not in settled
    )
    return replace(changed, doubts=tuple(left))


def on_day(programme: Programme, day: date) -> Programme:
    """The programme on this day, without the doubts that asked for it."""
    known = dated(programme, day)
    kept = (doubt for doubt in known.doubts if doubt.reason.template not in WITHOUT_DAY)
    return replace(known, doubts=tuple(kept))
