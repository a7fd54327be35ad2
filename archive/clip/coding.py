"""The pictures of a plan that are coded again, with parameter sets of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from archive.clip.plan import Plan
from archive.errors import ToolFailedError
from archive.media.avc import (
    PARAMETERS,
    PICTURE_PARAMETERS,
    AvcConfiguration,
    free_number,
    kind,
    split_stream,
    with_parameters,
)
from archive.media.ffmpeg import Stop
from archive.media.frames import Coded, Look, NewPicture, recode
from archive.media.recorded import Recorded

_EARLIER = 4
"""How many fragments before the first needed picture decoding may begin."""


@dataclass(frozen=True, slots=True)
class NewPictures:
    """Those of the head and of the tail, in the order they are shown.

    ``configuration`` serves them and the recording's own pictures alike.
    """

    head: list[NewPicture]
    tail: list[NewPicture]
    configuration: AvcConfiguration


def code_again(recorded: Recorded, plan: Plan, stop: Stop) -> NewPictures:
    """Code the edges of a plan; raises ``ToolFailedError`` when they can't be decoded."""
    look = _look(recorded, plan)
    head, tail = (_recoded(recorded, look, edge, stop) for edge in (plan.head, plan.tail))
    units = [unit for picture in (*head[:1], *tail[:1]) for unit in split_stream(picture.stream)]
    return NewPictures(head, tail, with_parameters(recorded.configuration, units))


def _look(recorded: Recorded, plan: Plan) -> Look:
    """The new pictures' parameter sets get a number that nothing around the edges uses."""
    source = recorded.configuration
    edges = {plan.near, *plan.before, *plan.behind, *plan.copied[:1], *plan.copied[-1:]}
    seen = [unit for number in sorted(edges) for unit in _parameters(recorded, number)]
    pictures = recorded.samples(plan.near).pictures
    lasting = sum(picture.duration for picture in pictures)
    timescale = recorded.tracks.picture.timescale
    rate = Fraction(len(pictures) * timescale, max(lasting, 1)).limit_denominator(1001)
    number = free_number((*source.parameters, *source.picture_parameters, *seen))
    return Look(source, timescale, rate, number)


def _parameters(recorded: Recorded, number: int) -> Iterator[bytes]:
    for unit in recorded.units(recorded.samples(number).pictures[0]):
        if kind(unit) in (PARAMETERS, PICTURE_PARAMETERS):
            yield unit


def _recoded(
    recorded: Recorded, look: Look, wanted: frozenset[int], stop: Stop
) -> list[NewPicture]:
    """Code pictures again; decoding begins earlier where a keyframe turns out not to be enough."""
    if not wanted:
        return []
    near = recorded.fragment_at(min(wanted))
    for begin in range(near, max(near - _EARLIER, -1), -1):
        made = recode(look, decoded_for(recorded, begin, wanted), wanted, stop=stop)
        if [picture.pts for picture in made] == sorted(wanted):
            return made
    raise ToolFailedError(
        "The pictures around the cut can't be decoded. Choose another point, or download the"
        " recording again."
    )


def decoded_for(recorded: Recorded, begin: int, wanted: frozenset[int]) -> Iterator[Coded]:
    """Pictures in decoding order from a fragment on, up to the last that is wanted."""
    left = set(wanted)
    for sample in recorded.pictures(range(begin, len(recorded))):
        yield sample.pts, recorded.coded(sample)
        left.discard(sample.pts)
        if not left:
            return
