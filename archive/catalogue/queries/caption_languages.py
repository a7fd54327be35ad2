"""In which languages there are captions, of many sessions at once."""

from collections.abc import Mapping, Sequence

from archive.captions.tracks import TrackFacts, best_first
from archive.catalogue.engine import Db
from archive.catalogue.queries.tracks import tracks_of
from archive.catalogue.values import SessionCard
from archive.cut import CutSpan
from archive.language import LANGUAGES, Language

Languages = tuple[Language, ...]


def captions_of(db: Db, cards: Sequence[SessionCard]) -> dict[int, Languages]:
    """The languages of each session that has any, by session id; one query."""
    tracks = tracks_of(db, {one.recording_id for card in cards for one in spans_of(card)})
    found = {card.id: languages_of(card, tracks) for card in cards}
    return {session: languages for session, languages in found.items() if languages}


def languages_of(card: SessionCard, tracks: Mapping[int, Sequence[TrackFacts]]) -> Languages:
    """Those that any part of the session has captions in."""
    return tuple(
        language
        for language in LANGUAGES
        if any(
            best_first(tracks.get(one.recording_id, ()), language, one.span)
            for one in spans_of(card)
        )
    )


def spans_of(card: SessionCard) -> tuple[CutSpan, ...]:
    """What the session's cut shows, in the order watched."""
    return card.cut.cut.spans if card.cut else ()
