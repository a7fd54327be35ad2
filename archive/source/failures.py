"""What yt-dlp's failures mean to us: refused, or to be tried again, and the sentence for it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from yt_dlp.networking.exceptions import TransportError
from yt_dlp.webvtt import ParseError

from archive.errors import (
    ArchiveError,
    SourceRefusedError,
    SourceUnavailableError,
    StorageFullError,
)
from archive.source.guard import HaltError


@dataclass(frozen=True, slots=True)
class Case:
    """Words by which a failure is known, and what it becomes."""

    words: re.Pattern[str]
    becomes: type[ArchiveError]
    sentence: str

    def error(self) -> ArchiveError:
        return self.becomes(self.sentence)


def _refused(words: str, sentence: str) -> Case:
    return Case(re.compile(words, re.IGNORECASE), SourceRefusedError, sentence)


def _again(words: str, sentence: str) -> Case:
    return Case(re.compile(words, re.IGNORECASE), SourceUnavailableError, sentence)


_NOTHING = "The source gives neither picture nor sound at this time. It is tried again."
_NETWORK = "The source's server can't be reached, or the connection broke. It is tried again."

CASES: tuple[Case, ...] = (
    Case(
        re.compile(r"\[Errno (28|122|27)\]|no space left", re.IGNORECASE),
        StorageFullError,
        "The disk is full. Free some space; the work goes on by itself afterwards.",
    ),
    _again(
        r"not a bot|captcha|too many requests|http error 429|rate.?limit|try again later",
        "The source's server has had too many requests from here. It is tried again later.",
    ),
    _refused(r"\bDRM\b", "This source is protected against copying (DRM)."),
    _refused(
        r"private video|video is private|is a private",
        "This video is private. Ask its owner to make it public or unlisted.",
    ),
    _refused(
        r"members.only|members on level|join this channel|channel's members|premium members"
        r"|requires payment|\brental\b|subscribers only|only available for subscribers",
        "This video is for paying members only.",
    ),
    _refused(
        r"confirm your age|age.restricted|inappropriate for some users|\bage limit",
        "This video is only for viewers who have proved their age, which an archive can't.",
    ),
    _refused(
        r"(in|from) your (country|location)|geo.?restrict",
        "This video is not available in the country this archive runs in.",
    ),
    _refused(
        r"\bsign.?in\b|\blog.?in (is )?(required|to)|registered users|account cookies|--cookies"
        r"|requires authentication|http error 401|password",
        "This video is only for viewers who have signed in there.",
    ),
    _again(
        r"live event will begin|premieres? in|will begin (in|shortly)|not currently live"
        r"|is offline",
        "The livestream has not begun yet. It is fetched when it is over.",
    ),
    _refused(
        r"http error (404|410)|(been|was) (removed|deleted|terminated)|no longer (available|exists)"
        r"|(video|page|channel|playlist|account|media) (does not exist|doesn't exist|not found)"
        r"|video unavailable|(video|content) (isn't available|is not available|is unavailable)",
        "There is no video at this address, or it has been removed.",
    ),
    _refused(
        r"unsupported url|no suitable extractor|not a valid url|unusual and will be skipped",
        "At this address there is no video that can be found.",
    ),
    _refused(
        r"http error 451", "This video may not be shown where this archive runs, for legal reasons."
    ),
    _refused(
        r"http error 3\d\d|redirect loop", "The source's server leads in circles, or nowhere."
    ),
    _again(
        r"http error 403",
        "The source's server forbids the download for now. It is tried again.",
    ),
    _again(r"http error (408|425|5\d\d)", "The source's server is in trouble. It is tried again."),
    _refused(r"http error 4\d\d", "The source's server does not accept the request."),
    _again(
        r"certificate",
        "The source's server can't prove who it is: its certificate is not valid.",
    ),
    _again(
        r"timed? ?out|timeout|getaddrinfo|name resolution|name or service|nodename"
        r"|connection (refused|reset|aborted|broken)|unreachable|closed connection|remote end"
        r"|network error|incomplete ?read|bytes read|expected \d+ bytes|too short|\bEOF\b"
        r"|urlopen error",
        _NETWORK,
    ),
    _again(
        r"no video formats|requested format|only images|did not get any data|file is empty",
        _NOTHING,
    ),
)
"""From special to general; the first whose words occur decides. Addresses are not searched."""


@contextmanager
def sorted_failures() -> Iterator[None]:
    """Turn whatever yt-dlp raises inside the block into an ``ArchiveError`` of ours."""
    try:
        yield
    except ArchiveError:
        raise
    except Exception as exc:
        raise sort_failure(exc) from exc


def sort_failure(exc: BaseException) -> ArchiveError:
    """What a failure of yt-dlp means to us.

    A failure nobody has met is to be tried again: sites change, and yt-dlp follows within days.
    The job engine gives up after its own number of attempts and shows the sentence.
    """
    chain = list(_chain(exc))
    for link in chain:
        if isinstance(link, HaltError):
            return link.reason
        if isinstance(link, ArchiveError):
            return link
    if known := _known(f"{type(link).__name__}: {link}" for link in chain):
        return known
    if any(isinstance(link, TransportError | OSError) for link in chain):
        return SourceUnavailableError(_NETWORK)
    return _unknown(str(exc))


def sort_words(said: Iterable[str]) -> ArchiveError:
    """What yt-dlp's warnings mean when it found nothing to download.

    The reason comes late, after hints on single formats, and before the remark that none are left.
    """
    words = list(said)
    reasons = [known for one in reversed(words) if (known := _known([one]))]
    telling = [reason for reason in reasons if reason.sentence.template != _NOTHING]
    found = next(iter(telling or reasons), None)
    return found or _unknown(words[-1] if words else "no reason given")


def is_absence(exc: BaseException) -> bool:
    """Whether the server says that what was asked for is not there, or sends nothing at all."""
    words = r"HTTP Error (404|410)\b|did not get any data|file is empty|an empty file"
    return any(re.search(words, str(link), re.IGNORECASE) for link in _chain(exc))


def is_damage(exc: BaseException) -> bool:
    """Whether captions came that are no WebVTT; they will be no better the next time."""
    return any(isinstance(link, ParseError) for link in _chain(exc))


def _known(said: Iterable[str]) -> ArchiveError | None:
    text = re.sub(r"[a-z]+://\S+", "", "\n".join(said))
    return next((case.error() for case in CASES if case.words.search(text)), None)


def _unknown(said: str) -> SourceUnavailableError:
    reason = re.sub(
        r"; please report this issue.*|^ERROR: |\(caused by .*", "", said, flags=re.DOTALL
    )
    return SourceUnavailableError(
        "The source's answer was not understood: {reason}", reason=reason.strip()
    )


def _chain(exc: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from by any of the ways Python and yt-dlp keep that."""
    waiting, seen = [exc], set[int]()
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        kept = (getattr(link, "exc_info", None) or (None, None))[1]
        origins = (getattr(link, "cause", None), kept, link.__cause__, link.__context__)
        waiting += [origin for origin in origins if isinstance(origin, BaseException)]
