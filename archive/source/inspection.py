"""What a source is, before a byte of its media is fetched."""

from dataclasses import replace
from datetime import datetime

from archive.source.engine import started
from archive.source.facts import SourceFacts
from archive.source.failures import sorted_failures
from archive.source.policy import SourcePolicy, check_page
from archive.source.progress import Watch
from archive.source.read import read_facts

_ATTEMPTS = 1
"""Somebody may be waiting for this answer, and a job asks again by itself."""


def inspect_source(url: str, *, policy: SourcePolicy, now: datetime) -> SourceFacts:
    """What the source at ``url`` says of itself; ``now`` is aware.

    Raises ``SourceRefusedError`` when it can never be had (private, removed, a list of videos,
    an address that is not allowed), ``SourceUnavailableError`` when it can't be had now, with
    ``not_before`` for a livestream that is not over yet.
    """
    page = check_page(url, policy)
    patience = Watch(report=lambda _: None, stop=lambda: False)
    hasty = replace(policy, attempts=min(policy.attempts, _ATTEMPTS))
    with sorted_failures(), started(hasty, patience) as engine:
        return read_facts(engine.extract(page), page, now)
