"""Hashes of a recording's fragments: made once, read for a clip, found again in the bytes."""

import hashlib
from pathlib import Path

import pytest

from archive.errors import StoppedError
from archive.media.fragments import Fragment, FragmentIndex
from archive.media.hashes import hash_found, hash_fragments, hash_kept, hashes_beside

PARTS = (b"first", b"second part", b"third")


@pytest.fixture
def media(tmp_path: Path) -> Path:
    path = tmp_path / "recording.mp4"
    path.write_bytes(b"head" + b"".join(PARTS))
    return path


def index() -> FragmentIndex:
    places, at = [], 4
    for number, part in enumerate(PARTS):
        places.append(Fragment(at, len(part), number))
        at += len(part)
    return FragmentIndex(4, 1, len(PARTS), tuple(places))


def over(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def test_the_hash_of_some_fragments_is_at_hand_and_found_again(media: Path) -> None:
    reports: list[float] = []
    hash_fragments(media, index(), report=reports.append)
    assert hashes_beside(media).stat().st_size == 32 * len(PARTS)
    assert reports == [1 / 3, 2 / 3, 1]
    for numbers in (range(3), range(1, 3), range(2, 3)):
        expected = over(*PARTS[numbers.start :])
        assert hash_kept(media, numbers) == hash_found(media, index(), numbers) == expected


def test_another_byte_is_another_hash(media: Path) -> None:
    hash_fragments(media, index())
    before = hash_kept(media, range(1, 2))
    data = bytearray(media.read_bytes())
    data[10] ^= 1
    media.write_bytes(data)
    assert before is not None
    assert hash_found(media, index(), range(1, 2)) != before


def test_there_is_no_hash_of_nothing_or_of_a_recording_without_any(media: Path) -> None:
    assert hash_kept(media, range(2)) is None
    hash_fragments(media, index())
    assert hash_kept(media, range(1, 1)) is None
    assert hash_kept(media, range(2, 5)) is None


def test_a_stopped_hashing_leaves_nothing(media: Path) -> None:
    with pytest.raises(StoppedError):
        hash_fragments(media, index(), stop=lambda: True)
    assert [path.name for path in media.parent.iterdir()] == ["recording.mp4"]
