"""Which room each recording of an event shows, as far as anything says so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.alignment.streams import Captured, Stream, follow, in_turn, lay_out_stream


def streams_of(recordings: Iterable[Captured], rooms: Sequence[str]) -> tuple[Stream, ...]:
    """The recordings by room; ``rooms`` are the programme's, in its order, each once.

    A room is what a person says, or else the one the recording's title or description names.
    Recordings that nothing names go on where one has ended; those that run at the same time as all
    others are a room of their own, and get the rooms that are left in the programme's order.
    """
    ordered = in_turn(recordings)
    named = [(one, room_of(one, rooms)) for one in ordered]
    groups: list[tuple[str, list[Captured]]] = []
    # What has a name first, so that what has none only fills what is left.
    for one, room in sorted(named, key=lambda pair: not pair[1]):
        group = next((g for g in groups if _may_join(one, room, g)), None)
        if group is None:
            groups.append((room, [one]))
        else:
            group[1].append(one)
    groups.sort(key=lambda group: min(map(ordered.index, group[1])))
    streams = [lay_out_stream(in_turn(group), room) for room, group in groups]
    return tuple(_with_rooms_left(streams, rooms))


def room_of(one: Captured, rooms: Sequence[str]) -> str:
    """The programme's room that the recording shows; what a person said, if it is none of them."""
    if one.room:
        told = (room for room in rooms if same_room(room, one.room))
        return next(told, "") or named_room(one.room, rooms) or one.room
    return next((room for text in one.says if (room := named_room(text, rooms))), "")


def named_room(text: str, rooms: Iterable[str]) -> str:
    """The one room that a text names; nothing where it names none, or two.

    A longer name that holds a shorter one wins. A name of one letter can be a word of the text.
    """
    found = [room for room in rooms if len(room) > 1 and _pattern(room).search(text)]
    longest = [
        room
        for room in found
        if not any(room != other and _pattern(room).search(other) for other in found)
    ]
    return longest[0] if len(longest) == 1 else ""


def same_room(one: str, other: str) -> bool:
    """Whether two names are of one room but for case and spaces."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _pattern(room: str) -> re.Pattern[str]:
    """The name with any spaces; its Latin letters and digits don't go on at either end."""
    letters = r"\s*".join(map(re.escape, "".join(room.split())))
    before = r"(?<![0-9A-Za-z])" if room.strip()[0].isascii() else ""
    after = r"(?![0-9A-Za-z])" if room.strip()[-1].isascii() else ""
    return re.compile(before + letters + after, re.IGNORECASE)


def _may_join(one: Captured, room: str, group: tuple[str, list[Captured]]) -> bool:
    is_its = not room or same_room(room, group[0])
    return is_its and all(follow(other, one) for other in group[1])


def _with_rooms_left(streams: Sequence[Stream], rooms: Sequence[str]) -> Iterator[Stream]:
    """One stream alone takes all rooms: the stream may have gone from one to the other."""
    taken = {room for room in rooms for stream in streams if same_room(room, stream.room)}
    left = iter([room for room in rooms if room not in taken] if len(streams) > 1 else [])
    for stream in streams:
        room = stream.room or next(left, "")
        yield replace(stream, room=room, is_guessed=bool(room) and not stream.room)
