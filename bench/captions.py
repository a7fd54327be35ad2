"""``scripts/bench captions``: how well two languages are paired, against recordings' own truth.

It prints a table; ``--write`` puts it into ``docs/benchmarks.md``.
``DATA`` is the folder with ``captions/lockdown_math_2020`` and ``captions/cs231n_2017``.
"""

import argparse
import json
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.captions import read_cues
from archive.captions.drift import Drift, moved
from archive.captions.lag import lag_ms
from archive.captions.model import Cue
from archive.captions.transcript import Moment, pair
from bench.report import PAGE, say

DATA = PAGE.parent.parent.parent / "shared" / "data"
LATE_MS = 1500
COHERENT = 0.7

METHOD = """\
## Pairing Korean and English captions

`scripts/bench captions` measured this on {date}. What is measured, of
`archive.captions.transcript.pair`:

- **right**: the share of English cues whose moment holds a Korean cue of the same sentence;
- **whole**: the share of sentences all of whose cues, in both languages, stand in one moment;
- **alone**: the share of moments that hold no more than one sentence (a moment may need two where
  the languages divide them differently; one moment for everything would be right and whole, too);
- **late**: the same with the Korean track {late} ms late, and the lag that was found;
- **overlap**: right and whole when each Korean cue simply joins the English cue it shares most time
  with.

The truth is in the recordings' own files and is used by nothing but this program. Livestreams
(`lockdown_math_2020`) have timed sentences in both languages: a cue is of the sentence that is
being said at its middle. Of the aligned lectures (`cs231n_2017`, 07 and 13), cues that begin at the
same instant are one sentence. **Coherent** is the share of timed sentences that end where a cue
ends, in the language where it is less. Two livestreams are listed apart: their timed sentences are
not those of their caption files, so they show how far the files disagree, not how they are paired.

Nothing is learned from these files. Each price of `archive/captions/pairing.py` was halved and
doubled in turn: no result moved by more than 0.02.

CPU seconds are of one processor of the machine that ran it, reading not included.
"""


@dataclass(frozen=True, slots=True)
class Recording:
    """Two tracks, and for each cue the sentence it is of (nothing where that is not known)."""

    name: str
    ko: tuple[Cue, ...]
    en: tuple[Cue, ...]
    ko_sentences: tuple[int | None, ...]
    en_sentences: tuple[int | None, ...]
    coherent: float


@dataclass(frozen=True, slots=True)
class Score:
    right: float
    whole: float
    alone: float


def lockdown(folder: Path) -> Recording:
    """A livestream with timed sentences in both languages."""
    ko = read_cues((folder / "korean" / "auto_generated.srt").read_bytes())
    en = read_cues((folder / "english" / "captions.srt").read_bytes())
    timed = json.loads((folder / "korean" / "sentence_translations.json").read_text())
    spoken = json.loads((folder / "english" / "sentence_timings.json").read_text())
    begins = [(one["start"], one["end"]) for one in timed]
    return Recording(
        folder.name.removeprefix("ldm-"),
        ko,
        en,
        tuple(_said_at(cue, begins) for cue in ko),
        tuple(_said_at(cue, begins) for cue in en),
        min(
            _share_ending(ko, [one["end"] for one in timed]),
            _share_ending(en, [end for _, _, end in spoken]),
        ),
    )


def _share_ending(cues: Sequence[Cue], ends: Sequence[float]) -> float:
    """How many of the sentences' ends (seconds) are ends of cues."""
    known = {cue.span.end for cue in cues}
    return sum(round(1000 * end) in known for end in ends) / len(ends)


def aligned(folder: Path, number: str) -> Recording:
    """A lecture whose cues have the same times in both languages."""
    ko, en = (
        read_cues((folder / f"lecture_{number}.{language}.srt").read_bytes())
        for language in ("ko", "en")
    )
    starts = [tuple(cue.span.start for cue in track) for track in (ko, en)]
    return Recording(f"lecture {number}", ko, en, starts[0], starts[1], 1.0)


def _said_at(cue: Cue, sentences: Sequence[tuple[float, float]]) -> int | None:
    middle = (cue.span.start + cue.span.end) / 2000
    place = bisect_right(sentences, middle, key=lambda sentence: sentence[0]) - 1
    return place if place >= 0 and middle < sentences[place][1] else None


def score(recording: Recording, moments: Iterable[Moment]) -> Score:
    """Moments hold the recording's cues in order."""
    korean, english = iter(recording.ko_sentences), iter(recording.en_sentences)
    known = set(recording.ko_sentences) - {None}
    places: dict[int | None, set[int]] = defaultdict(set)
    right, alone = [], []
    for number, moment in enumerate(moments):
        ko = [next(korean) for _ in moment.ko]
        en = [next(english) for _ in moment.en]
        right += [sentence in ko for sentence in en if sentence in known]
        alone.append(len({*ko, *en} - {None}) <= 1)
        for sentence in (*ko, *en):
            places[sentence].add(number)
    both = known & set(recording.en_sentences)
    whole = [len(places[sentence]) == 1 for sentence in both]
    return Score(*(sum(found) / len(found) for found in (right, whole, alone)))


def by_overlap(ko: Sequence[Cue], en: Sequence[Cue]) -> Iterator[Moment]:
    """The plain way to do it, to compare with."""
    joined: dict[int, list[Cue]] = defaultdict(list)
    for cue in ko:
        joined[max(range(len(en)), key=lambda place: _shared(cue, en[place]))].append(cue)
    for place, cue in enumerate(en):
        yield Moment(cue.span, tuple(joined[place]), (cue,))


def _shared(one: Cue, other: Cue) -> int:
    return min(one.span.end, other.span.end) - max(one.span.start, other.span.start)


def row(recording: Recording) -> str:
    """One line of the table."""
    late = moved(recording.ko, Drift(LATE_MS, 1.0, 1.0))
    began = time.process_time()
    moments = pair(recording.ko, recording.en)
    seconds = time.process_time() - began
    plain = score(recording, moments)
    shifted = score(recording, pair(late, recording.en))
    overlap = score(recording, by_overlap(recording.ko, recording.en))
    cells = (
        recording.name,
        f"{len(recording.ko)} / {len(recording.en)}",
        f"{recording.coherent:.2f}",
        f"{plain.right:.3f}",
        f"{plain.whole:.3f}",
        f"{plain.alone:.2f}",
        f"{lag_ms(late, recording.en)}",
        f"{shifted.right:.3f}",
        f"{shifted.whole:.3f}",
        f"{overlap.right:.3f}",
        f"{overlap.whole:.3f}",
        f"{seconds:.2f}",
    )
    return "| " + " | ".join(cells) + " |"


def table(recordings: Sequence[Recording]) -> str:
    head = (
        "| recording | cues ko / en | coherent | right | whole | alone | late: lag | right | whole "
        "| overlap: right | whole | CPU s |\n|" + " --- |" + " ---: |" * 11
    )
    return "\n".join([head, *map(row, recordings)])


def page(recordings: Sequence[Recording]) -> str:
    sound = [one for one in recordings if one.coherent >= COHERENT]
    others = [one for one in recordings if one.coherent < COHERENT]
    parts = [METHOD.format(date=f"{datetime.now(UTC):%Y-%m-%d}", late=LATE_MS), table(sound)]
    if others:
        parts += ["Whose timed sentences are not those of their captions:", table(others)]
    return "\n\n".join(part.strip() for part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real data")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    captions = options.data / "captions"
    if not captions.is_dir():
        sys.exit(f"bench: the real captions are not here: {captions}")
    livestreams = sorted((captions / "lockdown_math_2020").iterdir())
    lectures = (aligned(captions / "cs231n_2017", number) for number in ("07", "13"))
    text = page([*map(lockdown, livestreams), *lectures])
    say("captions", text, is_kept=options.write)


if __name__ == "__main__":
    main()
