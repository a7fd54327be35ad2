"""Every form in which a programme is written for other programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archive.programme.calendar_file import write_calendar
from archive.programme.own_fields import Export
from archive.programme.own_table import write_table
from archive.programme.written_json import write_schedule_json
from archive.programme.written_xml import write_schedule_xml


@dataclass(frozen=True, slots=True)
class ExportForm:
    """How one form is written, and what it is called over HTTP."""

    write: Callable[[Export], bytes]
    media_type: str


EXPORTS: Mapping[str, ExportForm] = {
    "frab-xml": ExportForm(write_schedule_xml, "application/xml; charset=utf-8"),
    "frab-json": ExportForm(write_schedule_json, "application/json"),
    "ical": ExportForm(write_calendar, "text/calendar; charset=utf-8"),
    "csv": ExportForm(write_table, "text/csv; charset=utf-8"),
}
"""By the name the command line knows it by."""
