"""The small picture beside the main one: in the same download, and never a reason to fail."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import StoppedError, StorageFullError
from archive.source.download import download_source
from archive.source.facts import DownloadedSource
from archive.source.formats import choose_formats, choose_small
from archive.source.policy import SourcePolicy
from archive.source.progress import Download
from tests.archive.source.test_download import files_no_larger_than, get, names
from tests.archive.source.test_killed import kill_at
from tests.archive.source.youtube import Info, ladder, picture, sound, whole
from tests.media import read_barcodes
from tests.renditions import TwoSizes, large_media, publish_two_sizes, small_media
from tests.streams import Answer, Server, joined


@pytest.fixture
def two(server: Server) -> TwoSizes:
    return publish_two_sizes(server)


def again(url: str, folder: Path, policy: SourcePolicy) -> DownloadedSource:
    """What another attempt does."""
    return download_source(
        url, folder, policy=policy, report=lambda _: None, stop=lambda: False, asks_again=True
    )


def chosen(*formats: Info) -> str | None:
    small = choose_small(formats, choose_formats(formats)[0])
    return small.format_id if small else None


MAIN, SOUND = picture("137", "avc1.640028", 1080), sound("140", "mp4a.40.2", 129.5)


@pytest.mark.parametrize(
    ("formats", "wanted"),
    [
        ([picture("133", "avc1", 240), picture("134", "avc1", 360), picture("135", "avc1", 480)],
         "134"),
        ([picture("160", "avc1", 144), picture("133", "avc1", 240)], "133"),
        ([whole("18", 360), picture("134", "avc1", 360)], "134"),
        ([whole("18", 360)], "18"),
        ([picture("134-hls", "avc1", 360, protocol="m3u8_native"), picture("134", "avc1", 360)],
         "134"),
        ([picture("243", "vp9", 360), picture("396", "av01", 360)], None),
        ([picture("?", "", 360), picture("17", "avc1", 128)], None),
        ([picture("134", "avc1", 360, preference=-10)], None),
        ([picture("134", "avc1", 360, has_drm=True)], None),
        ([picture("134", "avc1", 360, protocol="websocket_frag")], None),
        ([], None),
    ],
    ids=[
        "the largest up to 360 lines",
        "the next smaller",
        "the one without another sound",
        "one with its own sound where there is no other",
        "a plain file before its HLS twin",
        "only H.264",
        "no unknown codec and nothing tiny",
        "nothing cut off",
        "nothing protected",
        "nothing that would leave the guard",
        "none where none is offered",
    ],
)  # fmt: skip
def test_the_small_picture_is_chosen(formats: list[Info], wanted: str | None) -> None:
    assert chosen(MAIN, SOUND, *formats) == wanted
    assert chosen(*formats[::-1], SOUND, MAIN) == wanted


def test_it_must_be_half_as_tall_as_the_main_one() -> None:
    low = picture("135", "avc1", 480)
    assert chosen(low, SOUND, picture("134", "avc1", 360), picture("133", "avc1", 240)) == "133"
    assert chosen(low, SOUND, picture("134", "avc1", 360)) is None
    assert chosen({"format_id": "0", "protocol": "https"}, picture("134", "avc1", 360)) is None


def test_it_does_not_change_what_else_is_chosen() -> None:
    small = picture("134", "avc1", 360)
    assert choose_formats([*ladder(), small]) == choose_formats(ladder())


def test_it_is_fetched_in_the_same_download_and_counted(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    told: list[Download] = []
    source = get(two.page, tmp_path, policy, told)
    assert source.small == tmp_path / "small-100.mp4"
    assert source.small.read_bytes() == joined(server, two.small)
    assert [path.read_bytes() for path in source.media] == [
        joined(server, two.large),
        joined(server, two.sound),
    ]
    size = sum(path.stat().st_size for path in tmp_path.iterdir() if path.suffix == ".mp4")
    assert told[-1] == Download(done=size, total=size, rate=None, remaining_seconds=None)
    assert not source.lacks_small


def test_what_is_here_is_not_asked_for_again(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    first = get(two.page, tmp_path, policy)
    server.forget()
    assert (get(two.page, tmp_path, policy), again(two.page, tmp_path, policy)) == (first, first)
    assert server.connections == 0


def lost(server: Server, two: TwoSizes, policy: SourcePolicy, folder: Path) -> DownloadedSource:
    """A download whose small picture broke off in its fourth piece."""
    server.fault(two.small[3], *[Answer(503)] * 3)
    return get(two.page, folder, policy)


def test_without_it_the_rest_arrives(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    source = lost(server, two, policy, tmp_path)
    assert source.lacks_small
    assert [path.read_bytes() for path in source.media] == [
        joined(server, two.large),
        joined(server, two.sound),
    ]
    server.forget()
    assert get(two.page, tmp_path, policy) == source
    assert server.connections == 0


def test_the_last_word_on_progress_leaves_it_out(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    server.fault(two.small[3], *[Answer(503)] * 3)
    told: list[Download] = []
    source = get(two.page, tmp_path, policy, told)
    size = sum(path.stat().st_size for path in source.media)
    assert told[-1] == Download(done=size, total=size, rate=None, remaining_seconds=None)


def test_another_attempt_goes_on_where_it_broke_off(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    lacking = lost(server, two, policy, tmp_path)
    server.forget()
    source = again(two.page, tmp_path, policy)
    assert source.small is not None
    assert source.small.read_bytes() == joined(server, two.small)
    assert [server.count(path) for path in two.small] == [0, 0, 0, *[1] * (len(two.small) - 3)]
    assert [server.count(path) for path in (*two.large, *two.sound)] == [0] * (
        len(two.large) + len(two.sound)
    )
    assert (source.facts, source.media) == (lacking.facts, lacking.media)
    assert get(two.page, tmp_path, policy) == source
    assert names(tmp_path) == sorted(
        path.name for path in (*source.media, source.small, tmp_path / "source.json")
    )


def test_another_attempt_that_fails_leaves_things_as_they_are(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    lacking = lost(server, two, policy, tmp_path)
    here = names(tmp_path)
    server.fault("/two/", *[Answer(410)] * 3)
    assert again(two.page, tmp_path, policy) == lacking
    server.fault(two.small[3], *[Answer(404)] * 3)
    assert again(two.page, tmp_path, policy) == lacking
    assert names(tmp_path) == here


def test_a_download_killed_in_it_goes_on_there(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    kill_at(server.hold(two.small[4], after=100), two.page, tmp_path)
    server.forget()
    source = get(two.page, tmp_path, policy)
    assert source.small is not None
    assert source.small.read_bytes() == joined(server, two.small)
    assert [server.count(path) for path in two.small] == [0] * 4 + [1] * (len(two.small) - 4)
    assert [server.count(path) for path in two.large] == [0] * len(two.large)


def test_who_stops_the_work_stops_it_there_too(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    def is_at_small() -> bool:
        return server.count(two.small[2]) > 0

    with pytest.raises(StoppedError):
        stopped_by(is_at_small, two.page, tmp_path, policy)
    assert not (tmp_path / "source.json").exists()


def stopped_by(stop: Callable[[], bool], url: str, folder: Path, policy: SourcePolicy) -> None:
    download_source(url, folder, policy=policy, report=lambda _: None, stop=stop)


def test_a_full_disk_is_said_there_too(
    server: Server, two: TwoSizes, policy: SourcePolicy, tmp_path: Path
) -> None:
    size = len(joined(server, two.large)) + 1000
    filled = b"".join([joined(server, (two.small[1],)), bytes(size)])
    server.put(two.small[1], filled, "video/mp4")
    with files_no_larger_than(size), pytest.raises(StorageFullError):
        get(two.page, tmp_path, policy)


def test_the_two_sizes_show_the_same_numbers() -> None:
    """What the other tests stand on: numbers are read in a fourth of the size as well."""
    read = [read_barcodes(media.paths[0]) for media in (large_media(), small_media())]
    assert read == [list(range(80))] * 2
