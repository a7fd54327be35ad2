"""Hashes of a packed recording's fragments, made once, so that each clip's are at hand."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from archive.errors import StoppedError
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.output import Report, unheard
from archive.storage import written_beside

SIZE = hashlib.sha256().digest_size
_REPORTS = 200


def hashes_beside(media: Path) -> Path:
    """Where the hashes of a packed recording are: 32 bytes for each fragment, in order."""
    return media.with_suffix(".sha256")


def hash_fragments(
    media: Path, index: FragmentIndex, *, report: Report = unheard, stop: Stop = never
) -> None:
    """Read all of the recording once and keep the SHA-256 of each fragment's bytes.

    Raises ``StoppedError``, and ``StorageFullError`` when there is no space.
    """
    count = len(index.fragments)
    with (
        media.open("rb") as file,
        written_beside(hashes_beside(media)) as beside,
        beside.open("wb") as kept,
    ):
        for number, fragment in enumerate(index.fragments, start=1):
            if stop():
                raise StoppedError("The work was stopped.")
            file.seek(fragment.offset)
            kept.write(hashlib.sha256(file.read(fragment.size)).digest())
            if number % max(count // _REPORTS, 1) == 0 or number == count:
                report(number / count)


def hash_kept(media: Path, numbers: range) -> str | None:
    """One hash over those of some fragments; nothing when none were made or none are asked for.

    Reads 32 bytes for each fragment, so its cost hardly grows with the clip.
    """
    try:
        with hashes_beside(media).open("rb") as kept:
            kept.seek(numbers.start * SIZE)
            found = kept.read(len(numbers) * SIZE)
    except FileNotFoundError:
        return None
    return _over([found]) if numbers and len(found) == len(numbers) * SIZE else None


def hash_found(media: Path, index: FragmentIndex, numbers: range) -> str:
    """The same hash, from the recording's own bytes: all of them are read."""
    digests = []
    with media.open("rb") as file:
        for number in numbers:
            file.seek(index.fragments[number].offset)
            digests.append(hashlib.sha256(file.read(index.fragments[number].size)).digest())
    return _over(digests)


def _over(digests: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(digests)).hexdigest()
