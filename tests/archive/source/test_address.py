"""One address for one video, however it was copied."""

import pytest

from archive.source.address import one_address

WATCH = "https://www.youtube.com/watch?v=a1B2-c3_D4e"


@pytest.mark.parametrize(
    "copied",
    [
        WATCH,
        "http://youtube.com/watch?v=a1B2-c3_D4e&list=PL123&index=4&t=95s",
        "https://m.youtube.com/watch?app=desktop&v=a1B2-c3_D4e",
        "https://music.youtube.com/watch/?v=a1B2-c3_D4e",
        "https://youtu.be/a1B2-c3_D4e?si=shared&t=12",
        "https://www.youtube.com/live/a1B2-c3_D4e?feature=share",
        "https://WWW.YouTube.com/live/a1B2-c3_D4e/",
        "https://www.youtube.com/shorts/a1B2-c3_D4e",
        "https://www.youtube-nocookie.com/embed/a1B2-c3_D4e?start=5",
    ],
)
def test_a_video_has_one_address_however_it_was_copied(copied: str) -> None:
    assert one_address(copied) == WATCH


@pytest.mark.parametrize(
    "other",
    [
        "https://www.youtube.com/playlist?list=PL123",
        "https://www.youtube.com/@city/streams",
        "https://www.youtube.com/watch?v=too-short",
        "https://www.youtube.com/watch?list=PL123",
        "https://www.youtube.com/live/",
        "https://youtu.be/",
        "https://youtube.com.example.org/watch?v=a1B2-c3_D4e",
        "https://vod.example.org/watch?v=a1B2-c3_D4e#t=5",
    ],
)
def test_every_other_address_stays_as_it_is(other: str) -> None:
    assert one_address(other) == other
