"""What a reader is told for each kind, role and state."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from archive.alignment.model import PartKind
from archive.captions.model import Origin, Way
from archive.catalogue.values import Chapter, SessionState
from archive.language import Language, say
from archive.people.names import MatchKind
from archive.programme.model import Role, SessionKind
from archive.sentence import Sentence

KINDS = {
    SessionKind.OPENING: Sentence("Opening"),
    SessionKind.ADDRESS: Sentence("Address"),
    SessionKind.REMARKS: Sentence("Remarks"),
    SessionKind.PHOTO: Sentence("Group photo"),
    SessionKind.KEYNOTE: Sentence("Keynote"),
    SessionKind.SESSION: Sentence("Session"),
    SessionKind.BREAK: Sentence("Break"),
    SessionKind.CLOSING: Sentence("Closing"),
    SessionKind.OTHER: Sentence("Item"),
}

ROLES = {
    Role.CHAIR: Sentence("Chair"),
    Role.MODERATOR: Sentence("Moderator"),
    Role.PRESENTER: Sentence("Presenter"),
    Role.KEYNOTE: Sentence("Keynote speaker"),
    Role.CONVERSATION: Sentence("In conversation"),
    Role.ADDRESS: Sentence("Gives an address"),
    Role.REMARKS: Sentence("Gives remarks"),
    Role.PANELIST: Sentence("Panelist"),
    Role.DISCUSSANT: Sentence("Discussant"),
}

STATES = {
    SessionState.PLANNED: Sentence("Planned"),
    SessionState.RECORDING: Sentence("Recording"),
    SessionState.CUTTING: Sentence("Being cut"),
    SessionState.PUBLISHED: Sentence("Published"),
    SessionState.WITHDRAWN: Sentence("Withdrawn"),
    SessionState.GONE: Sentence("No longer in the programme"),
}

ORIGINS = {
    Origin.PERSON: Sentence("captions written by a person"),
    Origin.AUTOMATIC: Sentence("automatic captions, not checked"),
    Origin.TRANSLATED: Sentence("captions translated by machine, not checked"),
}

WAYS = {
    Way.SOURCE: Sentence("from the recording’s source"),
    Way.UPLOAD: Sentence("uploaded by an editor"),
}

MATCHES = {
    MatchKind.EXACT: Sentence("the name as written"),
    MatchKind.ALIAS: Sentence("another name of theirs"),
    MatchKind.READING: Sentence("the same name in the other script"),
    MatchKind.INITIALS: Sentence("by initial consonants"),
    MatchKind.TYPO: Sentence("one letter differs"),
    MatchKind.SIMILAR: Sentence("a similar name"),
    MatchKind.AFFILIATION: Sentence("by affiliation"),
}

PARTS = {
    PartKind.PRESENTATION: Sentence("Presentation"),
    PartKind.DISCUSSION: Sentence("Discussion"),
    PartKind.QUESTIONS: Sentence("Questions and answers"),
}

_SOMEBODYS = {
    PartKind.PRESENTATION: Sentence("Presentation by {name}"),
    PartKind.DISCUSSION: Sentence("Discussion with {name}"),
    PartKind.QUESTIONS: Sentence("Questions to {name}"),
}

Named = SessionKind | Role | SessionState | Origin | Way | MatchKind | PartKind


_NAMES: dict[type[StrEnum], Mapping[Any, Sentence]] = {
    SessionKind: KINDS,
    Role: ROLES,
    SessionState: STATES,
    Origin: ORIGINS,
    Way: WAYS,
    MatchKind: MATCHES,
    PartKind: PARTS,
}


def name_of(member: Named) -> Sentence:
    """The sentence a member of one of these enums is told by."""
    return _NAMES[type(member)][member]


def chapter_title(chapter: Chapter, language: Language) -> str:
    """What a chapter is called: in its own words, or by what it is and whose."""
    if chapter.title or chapter.kind is None:
        return chapter.title
    if chapter.speaker is None:
        return say(PARTS[chapter.kind], language)
    name = chapter.speaker.name.best(language)
    return say(replace(_SOMEBODYS[chapter.kind], values={"name": name}), language)
