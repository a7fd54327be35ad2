"""Stages of an ingest that bring the recording here and measure it."""

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any

from archive.catalogue.keep.recording import note_coding, note_media, note_source
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.values import Progress
from archive.errors import SourceRefusedError, ToolFailedError
from archive.media.conversion import Converted, Packing
from archive.media.ffmpeg import Stop
from archive.media.filmstrip import make_filmstrip
from archive.media.fragments import (
    load_fragment_index,
    read_fragment_index,
    save_fragment_index,
)
from archive.media.hashes import hash_fragments
from archive.media.listening import listen
from archive.media.normalise import make_recording, read_converted
from archive.media.output import Report
from archive.media.pack_small import pack_small
from archive.media.probe import MediaFacts, probe
from archive.media.side_by_side import Work, side_by_side
from archive.media.tools import Tools
from archive.source.download import download_source
from archive.source.facts import DownloadedSource, SourceFacts
from archive.source.formats import foreign_codec
from archive.source.inspection import inspect_source
from archive.source.policy import source_policy
from archive.source.progress import Download
from archive.storage import RecordingFiles, Rendition, held
from jobs.steps.slides import is_due, read_slides
from jobs.turn import Turn

_LOG = logging.getLogger(__name__)

_MAIN_SHARE = 0.8
"""Of the bytes of both renditions, the main one usually has so many."""

_MEASURED_SHARE = 0.6
"""Of the time that measuring takes where slides are read after it."""


def look(turn: Turn) -> None:
    """What the source says of itself, before a byte of its media is fetched."""
    policy = source_policy(turn.workshop.settings)
    url = turn.recording().source_url
    facts = inspect_source(url, policy=policy, now=datetime.now(UTC))
    _keep_facts(turn, facts)
    if not turn.files.media.exists():
        with turn.workshop.catalogue.writing() as db:
            note_coding(db, turn.recording_id, foreign_codec(facts.formats[0]))


def download(turn: Turn) -> None:
    """Bring the source's files here."""
    with held(turn.files):
        source = downloaded(turn, asks_again=True)
    _keep_facts(turn, source.facts)


def downloaded(turn: Turn, *, asks_again: bool = False) -> DownloadedSource:
    """The source's files; what is here already is not fetched again.

    A small picture that an earlier attempt could not get is only asked for if ``asks_again``.
    """
    return download_source(
        turn.recording().source_url,
        turn.files.source,
        policy=source_policy(turn.workshop.settings),
        report=lambda download: turn.tell(_progress(download)),
        stop=turn.stop,
        asks_again=asks_again,
    )


def pack_media(turn: Turn) -> None:
    """Make one file of them that every clip is cut from; once made it never changes."""
    files = turn.files
    with held(files):
        if not files.media.exists():
            source = downloaded(turn)
            share = _MAIN_SHARE if source.small else 1.0

            def tell(packing: Packing) -> None:
                if packing.reason is None:
                    turn.report(packing.done * share)
                else:
                    turn.tell(_converting(packing))

            make_recording(
                turn.workshop.tools,
                source.media,
                files.media,
                files.converting,
                tell=tell,
                stop=turn.stop,
            )
        if not files.small.media.exists():
            _pack_small(turn, downloaded(turn))


def _pack_small(turn: Turn, source: DownloadedSource) -> None:
    """The small picture in a file of its own; one that can't be used is only logged."""
    if source.small is None:
        return
    files = turn.files
    try:
        pack_small(
            turn.workshop.tools,
            source.small,
            source.media,
            files.media,
            files.small.media,
            report=lambda done: turn.report(_MAIN_SHARE + done * (1 - _MAIN_SHARE)),
            stop=turn.stop,
        )
    except (SourceRefusedError, ToolFailedError) as exc:
        _LOG.warning("recording %s: the small rendition is left out: %s", turn.recording_id, exc)


def measure(turn: Turn) -> None:
    """What players and editors need to know of the packed recording."""
    files = turn.files
    with held(files):
        facts = probe(turn.workshop.tools, files.media, stop=turn.stop)
        index = read_fragment_index(files.media)
        save_fragment_index(index, files.fragments)
        _index_small(files)
        works = measures(turn.workshop.tools, files, index.duration_ms)
        share = _MEASURED_SHARE if is_due(turn) else 1.0
        side_by_side(works, report=lambda done: turn.report(done * share), stop=turn.stop)
        if is_due(turn):
            read_slides(turn, lambda done: turn.report(share + done * (1 - share)))
    with turn.workshop.catalogue.writing() as db:
        media = {**_plain(facts), "converted": [_kept(one) for one in read_converted(files.media)]}
        note_media(db, turn.recording_id, index.duration_ms, media)


def measures(tools: Tools, files: RecordingFiles, duration_ms: int) -> list[Work]:
    """What is made of a packed recording besides its index; each reads it for itself."""
    return [
        lambda report, stop: listen(
            tools,
            files.light.media,
            duration_ms,
            waveform=files.waveform,
            sound=files.sound,
            report=report,
            stop=stop,
        ),
        lambda report, stop: make_filmstrip(
            tools, files.light.media, duration_ms, files.filmstrip, report=report, stop=stop
        ),
        *(partial(_hash, one) for one in (files.main, files.small) if one.is_ready),
    ]


def _hash(rendition: Rendition, report: Report, stop: Stop) -> None:
    index = load_fragment_index(rendition.fragments)
    hash_fragments(rendition.media, index, report=report, stop=stop)


def _index_small(files: RecordingFiles) -> None:
    """A small rendition that was damaged since serves nobody."""
    if not files.small.media.exists():
        return
    try:
        save_fragment_index(read_fragment_index(files.small.media), files.small.fragments)
    except ToolFailedError as exc:
        _LOG.warning("the small rendition is left out: %s", exc)
        files.small.fragments.unlink(missing_ok=True)


def _keep_facts(turn: Turn, facts: SourceFacts) -> None:
    with turn.workshop.catalogue.writing() as db:
        note_source(
            db,
            turn.recording_id,
            title=facts.title,
            description=facts.description,
            started_at=facts.started_at,
            chapters=facts.chapters,
        )


def _progress(download: Download) -> Progress:
    return Progress(download.done, download.total, download.rate, download.remaining_seconds)


def _converting(packing: Packing) -> Progress:
    return Progress(
        done=packing.done,
        total=1.0,
        rate=packing.speed,
        eta_seconds=packing.left_seconds,
        note=packing.reason,
        cost_seconds=packing.expected_seconds,
    )


def _kept(one: Converted) -> dict[str, Any]:
    return {"kind": one.kind, "reason": sentence_as_json(one.reason), "seconds": one.seconds}


def _plain(facts: MediaFacts) -> dict[str, Any]:
    return {
        "width": facts.width,
        "height": facts.height,
        "frame_rate": str(facts.frame_rate),
        "video_codec": facts.video_codec,
        "audio_codec": facts.audio_codec,
        "sample_rate": facts.sample_rate,
    }
