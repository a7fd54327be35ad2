"""A source onto disk: picture, sound and captions, as the source has them."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import (
    SourceRefusedError,
    SourceUnavailableError,
    StoppedError,
    StorageFullError,
)
from archive.sentence import Sentence
from archive.source.engine import Engine, Info, started
from archive.source.facts import (
    ChosenFormat,
    ChosenSubtitle,
    DownloadedSource,
    DownloadedSubtitle,
    SourceFacts,
)
from archive.source.failures import is_absence, is_damage, sort_failure, sorted_failures
from archive.source.fetch import Piece, fetch, file_name
from archive.source.policy import SourcePolicy, check_page
from archive.source.progress import Download, Watch
from archive.source.read import listed_formats, read_facts
from archive.source.receipt import read_receipt, write_receipt
from archive.source.subtitles import Entry, choose_subtitles
from archive.storage import storing

_LOG = logging.getLogger(__name__)


def download_source(
    url: str,
    folder: Path,
    *,
    policy: SourcePolicy,
    report: Callable[[Download], None],
    stop: Callable[[], bool],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    asks_again: bool = False,
) -> DownloadedSource:
    """Bring picture, sound and captions of ``url`` into ``folder``, which belongs to this source.

    May be called again after any interruption: it goes on where it was, and a source that is
    already here is given back without asking anybody. A small picture that can't be fetched stops
    nothing; when all else is here already, it is asked for again only if ``asks_again``, and
    whatever goes wrong then leaves things as they are. ``report`` hears of the progress at most a
    few times a second; when ``stop`` says so, ``StoppedError`` is raised and the parts are kept.
    Raises what ``inspect_source`` raises, and ``StorageFullError``.
    """
    page = check_page(url, policy)
    watch = Watch(report, stop)
    if here := read_receipt(folder, page):
        if not (asks_again and here.lacks_small):
            return here
        return _with_small(here, page, folder, policy, watch)
    with storing():
        folder.mkdir(parents=True, exist_ok=True)
    with sorted_failures(), started(policy, watch) as engine:
        watch.check()
        info = engine.extract(page)
        source = _fetch_all(engine, info, read_facts(info, page, clock()), folder, watch)
        write_receipt(folder, page, source)
    watch.finish()
    return source


def _with_small(
    here: DownloadedSource, page: str, folder: Path, policy: SourcePolicy, watch: Watch
) -> DownloadedSource:
    """A source that is here but for its small picture, with that one too if it comes now."""
    try:
        with sorted_failures(), started(policy, watch) as engine:
            watch.check()
            info = engine.extract(page)
            small = _fetch_small(engine, info, here.facts, folder, watch)
    except (SourceRefusedError, SourceUnavailableError) as exc:
        _LOG.warning("the small rendition could not be fetched: %s", exc)
        return here
    whole = replace(here, small=small)
    write_receipt(folder, page, whole)
    watch.finish()
    return whole


def _fetch_all(
    engine: Engine, info: Info, facts: SourceFacts, folder: Path, watch: Watch
) -> DownloadedSource:
    pieces = [_piece(info, chosen, _media_kind(chosen)) for chosen in facts.formats]
    for piece in (*pieces, *_small_pieces(info, facts)):
        _expect(piece, watch)
    media = tuple(fetch(engine, info, piece, folder, watch) for piece in pieces)
    tracks = [
        _fetch_subtitle(engine, info, chosen, entry, folder, watch)
        for chosen, entry in choose_subtitles(info)
    ]
    return DownloadedSource(
        facts=facts,
        media=media,
        subtitles=tuple(track for track in tracks if isinstance(track, DownloadedSubtitle)),
        missing=tuple(track for track in tracks if isinstance(track, Sentence)),
        small=_fetch_small(engine, info, facts, folder, watch),
    )


def _piece(info: Info, chosen: ChosenFormat, kind: str) -> Piece:
    entries = {str(entry["format_id"]): entry for entry in listed_formats(info)}
    entry = entries.get(chosen.format_id)
    if entry is None:
        raise SourceUnavailableError(
            "The source no longer offers the format {format}.", format=chosen.format_id
        )
    name = file_name(kind, chosen.format_id, chosen.extension)
    return Piece(name, entry, chosen.size)


def _small_pieces(info: Info, facts: SourceFacts) -> list[Piece]:
    """The small picture, if the source has one."""
    return [_piece(info, facts.small, "small")] if facts.small else []


def _expect(piece: Piece, watch: Watch) -> None:
    guess = piece.size or piece.entry.get("filesize_approx")
    watch.expect(piece.name, guess and int(guess))


def _fetch_small(
    engine: Engine, info: Info, facts: SourceFacts, folder: Path, watch: Watch
) -> Path | None:
    """The small picture's file; nothing when it can't be had now, which hinders nobody."""
    for piece in _small_pieces(info, facts):
        try:
            return fetch(engine, info, piece, folder, watch)
        except Exception as exc:
            reason = sort_failure(exc)
            if isinstance(reason, StoppedError | StorageFullError):
                raise
            _LOG.warning("the small rendition could not be fetched: %s", reason)
            watch.give_up(piece.name)
    return None


def _fetch_subtitle(
    engine: Engine, info: Info, chosen: ChosenSubtitle, entry: Entry, folder: Path, watch: Watch
) -> DownloadedSubtitle | Sentence:
    name = file_name("captions", f"{chosen.language}_{chosen.origin}", chosen.extension)
    try:
        path = fetch(engine, info, Piece(name, entry, None), folder, watch)
    except Exception as exc:
        if not _can_do_without(chosen, exc):
            raise
        return Sentence(
            "The source announces captions ({language}) and does not give them.",
            {"language": chosen.language},
        )
    return DownloadedSubtitle(chosen.language, chosen.origin, path)


def _can_do_without(chosen: ChosenSubtitle, exc: Exception) -> bool:
    """Captions that are not there or damaged; translations, which YouTube seldom hands to programs.

    Everything else is worth another attempt, or is a refusal of our own.
    """
    too_busy = isinstance(sort_failure(exc), SourceUnavailableError)
    is_lost = is_absence(exc) or is_damage(exc)
    return is_lost or (chosen.origin == "translated" and too_busy)


def _media_kind(chosen: ChosenFormat) -> str:
    return "video" if chosen.has_picture else "audio"
