"""What a file is found to hold, and which files are refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from archive.errors import SourceRefusedError
from archive.media.fragments import read_fragment_index
from archive.media.pack import pack
from archive.media.probe import MediaFacts, probe
from tests.media import TOOLS, known_media


def test_facts_of_a_recording_are_read() -> None:
    assert probe(TOOLS, known_media(rate=Fraction(30000, 1001)).paths[0]) == MediaFacts(
        duration_ms=6006,
        width=160,
        height=90,
        frame_rate=Fraction(30000, 1001),
        video_codec="h264",
        audio_codec="aac",
        sample_rate=44100,
    )


def test_recording_without_sound_says_so() -> None:
    facts = probe(TOOLS, known_media(sound=False).paths[0])
    assert (facts.has_audio, facts.audio_codec, facts.sample_rate) == (False, None, None)


@pytest.mark.parametrize("content", [b"", b"This is a letter.\n" * 400, bytes(4000)])
def test_file_that_is_no_video_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "강연.mp4"
    path.write_bytes(content)
    with pytest.raises(SourceRefusedError) as refused:
        probe(TOOLS, path)
    assert str(refused.value) == "“강연.mp4” is empty, damaged, or no video."


def test_sound_alone_is_refused() -> None:
    sound = known_media(container="separate").paths[1]
    with pytest.raises(SourceRefusedError) as refused:
        probe(TOOLS, sound)
    assert str(refused.value) == "“late-sound.m4a” holds no picture, only sound."


def test_a_packed_recording_is_as_long_as_it_lasts_and_can_be_packed_again(tmp_path: Path) -> None:
    """Its clock begins at ten seconds, and so do ffprobe's lengths of fragmented files."""
    once, again = tmp_path / "once.mp4", tmp_path / "again.mp4"
    pack(TOOLS, known_media().paths, once)
    assert probe(TOOLS, once).duration_ms == 6000
    pack(TOOLS, [once], again)
    assert read_fragment_index(again).duration_ms == 6000
