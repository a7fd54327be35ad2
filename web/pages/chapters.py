"""The session's chapters as its page lists them: where each begins, and who speaks in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from archive.catalogue.values import Chapter, PersonLine
from archive.programme.model import Role
from web.pages.parts import Part
from web.pages.transcript import chapters_in

_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """A chapter in its part; ``people`` are whose part it is.

    Of the source's own chapters they are those that the title or the captions' voices name.
    """

    part: Part
    chapter: Chapter
    people: tuple[PersonLine, ...]

    @property
    def at(self) -> int:
        """When it begins, in session time."""
        return self.part.time(self.chapter.span.start)

    @property
    def seconds(self) -> int:
        """When it begins, in the recording, as links say it."""
        return self.chapter.span.start // 1000


def chapter_entries(
    parts: Sequence[Part], people: Sequence[PersonLine]
) -> tuple[ChapterEntry, ...]:
    """Every chapter the cut shows, in the order watched."""
    return tuple(
        ChapterEntry(part, chapter, tuple(_named(part, chapter, people)))
        for part in parts
        for chapter in chapters_in(part)
    )


def _named(part: Part, chapter: Chapter, people: Sequence[PersonLine]) -> Iterator[PersonLine]:
    """Each person once, though they may have two roles."""
    if chapter.kind is not None:
        if speaker := chapter.speaker:
            listed = PersonLine(speaker.id, speaker.name, Role.PRESENTER, "")
            yield next((one for one in people if one.id == speaker.id), listed)
        return
    voices = _voices(part, chapter)
    seen: set[int] = set()
    for person in people:
        names = [name for text in (person.name.ko, person.name.en) if (name := _letters(text))]
        is_named = any(_is_in(name, chapter.title) or name in voices for name in names)
        if is_named and person.id not in seen:
            seen.add(person.id)
            yield person


def _voices(part: Part, chapter: Chapter) -> frozenset[str]:
    return frozenset(
        _letters(cue.voice)
        for track in part.shown.tracks
        for cue in track.cues
        if cue.voice and chapter.span.contains(cue.span.start)
    )


def _is_in(name: str, title: str) -> bool:
    """The name as words of the title, a Korean one also with an ending after it."""
    words = f" {_letters(title)} "
    if name.isascii():
        return f" {name} " in words
    return len(name) >= _SHORTEST_NAME and f" {name}" in words


def _letters(text: str) -> str:
    """Lower-case words with one space between them, without punctuation."""
    kept = (sign if sign.isalnum() else " " for sign in normalize("NFKC", text).casefold())
    return " ".join("".join(kept).split())
