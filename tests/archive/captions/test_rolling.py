"""Rolling captions: what YouTube repeats is kept once, and nothing said is lost."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from archive.captions import read_cues
from archive.captions.model import Cue
from archive.timecode import Span, print_offset
from tests.paths import shared

WORD_MS = 400
FILLER_MS = 10
Line = tuple[list[str], bool]
"""Words of a caption line, and whether the screen is wiped before it."""


def rolling_vtt(lines: Sequence[Line], *, word_times: bool = True, padding: str = " ") -> str:
    """What YouTube's automatic captions look like when these lines are said one after another."""
    blocks, above, clock = ["WEBVTT\nKind: captions\nLanguage: ko"], padding, 0
    for words, wiped in lines:
        if wiped:
            blocks.append(_cue(clock, clock + FILLER_MS, padding, padding))
            above, clock = padding, clock + FILLER_MS
        ends = clock + WORD_MS * len(words)
        said = words[0] + "".join(
            f"<{print_offset(clock + WORD_MS * place)}><c> {word}</c>" if word_times else f" {word}"
            for place, word in enumerate(words)
            if place
        )
        blocks.append(_cue(clock, ends, above, said))
        above, clock = " ".join(words), ends + FILLER_MS
        blocks.append(_cue(ends, clock, above, padding))
    return "\n\n".join(blocks) + "\n"


def _cue(start: int, end: int, upper: str, lower: str) -> str:
    times = f"{print_offset(start)} --> {print_offset(end)} align:start position:0%"
    return f"{times}\n{upper}\n{lower}"


def words_of(cues: Sequence[Cue]) -> list[str]:
    return [word for cue in cues for word in cue.text.split()]


LINES: st.SearchStrategy[list[Line]] = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["네", "네네", "그", "yes", "R&amp;D"]), min_size=1, max_size=4),
        st.booleans(),
    ),
    min_size=2,
    max_size=25,
)


@given(LINES)
def test_no_word_said_once_appears_twice_and_none_is_lost(lines: list[Line]) -> None:
    said = [word.replace("&amp;", "&") for words, _ in lines for word in words]
    assert words_of(read_cues(rolling_vtt(lines).encode())) == said


def test_each_line_is_one_cue_from_its_first_word_until_the_next_line() -> None:
    lines: list[Line] = [(["굿", "어떻게"], False), (["보면"], False), (["네", "네"], True)]
    assert read_cues(rolling_vtt(lines).encode()) == (
        Cue(Span(0, 810), "굿 어떻게", words=(0, 400)),
        Cue(Span(810, 1220), "보면"),
        Cue(Span(1230, 2040), "네 네", words=(1230, 1630)),
    )


def test_rolling_captions_that_lost_their_word_times_are_collapsed_too() -> None:
    lines: list[Line] = [([f"가{n}", f"나{n}"], False) for n in range(8)]
    text = rolling_vtt(lines, word_times=False)
    assert words_of(read_cues(text.encode())) == [w for words, _ in lines for w in words]


def test_rolling_captions_whose_padding_was_stripped_lose_no_word() -> None:
    lines: list[Line] = [(["하나", "둘"], False), (["셋"], True), (["넷", "다섯"], False)]
    text = rolling_vtt(lines, padding="")
    assert words_of(read_cues(text.encode())) == ["하나", "둘", "셋", "넷", "다섯"]


def test_rolling_captions_converted_to_subrip_are_collapsed() -> None:
    lines: list[Line] = [([f"가{n}", f"나{n}"], False) for n in range(8)]
    blocks = rolling_vtt(lines, word_times=False).split("\n\n")[1:]
    srt = "\n\n".join(
        f"{number}\n" + block.replace(" align:start position:0%", "").replace(".", ",")
        for number, block in enumerate(blocks, 1)
    )
    assert words_of(read_cues(srt.encode())) == [w for words, _ in lines for w in words]


def test_three_line_roll_up_without_any_other_sign_is_collapsed() -> None:
    said = [f"line {number}" for number in range(10)]
    blocks = ["WEBVTT"]
    for number in range(10):
        times = f"{print_offset(number * 1000)} --> {print_offset(number * 1000 + 1000)}"
        blocks.append("\n".join([times, *said[max(0, number - 2) : number + 1]]))
    assert [cue.text for cue in read_cues("\n\n".join(blocks).encode())] == said


def test_word_times_alone_change_nothing() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nla <00:00:01.500>la\n\n"
        "00:02.000 --> 00:03.000\nla <00:00:02.500>la\nla\n"
    )
    assert [cue.text for cue in read_cues(text.encode())] == ["la la", "la la\nla"]


def test_youtubes_own_korean_file_says_each_word_once() -> None:
    content = shared("captions/youtube_auto_vtt_ko/tzudong_transcript.ko.vtt").read_bytes()
    blocks = content.decode().split("\n\n")
    timed = [block for block in blocks if "<c>" in block or "[" in block]
    said = [line for block in timed for line in block.split("\n") if "<c>" in line or "[" in line]
    assert len(read_cues(content)) == len(said)


def test_youtubes_own_english_file_says_each_word_once() -> None:
    content = shared("captions/youtube_auto_vtt_en/webvtt-py_youtube_dl.en.vtt").read_bytes()
    words = words_of(read_cues(content))
    assert len(words) == 8
    assert len(set(words)) == 8


def test_captions_written_by_a_person_come_through_cue_by_cue() -> None:
    content = shared("captions/youtube_manual_vtt_ko/matlab_techtalk_video.ko.vtt").read_bytes()
    blocks = [block for block in content.decode().split("\n\n") if "-->" in block]
    assert [cue.text for cue in read_cues(content)] == [
        block.strip().split("\n", 1)[1] for block in blocks
    ]
