"""A session's clips in one go: listed and captioned together, for whoever may watch each."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from archive.catalogue.keep.cut import add_part, find_session
from archive.clip.exact import build_clip
from archive.media.fragments import load_fragment_index
from archive.timecode import Span
from tests import forum
from tests.media import read_barcodes
from tests.studio import SPANS, Studio
from tests.web.media.test_small import MASTERS, add_small

LATER = Span(15_000, 18_900)


def in_two_parts(studio: Studio) -> str:
    """The keynote is interrupted, for instance; gives the name of its clips."""
    with studio.catalogue.writing() as db:
        session = find_session(db, forum.SLUG, "keynote")
        add_part(
            db,
            session,
            studio.recording_id,
            LATER.start,
            LATER.end,
            base_revision=1,
            account_id=1,
            now=forum.NOW,
        )
    return "+".join(one.digest for one in studio.cut("keynote").cut.spans)


def test_the_clips_are_listed_one_after_the_other(studio: Studio) -> None:
    name = in_two_parts(studio)
    studio.publish("keynote")
    answer = studio.viewer().get(f"/media/clips/{name}/recording.m3u8")
    assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
    parts = answer.text.split("#EXT-X-DISCONTINUITY\n")
    assert [part.count("#EXTINF") for part in parts] == [7, 4]
    for part, digest in zip(parts, name.split("+"), strict=True):
        assert part.count("#EXT-X-MAP:") == 1
        assert set(re.findall(r"\.\./([0-9a-f]+)/recording\.mp4", part)) == {digest}


@pytest.mark.parametrize("playlist", ["recording.m3u8", "playlist.m3u8"])
def test_what_is_listed_is_served_to_viewers(studio: Studio, playlist: str) -> None:
    name = in_two_parts(studio)
    studio.publish("keynote")
    media = fetched(studio, f"/media/clips/{name}/{playlist}")
    assert read_barcodes(media) == [*range(60, 130), *range(150, 190)]


def fetched(studio: Studio, address: str) -> Path:
    """All that a playlist names, one after the other in a file."""
    viewer, media = studio.viewer(), studio.files.folder / "joined.mp4"
    listing = viewer.get(address).text
    with media.open("wb") as file:
        for part in listing.split("#EXT-X-DISCONTINUITY\n"):
            header = re.findall(r'URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"', part)
            pieces = re.findall(r"BYTERANGE:(\d+)@(\d+)\n(.+)", part)
            for path, size, start in (*header, *((path, *at) for *at, path in pieces)):
                wanted = f"bytes={start}-{int(start) + int(size) - 1}"
                answer = viewer.get(urljoin(address, path), headers={"range": wanted})
                assert answer.status_code == 206
                file.write(answer.content)
    return media


def levels(studio: Studio, master: str) -> list[str]:
    """The addresses in a master playlist."""
    lines = studio.viewer().get(master).text.splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("master", "name"), MASTERS.items())
def test_the_small_picture_is_offered_once_every_part_has_it_exactly(
    studio: Studio, master: str, name: str
) -> None:
    clips = f"/media/clips/{in_two_parts(studio)}"
    studio.publish("keynote")
    small = add_small(studio)
    assert levels(studio, f"{clips}/{master}") == [f"{name}?as=snapped,snapped"]
    for part in studio.cut("keynote").cut.spans:
        own, light = studio.files.clip(part.digest), studio.files.small_clip(part.digest)
        build_clip(studio.files.media, studio.index, part.span, own)
        assert len(levels(studio, f"{clips}/{master}")) == 1
        build_clip(small.media, load_fragment_index(small.fragments), part.span, light)
    both = levels(studio, f"{clips}/{master}")
    assert both == [f"small/{name}?as=exact,exact", f"{name}?as=exact,exact"]
    assert levels(studio, f"{clips}/{master}?as=snapped,exact") == [f"{name}?as=snapped,exact"]
    shown = [*range(63, 123), *range(150, 189)]
    for address in both:
        assert sorted(read_barcodes(fetched(studio, f"{clips}/{address}"))) == shown


def test_captions_lie_where_the_joined_playlist_shows_them(studio: Studio) -> None:
    name = in_two_parts(studio)
    studio.publish("keynote")
    text = studio.viewer().get(f"/media/clips/{name}/captions.ko.vtt").text
    times = re.findall(r"^(\S+) --> (\S+)$", text, re.MULTILINE)
    assert times == [
        ("00:00:00.300", "00:00:00.900"),
        ("00:00:02.250", "00:00:04.750"),
        ("00:00:06.000", "00:00:06.300"),
    ]


def test_each_clip_is_listed_in_the_form_its_address_names(studio: Studio) -> None:
    name = in_two_parts(studio)
    studio.publish("keynote")
    viewer, folder = studio.viewer(), f"/media/clips/{name}"
    plain = viewer.get(f"{folder}/recording.m3u8?as=snapped,snapped").text
    second = studio.cut("keynote").cut.spans[1]
    build_clip(studio.files.media, studio.index, second.span, studio.files.clip(second.digest))
    assert viewer.get(f"{folder}/recording.m3u8?as=snapped,snapped").text == plain
    exact = viewer.get(f"{folder}/recording.m3u8?as=snapped,exact").text
    assert exact == viewer.get(f"{folder}/recording.m3u8").text != plain
    for asked in ("exact,snapped", "snapped", "snapped,snapped,snapped", "snapped,other", ""):
        assert viewer.get(f"{folder}/recording.m3u8?as={asked}").status_code == 404


def test_only_whoever_may_watch_each_clip_sees_them_together(studio: Studio) -> None:
    name = in_two_parts(studio)
    studio.publish("keynote")
    hidden = studio.cut("opening").cut.first.digest
    mixed = f"{name.split('+')[0]}+{hidden}"
    for file in (*MASTERS, *MASTERS.values(), "captions.ko.vtt"):
        assert studio.viewer().get(f"/media/clips/{mixed}/{file}").status_code == 404
        assert studio.editor().get(f"/media/clips/{mixed}/{file}").status_code == 200


def test_a_part_is_taken_away_by_its_number(studio: Studio) -> None:
    in_two_parts(studio)
    studio.publish("keynote")
    viewer = studio.viewer()
    page = f"/en/e/{forum.SLUG}/keynote"
    assert viewer.get(f"{page}/keynote.mp4?part=2").status_code == 503
    several = viewer.get(f"{page}/keynote.mp4")
    assert several.status_code == 404
    assert "each is a file of its own" in several.text
    assert viewer.get(f"{page}/keynote.mp4?part=3").status_code == 404
    assert SPANS["keynote"].end < LATER.start
