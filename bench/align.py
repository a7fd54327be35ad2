"""``scripts/bench align``: how near proposed cut points lie to the truth, and how sure they are.

It prints tables; ``--write`` puts them into ``docs/benchmarks.md``.
"""

import argparse
import csv
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from archive.alignment.heard import listen
from archive.alignment.mapping import place_chapters, place_cuts
from archive.alignment.model import PlacedChapter, PlacedCut, PlannedSession
from archive.alignment.picture_clues import Pictures
from archive.alignment.planned import planned
from archive.alignment.spoken import Spoken, spoken_in
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces
from archive.captions import read_cues
from archive.captions.model import Cue
from archive.media.sound import read_sound
from archive.programme import read_programme
from archive.programme.model import SessionKind
from archive.recording import Recording
from archive.timecode import Span
from bench.broadcasts import Broadcast, made
from bench.report import PAGE

SHARED = PAGE.parent.parent.parent / "shared"
WATCHED = (SessionKind.KEYNOTE, SessionKind.SESSION)
NEAR_MS = 5000


@dataclass(frozen=True, slots=True)
class Way:
    """One way to align: what of the evidence it is given."""

    name: str
    words: bool = True
    sound: bool = True
    clock: bool = True
    pictures: bool = True
    names_only: bool = False


WAYS = (
    Way("captions and sound"),
    Way("captions alone", sound=False, pictures=False),
    Way("names only", names_only=True),
    Way("no captions", words=False),
    Way("no clock", clock=False),
    Way("no captions, no clock", words=False, clock=False),
)


@dataclass(frozen=True, slots=True)
class Miss:
    """How far a point lies from the truth; ``what`` is start, end or chapter."""

    what: str
    session: str
    kind: str
    ms: int
    sure: float


def traces_of(day: Broadcast, part: int, way: Way) -> Traces:
    """What a part of a broadcast leaves, as far as the way may know it."""
    stem = Path(day.truth["parts"][part]["file"]).stem
    sound, pictures = day.folder / f"{stem}.sound", day.folder / f"{stem}.pictures.npz"
    heard = listen(read_sound(sound.read_bytes())) if way.sound and sound.exists() else None
    seen = None
    if way.pictures and pictures.exists():
        kept = np.load(pictures)
        seen = Pictures([int(at) for at in kept["times"]], kept["brightness"])
    return Traces(heard, tuple(_spoken(day, stem)) if way.words else (), seen)


def _spoken(day: Broadcast, stem: str) -> Iterator[Spoken]:
    for language in ("ko", "en"):
        path = day.folder / f"{stem}.{language}.vtt"
        if path.exists():
            yield spoken_in(read_cues(path.read_bytes(), language=language))


def captured_of(day: Broadcast, way: Way) -> list[Captured]:
    """The parts of a broadcast as recordings."""
    return [
        Captured(
            n,
            Recording(
                round(1000 * (part["tl_end"] - part["tl_start"])),
                day.started_at(n) if way.clock else None,
            ),
            traces=traces_of(day, n, way),
        )
        for n, part in enumerate(day.truth["parts"])
    ]


def sessions_of(day: Broadcast) -> tuple[PlannedSession, ...]:
    return planned(read_programme((day.folder / "programme.json").read_bytes()))


def missed(
    day: Broadcast, cuts: Sequence[PlacedCut], chapters: Sequence[PlacedChapter]
) -> Iterator[Miss]:
    """Every point of the truth against what was proposed; what is not proposed is an hour off."""
    lost = 3_600_000
    by_key = {cut.key: cut for cut in cuts}
    for item in day.truth["items"]:
        if item["kind"] == "break" or not item["segments"]:
            continue
        first, last = item["segments"][0], item["segments"][-1]
        cut = by_key.get(item["id"])
        for what, segment, name in (("start", first, "start"), ("end", last, "end")):
            span = cut and cut.spans[0 if what == "start" else -1]
            sure = (cut.sure_in if what == "start" else cut.sure_out) if cut else 0.0
            off = lost
            if span and span.recording_id == segment["part"] - 1:
                at = span.span.start if what == "start" else span.span.end
                off = at - round(1000 * segment[name])
            yield Miss(what, item["id"], item["kind"], off, sure)
        yield from _chapters_missed(day, item, chapters, lost)


def _chapters_missed(
    day: Broadcast, item: dict, chapters: Sequence[PlacedChapter], lost: int
) -> Iterator[Miss]:
    if len(item["presentations"]) < 2:
        return
    own = [one for one in chapters if one.chapter.key == item["id"]]
    for talk in item["presentations"]:
        if talk["part"] is None:
            continue
        mine = [
            one
            for one in own
            if one.chapter.person == talk["speaker"] and one.recording_id == talk["part"] - 1
        ]
        off = min(
            (one.chapter.offset - round(1000 * talk["start"]) for one in mine),
            key=abs,
            default=lost,
        )
        sure = mine[0].chapter.confidence if mine else 0.0
        yield Miss("chapter", item["id"], item["kind"], off, sure)


def baseline(day: Broadcast) -> Iterator[Miss]:
    """Timetable plus one offset, that of the true first start: better than anybody has it."""
    items = [item for item in day.truth["items"] if item["kind"] != "break"]
    first = items[0]
    zero = _clock(first["planned_start"])
    for item in items:
        for what, planned_at, true_at in (
            ("start", item["planned_start"], item["start_tl"]),
            ("end", item["planned_end"], item["end_tl"]),
        ):
            off = first["start_tl"] + _clock(planned_at) - zero - true_at
            yield Miss(what, item["id"], item["kind"], round(1000 * off), 0.0)


def _clock(text: str) -> int:
    parts = [int(one) for one in text.split(":")]
    return parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)


def row(name: str, misses: Iterable[Miss], what: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """One line: how many, median, 95th percentile, and shares within 1, 5 and 30 s."""
    off = np.array(
        [
            abs(one.ms) / 1000
            for one in misses
            if one.what == what and (not kinds or one.kind in kinds)
        ]
    )
    if not len(off):
        return (name, "0", *["-"] * 5)
    shares = (f"{(off <= limit).mean():.2f}" for limit in (1, 5, 30))
    return (name, str(len(off)), f"{np.median(off):.2f}", f"{np.percentile(off, 95):.1f}", *shares)


def run(day: Broadcast, way: Way) -> list[Miss]:
    sessions, captured = sessions_of(day), captured_of(day, way)
    cuts = place_cuts(sessions, captured, {})
    chapters = place_chapters(sessions, captured, {cut.key: cut.spans for cut in cuts})
    return list(missed(day, cuts, chapters))


def meetings(folder: Path) -> Iterator[tuple[str, list[Miss]]]:
    """Council meetings: agenda order and words only, against the clerk's offsets."""
    turns = _rows(folder / "turns_seconds.csv")
    for name in dict.fromkeys(row["meeting_id"] for row in turns):
        cues = [
            Cue(Span(round(1000 * float(row["start_s"])), _later(row)), row["text"], voice=row["speaker"])
            for row in turns
            if row["meeting_id"] == name and row["text"].strip()
        ]
        cues.sort(key=lambda cue: cue.span)
        items = [row for row in _rows(folder / "agenda_offsets.csv") if row["meeting_id"] == name]
        sessions = [
            PlannedSession(row["n"], SessionKind.OTHER, (_ITEM.sub("", row["label"]),), (), None, None)
            for row in items
        ]
        captured = [Captured(0, Recording(cues[-1].span.end), traces=Traces(None, (spoken_in(cues),)))]
        cuts = {cut.key: cut for cut in place_cuts(sessions, captured, {})}
        yield name, [
            Miss(
                "item", row["label"][:50], "council",
                cuts[row["n"]].spans[0].span.start - 1000 * int(row["start_s"]) if row["n"] in cuts else 3_600_000,
                cuts[row["n"]].sure_in if row["n"] in cuts else 0.0,
            )
            for row in items
        ]


_ITEM = re.compile(r"^\s*\w{1,2}\.\s*")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def _later(row: dict[str, str]) -> int:
    return max(round(1000 * float(row["end_s"])), round(1000 * float(row["start_s"])) + 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generator", type=Path, default=SHARED / "tools" / "make_broadcast.py")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--seeds", default="31-36")
    parser.add_argument("--make", nargs="*", default=[])
    parser.add_argument("--kind", default="day")
    parser.add_argument("--ways", default="")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    ways = [way for way in WAYS if not options.ways or way.name in options.ways.split(";")]
    every: dict[str, list[Miss]] = {}
    for seed in seeds:
        day = made(options.generator, options.cache, seed, *options.make, kind=options.kind)
        every.setdefault("baseline", []).extend(baseline(day))
        for way in ways:
            began = time.process_time()
            found = run(day, way)
            every.setdefault(way.name, []).extend(found)
            if options.v:
                print(seed, way.name, f"{time.process_time() - began:.1f}s", day.truth["quirks"])
                for one in found:
                    if abs(one.ms) > NEAR_MS:
                        print("   ", one)
    for what, kinds in (
        ("start", ()),
        ("end", ()),
        ("start", ("session", "keynote")),
        ("end", ("session", "keynote")),
        ("chapter", ()),
    ):
        print(what, kinds)
        for name, misses in every.items():
            print("  ", *row(name, misses, what, kinds), sep=" | ")
    for name, misses in every.items():
        if name == "baseline":
            continue
        for what in ("start", "end", "chapter"):
            print(name, what, calibration([one for one in misses if one.what == what]))


def calibration(misses: Sequence[Miss]) -> str:
    out = []
    ece = 0.0
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [one for one in misses if low <= one.sure < high]
        if inside:
            good = np.mean([abs(one.ms) <= NEAR_MS for one in inside])
            said = np.mean([one.sure for one in inside])
            ece += len(inside) * abs(good - said) / len(misses)
            out.append(f"{said:.2f}->{good:.2f} ({len(inside)})")
    return " ".join(out) + f" ECE {ece:.3f}"


if __name__ == "__main__":
    main()
