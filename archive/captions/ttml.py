"""TTML and its older name DFXP: nested times, languages, agents as voices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.timing import SHORTEST_CUE_MS
from archive.captions.tree import Element, first_tag, local, parsed
from archive.captions.ttml_time import Clock, clock_of
from archive.errors import CaptionsUnreadableError
from archive.timecode import Offset, Span, print_offset

_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOT_SHOWN = {"metadata", "head", "set", "desc", "title"}
_SPACE = re.compile(r"[ \t\r\n]+")


def recognises(text: str) -> bool:
    return first_tag(text) == "tt"


def read(text: str) -> Iterator[Written]:
    """One track per language; a paragraph without one has its document's."""
    root = parsed(text, "TTML")
    reader = _Reader(clock_of(root), _agents(root))
    tracks: dict[str, list[Shown]] = {}
    top = _Place(0, None, root.get(f"{_XML}lang", ""), keeps_space=False)
    for body in root:
        if local(body) == "body":
            for language, shown in reader.read(body, top):
                tracks.setdefault(language, []).append(shown)
    for language, found in tracks.items():
        yield Written(tuple(found), language)


FORMAT = CaptionFormat("TTML", recognises, read)


@dataclass(frozen=True, slots=True)
class _Place:
    """What an element inherits: when it begins and ends, its language, what spaces mean."""

    begin: Offset
    end: Offset | None
    language: str
    keeps_space: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    clock: Clock
    agents: dict[str, str]

    def read(self, element: Element, outer: _Place) -> Iterator[tuple[str, Shown]]:
        """The paragraphs inside an element. Children of ``timeContainer="seq"`` follow another."""
        place = self._place(element, outer)
        if local(element) == "p":
            yield from self._paragraph(element, place)
            return
        follows = element.get("timeContainer") == "seq"
        start = place
        for child in element:
            if not local(child) or local(child) in _NOT_SHOWN:
                continue
            yield from self.read(child, start)
            if follows:
                end = self._place(child, start).end
                start = _Place(end or start.begin, place.end, place.language, place.keeps_space)

    def _paragraph(self, paragraph: Element, place: _Place) -> Iterator[tuple[str, Shown]]:
        pieces = list(self._pieces(paragraph, place))
        timed = [piece for piece in pieces if piece.is_timed and piece.text.strip()]
        begins = [piece.place.begin for piece in timed]
        begin = place.begin if "begin" in paragraph.attrib or not begins else min(begins)
        end = place.end
        if end is None and timed and all(piece.place.end is not None for piece in timed):
            end = max(piece.place.end or 0 for piece in timed)
        span = Span(begin, end if end is not None and end > begin else begin + SHORTEST_CUE_MS)
        marked_up = _lines("".join(piece.marked_up for piece in pieces), place)
        voice = self.agents.get(_attribute(paragraph, "agent"), "")
        if voice:
            marked_up = f"<v {escape(voice)}>{marked_up}"
        yield place.language, Shown(span, marked_up)

    def _pieces(self, element: Element, place: _Place) -> Iterator["_Piece"]:
        """The text of an element in order; a span with times of its own says when it begins."""
        timed = local(element) == "span" and "begin" in element.attrib
        yield _Piece(_spaced(element.text, place), place, is_timed=timed)
        for child in element:
            if local(child) == "br":
                yield _Piece("\n", place, is_timed=False)
            elif local(child) == "span":
                yield from self._pieces(child, self._place(child, place))
            yield _Piece(_spaced(child.tail, place), place, is_timed=False)

    def _place(self, element: Element, outer: _Place) -> _Place:
        begin = outer.begin + self._offset(element, "begin", 0)
        ends = [end for end in (outer.end, self._own_end(element, outer, begin)) if end is not None]
        space = element.get(f"{_XML}space")
        return _Place(
            begin,
            min(ends, default=None),
            element.get(f"{_XML}lang", outer.language),
            keeps_space=outer.keeps_space if space is None else space == "preserve",
        )

    def _own_end(self, element: Element, outer: _Place, begin: Offset) -> Offset | None:
        """What comes first of ``end`` (from the parent's begin) and ``dur`` (from its own)."""
        ends = []
        if "end" in element.attrib:
            ends.append(outer.begin + self._offset(element, "end", 0))
        if "dur" in element.attrib:
            ends.append(begin + self._offset(element, "dur", 0))
        return min(ends, default=None)

    def _offset(self, element: Element, name: str, otherwise: Offset) -> Offset:
        text = element.get(name)
        if text is None:
            return otherwise
        try:
            return self.clock.offset(text)
        except ValueError as exc:
            raise CaptionsUnreadableError(
                "“{text}” is no time TTML knows; write 00:01:02.500 or 62.5s.", text=text[:80]
            ) from exc


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    place: _Place
    is_timed: bool

    @property
    def marked_up(self) -> str:
        text = escape(self.text)
        return f"<{print_offset(self.place.begin)}>{text}" if self.is_timed else text


def _agents(root: Element) -> dict[str, str]:
    """The names of who speaks, by the agents' ids."""
    return {
        agent.get(f"{_XML}id", ""): " ".join("".join(agent.itertext()).split())
        for agent in root.iter()
        if local(agent) == "agent"
    }


def _attribute(element: Element, name: str) -> str:
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )


def _spaced(text: str | None, place: _Place) -> str:
    return (text or "") if place.keeps_space else _SPACE.sub(" ", text or "")


def _lines(marked_up: str, place: _Place) -> str:
    if place.keeps_space:
        return marked_up
    return "\n".join(line.strip() for line in marked_up.split("\n"))
