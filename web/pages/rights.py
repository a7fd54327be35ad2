"""On what terms a page's recordings may be used, and how they are credited."""

from dataclasses import dataclass

from starlette.requests import Request

from archive.catalogue.values import EventView, SessionCard
from archive.language import Language
from archive.licence import TERMS, Licence, Terms, Work, credit
from archive.sentence import Sentence
from web.addresses import event_address, session_address
from web.reader import language_of


@dataclass(frozen=True, slots=True)
class Rights:
    """What a page says of them; ``credit`` is the sentence to put beside a use."""

    terms: Terms
    credit: Sentence | None


def rights_of_event(request: Request, event: EventView) -> Rights | None:
    """Of an event as a whole; nothing where nobody has said anything."""
    language = language_of(request)
    title, address = event.title.best(language), event_address(language, event.slug)
    return _rights(request, event, title, address)


def rights_of_session(request: Request, card: SessionCard) -> Rights | None:
    """Of one session."""
    language = language_of(request)
    title = card.title.best(language) or card.event.title.best(language)
    address = session_address(language, card.event.slug, card.code)
    return _rights(request, card.event, title, address)


def _rights(request: Request, event: EventView, title: str, address: str) -> Rights | None:
    licence = event.details.licence
    if licence == Licence.UNSAID:
        return None
    work = Work(
        title=title,
        maker=_maker(event, language_of(request)),
        year=event.date.year if event.date else None,
        address=request.app.state.settings.base_url + address,
    )
    return Rights(TERMS[licence], credit(licence, work))


def _maker(event: EventView, language: Language) -> str:
    return event.details.organiser.best(language)
