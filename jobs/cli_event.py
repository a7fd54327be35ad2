"""The command ``event``: what is said of an event beside its programme."""

import argparse
from dataclasses import replace

from archive.catalogue.keep.event import keep_details
from archive.catalogue.queries.desk import one_event
from archive.catalogue.values import EventDetails, EventView
from archive.language import choose_language
from archive.licence import TERMS, Licence
from archive.programme.model import Bilingual
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_output import Output, table
from jobs.opening import opened_catalogue


def event(options: argparse.Namespace, output: Output) -> int:
    """Say what is given of the event, leave the rest, and show all of it."""
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        before = one_event(db, options.event).details
        if (details := _changed(before, options)) != before:
            keep_details(db, options.event, details)
        shown = one_event(db, options.event)
    output.show(_as_json(shown), _lines(shown, output))
    return 0


def _changed(details: EventDetails, options: argparse.Namespace) -> EventDetails:
    return replace(
        details,
        organiser=_bilingual(details.organiser, options.organiser, options.organiser_en),
        place=_bilingual(details.place, options.place, options.place_en),
        licence=_licence(details.licence, options.licence),
    )


def _bilingual(before: Bilingual, ko: str | None, en: str | None) -> Bilingual:
    return Bilingual(before.ko if ko is None else ko, before.en if en is None else en)


def _licence(before: Licence, said: str | None) -> Licence:
    if said is None:
        return before
    return Licence.UNSAID if said == "none" else Licence(said)


def _as_json(shown: EventView) -> dict[str, object]:
    details = shown.details
    return {
        "event": shown.slug,
        "organiser": {"ko": details.organiser.ko, "en": details.organiser.en},
        "place": {"ko": details.place.ko, "en": details.place.en},
        "licence": details.licence.value,
    }


def _lines(shown: EventView, output: Output) -> list[str]:
    language = choose_language([output.language], default="en")
    details = shown.details
    rows = (
        (Sentence("Event"), shown.title.best(language)),
        (Sentence("Organiser"), details.organiser.best(language)),
        (Sentence("Place"), details.place.best(language)),
        (Sentence("Licence"), output.say(TERMS[details.licence].name)),
    )
    return table([(output.say(name), text) for name, text in rows])
