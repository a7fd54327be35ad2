"""The command ``event``: it says, shows, and leaves what is not given."""

from archive.catalogue.engine import Catalogue
from tests import forum
from tests.jobs.test_cli import Run, catalogue, dasibogi

__all__ = ["catalogue", "dasibogi"]


def test_an_event_is_told_part_by_part(dasibogi: Run, catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
    nothing = {"ko": "", "en": ""}
    empty = {"event": forum.SLUG, "organiser": nothing, "place": nothing, "licence": ""}
    assert dasibogi("event", forum.SLUG, "--json").value == empty
    words = ("--organiser", "강변재단", "--organiser-en", "River Trust", "--licence", "cc-by-4.0")
    said = {**empty, "organiser": {"ko": "강변재단", "en": "River Trust"}, "licence": "cc-by-4.0"}
    assert dasibogi("event", forum.SLUG, *words, "--json").value == said
    shown = dasibogi("event", forum.SLUG, "--place-en", "Porto")
    assert shown.out.splitlines() == [
        "Event      River Forum 2026",
        "Organiser  River Trust",
        "Place      Porto",
        "Licence    CC BY 4.0: name the source",
    ]
    assert dasibogi("event", forum.SLUG, "--licence", "none", "--json").value == {
        **said,
        "place": {"ko": "", "en": "Porto"},
        "licence": "",
    }


def test_an_event_that_is_nowhere_is_refused(dasibogi: Run, catalogue: Catalogue) -> None:
    said = dasibogi("event", "nowhere", "--licence", "cc-by-4.0")
    assert (said.code, said.out) == (2, "")
    assert "nowhere" in said.err
