"""Who speaks: the marks by which captions tell one speaker from the next."""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.captions.model import Cue
from archive.captions.plain import plain
from archive.captions.sounds import is_named_sound

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>|</v>")
_ARROWS = re.compile(r"(?:>>+|≫|»)\s*(?=\S)")
_DASH = re.compile(r"[-–]\s*(?=[^\W\d_]|[\"“'‘\[(<])")
_TURN_WITHIN = re.compile(r"(?<=[.?!…\])])\s+(?=>>+\s*\S)")
_BRACKETED = re.compile(r"\[\s*([^\W\d_a-z][^\[\]]{0,40}?)\s*\]:?\s*(?=\S)")
_CALLED = re.compile(r"([^\W\d_a-z][^\s:：\n]*(?: [^\s:：\n]+){0,3}) ?[:：]\s+(?=\S)")
_TITLES = (
    "사회자|진행자|진행|좌장|발표자|연사|토론자|패널|질문자|답변자|청중|관객|참석자|화자|의장|위원장|부위원장"
    "|의원|위원|교수|박사|시장|군수|구청장|국장|과장|팀장|대표|이사장|원장|소장|기자|앵커|통역|통역사"
)
_TITLED = re.compile(rf"(?:[가-힣]{{1,5}} ?)?(?:{_TITLES})(?:님)?(?: ?\d{{1,2}})?")
_CAPITALS = re.compile(
    r"(?!NOTE\b)[A-Z][A-Z.'’-]{2,}|(?=.*[A-Z]{2})[A-Z][A-Z.'’-]*(?: [A-Z.'’-]+){1,3}"
)
_NUMBERED = re.compile(r"(?:speaker|participant|audience|student) ?\d{0,2}", re.IGNORECASE)


def voices_of(marked_up: str) -> Iterator[tuple[str, str]]:
    """The parts of a cue by WebVTT's ``<v Name>``: ``(voice, marked-up text)``, voice plain text.

    The voice is empty before the first and after a closing ``</v>``.
    """
    if "<v" not in marked_up and "</v" not in marked_up:
        yield "", marked_up
        return
    before, *pairs = _VOICE.split(marked_up)
    yield "", before
    for voice, text in zip(pairs[0::2], pairs[1::2], strict=True):
        yield " ".join(plain(voice or "").split()), text


def by_speaker(cue: Cue) -> Iterator[Cue]:
    """The cue, cut where its text marks that somebody else begins to speak.

    ``>>`` and a dash mark it, with or without a name; a name alone (``김 교수:``, ``DR. LEE:``)
    where it can hardly be anything else. The parts share the cue's time unless its words are
    timed; they keep the mark, so that it can be shown again.
    """
    parts = list(_parts(cue.text)) if _may_mark(cue) else []
    if not any(mark for mark, _, _ in parts):
        yield cue
        return
    words = cue.words
    for mark, voice, text in parts:
        skipped, count = len(mark.split()), len(text.split())
        times, words = words[skipped : skipped + count], words[skipped + count :]
        if text:
            yield replace(cue, text=text, voice=voice or cue.voice, mark=mark, words=times)


def _may_mark(cue: Cue) -> bool:
    return any(sign in cue.text for sign in ">≫»-–:：")


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """``(mark, voice, text)`` for each stretch that one person speaks."""
    dashes = _DASH.match(text) is not None
    mark, voice, lines = "", "", list[str]()
    for line in _TURN_WITHIN.sub("\n", text).split("\n"):
        found, name = _mark(line, dashes=dashes)
        if found:
            yield mark, voice, "\n".join(lines)
            mark, voice, lines = found.strip(), name, []
        lines.append(line[len(found) :])
    yield mark, voice, "\n".join(lines)


def _mark(line: str, *, dashes: bool) -> tuple[str, str]:
    """What marks a new speaker at the start of a line, with the name in it; empty where nothing."""
    turn = _ARROWS.match(line) or (_DASH.match(line) if dashes else None)
    head = turn[0] if turn else ""
    rest = line[len(head) :]
    if turn and (found := _BRACKETED.match(rest)) and not is_named_sound(found[1]):
        return head + found[0], found[1]
    called = _CALLED.match(rest)
    if called and (turn or _is_name(called[1])):
        return head + called[0], called[1]
    return head, ""


def _is_name(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_TITLED, _CAPITALS, _NUMBERED))
