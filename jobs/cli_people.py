"""The commands ``people import`` and ``people find``."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from archive.errors import PeopleUnreadableError
from archive.people.listed import MOST_BYTES, BadRow, read_people
from archive.people.names import KnownName, Match, MatchKind
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_input import content_of, shown_name
from jobs.cli_output import Output, table


def keep(options: argparse.Namespace, output: Output) -> int:
    """Make everybody known whom a file lists; rows that can't be read are told, by line."""
    from archive.catalogue.keep.listed_people import keep_listed_people
    from jobs.opening import opened_catalogue

    content = content_of(options.file, MOST_BYTES)
    if len(content) > MOST_BYTES:
        raise PeopleUnreadableError(
            "“{file}” is larger than {most} MB.",
            file=shown_name(options.file),
            most=MOST_BYTES // 2**20,
        )
    listed = read_people(content)
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        result = keep_listed_people(db, listed.people, datetime.now(UTC))
    counts = {"added": result.added, "changed": result.changed, "known": result.known}
    bad = [{"line": one.line, "reason": output.say(one.reason)} for one in listed.bad]
    done = Sentence("{added} people added, {changed} changed, {known} known already.", counts)
    output.show({**counts, "bad": bad}, [output.say(done), *_bad_lines(listed.bad, output)])
    return 0


def find(options: argparse.Namespace, output: Output) -> int:
    """Find people, best first: only exact, alias and reading are the name that was typed."""
    from archive.catalogue.queries.people import latest_affiliations, people_directory
    from jobs.opening import opened_catalogue

    settings = read_settings()
    with opened_catalogue(settings) as catalogue, catalogue.reading() as db:
        directory = people_directory(db)
        found = directory.find(options.query, options.limit)
        affiliations = latest_affiliations(db, [match.id for match in found])
    root = f"{settings.base_url}/{output.language}/p"
    people = [
        _person(directory.names[match.id], match, affiliations.get(match.id, ""), root)
        for match in found
    ]
    output.show(people, _lines(people, output))
    return 0


def _person(name: KnownName, match: Match, affiliation: str, root: str) -> dict[str, Any]:
    """As the command promises it; who was found by affiliation alone is at most similar."""
    is_named = match.kind != MatchKind.AFFILIATION
    return {
        "name": {"ko": name.ko, "en": name.en},
        "affiliation": affiliation,
        "match": (match.kind if is_named else MatchKind.SIMILAR).value,
        "score": round(match.score, 3),
        "url": f"{root}/{match.id}",
    }


def _lines(people: Sequence[dict[str, Any]], output: Output) -> list[str]:
    if not people:
        return [output.say(Sentence("Nobody was found."))]
    rows = [
        (one["name"]["ko"], one["name"]["en"], one["affiliation"], one["match"], one["url"])
        for one in people
    ]
    return table(rows)


def _bad_lines(bad: Sequence[BadRow], output: Output) -> list[str]:
    return [
        output.say(
            Sentence(
                "Line {line} was left out: {reason}",
                {"line": one.line, "reason": output.say(one.reason)},
            )
        )
        for one in bad
    ]
