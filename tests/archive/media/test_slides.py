"""New, lasting slides of a recording are found, read once and kept; a camera's pictures are not."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.errors import RefusedError, ToolFailedError
from archive.language import say
from archive.media.ffmpeg import never
from archive.media.filmstrip import make_filmstrip
from archive.media.fragments import read_fragment_index, save_fragment_index
from archive.media.keyframes import fetching
from archive.media.pack import pack
from archive.media.reading import find_reader
from archive.media.slides import Asked, Filmed, Slide, load_slides, make_slides, slides_or_reason
from archive.media.stills import Still, stills
from archive.timecode import Span
from tests.archive.media.shown import (
    CAMERA,
    failing_program,
    reading_program,
    show,
    tesseract,
)
from tests.media import TOOLS

TITLE, AGENDA = "물과 도시의 미래\n표나래", "걷기 좋은 골목\n도우진"
SHOWN = ((CAMERA, 20), (TITLE, 20), (CAMERA, 15), (AGENDA, 15), (CAMERA, 10), (TITLE, 20))
SECOND = 1000
TWICE = (Span(20 * SECOND, 40 * SECOND), Span(80 * SECOND, 95 * SECOND + 1))
ONCE = (Span(55 * SECOND, 70 * SECOND),)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the recording and its filmstrip."""
    folder = tmp_path_factory.mktemp("shown")
    media = show(SHOWN, folder / "recording.mp4")
    make_filmstrip(TOOLS, media, 100 * SECOND, folder / "filmstrip")
    return folder


def filmed(recording: Path) -> Filmed:
    """The file as it came, which has no index of fragments."""
    return Filmed(recording / "recording.mp4", recording / "filmstrip", recording / "none.json")


def read(recording: Path, program: Path, target: Path, most: int = 200) -> tuple[Slide, ...]:
    reader = find_reader(program)
    return make_slides(TOOLS, reader, filmed(recording), target, most=most)


def test_what_stands_is_found_once_with_all_its_times_and_what_moves_is_not(
    recording: Path,
) -> None:
    found = stills(recording / "filmstrip", 10)

    assert sorted(found, key=lambda one: one.offset) == [
        Still(30 * SECOND, TWICE),
        Still(60 * SECOND, ONCE),
    ]
    assert len(stills(recording / "filmstrip", 1)) == 1


def test_each_slide_is_read_once_and_kept_with_the_times_it_is_shown(
    recording: Path, tmp_path: Path
) -> None:
    target = tmp_path / "slides.json"
    slides = read(recording, reading_program(tmp_path), target)

    assert [slide.shown for slide in slides] == [TWICE[0], *ONCE, TWICE[1]]
    assert slides[0].lines == slides[2].lines
    assert {slide.lines for slide in slides} == {("picture 1",), ("picture 2",)}
    assert load_slides(target) == slides
    assert len((tmp_path / "given-0.txt").read_text().splitlines()) == 2, "one run for both"


def test_a_packed_recording_is_read_by_its_fragments_and_shows_the_same(
    recording: Path, tmp_path: Path
) -> None:
    packed, index = tmp_path / "packed.mp4", tmp_path / "fragments.json"
    pack(TOOLS, (recording / "recording.mp4",), packed)
    save_fragment_index(read_fragment_index(packed), index)
    for shown in (filmed(recording), Filmed(packed, recording / "filmstrip", index)):
        fetch = fetching(TOOLS, shown.media, shown.fragments, never)
        for second in (20, 30, 60):
            fetch(second * SECOND, tmp_path / f"{shown.media.stem}-{second}.jpg")

    title, later, agenda = (
        [
            np.asarray(Image.open(tmp_path / f"{name}-{second}.jpg").convert("L"), float)
            for name in ("recording", "packed")
        ]
        for second in (20, 30, 60)
    )
    assert title[0].shape == (720, 1280)
    for one, other in (title, later, agenda):
        assert np.abs(one - other).max() < 30, "the same picture both ways"
    assert np.abs(title[0] - later[0]).max() < 30 < np.abs(title[0] - agenda[0]).max()


def test_no_more_are_read_than_the_cap_allows(recording: Path, tmp_path: Path) -> None:
    slides = read(recording, reading_program(tmp_path), tmp_path / "slides.json", most=1)

    assert (tmp_path / "count").read_text() == "1\n"
    assert {slide.lines for slide in slides} == {("picture 1",)}


def test_the_real_program_reads_korean_titles_and_names(recording: Path, tmp_path: Path) -> None:
    program = tesseract()
    if program is None:
        pytest.skip("tesseract with its Korean data (kor) and Noto Sans CJK are not installed")
    slides = read(recording, program, tmp_path / "slides.json")

    texts = ["".join(slide.lines).replace(" ", "") for slide in slides]
    assert ["물과도시의미래" in text for text in texts] == [True, False, True]
    assert ["걷기좋은골목" in text for text in texts] == [False, True, False]
    assert "표나래" in texts[0]


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (lambda folder: folder / "nowhere", "실행할 수 있는 프로그램이 아닙니다"),
        (lambda folder: Path("/bin/false"), "어떤 언어를 읽는지 답하지 않습니다"),
        (lambda folder: reading_program(folder, "deu"), "한국어와 영어 데이터"),
    ],
)
def test_a_program_that_can_not_read_is_refused_in_one_sentence(
    tmp_path: Path, recording: Path, program: Callable[[Path], Path], reason: str
) -> None:
    given = program(tmp_path)
    with pytest.raises(RefusedError) as refused:
        find_reader(given)
    assert str(given) in str(refused.value)
    assert reason in say(refused.value.sentence, "ko")

    target = tmp_path / "slides.json"
    made = slides_or_reason(TOOLS, Asked(given), filmed(recording), target)
    assert made == ((), refused.value.sentence)
    assert not target.exists()


def test_a_program_that_fails_leaves_nothing_behind(recording: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolFailedError):
        read(recording, failing_program(tmp_path), tmp_path / "slides.json")
    assert not (tmp_path / "slides.json").exists()


def test_what_was_kept_and_is_damaged_counts_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "slides.json").write_text('[{"from": 3}]')
    assert load_slides(tmp_path / "slides.json") == ()
    assert load_slides(tmp_path / "none.json") == ()
