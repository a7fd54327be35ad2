"""A clip's renditions over HTTP: what is listed when, and the small one's files for whom."""

import re
from fractions import Fraction

import pytest

from archive.clip.exact import build_clip
from archive.clip.master import bit_rates
from archive.clip.playlist import allowed_ranges, see_through
from archive.media.fragments import load_fragment_index, read_fragment_index, save_fragment_index
from archive.media.pack_small import pack_small
from archive.storage import Rendition
from tests.media import TOOLS, known_media
from tests.studio import SPANS, Studio

CODE = "keynote"
MASTERS = {"master.m3u8": "playlist.m3u8", "recordings.m3u8": "recording.m3u8"}
SMALL_FILES = ("playlist.m3u8", "recording.m3u8", "recording.mp4", "header.mp4", "middle.mp4")
FIRST_BYTES = {"range": "bytes=0-99"}
LISTED = re.compile(r"BYTERANGE:(\d+)@(\d+)\n(\S+)|URI=\"(\S+)\",BYTERANGE=\"(\d+)@(\d+)\"")
LINE = re.compile(r"(RESOLUTION=\S+?),FRAME-RATE=(\S+?),CODECS=\"avc1\.[0-9a-f]{6},(\S+)\"")


def add_small(studio: Studio, rate: Fraction = Fraction(10)) -> Rendition:
    """What an ingest leaves of a small picture; keyframes lie every second and a half."""
    source = known_media(seconds=24, rate=rate, gop=round(rate * 3 / 2), size=(160, 90))
    files = studio.files
    pack_small(TOOLS, source.paths[0], studio.known.paths, files.media, files.small.media)
    save_fragment_index(read_fragment_index(files.small.media), files.small.fragments)
    return files.small


def make_exact(studio: Studio, rendition: Rendition) -> None:
    """What the worker does after a cut."""
    digest = studio.cut(CODE).cut.first.digest
    is_small = rendition == studio.files.small
    folder = studio.files.small_clip(digest) if is_small else studio.files.clip(digest)
    build_clip(rendition.media, load_fragment_index(rendition.fragments), SPANS[CODE], folder)


def listed(studio: Studio, master: str) -> list[str]:
    """The addresses in a master playlist."""
    answer = studio.viewer().get(studio.clip(CODE, master))
    assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
    return [line for line in answer.text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("master", "name"), MASTERS.items())
def test_both_are_listed_once_both_are_exact(studio: Studio, master: str, name: str) -> None:
    """A clip that is widened to keyframes begins at another moment in each."""
    studio.publish(CODE)
    assert listed(studio, master) == [f"{name}?as=snapped"]
    small = add_small(studio)
    assert listed(studio, master) == [f"{name}?as=snapped"]
    make_exact(studio, small)
    assert listed(studio, master) == [f"{name}?as=snapped"]
    make_exact(studio, studio.files.main)
    both = [f"small/{name}?as=exact", f"{name}?as=exact"]
    assert listed(studio, master) == both
    assert listed(studio, f"{master}?as=exact") == both
    assert listed(studio, f"{master}?as=snapped") == [f"{name}?as=snapped"]


@pytest.mark.parametrize(("master", "name"), MASTERS.items())
def test_the_main_one_alone_is_listed_while_the_small_one_is_not_exact(
    studio: Studio, master: str, name: str
) -> None:
    studio.publish(CODE)
    make_exact(studio, studio.files.main)
    assert listed(studio, master) == [f"{name}?as=exact"]
    small = add_small(studio)
    assert listed(studio, master) == [f"{name}?as=exact"]
    make_exact(studio, small)
    assert len(listed(studio, master)) == 2
    small.media.unlink()
    assert listed(studio, master) == [f"{name}?as=exact"]


def test_players_are_told_what_each_is_and_takes(studio: Studio) -> None:
    studio.publish(CODE)
    make_exact(studio, add_small(studio))
    make_exact(studio, studio.files.main)
    viewer = studio.viewer()
    text = viewer.get(studio.clip(CODE, "master.m3u8")).text
    assert LINE.findall(text) == [
        ("RESOLUTION=160x90", "10.000", "mp4a.40.2"),
        ("RESOLUTION=320x180", "10.000", "mp4a.40.2"),
    ]
    said = re.findall(r":BANDWIDTH=(\d+),AVERAGE-BANDWIDTH=(\d+)", text)
    taken = [bit_rates(viewer.get(studio.clip(CODE, one)).text) for one in listed_exact()]
    assert said == [(str(rates.peak), str(rates.average)) for rates in taken]


def listed_exact() -> tuple[str, str]:
    return "small/playlist.m3u8?as=exact", "playlist.m3u8?as=exact"


@pytest.mark.parametrize("form", ["snapped", "exact"])
def test_the_small_ones_playlists_name_bytes_that_are_all_served(studio: Studio, form: str) -> None:
    studio.publish(CODE)
    small = add_small(studio)
    if form == "exact":
        make_exact(studio, small)
    contents = [read_through(studio, f"small/{name}?as={form}") for name in MASTERS.values()]
    assert contents[0] == contents[1]
    view = see_through(load_fragment_index(small.fragments), SPANS[CODE])
    # 6.3 s to 12.3 s lie between the keyframes at 6 s and 13.5 s; exact ones join at 7.5 and 12 s.
    shown = view.index.fragments[view.first : view.stop]
    whole = small.media.read_bytes()
    middle = b"".join(whole[part.offset : part.offset + part.size] for part in shown[1:4])
    assert (len(shown), middle in contents[0]) == (5, True)


def read_through(studio: Studio, playlist: str) -> bytes:
    """The bytes that a playlist of the small one lists, joined."""
    viewer, found = studio.viewer(), []
    for match in LISTED.finditer(viewer.get(studio.clip(CODE, playlist)).text):
        uri, size, start = (match[3], match[1], match[2]) if match[3] else match.group(4, 5, 6)
        last = int(start) + int(size) - 1
        asked = {"range": f"bytes={start}-{last}"}
        part = viewer.get(studio.clip(CODE, f"small/{uri}"), headers=asked)
        assert part.status_code == 206
        found.append(part.content)
    return b"".join(found)


def test_no_byte_of_another_session_is_read(studio: Studio) -> None:
    studio.publish(CODE)
    small = add_small(studio)
    index, size = load_fragment_index(small.fragments), small.media.stat().st_size
    ranges = allowed_ranges(see_through(index, SPANS[CODE]))
    viewer, address = studio.viewer(), studio.clip(CODE, "small/recording.mp4")
    for place in range(0, size, max(1, size // 97)):
        answer = viewer.get(address, headers={"range": f"bytes={place}-{place}"})
        is_ours = any(first <= place <= last for first, last in ranges)
        assert answer.status_code == (206 if is_ours else 416), place


@pytest.mark.parametrize("name", [*(f"small/{name}" for name in SMALL_FILES), *MASTERS])
def test_what_is_not_published_is_for_editors_only(studio: Studio, name: str) -> None:
    add_small(studio)
    address = studio.clip(CODE, name)
    assert studio.viewer().get(address, headers=FIRST_BYTES).status_code == 404
    assert studio.editor().get(address, headers=FIRST_BYTES).status_code in (200, 206)
    studio.publish(CODE)
    assert studio.viewer().get(address, headers=FIRST_BYTES).status_code in (200, 206)


@pytest.mark.parametrize("name", SMALL_FILES)
def test_a_recording_in_one_size_has_no_small_files(studio: Studio, name: str) -> None:
    studio.publish(CODE)
    address = studio.clip(CODE, f"small/{name}")
    assert studio.viewer().get(address, headers=FIRST_BYTES).status_code == 404


@pytest.mark.parametrize(
    ("rate", "name"), [(10, "small.mp4"), (5, "recording.mp4")], ids=["the same", "another"]
)
def test_the_desk_plays_the_small_one_if_it_shows_the_same_pictures(
    studio: Studio, rate: int, name: str
) -> None:
    small = add_small(studio, Fraction(rate))
    folder = f"/media/recordings/{studio.recording_id}"
    text = studio.editor().get(f"{folder}/playlist.m3u8").text
    assert set(re.findall(r"^[^#].*", text, re.MULTILINE)) == {name}
    whole = studio.editor().get(f"{folder}/small.mp4")
    assert (whole.status_code, whole.content) == (200, small.media.read_bytes())
    assert studio.viewer().get(f"{folder}/small.mp4").status_code == 404
