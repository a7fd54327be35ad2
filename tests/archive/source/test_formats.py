"""Which media files are chosen."""

import pytest

from archive.errors import SourceRefusedError
from archive.source.facts import ChosenFormat
from archive.source.formats import choose_formats, foreign_codec
from tests.archive.source.youtube import Info, ladder, picture, sound, storyboard, whole


def ids(formats: list[Info]) -> list[str]:
    return [chosen.format_id for chosen in choose_formats(formats)]


def without(*itags: str) -> list[Info]:
    return [entry for entry in ladder() if entry["format_id"] not in itags]


def test_h264_of_1080_lines_and_aac_are_chosen_from_a_whole_ladder() -> None:
    assert choose_formats(ladder()) == (
        ChosenFormat("137", True, "mp4", "https", "avc1.640028", None, 1080, 1080000),
        ChosenFormat("140", False, "m4a", "https", None, "mp4a.40.2", None, 129500),
    )


def test_the_choice_does_not_depend_on_the_order_of_the_list() -> None:
    assert choose_formats(ladder()[::-1]) == choose_formats(ladder())


@pytest.mark.parametrize(
    ("formats", "chosen"),
    [
        (without("137"), ["270", "140"]),
        (without("137", "270"), ["136", "140"]),
        (without("137", "270", "136"), ["248", "140"]),
        (without("137", "270", "136", "248", "247"), ["399", "140"]),
        (without("140"), ["137", "140-drc"]),
        (without("139-drc", "140-drc", "140"), ["137", "251"]),
        ([picture("271", "vp9", 1440), picture("313", "vp9", 2160), sound("140", "mp4a", 128)],
         ["271", "140"]),
        ([picture("136", "avc1.64001f", 720), picture("137", "hvc1.1.6.L120", 1080),
          sound("140", "mp4a.40.2", 128)], ["136", "140"]),
        ([picture("135", "avc1.4d401f", 480), picture("248", "vp09.00.40.08", 1080),
          sound("251", "opus", 140)], ["248", "251"]),
        ([picture("135", "avc1.4d401f", 480), picture("244", "vp9", 480),
          sound("140", "mp4a.40.2", 128)], ["135", "140"]),
        ([picture("399", "av01.0.08M.08", 1080), picture("248", "vp9", 1080),
          picture("9", "hev1.1.6.L120", 1080), sound("251", "opus", 140)], ["248", "251"]),
        ([picture("399", "av01.0.08M.08", 1080), picture("9", "hev1.1.6.L120", 1080),
          sound("251", "opus", 140)], ["399", "251"]),
        ([whole("18", 360), picture("248", "vp9", 1080), sound("251", "opus", 140)],
         ["248", "251"]),
        ([whole("22", 720), picture("248", "vp9", 1080), sound("251", "opus", 140)], ["22"]),
        ([whole("43", 720, vcodec="vp8.0", acodec="vorbis"), whole("18", 360)], ["43"]),
        ([whole("43", 360, vcodec="vp8.0", acodec="vorbis"), whole("18", 360)], ["18"]),
        ([whole("18", 360), storyboard()], ["18"]),
        ([whole("22", 720), sound("140", "mp4a.40.2", 128)], ["22"]),
        ([picture("136", "avc1", 720), whole("18", 360)], ["18"]),
        ([picture("136", "avc1", 720)], ["136"]),
        ([{"format_id": "0", "protocol": "https", "url": "x", "ext": "mp4"}], ["0"]),
    ],
    ids=[
        "the HLS twin when there is no plain file",
        "sharp enough H.264 before sharper VP9",
        "VP9 before blurred H.264",
        "AV1 last",
        "evened out AAC before Opus",
        "Opus without AAC",
        "the smallest above 1080 lines",
        "sharp enough H.264 before sharper HEVC",
        "VP9 and Opus before blurred H.264",
        "H.264 before VP9 that is no sharper",
        "VP9 before AV1 and HEVC",
        "AV1 before HEVC",
        "sharp VP9 and Opus before one small file",
        "one file of 720 lines before sharper VP9 and Opus",
        "one file of VP8 and Vorbis before a blurred one",
        "H.264 and AAC before the same in VP8 and Vorbis",
        "one file with both",
        "one file with both beside a lone sound",
        "sound matters more than sharpness",
        "a silent recording",
        "a file that names no codec",
    ],
)  # fmt: skip
def test_the_next_best_is_chosen(formats: list[Info], chosen: list[str]) -> None:
    assert ids(formats) == chosen


@pytest.mark.parametrize(
    ("codec", "called"),
    [
        ("avc1.640028", None),
        ("h264", None),
        (None, None),
        ("vp9", "VP9"),
        ("vp09.00.40.08", "VP9"),
        ("av01.0.08M.08", "AV1"),
        ("hev1.1.6.L120", "HEVC"),
        ("hvc1.1.6.L120", "HEVC"),
        ("vp8.0", "VP8"),
    ],
)
def test_a_picture_that_must_be_converted_is_known_before_it_is_fetched(
    codec: str | None, called: str | None
) -> None:
    (chosen,) = choose_formats([picture("1", "avc1", 720, vcodec=codec)])
    assert foreign_codec(chosen) == called


def test_the_spoken_original_is_chosen_before_a_dubbed_sound() -> None:
    dubbed = sound("140-1", "mp4a.40.2", 160, language="en", language_preference=-1)
    original = sound("251-0", "opus", 120, language="ko", language_preference=10)
    assert ids([picture("137", "avc1", 1080), dubbed, original]) == ["137", "251-0"]


def test_a_variant_that_is_cut_off_is_chosen_last() -> None:
    last_hours = picture("137", "avc1", 1080, preference=-11)
    assert ids([last_hours, whole("18", 360)]) == ["18"]


def test_what_would_leave_the_guard_is_not_chosen() -> None:
    others = [whole("ws", 1080, protocol="websocket_frag"), whole("rtmp", 1080, protocol="rtmp")]
    assert ids([*others, whole("18", 360)]) == ["18"]


@pytest.mark.parametrize(
    "formats",
    [[], [storyboard()], [sound("140", "mp4a", 128)], [whole("18", 360, has_drm=True)]],
    ids=["nothing", "pictures of the timeline", "only sound", "only protected"],
)
def test_a_source_without_a_picture_is_refused(formats: list[Info]) -> None:
    with pytest.raises(SourceRefusedError) as refused:
        choose_formats(formats)
    assert str(refused.value) == "This source has no picture that can be downloaded."
