"""Search: people first, then sessions with the seconds that matter."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.queries.desk import one_event
from archive.catalogue.queries.pages import cards_of
from archive.catalogue.values import SessionCard
from archive.search.hits import Hit
from archive.search.query import Results, SessionHit, search
from archive.timecode import Offset
from web.access import account_of
from web.addresses import search_address
from web.pages.asked import asked_event, query_text, whole_number
from web.pages.marking import marked
from web.pages.posters import posters_of
from web.rendering import page

ON_A_PAGE = 20
MOST_PAGES = 500
LEAD_MS = 2000
"""A link to a hit begins this much before it, so that the sentence is heard whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """A session that was found, as the list shows it."""

    hit: SessionHit
    card: SessionCard

    def clock(self, hit: Hit) -> Offset:
        """Where the hit is on the player's clock, which begins at the cut's in point."""
        return self.card.cut.cut.session_time(hit.part, hit.offset_ms) if self.card.cut else 0

    def seconds(self, hit: Hit) -> int:
        """Where its link leads, in recording time: a little before, but not before the cut."""
        spans = self.card.cut.cut.spans if self.card.cut else ()
        first = spans[hit.part - 1].span.start if hit.part <= len(spans) else 0
        return max(hit.offset_ms - LEAD_MS, first) // 1000

    def recording(self, hit: Hit) -> int | None:
        """The recording its link must name."""
        return hit.recording_id if hit.part > 1 else None


def show_search(request: Request) -> Response:
    query, slug = query_text(request), asked_event(request)
    number = min(whole_number(request, "page", 1), MOST_PAGES)
    with request.app.state.catalogue.reading() as db:
        event = one_event(db, slug) if slug else None
        results = search(
            db,
            request.app.state.analyser,
            query,
            is_editor=account_of(request) is not None,
            event_slug=event.slug if event else None,
            limit=ON_A_PAGE,
            offset=(number - 1) * ON_A_PAGE,
        )
        cards = cards_of(db, [hit.id for hit in results.sessions])
    found = [Found(hit, cards[hit.id]) for hit in results.sessions if hit.id in cards]
    values = {
        "query": query,
        "event": event,
        "results": results,
        "found": found,
        "posters": posters_of(request, cards.values()),
        "marked": marked,
        "number": number,
        "pages": _pages(results),
    }
    return page(request, "search.html", values, address=search_address, is_public=False)


def _pages(results: Results) -> int:
    return min(-(-results.total // ON_A_PAGE), MOST_PAGES)
