"""Captions over HTTP: on the clip's clock for players, from the in point to take away."""

import pytest

from tests import forum
from tests.studio import Studio

PLAYED_KO = """WEBVTT

NOTE Language: ko

00:00:00.300 --> 00:00:00.900
아나 소자 님을 모시겠습니다.

00:00:02.250 --> 00:00:04.750
먼저 둑을 낮추어야 합니다.

00:00:06.000 --> 00:00:06.300
잠시 쉬겠습니다.
"""
"""The clip's media begins at the keyframe at 6 s, the session at 6.3 s."""
TAKEN_KO = """WEBVTT

NOTE Language: ko

NOTE Clip: 기조 연설 / Keynote / {digest}

00:00:00.000 --> 00:00:00.600
아나 소자 님을 모시겠습니다.

00:00:01.950 --> 00:00:04.450
먼저 둑을 낮추어야 합니다.

00:00:05.700 --> 00:00:06.000
잠시 쉬겠습니다.
"""
TAKEN_EN = """WEBVTT

NOTE Language: en

NOTE Clip: 기조 연설 / Keynote / {digest}

00:00:02.200 --> 00:00:04.700
<v Ana Souza>First lower its &lt;banks&gt; &amp; beds.
"""
TAKE_AWAY = f"/en/e/{forum.SLUG}/keynote/captions"


def test_a_players_captions_count_from_the_clips_first_picture(studio: Studio) -> None:
    studio.publish("keynote")
    answer = studio.viewer().get(studio.clip("keynote", "captions.ko.vtt"))
    assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
    assert answer.text == PLAYED_KO


def test_captions_to_take_away_count_from_the_in_point(studio: Studio) -> None:
    studio.publish("keynote")
    digest = studio.cut("keynote").cut.first.digest
    korean = studio.viewer().get(f"{TAKE_AWAY}.ko.vtt")
    assert korean.text == TAKEN_KO.format(digest=digest)
    assert studio.viewer().get(f"{TAKE_AWAY}.en.vtt").text == TAKEN_EN.format(digest=digest)


def test_the_desks_captions_are_in_recording_time(studio: Studio) -> None:
    address = f"/media/recordings/{studio.recording_id}/captions.en.vtt"
    assert "00:00:08.500 --> 00:00:11.000\n<v Ana Souza>" in studio.editor().get(address).text


@pytest.mark.parametrize("name", ["captions.ko.vtt", "playlist.m3u8"])
def test_a_copy_that_is_still_right_is_not_sent_again(studio: Studio, name: str) -> None:
    studio.publish("keynote")
    address, viewer = studio.clip("keynote", name), studio.viewer()
    etag = viewer.get(address).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = viewer.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert viewer.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_language_without_captions_is_not_found_in_a_sentence(studio: Studio) -> None:
    studio.publish("keynote")
    answer = studio.viewer().get(studio.clip("keynote", "captions.fr.vtt"))
    assert answer.status_code == 404


def test_a_picture_that_is_not_made_yet_is_not_found(studio: Studio) -> None:
    studio.publish("keynote")
    answer = studio.viewer().get(
        studio.clip("keynote", "poster.jpg"), headers={"accept-language": "en"}
    )
    assert (answer.status_code, "This picture or file is not ready yet." in answer.text) == (
        404,
        True,
    )


def test_media_that_are_gone_from_the_disk_are_told_in_a_sentence(studio: Studio) -> None:
    studio.publish("keynote")
    studio.files.media.unlink()
    answer = studio.viewer().get(
        studio.clip("keynote", "recording.mp4"),
        headers={"range": "bytes=0-1", "accept-language": "en"},
    )
    assert (answer.status_code, "This recording is not ready yet." in answer.text) == (404, True)
