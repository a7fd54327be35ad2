"""A person's own parts one after the other: the reel, and where in it a page is."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from archive.catalogue.engine import Db
from archive.catalogue.people import OwnPart, PersonPage
from archive.catalogue.queries.person_page import person_page
from archive.catalogue.values import SessionCard, SessionState
from archive.errors import NotFoundError
from archive.language import Language
from archive.programme.model import Bilingual
from archive.timecode import Offset
from web.access import account_of
from web.addresses import session_address


@dataclass(frozen=True, slots=True)
class ReelPart:
    """A part of a session as its link names it: whole seconds that hold all of it."""

    card: SessionCard
    own: OwnPart

    @property
    def seconds(self) -> int:
        return self.own.span.start // 1000

    @property
    def until(self) -> int:
        return -(-self.own.span.end // 1000)

    def address(self, language: Language, reel: int | None = None) -> str:
        """Where it is played; with a ``reel`` the person's next part follows."""
        return session_address(
            language,
            self.card.event.slug,
            self.card.code,
            seconds=self.seconds,
            until=self.until,
            recording=self.own.recording_id if self.own.part > 1 else None,
            reel=reel,
        )


@dataclass(frozen=True, slots=True)
class Reel:
    """Where a page is in somebody's reel: at ``number`` of ``parts``, from 1."""

    person_id: int
    name: Bilingual
    parts: tuple[ReelPart, ...]
    number: int

    @property
    def before(self) -> ReelPart | None:
        return self.parts[self.number - 2] if self.number > 1 else None

    @property
    def following(self) -> ReelPart | None:
        return self.parts[self.number] if self.number < len(self.parts) else None


def reel_parts(shown: PersonPage) -> tuple[ReelPart, ...]:
    """All parts of theirs that everybody may watch, in the order of their page."""
    return tuple(_parts(shown))


def reel_in(request: Request, db: Db, card: SessionCard, start: Offset | None) -> Reel | None:
    """The reel that ``?reel=`` names, at this session; nothing when the session isn't in it."""
    text = request.query_params.get("reel", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        return None
    try:
        shown = person_page(db, int(text), is_editor=account_of(request) is not None)
    except NotFoundError:
        return None
    parts = reel_parts(shown)
    here = [number for number, one in enumerate(parts, 1) if one.card.id == card.id]
    if not here:
        return None
    asked = (number for number in here if start is not None and _is_at(parts[number - 1], start))
    return Reel(shown.id, shown.name, parts, next(asked, here[0]))


def _is_at(part: ReelPart, start: Offset) -> bool:
    return part.seconds * 1000 <= start < part.own.span.end


def _parts(shown: PersonPage) -> Iterator[ReelPart]:
    cards = {card.id: card for card, _ in shown.appearances}
    for card in cards.values():
        if card.state == SessionState.PUBLISHED:
            for own in shown.own_parts.get(card.id, ()):
                yield ReelPart(card, own)
