"""An exact clip over HTTP: its own pieces, for the same people as the clip."""

import re

import pytest

from archive.clip.exact import HEAD, TAIL, build_clip
from tests import forum
from tests.studio import SPANS, Studio

CODE = "keynote"
PLAYLISTS = ("playlist.m3u8", "recording.m3u8")


def build(studio: Studio) -> None:
    """What the worker does after a cut: the edges of 6.3 s to 12.3 s."""
    folder = studio.files.clip(studio.cut(CODE).cut.first.digest)
    build_clip(studio.files.media, studio.index, SPANS[CODE], folder)


def test_the_playlist_switches_when_the_edges_are_there(studio: Studio) -> None:
    studio.publish(CODE)
    viewer, address = studio.viewer(), studio.clip(CODE, "playlist.m3u8")
    assert HEAD not in viewer.get(address).text
    build(studio)
    exact = viewer.get(address)
    assert exact.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert exact.text.count(f"\n{HEAD}\n") == 1
    assert exact.text.count(f"\n{TAIL}\n") == 1


def test_the_pieces_are_served_whole_and_for_good(studio: Studio) -> None:
    studio.publish(CODE)
    build(studio)
    folder = studio.files.clip(studio.cut(CODE).cut.first.digest)
    for name in (HEAD, TAIL):
        answer = studio.viewer().get(studio.clip(CODE, name))
        assert (answer.status_code, answer.content) == (200, (folder / name).read_bytes())
        assert answer.headers["content-type"] == "video/mp4"
        assert "immutable" in answer.headers["cache-control"]


def test_the_pieces_of_what_is_not_published_are_the_editors(studio: Studio) -> None:
    build(studio)
    for name in (HEAD, TAIL):
        assert studio.viewer().get(studio.clip(CODE, name)).status_code == 404
        assert studio.editor().get(studio.clip(CODE, name)).status_code == 200


def test_captions_count_from_the_exact_first_picture(studio: Studio) -> None:
    """The cue at 8.25 s: 2.25 s after the keyframe at 6 s, 1.95 s after the cut at 6.3 s."""
    studio.publish(CODE)
    address = studio.clip(CODE, "captions.ko.vtt")
    assert "00:00:02.250 --> 00:00:04.750" in studio.viewer().get(address).text
    build(studio)
    assert "00:00:01.950 --> 00:00:04.450" in studio.viewer().get(address).text


def test_a_page_that_was_open_before_goes_on_with_the_form_it_was_given(studio: Studio) -> None:
    studio.publish(CODE)
    viewer = studio.viewer()
    names = [f"{name}?as=snapped" for name in (*PLAYLISTS, "captions.ko.vtt")]
    before = [viewer.get(studio.clip(CODE, name)).text for name in names]
    build(studio)
    assert [viewer.get(studio.clip(CODE, name)).text for name in names] == before
    assert viewer.get(studio.clip(CODE, "playlist.m3u8")).text != before[0]


def test_page_playlists_and_captions_name_the_same_form(studio: Studio) -> None:
    studio.publish(CODE)
    page = f"/en/e/{forum.SLUG}/{CODE}"
    assert forms(studio.viewer().get(page).text) == {"snapped"}
    build(studio)
    assert forms(studio.viewer().get(page).text) == {"exact"}


def forms(page: str) -> set[str]:
    """What the addresses of the clip's playlists and captions name; there are four at least."""
    found = re.findall(r"(?:m3u8|vtt)\?as=(\w+)", page)
    assert len(found) >= 4
    return set(found)


@pytest.mark.parametrize("name", ["playlist.m3u8", "recording.m3u8", "captions.ko.vtt"])
@pytest.mark.parametrize("form", ["exact", "other", ""])
def test_a_form_that_is_not_there_is_not_found(studio: Studio, name: str, form: str) -> None:
    assert studio.editor().get(studio.clip(CODE, f"{name}?as={form}")).status_code == 404
