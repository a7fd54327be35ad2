"""Words recognised around likely starts help where they were heard, and tell nothing elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from archive.alignment.heard import Heard
from archive.alignment.mapping import place_chapters, place_cuts
from archive.alignment.model import PlacedCut
from archive.alignment.recognised import Recognised
from archive.alignment.recognition import (
    Utterance,
    keep_recognised,
    read_recognised,
    recognise,
    spoken_languages,
)
from archive.alignment.remarks import remarks
from archive.alignment.spoken import Spoken, Word, spoken_in, talking
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces, one_after_another
from archive.alignment.windows import BEFORE_MS, LASTS_MS, windows_in
from archive.cut import CutSpan
from archive.media.passages import Samples
from archive.media.slides import Slide
from archive.timecode import Span
from tests.archive.alignment.talking import AFTERNOON, MINUTE, RIVERS, Afternoon, afternoon, row

NEAR_MS = 1000
NO_SAMPLES = np.zeros(0, np.float32)


@pytest.fixture(scope="module")
def day() -> Afternoon:
    return afternoon()


def heard_of(day: Afternoon) -> Heard:
    """The afternoon's sound: who speaks when, without a word."""
    speech = tuple(talking(spoken_in(day.talking.cues), 500))
    return Heard(speech, (), (), speech, day.talking.at + 2 * MINUTE)


def recognised_of(
    day: Afternoon, text: str | None = None, windows: tuple[Span, ...] = ()
) -> Recognised:
    """What a recogniser makes of the afternoon's windows: what was said, or always the same."""
    windows = windows or windows_in(heard_of(day))
    said = spoken_in(day.talking.cues).words
    words = (word for word in said if any(one.contains(word.start) for one in windows))
    return Recognised(Spoken(tuple(replace(one, text=text or one.text) for one in words)), windows)


def captured(day: Afternoon, recognised: Recognised | None, number: int = 1) -> Captured:
    """The afternoon without captions and without a clock."""
    bare = day.talking.captured(number, begins=None)
    return replace(bare, traces=Traces(heard_of(day), recognised=recognised))


def placed(*recordings: Captured) -> dict[str, PlacedCut]:
    return {cut.key: cut for cut in place_cuts(AFTERNOON, recordings, {})}


@pytest.fixture(scope="module")
def recognised(day: Afternoon) -> Recognised:
    """What is recognised of the afternoon."""
    return recognised_of(day)


@pytest.fixture(scope="module")
def bare(day: Afternoon) -> dict[str, PlacedCut]:
    """The afternoon's cuts by sound alone."""
    return placed(captured(day, None))


def wrong(cuts: dict[str, PlacedCut], day: Afternoon) -> set[str]:
    """The sessions that don't begin where they did."""
    starts = {key: cut.spans[0].span.start for key, cut in cuts.items()}
    return {key for key, at in day.starts.items() if abs(starts.get(key, 1 << 40) - at) > NEAR_MS}


def test_windows_begin_shortly_before_the_likeliest_starts(day: Afternoon) -> None:
    windows = windows_in(heard_of(day))

    begins = {key: [at - one.start for one in windows if one.contains(at)] for key, at in
              day.starts.items()}  # fmt: skip
    assert begins == {key: [BEFORE_MS] for key in day.starts}
    assert all(one.duration <= LASTS_MS for one in windows)
    assert windows == windows_in(heard_of(day))


def test_no_more_than_forty_windows_are_heard_in_eight_hours() -> None:
    hour = 60 * MINUTE
    speech = tuple(Span(at, at + 50_000) for at in range(5000, 8 * hour, MINUTE))
    windows = windows_in(Heard(speech, (), (), speech, 8 * hour))

    assert len(windows) == 40
    assert all(one.end <= other.start for one, other in pairwise(windows))


def test_applause_and_music_come_before_mere_silence() -> None:
    hour = 60 * MINUTE
    speech = tuple(Span(at, at + 290_000) for at in range(5000, hour, 5 * MINUTE))
    clapped = speech[7].start
    applause = (Span(clapped - 6000, clapped - 1000),)
    windows = windows_in(Heard(speech, applause, (), speech, hour))

    assert len(windows) == 6 < len(speech)
    assert clapped - BEFORE_MS in [one.start for one in windows]


def test_silence_has_no_windows() -> None:
    assert windows_in(Heard((), (), (), (), 8 * 60 * MINUTE)) == ()


def test_words_in_windows_find_sessions_that_sound_alone_confuses() -> None:
    turned = afternoon(("rivers", "alleys"))
    bare, told = placed(captured(turned, None)), placed(captured(turned, recognised_of(turned)))

    assert wrong(bare, turned) == {"alleys", "rivers"}
    assert wrong(told, turned) == set()
    assert told["alleys"].sure_in > 0.5 > bare["alleys"].sure_in


def test_the_reasons_quote_what_was_recognised(day: Afternoon, recognised: Recognised) -> None:
    cut = placed(captured(day, recognised))["alleys"]

    quote = str(cut.because_in[0])
    assert quote.startswith("Speech recognition: “자 그럼 이번에는 걷기 좋은 골목")
    assert len(quote) < 90
    assert "“한가람” is heard" in " ".join(map(str, cut.because_in))


def test_babble_moves_nothing_and_makes_nothing_surer(
    day: Afternoon, bare: dict[str, PlacedCut]
) -> None:
    babble = placed(captured(day, recognised_of(day, "므나")))

    assert babble == bare
    assert bare.keys() == day.starts.keys()


def test_a_session_that_no_window_names_is_believed_as_before(
    day: Afternoon, bare: dict[str, PlacedCut]
) -> None:
    """Captions that never name a session speak against it; windows may just have missed it."""
    opening = Span(day.starts["opening"] - 3000, day.starts["opening"] + 27_000)
    told = placed(captured(day, recognised_of(day, windows=(opening,))))

    assert wrong(told, day) == wrong(bare, day) == set()
    assert told["opening"].sure_in > bare["opening"].sure_in
    less = {key: bare[key].sure_in - told[key].sure_in for key in bare}
    assert max(less.values()) < 0.05, less


def test_who_is_introduced_in_a_window_has_a_chapter_there(day: Afternoon) -> None:
    windows = tuple(
        Span(day.parts[who] - 3000, day.parts[who] + 20_000) for who in ("표나래", "길태오")
    )
    recording = captured(day, recognised_of(day, windows=windows))
    inside = {"rivers": (CutSpan(1, Span(day.starts["rivers"], day.ends["rivers"])),)}

    found = {
        one.chapter.person: one.chapter for one in place_chapters([RIVERS], [recording], inside)
    }

    assert {
        who: abs(found[who].offset - day.parts[who]) <= NEAR_MS for who in ("표나래", "길태오")
    } == {
        "표나래": True,
        "길태오": True,
    }
    quote = str(found["표나래"].because[0])
    assert quote.startswith("Speech recognition: “첫 번째 발표는 표나래 님께서")


def test_words_at_a_windows_edge_end_no_phrase() -> None:
    words = tuple(Word(at, at + 300, "이상으로") for at in range(20_000, 50_000, 400))
    recognised = Recognised(Spoken(words), (Span(20_000, 50_000),))

    assert recognised.is_cut_off(20_000)
    assert recognised.is_cut_off(49_900)
    assert not recognised.is_cut_off(35_000)
    assert not recognised.is_cut_off(90_000)
    assert not Recognised(Spoken(words), (Span(0, 30_000),)).is_cut_off(300), "nothing is before it"


def test_words_of_a_second_recording_are_on_the_streams_line_of_time(
    day: Afternoon, recognised: Recognised
) -> None:
    whole = one_after_another(
        [(0, Traces(heard_of(day))), (9000, Traces(heard_of(day), recognised=recognised))]
    ).recognised

    assert whole is not None
    assert [one.start - 9000 for one in whole.windows] == [one.start for one in recognised.windows]
    assert [one.start - 9000 for one in whole.spoken.words] == recognised.spoken.times
    assert whole.spoken.text == recognised.spoken.text


def test_slides_and_recognised_words_of_a_recording_speak_together(
    day: Afternoon, recognised: Recognised
) -> None:
    shown = Slide(Span(5000, 25_000), ("세션 2",))
    both = Traces(heard_of(day), recognised=recognised, slides=(shown,))
    whole = one_after_another([(9000, both)])

    assert whole.recognised is not None
    assert whole.recognised.windows[0].start == recognised.windows[0].start + 9000
    assert [one.shown.start for one in whole.slides] == [14_000]
    told = {str(why) for of in both.clues() for one in of(AFTERNOON) for why in one.because}
    assert any(one.startswith("Speech recognition") for one in told)
    assert any(one.startswith("A slide shows") for one in told)


def test_an_editor_is_told_how_little_was_listened_to(
    day: Afternoon, recognised: Recognised
) -> None:
    told = list(remarks(AFTERNOON, [captured(day, recognised)], ()))
    alone = list(remarks(AFTERNOON, [captured(day, None)], ()))

    assert any("recognised around likely starts" in str(one) for one in told)
    assert any("by sound and times alone" in str(one) for one in alone)


def said(text: str, start: int = 3000, **doubts: float) -> Utterance:
    """An utterance of a window, a word each half second."""
    words = tuple(Word(start + 500 * n, start + 500 * n + 400, word)
                  for n, word in enumerate(text.split()))  # fmt: skip
    return Utterance(words, **doubts)


@pytest.mark.parametrize(
    "invented",
    [
        said("아무도 말하지 않았습니다", no_speech=0.9),
        said("잘 모르는 말", likelihood=-1.4),
        said("네 네 네 네 네 네 네 네", repetition=4.0),
        said("시청해 주셔서 감사합니다"),
        said("Thank you for watching!"),
        said("박수 소리에 들린 말", start=20_000),
    ],
)
def test_what_recognisers_invent_is_left_out(invented: Utterance) -> None:
    speech = (Span(60_000, 75_000),)
    heard = Heard(speech, (Span(75_000, 95_000),), (), speech, 10 * MINUTE)

    def recogniser(samples: Samples, languages: Sequence[str]) -> Iterator[Utterance]:
        yield said("다음은 물과 도시의 미래입니다")
        yield invented

    found = recognise(heard, lambda span: NO_SAMPLES, recogniser)

    assert found.spoken.text == "다음은 물과 도시의 미래입니다"
    assert found.spoken.words[0].start == 60_000


def test_only_the_windows_are_decoded_and_each_is_reported(day: Afternoon) -> None:
    decoded: list[Span] = []
    reported: list[float] = []
    asked: list[Sequence[str]] = []

    def samples(span: Span) -> Samples:
        decoded.append(span)
        return NO_SAMPLES

    def recogniser(samples: Samples, languages: Sequence[str]) -> tuple[Utterance, ...]:
        asked.append(languages)
        return ()

    found = recognise(heard_of(day), samples, recogniser, ("ko",), report=reported.append)

    assert tuple(decoded) == found.windows == windows_in(heard_of(day))
    assert reported == [n / len(decoded) for n in range(len(decoded))]
    assert asked == [("ko",)] * len(decoded)


def test_what_was_recognised_is_read_again_for_its_own_model_only(
    tmp_path: Path, recognised: Recognised
) -> None:
    kept, path = recognised, tmp_path / "recognised.json"
    keep_recognised(kept, "small 5", path)

    again = read_recognised(path, "small 5")
    assert again is not None
    assert (again.windows, again.spoken.words) == (kept.windows, kept.spoken.words)
    assert read_recognised(path, "base 5") is None
    assert read_recognised(tmp_path / "none.json", "small 5") is None
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert read_recognised(path, "small 5") is None


@pytest.mark.parametrize(
    ("titles", "languages"),
    [(["걷기 좋은 골목"], ("ko",)), (["Walkable Alleys"], ("en",)),
     (["물과 도시", "Water"], ("ko", "en")), ([], ("ko", "en"))],
)  # fmt: skip
def test_those_languages_are_listened_for_that_the_programme_is_written_in(
    titles: list[str], languages: tuple[str, ...]
) -> None:
    sessions = [row(title, title, None) for title in titles]
    assert spoken_languages(sessions) == languages
