"""Tells which session of a programme is which row: by code, else by title, time and people."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import datetime

from rapidfuzz import fuzz

from archive.catalogue.keep.all_names import all_names
from archive.catalogue.tables import SessionRow
from archive.programme.model import ProgrammeSession, SessionKind

_MADE_CODE = re.compile(rf"(?:{'|'.join(SessionKind)})(?:-\d{{1,4}})?(?:-again-\d+)?")
"""Codes made from kind and order; they go to another session when one is put in before it."""

_ALIKE = 60
"""Likeness (0-100) of two titles in one place of the programme that may be one title rewritten."""
_NEARLY_SAME = 85
"""The same of two titles in different places."""
_MOST_PAIRS = 100_000
"""Two programmes with more sessions left over than this are of two events."""

Told = SessionRow | ProgrammeSession
Key = Callable[[Told], Hashable | None]


def match_sessions(
    rows: Sequence[SessionRow], sessions: Sequence[ProgrammeSession]
) -> list[SessionRow | None]:
    """For each session of the programme the row it was before, if any; no row twice.

    A made code alone says little, so something else must agree with it.
    """
    found: list[SessionRow | None] = [None] * len(sessions)
    free = dict.fromkeys(rows)
    for key, agree in _PASSES:
        by_key: dict[Hashable, list[SessionRow]] = {}
        for row in free:
            if (of_row := key(row)) is not None:
                by_key.setdefault(of_row, []).append(row)
        for at, session in enumerate(sessions):
            if found[at] is None and (of_session := key(session)) is not None:
                near = (row for row in by_key.get(of_session, ()) if row in free)
                found[at] = same = next((row for row in near if agree(row, session)), None)
                if same is not None:
                    del free[same]
    if found.count(None) * len(free) <= _MOST_PAIRS:
        _match_people(found, free, sessions)
        _match_titles(found, free, sessions)
    return found


def _match_people(
    found: list[SessionRow | None],
    free: dict[SessionRow, None],
    sessions: Sequence[ProgrammeSession],
) -> None:
    """Sessions that were renamed and moved, where only one session is with just these people."""
    left = [at for at, row in enumerate(found) if row is None and sessions[at].people]
    for at in left:
        session = sessions[at]
        theirs = [row for row in free if row.kind == session.kind and _same_people(row, session)]
        rivals = [
            other for other in left if found[other] is None and _is_with(sessions[other], session)
        ]
        if len(theirs) == 1 and len(rivals) == 1:
            found[at] = theirs[0]
            del free[theirs[0]]


def _match_titles(
    found: list[SessionRow | None],
    free: dict[SessionRow, None],
    sessions: Sequence[ProgrammeSession],
) -> None:
    """Sessions whose title was corrected and whose time was moved."""
    for at, session in enumerate(sessions):
        if found[at] is None and session.kind is not SessionKind.BREAK:
            alike = [(_likeness(row, session), -n) for n, row in enumerate(free)]
            score, n = max(alike, default=(0.0, 0))
            row = list(free)[-n] if score >= _NEARLY_SAME else None
            if row is not None and row.kind == session.kind and _may_be_with(row, session):
                found[at] = row
                del free[row]


def _titles(told: Told) -> tuple[str, str]:
    if isinstance(told, SessionRow):
        return told.title_ko, told.title_en
    return told.title.ko[:500], told.title.en[:500]


def _kind(told: Told) -> str:
    return str(told.kind)


def _start(told: Told) -> float | None:
    start: datetime | None = told.starts_at if isinstance(told, SessionRow) else told.start
    return start.timestamp() if start else None


def _place(told: Told) -> Hashable | None:
    start = _start(told)
    return None if start is None else (start, told.room[:200])


def _own_code(told: Told) -> Hashable | None:
    return None if _MADE_CODE.fullmatch(told.code) else told.code


def _title_and_start(told: Told) -> Hashable | None:
    return (_kind(told), _titles(told), _start(told)) if any(_titles(told)) else None


def _title(told: Told) -> Hashable | None:
    """Breaks share one title, so the code must agree for what isn't a talk of its own."""
    code = told.code if told.kind == SessionKind.BREAK else ""
    return (_kind(told), _titles(told), code) if any(_titles(told)) else None


def _one_title(told: Told) -> Hashable | None:
    """The Korean title, else the English one: a translation may have been added since."""
    title = next(filter(None, _titles(told)), None)
    return (title and told.kind != SessionKind.BREAK and (_kind(told), title)) or None


def _names(told: Told) -> Iterator[frozenset[str]]:
    for one in told.appearances if isinstance(told, SessionRow) else told.people:
        if hasattr(one, "person"):
            yield all_names(one.person)
        else:
            yield frozenset(filter(None, (one.name.ko, one.name.en)))


def _share_people(one: Told, other: Told) -> bool:
    names = frozenset[str]().union(*_names(one))
    return any(names & theirs for theirs in _names(other))


def _same_people(one: Told, other: Told) -> bool:
    mine, theirs = list(_names(one)), list(_names(other))
    return len(mine) == len(theirs) and all(any(a & b for b in theirs) for a in mine)


_is_with = _same_people


def _may_be_with(one: Told, other: Told) -> bool:
    """Whether nothing speaks against it: they share somebody, or one of them names nobody."""
    both = (list(_names(one)), list(_names(other)))
    return not all(both) or _share_people(one, other)


def _likeness(one: Told, other: Told) -> float:
    pairs = zip(_titles(one), _titles(other), strict=True)
    return max((fuzz.ratio(mine, theirs) for mine, theirs in pairs if mine and theirs), default=0.0)


def _always(_row: SessionRow, _session: ProgrammeSession) -> bool:
    return True


def _in_its_place(row: SessionRow, session: ProgrammeSession) -> bool:
    """Whether what stands at a session's time in its room is it, and no other put there.

    An opening stays the opening and a break the break, unless each names other people.
    """
    if _share_people(row, session) or _likeness(row, session) >= _ALIKE:
        return True
    told = [any(_names(row)), any(_names(session))]
    is_talk = session.kind is SessionKind.SESSION
    return row.kind == session.kind and not (any(told) if is_talk else all(told))


def _in_its_place_without_room(row: SessionRow, session: ProgrammeSession) -> bool:
    return not (row.room and session.room) and _in_its_place(row, session)


def _made_alike(row: SessionRow, session: ProgrammeSession) -> bool:
    if _start(row) is None or _start(session) is None:
        return _may_be_with(row, session)
    return _share_people(row, session) or _likeness(row, session) >= _ALIKE


def _code(told: Told) -> Hashable | None:
    return told.code


_PASSES: tuple[tuple[Key, Callable[[SessionRow, ProgrammeSession], bool]], ...] = (
    (_own_code, _always),
    (_title_and_start, _always),
    (_title, _may_be_with),
    (_title, _always),
    (_one_title, _may_be_with),
    (_place, _in_its_place),
    (_start, _in_its_place_without_room),
    (_code, _made_alike),
)
"""What two must share, and what else must agree; the surest first."""
