"""What an editor is told of states, stages and what was just done."""

from babel.units import format_unit
from starlette.requests import Request

from archive.catalogue.people import NameKind
from archive.catalogue.values import IngestState, Stage
from archive.language import Language
from archive.sentence import Sentence

STAGES = {
    Stage.LOOK: Sentence("Looking at the source"),
    Stage.DOWNLOAD: Sentence("Downloading"),
    Stage.PACK: Sentence("Packing"),
    Stage.MEASURE: Sentence("Drawing waveform and filmstrip"),
    Stage.CAPTIONS: Sentence("Reading captions"),
    Stage.ALIGN: Sentence("Finding the sessions"),
    Stage.CLIPS: Sentence("Making clips"),
    Stage.INDEX: Sentence("Indexing every word"),
}

INGEST_STATES = {
    IngestState.ORDERED: Sentence("Waiting for a worker"),
    IngestState.WAITING: Sentence("Waiting for the source"),
    IngestState.RUNNING: Sentence("Under way"),
    IngestState.READY: Sentence("Ready"),
    IngestState.REFUSED: Sentence("Refused"),
    IngestState.FAILED: Sentence("Failed"),
    IngestState.CANCELLED: Sentence("Cancelled"),
}

DONE = {
    "ordered": Sentence("The recording was ordered. It appears below as work goes on."),
    "cancelled": Sentence("The work was cancelled. What was fetched already is kept."),
    "retried": Sentence("It is tried again; what was fetched already is used."),
    "imported": Sentence("The programme was imported."),
    "dropped": Sentence("The draft was thrown away; nothing was changed."),
    "published": Sentence("Published: everybody can watch it now."),
    "withdrawn": Sentence("Withdrawn: only editors can watch it now."),
    "saved": Sentence("The cut was saved; the page plays it from now on."),
    "added": Sentence("The part was added; the page plays all parts in one go."),
    "removed": Sentence("The part was taken out. It can be had again from the earlier cuts."),
    "details": Sentence("Saved: the event’s pages and feeds say it from now on."),
    "clip": Sentence("It is tried again. What comes of it is told below."),
    "captions_added": Sentence(
        "The captions were kept. Pages show them now; the search follows in a moment."
    ),
    "captions_replaced": Sentence(
        "These captions were here already, from the same file. They were replaced."
    ),
    "captions_same": Sentence("These very captions were here already. Nothing was changed."),
    "captions_withdrawn": Sentence("Withdrawn: nobody is shown these captions any more."),
    "captions_shown": Sentence("Viewers can have these captions again."),
    "merged": Sentence("The two are one person now. It can be undone on that person's page."),
    "apart": Sentence("Kept apart: they are two people, and nobody is asked again."),
    "named": Sentence("The names were saved."),
    "name-added": Sentence("The name was added; the person is found by it now."),
    "name-removed": Sentence("The name was removed."),
    "split": Sentence(
        "The chosen appearances are a person of their own now. It can be undone below."
    ),
    "undone": Sentence("Undone: everybody has the appearances they had before."),
    "chapters": Sentence("The chapters were saved; pages show them from now on."),
    "checked": Sentence("The cut was saved. Every cut is checked now."),
}

NAME_KINDS = {
    NameKind.ALIAS: Sentence("also called"),
    NameKind.FORMER: Sentence("former name"),
    NameKind.SPELLING: Sentence("another spelling"),
}

SURE, LIKELY = 0.9, 0.45


def done_message(request: Request) -> Sentence | None:
    """What the form that led here did."""
    return DONE.get(request.query_params.get("done", ""))


def certainty(confidence: float) -> Sentence:
    """How sure a proposed point is, in a word; the number stands beside it."""
    if confidence >= SURE:
        return Sentence("sure")
    return Sentence("likely") if confidence >= LIKELY else Sentence("unsure")


def certainty_class(confidence: float) -> str:
    """The same for the stylesheet."""
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "unsure"


def written_wait(seconds: float, language: Language) -> str:
    """Seconds as minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [(minutes, "duration-minute"), (rest, "duration-second")]
    told = [format_unit(n, unit, "short", locale=language) for n, unit in parts if n]
    return " ".join(told) or format_unit(0, "duration-second", "short", locale=language)


def written_shift(milliseconds: int, language: Language, *, digits: int = 1) -> str:
    """How much later or earlier another place lies.

    >>> written_shift(12_400, "en"), written_shift(-1520, "en", digits=2)
    ('+12.4 sec', '−1.52 sec')
    >>> written_shift(-192_000, "en")
    '−3 min 12 sec'
    """
    sign, seconds = "−" if milliseconds < 0 else "+", abs(milliseconds) / 1000
    if seconds < 60:
        exact = format_unit(round(seconds, digits), "duration-second", "short", locale=language)
        return f"{sign}{exact}"
    return f"{sign}{written_wait(seconds, language)}"
