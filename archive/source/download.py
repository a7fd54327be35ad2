"""A source onto disk: picture, sound and captions, as the source has them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import SourceUnavailableError
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


def download_source(
    url: str,
    folder: Path,
    *,
    policy: SourcePolicy,
    report: Callable[[Download], None],
    stop: Callable[[], bool],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> DownloadedSource:
    """Bring picture, sound and captions of ``url`` into ``folder``, which belongs to this source.

    May be called again after any interruption: it goes on where it was, and a source that is
    already here is given back without asking anybody. ``report`` hears of the progress at most a
    few times a second; when ``stop`` says so, ``StoppedError`` is raised and the parts are kept.
    Raises what ``inspect_source`` raises, and ``StorageFullError``.
    """
    page = check_page(url, policy)
    if here := read_receipt(folder, page):
        return here
    with storing():
        folder.mkdir(parents=True, exist_ok=True)
    watch = Watch(report, stop)
    with sorted_failures(), started(policy, watch) as engine:
        watch.check()
        info = engine.extract(page)
        source = _fetch_all(engine, info, read_facts(info, page, clock()), folder, watch)
        write_receipt(folder, page, source)
    watch.finish()
    return source


def _fetch_all(
    engine: Engine, info: Info, facts: SourceFacts, folder: Path, watch: Watch
) -> DownloadedSource:
    entries = {str(entry["format_id"]): entry for entry in listed_formats(info)}
    pieces = [
        Piece(_media_name(chosen), entries[chosen.format_id], chosen.size)
        for chosen in facts.formats
    ]
    for piece in pieces:
        guess = piece.size or piece.entry.get("filesize_approx")
        watch.expect(piece.name, guess and int(guess))
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
    )


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


def _media_name(chosen: ChosenFormat) -> str:
    return file_name("video" if chosen.has_picture else "audio", chosen.format_id, chosen.extension)
