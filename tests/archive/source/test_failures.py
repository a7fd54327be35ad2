"""The table of what yt-dlp's failures mean."""

import errno

import pytest
from yt_dlp.networking.exceptions import IncompleteRead, TransportError
from yt_dlp.utils import DownloadError, ExtractorError, GeoRestrictedError, UnsupportedError

from archive.errors import (
    ArchiveError,
    SourceRefusedError,
    SourceUnavailableError,
    StoppedError,
    StorageFullError,
)
from archive.source.failures import sort_failure, sort_words, sorted_failures
from archive.source.guard import HaltError

REFUSED, AGAIN, FULL = SourceRefusedError, SourceUnavailableError, StorageFullError

PRIVATE = "This video is private. Ask its owner to make it public or unlisted."
GONE = "There is no video at this address, or it has been removed."
ABROAD = "This video is not available in the country this archive runs in."
MEMBERS = "This video is for paying members only."
AGE = "This video is only for viewers who have proved their age, which an archive can't."
SIGN_IN = "This video is only for viewers who have signed in there."
NO_VIDEO = "At this address there is no video that can be found."
DRM = "This source is protected against copying (DRM)."
BUSY = "The source's server has had too many requests from here. It is tried again later."
NETWORK = "The source's server can't be reached, or the connection broke. It is tried again."
TROUBLE = "The source's server is in trouble. It is tried again."
FORBIDDEN = "The source's server forbids the download for now. It is tried again."
NOT_YET = "The livestream has not begun yet. It is fetched when it is over."
NOTHING = "The source gives neither picture nor sound at this time. It is tried again."
DISK = "The disk is full. Free some space; the work goes on by itself afterwards."

SAID = [
    ("Private video. Sign in if you've been granted access to this video", REFUSED, PRIVATE),
    ("Video unavailable. This video is private", REFUSED, PRIVATE),
    ("Video unavailable", REFUSED, GONE),
    ("This video has been removed by the uploader", REFUSED, GONE),
    ("This video is no longer available because the YouTube account associated with this video "
     "has been terminated.", REFUSED, GONE),
    ("Unable to download webpage: HTTP Error 404: Not Found", REFUSED, GONE),
    ("Unable to download webpage: HTTP Error 410: Gone", REFUSED, GONE),
    ("Video unavailable. The uploader has not made this video available in your country",
     REFUSED, ABROAD),
    ("This video is not available from your location due to geo restriction", REFUSED, ABROAD),
    ("Join this channel to get access to members-only content like this video, and other "
     "exclusive perks.", REFUSED, MEMBERS),
    ("This video is available to this channel's members on level: 후원자", REFUSED, MEMBERS),
    ("Sign in to confirm your age. This video may be inappropriate for some users.", REFUSED, AGE),
    ("This video requires login. Use --cookies, --username and --password", REFUSED, SIGN_IN),
    ("Unable to download JSON metadata: HTTP Error 401: Unauthorized", REFUSED, SIGN_IN),
    ("Unsupported URL: https://example.org/private-video", REFUSED, NO_VIDEO),
    ("The requested site is known to use DRM protection. It will NOT be supported.", REFUSED, DRM),
    ("HTTP Error 400: Bad Request", REFUSED, "The source's server does not accept the request."),
    ("HTTP Error 451: Unavailable For Legal Reasons", REFUSED,
     "This video may not be shown where this archive runs, for legal reasons."),
    ("HTTP Error 302: The HTTP server returned a redirect error that would lead to an infinite "
     "loop.", REFUSED, "The source's server leads in circles, or nowhere."),
    ("Sign in to confirm you’re not a bot. Use --cookies for the authentication.", AGAIN, BUSY),
    ("HTTP Error 429: Too Many Requests", AGAIN, BUSY),
    ("Video unavailable. This content isn't available, try again later. The current session has "
     "been rate-limited by YouTube for up to an hour.", AGAIN, BUSY),
    ("Please sign in. YouTube is requiring a captcha challenge before playback", AGAIN, BUSY),
    ("unable to download video data: HTTP Error 403: Forbidden", AGAIN, FORBIDDEN),
    ("[download] Got error: HTTP Error 503: Service Unavailable. Giving up after 5 retries",
     AGAIN, TROUBLE),
    ("HTTP Error 500: Internal Server Error", AGAIN, TROUBLE),
    ("Unable to download webpage: <urlopen error [Errno -2] Name or service not known>",
     AGAIN, NETWORK),
    ("Unable to download webpage: [Errno 111] Connection refused", AGAIN, NETWORK),
    ("Unable to download API page: The read operation timed out", AGAIN, NETWORK),
    ("[download] Got error: Downloaded 1000 bytes, expected 2000 bytes. Giving up after 5 retries",
     AGAIN, NETWORK),
    ("Remote end closed connection without response", AGAIN, NETWORK),
    ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer",
     AGAIN, "The source's server can't prove who it is: its certificate is not valid."),
    ("This live event will begin in 3 hours.", AGAIN, NOT_YET),
    ("Premieres in 20 minutes", AGAIN, NOT_YET),
    ("No video formats found!", AGAIN, NOTHING),
    ("unable to write data: [Errno 28] No space left on device", FULL, DISK),
]  # fmt: skip


@pytest.mark.parametrize(("said", "kind", "sentence"), SAID, ids=[said for said, _, _ in SAID])
def test_a_failure_is_sorted_by_its_words(
    said: str, kind: type[ArchiveError], sentence: str
) -> None:
    sorted_by = [
        sort_failure(DownloadError(f"ERROR: [youtube] abcdefghijk: {said}")),
        sort_failure(ExtractorError(said, expected=True)),
        sort_words([said, "Requested format is not available"]),
    ]
    assert [(type(error), str(error)) for error in sorted_by] == [(kind, sentence)] * 3


@pytest.mark.parametrize(
    ("failure", "kind", "sentence"),
    [
        (IncompleteRead(partial=10, expected=90), AGAIN, NETWORK),
        (TransportError("something with the socket"), AGAIN, NETWORK),
        (ConnectionResetError("peer"), AGAIN, NETWORK),
        (OSError(errno.ENOSPC, "No space left on device"), FULL, DISK),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), FULL, DISK),
        (GeoRestrictedError("not here", countries=["KR"]), REFUSED, ABROAD),
        (UnsupportedError("https://example.org/signin"), REFUSED, NO_VIDEO),
    ],
    ids=lambda value: repr(value) if isinstance(value, Exception) else "",
)
def test_a_failure_is_sorted_by_its_class(
    failure: Exception, kind: type[ArchiveError], sentence: str
) -> None:
    error = sort_failure(failure)
    assert (type(error), str(error)) == (kind, sentence)


def test_the_cause_yt_dlp_keeps_beside_a_failure_is_found() -> None:
    cause = TransportError("HTTP Error 404: Not Found")
    assert str(sort_failure(ExtractorError("Unable to download", cause=cause))) == GONE


def test_an_error_of_ours_comes_out_of_yt_dlp_as_it_went_in() -> None:
    stopped = StoppedError("The work was stopped.")
    wrapped = DownloadError("ERROR: x", (HaltError, HaltError(stopped), None))
    assert sort_failure(wrapped) is stopped


def test_a_failure_nobody_has_met_is_tried_again_and_says_what_was_said() -> None:
    error = sort_failure(
        ExtractorError("Unable to extract yt initial data", ie="youtube", video_id="abcdefghijk")
    )
    assert (type(error), str(error)) == (
        SourceUnavailableError,
        "The source's answer was not understood: [youtube] abcdefghijk: Unable to extract yt "
        "initial data",
    )


def test_the_reason_counts_and_not_a_hint_on_single_formats() -> None:
    error = sort_words(
        [
            "[youtube] abcdefghijk: Some tv client https formats were skipped: DRM protected",
            "[youtube] abcdefghijk: Private video",
            "No video formats found!",
            "Requested format is not available",
        ]
    )
    assert str(error) == PRIVATE


@pytest.mark.parametrize(
    "said", ["assigning the parental page limit failed", "ffmpeg does not exist", "x not found"]
)
def test_words_inside_other_words_decide_nothing(said: str) -> None:
    assert str(sort_words([said])) == f"The source's answer was not understood: {said}"


def test_a_translated_failure_keeps_its_origin() -> None:
    original = DownloadError("ERROR: Private video")
    with pytest.raises(SourceRefusedError) as refused, sorted_failures():
        raise original
    assert refused.value.__cause__ is original
