"""Which caption tracks an address asks for, and the others that a session has."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from archive.captions.tracks import TrackFacts
from archive.catalogue.values import SessionPage, TrackView
from archive.language import LANGUAGES, Language
from web.pages.asked import whole_number

Chosen = dict[Language, int]
"""Tracks by id; of a language that is not named, the best is shown."""


@dataclass(frozen=True, slots=True)
class Option:
    """A track that can be chosen; ``asked`` is what the session's address names then."""

    facts: TrackFacts
    is_shown: bool
    asked: Chosen


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The tracks of a language, the one shown first."""

    language: Language
    options: tuple[Option, ...]

    @property
    def shown(self) -> TrackFacts:
        return self.options[0].facts


def chosen_in(request: Request) -> Chosen:
    """The tracks that ``?ko=`` and ``&en=`` name."""
    named: Chosen = {language: whole_number(request, language, 0) for language in LANGUAGES}
    return {language: number for language, number in named.items() if number}


def chosen_track(request: Request) -> int | None:
    """The track that ``?track=`` names."""
    return whole_number(request, "track", 0) or None


def choice_of(shown: SessionPage) -> Chosen:
    """The tracks that are shown and are not the best: what links must go on naming."""
    found: Chosen = {}
    for language in LANGUAGES:
        track = _first_shown(shown, language)
        options = _options(shown, language)
        if track and options and track.facts.key != options[0].key:
            found[language] = track.id
    return found


def choices_in(shown: SessionPage) -> tuple[LanguageChoice, ...]:
    """For each language that has captions, all its tracks over all parts."""
    return tuple(_choices(shown))


def _choices(shown: SessionPage) -> Iterator[LanguageChoice]:
    choice = choice_of(shown)
    for language in LANGUAGES:
        track = _first_shown(shown, language)
        if track is None:
            continue
        others = {other: number for other, number in choice.items() if other != language}
        options = [
            Option(
                facts,
                facts.key == track.facts.key,
                others if number == 0 else others | {language: facts.id},
            )
            for number, facts in enumerate(_options(shown, language))
        ]
        yield LanguageChoice(language, tuple(sorted(options, key=lambda one: not one.is_shown)))


def _first_shown(shown: SessionPage, language: Language) -> TrackView | None:
    """The track of a language in the first part that shows one."""
    every = (track for part in shown.parts for track in part.tracks)
    return next((track for track in every if track.language == language), None)


def _options(shown: SessionPage, language: Language) -> tuple[TrackFacts, ...]:
    """Those of the parts in turn; what one file gave in several recordings is one."""
    found: dict[str, TrackFacts] = {}
    for part in shown.parts:
        for track in part.choices:
            if track.language == language:
                found.setdefault(track.key, track)
    return tuple(found.values())
