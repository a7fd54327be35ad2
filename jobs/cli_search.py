"""The commands ``search`` and ``reindex``."""

import argparse
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.queries.desk import all_recordings
from archive.programme.model import Bilingual
from archive.search.analyse import Analyser
from archive.search.hits import Hit
from archive.search.index import analyse_cues
from archive.search.index import reindex as reindex_all
from archive.search.query import Results, SessionHit
from archive.search.query import search as search_archive
from archive.search.speakers import PersonHit
from archive.sentence import Sentence
from archive.settings import read_settings
from archive.timecode import print_clock
from jobs.cli_output import Output
from jobs.opening import opened_catalogue

CUES_AT_ONCE = 200


def search(options: argparse.Namespace, output: Output) -> int:
    """Find sessions by what was said in them, their titles and their people."""
    settings = read_settings()
    with opened_catalogue(settings) as catalogue, catalogue.reading() as db:
        found = search_archive(db, Analyser(), options.query, is_editor=options.all)
    root = f"{settings.base_url}/{output.language}"
    value = {
        "total": found.total,
        "sessions": [_session(session, root) for session in found.sessions],
        "people": [_person(person, root) for person in found.people],
    }
    output.show(value, _lines(found, output, root))
    return 0


def reindex(_options: argparse.Namespace, output: Output) -> int:
    """Make the search index again from the catalogue."""
    analyser = Analyser()
    with opened_catalogue(read_settings()) as catalogue:
        _analyse_all(catalogue, analyser)
        with catalogue.writing() as db:
            note_all_indexed(db)
            count = reindex_all(db, analyser)
    done = Sentence("{count} sessions are indexed.", {"count": count})
    output.show({"sessions": count}, [output.say(done)])
    return 0


def _analyse_all(catalogue: Catalogue, analyser: Analyser) -> None:
    """A few cues to a transaction, so that a running site can write in between."""
    analyser.warm()
    with catalogue.reading() as db:
        ids = [recording.id for recording in all_recordings(db)]
    for recording_id in ids:
        is_done = False
        while not is_done:
            with catalogue.writing() as db:
                is_done = not analyse_cues(db, recording_id, analyser, most=CUES_AT_ONCE)


def _session(session: SessionHit, root: str) -> dict[str, Any]:
    address = _address(session, root)
    return {
        "event": session.event_slug,
        "session": session.code,
        "title": _bilingual(session.title),
        "url": address,
        "hits": [_hit(hit, address) for hit in session.hits],
    }


def _hit(hit: Hit, address: str) -> dict[str, Any]:
    return {
        "part": hit.part,
        "recording": hit.recording_id,
        "offset_ms": hit.offset_ms,
        "language": hit.language,
        "text": hit.text,
        "marks": [list(mark) for mark in hit.marks],
        "url": f"{address}?t={hit.offset_ms // 1000}{_named(hit)}",
    }


def _named(hit: Hit) -> str:
    """Only a later part's recording must be named."""
    return f"&r={hit.recording_id}" if hit.part > 1 else ""


def _person(person: PersonHit, root: str) -> dict[str, Any]:
    return {"name": _bilingual(person.name), "url": f"{root}/p/{person.id}"}


def _address(session: SessionHit, root: str) -> str:
    return f"{root}/e/{quote(session.event_slug, safe='')}/{quote(session.code, safe='')}"


def _bilingual(text: Bilingual) -> dict[str, str]:
    return {"ko": text.ko, "en": text.en}


def _lines(found: Results, output: Output, root: str) -> Iterator[str]:
    for person in found.people:
        yield f"{person.name.best(output.language)}  {root}/p/{person.id}"
    for session in found.sessions:
        yield f"{session.title.best(output.language)}  {_address(session, root)}"
        for hit in session.hits:
            yield f"    {print_clock(hit.offset_ms)}  {' '.join(hit.text.split())}"
    if not found.people and not found.sessions:
        yield output.say(Sentence("Nothing was found."))
