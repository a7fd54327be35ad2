"""What an editor must know of a whole alignment, beside its points."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.alignment.model import PlacedCut, PlannedSession
from archive.alignment.streams import Captured
from archive.alignment.verdict import NOT_HEARD
from archive.sentence import Sentence

_NO_WORDS = Sentence("There are no captions: sessions were told apart by sound and times alone.")
_FEW_WORDS = Sentence(
    "There are no captions: words were recognised around likely starts only, and may be misheard."
)
_NO_CLOCK = Sentence("Nobody knows when the recordings began.")
_NO_TIMES = Sentence("The programme gives no times; only its order and its words count.")
_WHOLLY = Sentence("None of the programme's sessions was found in the recordings.")
_SWAPPED = Sentence("Some sessions took place in another order than printed.")


def remarks(
    sessions: Sequence[PlannedSession], recordings: Sequence[Captured], cuts: Sequence[PlacedCut]
) -> Iterator[Sentence]:
    """What holds for the whole day."""
    if not cuts and sessions:
        yield _WHOLLY
    if any(NOT_HEARD in cut.because_in for cut in cuts) or (
        not cuts and any(one.traces.has_words for one in recordings)
    ):
        yield NOT_HEARD
    if not any(one.traces.has_words for one in recordings):
        yield _FEW_WORDS if any(one.traces.recognised for one in recordings) else _NO_WORDS
    if not any(one.recording.started_at for one in recordings):
        yield _NO_CLOCK
    if not any(session.start for session in sessions):
        yield _NO_TIMES
    if _is_out_of_order(sessions, cuts):
        yield _SWAPPED


def _is_out_of_order(sessions: Sequence[PlannedSession], cuts: Sequence[PlacedCut]) -> bool:
    """Whether two sessions of one recording start in another order than planned."""
    planned = {session.key: session.start for session in sessions}
    known = [
        (cut.spans[0].recording_id, cut.spans[0].span.start, start)
        for cut in cuts
        if (start := planned.get(cut.key)) is not None
    ]
    known.sort(key=lambda one: one[:2])
    return any(one[0] == other[0] and one[2] > other[2] for one, other in pairwise(known))
