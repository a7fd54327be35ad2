"""With a front server set up to send files, we only say which; never more than may be seen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.studio import Studio
from web.app import create_app


@pytest.fixture
def accelerated(studio: Studio) -> Iterator[Studio]:
    settings = replace(studio.settings, accel=True)
    made = Studio(settings, create_app(settings), studio.recording_id, studio.known)
    made.publish("keynote")
    yield made
    made.close()


def test_a_checked_range_is_handed_on(accelerated: Studio) -> None:
    first = accelerated.index.fragments[6].offset
    address = accelerated.clip("keynote", "recording.mp4")
    answer = accelerated.viewer().get(address, headers={"range": f"bytes={first}-{first + 9}"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["x-accel-redirect"] == "/accelerated/recordings/1/recording.mp4"
    assert answer.headers["content-type"] == "video/mp4"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "asked",
    [
        {"range": "bytes={first}-"},
        {"range": "bytes = {first} - {last}"},
        {"range": "bytes={first}-{last}", "if-range": '"x"'},
    ],
)
def test_what_a_front_server_could_take_for_more_is_sent_by_us(
    accelerated: Studio, asked: dict[str, str]
) -> None:
    first = accelerated.index.fragments[6].offset
    headers = {name: value.format(first=first, last=first + 9) for name, value in asked.items()}
    answer = accelerated.viewer().get(accelerated.clip("keynote", "recording.mp4"), headers=headers)
    assert answer.status_code == 206
    assert "x-accel-redirect" not in answer.headers
    assert len(answer.content) >= 10


def test_what_may_not_be_seen_is_not_handed_on(accelerated: Studio) -> None:
    address = accelerated.clip("keynote", "recording.mp4")
    last = accelerated.index.fragments[-1].offset
    answer = accelerated.viewer().get(address, headers={"range": f"bytes={last}-{last + 9}"})
    assert answer.status_code == 416


def test_without_the_setting_we_send_everything(studio: Studio) -> None:
    studio.publish("keynote")
    first = studio.index.fragments[6].offset
    address = studio.clip("keynote", "recording.mp4")
    answer = studio.viewer().get(address, headers={"range": f"bytes={first}-{first + 9}"})
    assert (answer.status_code, len(answer.content)) == (206, 10)
    assert "x-accel-redirect" not in answer.headers
