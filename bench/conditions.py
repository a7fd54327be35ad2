"""What ``bench.align`` takes away from a made day, or makes worse: one row of its tables each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, cycle
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from archive.alignment.folding import fold
from archive.alignment.heard import Heard, listen
from archive.alignment.model import PlannedPerson, PlannedSession
from archive.alignment.picture_clues import Pictures
from archive.alignment.planned import planned
from archive.alignment.recognised import Recognised
from archive.alignment.spoken import Spoken, Word, spoken_in
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces
from archive.alignment.windows import windows_in
from archive.captions import read_cues
from archive.media.slides import Slide, load_slides
from archive.media.sound import read_sound
from archive.programme import read_programme
from archive.programme.model import Role, SessionKind
from archive.recording import Recording
from archive.timecode import Span
from bench.broadcasts import Broadcast

Items = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """One day as it is aligned, with the truth as the generator writes it."""

    sessions: tuple[PlannedSession, ...]
    captured: tuple[Captured, ...]
    items: Items
    slides: tuple[tuple[Slide, ...], ...] = ()
    """What was read in each recording where a program for it was there; off as it is."""


Condition = Callable[[Case], Case]


def whole(day: Broadcast) -> Case:
    """A day with all that it leaves."""
    sessions = planned(read_programme((day.folder / "programme.json").read_bytes()))
    captured = tuple(
        Captured(
            n,
            Recording(round(1000 * (part["tl_end"] - part["tl_start"])), day.started_at(n)),
            traces=_traces(day, Path(part["file"]).stem),
        )
        for n, part in enumerate(day.truth["parts"])
    )
    slides = tuple(
        load_slides(day.folder / f"{Path(part['file']).stem}.slides.json")
        for part in day.truth["parts"]
    )
    return Case(sessions, captured, day.truth["items"], slides if any(slides) else ())


def _traces(day: Broadcast, stem: str) -> Traces:
    sound, pictures = day.folder / f"{stem}.sound", day.folder / f"{stem}.pictures.npz"
    seen = None
    if pictures.exists():
        kept = np.load(pictures)
        seen = Pictures([int(at) for at in kept["times"]], kept["brightness"])
    heard = listen(read_sound(sound.read_bytes())) if sound.exists() else None
    return Traces(heard, tuple(_spoken(day, stem)), seen)


def _spoken(day: Broadcast, stem: str) -> Iterator[Spoken]:
    for language in ("ko", "en"):
        path = day.folder / f"{stem}.{language}.vtt"
        if path.exists():
            yield spoken_in(read_cues(path.read_bytes(), language=language))


def as_it_is(case: Case) -> Case:
    return case


def no_captions(case: Case) -> Case:
    return _with_traces(case, lambda traces: replace(traces, spoken=()))


def slides_read(case: Case) -> Case:
    """With what stands on its slides; only for days whose slides were read."""
    captured = tuple(
        replace(one, traces=replace(one.traces, slides=slides))
        for one, slides in zip(case.captured, case.slides, strict=True)
    )
    return replace(case, captured=captured)


def words_in_windows(case: Case) -> Case:
    """Instead of captions, what they hold of the windows that are listened to without them."""
    return _with_traces(case, lambda traces: _recognised(traces, misheard=0))


def words_misheard(case: Case) -> Case:
    """The same, with every third word babble, and each up to 0.3 s beside its place."""
    return _with_traces(case, lambda traces: _recognised(traces, misheard=3))


def _recognised(traces: Traces, misheard: int) -> Traces:
    if traces.heard is None or not traces.spoken:
        return replace(traces, spoken=())
    windows = windows_in(traces.heard)
    words = [
        word
        for word in traces.spoken[0].words
        if any(one.start <= word.start and word.end <= one.end for one in windows)
    ]
    if misheard:
        words = sorted(_misheard(words, misheard), key=lambda word: word.start)
    return replace(traces, spoken=(), recognised=Recognised(Spoken(tuple(words)), windows))


def _misheard(words: Iterable[Word], one_in: int) -> Iterator[Word]:
    babble, chance = cycle(_SYLLABLES), np.random.default_rng(7)
    for word in words:
        beside = int(chance.integers(-300, 300))
        text = next(babble) if chance.random() * one_in < 1 else word.text
        yield Word(max(word.start + beside, 0), max(word.end + beside, 1), text)


def captions_alone(case: Case) -> Case:
    return _with_traces(case, lambda traces: Traces(None, traces.spoken, None))


def no_clock(case: Case) -> Case:
    return replace(
        case,
        captured=tuple(
            replace(one, recording=Recording(one.recording.duration, None)) for one in case.captured
        ),
    )


def names_only(case: Case) -> Case:
    """Of the captions only people's names are left; all other words are somebody's babble."""
    names = [fold(name) for one in case.sessions for name in one.names if len(fold(name)) >= 4]

    def blurred(traces: Traces) -> Traces:
        spoken = traces.spoken[:1]
        return replace(traces, spoken=tuple(_babble(one, names) for one in spoken))

    return _with_traces(case, blurred)


def _babble(spoken: Spoken, names: Sequence[str]) -> Spoken:
    babble = (_SYLLABLES[n % len(_SYLLABLES)] for n in count())
    words = [
        word if _is_name(fold(word.text), names) else replace(word, text=next(babble))
        for word in spoken.words
    ]
    return Spoken(tuple(words), spoken.applause, spoken.music)


def _is_name(text: str, names: Sequence[str]) -> bool:
    return len(text) >= 4 and any(fuzz.partial_ratio(text, name) >= 80 for name in names)


_SYLLABLES = ("므나", "브데", "크러", "드바", "트마", "프로", "느서", "흐기", "르무", "즈더")


def dropped(case: Case) -> Case:
    """The stream breaks off in the second session for four minutes; nobody joins the parts."""
    if len(case.captured) > 1:
        return case
    one = case.captured[0]
    talks = [item for item in case.items if item["kind"] == "session"]
    middle = talks[len(talks) // 2]["segments"][0]
    broke = round(1000 * (0.6 * middle["start"] + 0.4 * middle["end"]))
    back = broke + 240_000
    if back >= one.recording.duration:
        return case
    parts = tuple(
        _part(one, number, first, last)
        for number, (first, last) in enumerate(((0, broke), (back, one.recording.duration)))
    )
    return Case(case.sessions, parts, [_split(item, broke, back) for item in case.items])


def dropped_no_clock(case: Case) -> Case:
    return no_clock(dropped(case))


def dropped_row(case: Case) -> Case:
    """The programme has a row more than took place; the others are to be found around it."""
    at = next(n for n, one in enumerate(case.sessions) if one.kind is SessionKind.KEYNOTE)
    one = case.sessions[at]
    if one.start is None or one.end is None:
        return case
    middle = one.start + (one.end - one.start) / 2
    extra = replace(
        one, key="dropped", kind=SessionKind.SESSION, titles=("골목 상점의 내일",),
        names=("한나래",), people=(), start=middle,
    )  # fmt: skip
    sessions = list(case.sessions)
    sessions[at : at + 1] = [replace(one, end=middle), extra]
    return replace(case, sessions=tuple(sessions))


def swapped_rows(case: Case) -> Case:
    """The programme prints two sessions in the other order than they took place."""
    rows = [n for n, one in enumerate(case.sessions) if one.kind is SessionKind.SESSION][:2]
    first, second = (case.sessions[n] for n in rows)
    sessions = list(case.sessions)
    sessions[rows[0]] = replace(second, start=first.start, end=first.end)
    sessions[rows[1]] = replace(first, start=second.start, end=second.end)
    return replace(case, sessions=tuple(sessions))


def untimed(case: Case) -> Case:
    """The programme gives order and words, no times."""
    bare = tuple(replace(one, start=None, end=None) for one in case.sessions)
    return no_clock(replace(case, sessions=bare))


def wrong_programme(case: Case) -> Case:
    """The programme is that of another event: nobody and nothing in it is ever heard."""
    return replace(
        case,
        sessions=tuple(
            replace(
                one,
                titles=(f"{title} {n}",),
                names=(name,),
                people=(PlannedPerson((name,), Role.PRESENTER),),
                event=("산림 생태 학술 대회",),
            )
            for n, (one, title, name) in enumerate(
                zip(case.sessions, _OTHER * 4, _STRANGERS, strict=False)
            )
        ),
        items=(),
    )


_OTHER = (
    "너도밤나무 숲의 토양 미생물",
    "이끼류의 월동 전략",
    "딱정벌레 군집 조사",
    "산불 뒤의 천이",
)

_STRANGERS = (
    *("위채린", "탁보람", "제갈산", "복나루", "하도겸", "어진솔", "피한결"),
    *("구슬아", "라온빈", "채다솔", "남궁휘", "옥다온", "시아람", "부현담"),
)


def silent(case: Case) -> Case:
    """A test pattern without a sound, as long as the day."""
    nothing = Traces(Heard((), (), (), (), case.captured[0].recording.duration))
    return replace(_with_traces(case, lambda traces: nothing), items=())


def _with_traces(case: Case, change: Callable[[Traces], Traces]) -> Case:
    changed = tuple(replace(one, traces=change(one.traces)) for one in case.captured)
    return replace(case, captured=changed)


def _part(one: Captured, number: int, first: int, last: int) -> Captured:
    began = one.recording.started_at
    recording = one.recording
    starts = None if began is None else recording.instant_at(first)
    return Captured(
        number, Recording(last - first, starts), traces=_between(one.traces, first, last)
    )


def _between(traces: Traces, first: int, last: int) -> Traces:
    heard = traces.heard
    if heard:
        kept = [
            tuple(
                Span(span.start - first, span.end - first)
                for span in spans
                if first <= span.start and span.end <= last
            )
            for spans in (heard.speech, heard.applause, heard.music, heard.active)
        ]
        heard = Heard(kept[0], kept[1], kept[2], kept[3], last - first)
    return Traces(heard, tuple(_said(one, first, last) for one in traces.spoken), None)


def _said(spoken: Spoken, first: int, last: int) -> Spoken:
    words = tuple(
        replace(word, start=word.start - first, end=word.end - first)
        for word in spoken.words
        if first <= word.start < last
    )
    marks = (
        tuple(at - first for at in times if first <= at < last)
        for times in (spoken.applause, spoken.music)
    )
    return Spoken(words, *marks)


def _split(item: dict[str, Any], broke: int, back: int) -> dict[str, Any]:
    """The item's truth in two recordings."""
    segments = []
    for one in item["segments"]:
        start, end = 1000 * one["start"], 1000 * one["end"]
        for part, first, last in ((1, 0, broke), (2, back, 1 << 60)):
            inside = (max(start, first), min(end, last))
            if inside[1] > inside[0] + 500:
                at = tuple((edge - first) / 1000 for edge in inside)
                segments.append({"part": part, "start": at[0], "end": at[1]})
    talks = [_talk(one, broke, back) for one in item["presentations"]]
    return {**item, "segments": segments, "presentations": talks}


def _talk(one: dict[str, Any], broke: int, back: int) -> dict[str, Any]:
    at = 1000 * one["start"]
    if broke <= at < back:
        return {**one, "part": None}
    first = back if at >= back else 0
    return {**one, "part": 2 if first else 1, "start": (at - first) / 1000}
