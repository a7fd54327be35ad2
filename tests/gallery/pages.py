"""Every page there is, by a name: what is looked at and what is checked."""

from dataclasses import dataclass

from tests import forum
from tests.gallery import harbour
from tests.gallery.desk import DRAFT, LATE_DIGEST, SOUZA

_RIVER, _HARBOUR = f"/e/{forum.SLUG}", f"/e/{harbour.SLUG}"
_CAPTIONS = f"/desk/captions/{harbour.SLUG}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page; ``archive`` is the one of the gallery's that it is asked of."""

    name: str
    path: str
    status: int = 200
    needs_editor: bool = False
    archive: str = "full"

    def address(self, language: str) -> str:
        return f"/{language}{self.path}"


PAGES = (
    Shown("home", "/"),
    Shown("home-single", "/", archive="single"),
    Shown("home-empty", "/", archive="empty"),
    Shown("events", "/e"),
    Shown("events-year", "/e?year=2024"),
    Shown("event", _RIVER),
    Shown("event-grid", _HARBOUR),
    Shown("event-planned", _RIVER, archive="single"),
    Shown("session", f"{_HARBOUR}/keynote"),
    Shown("session-in-order", f"{_HARBOUR}/keynote?all=1"),
    Shown("session-searched", f"{_RIVER}/keynote?t=8&q=둑"),
    Shown("session-reel", f"{_HARBOUR}/keynote?t=3,7&reel={SOUZA}"),
    Shown("session-unpublished", f"{_HARBOUR}/tides", needs_editor=True),
    Shown("embed", f"{_RIVER}/keynote/embed"),
    Shown("person", "/p/1"),
    Shown("search", "/search?q=항구"),
    Shown("search-people", "/search?q=소자"),
    Shown("search-event", f"/search?q=door&event={harbour.SLUG}"),
    Shown("search-nothing", "/search?q=zebra"),
    Shown("search-begun", "/search"),
    Shown("nowhere", "/nowhere", status=404),
    Shown("sign-in", "/desk/sign-in"),
    Shown("desk", "/desk/", needs_editor=True),
    Shown("desk-event", f"/desk{_RIVER}", needs_editor=True),
    Shown("desk-event-rooms", f"/desk{_HARBOUR}", needs_editor=True),
    Shown("desk-publish", f"/desk{_HARBOUR}/event/publishing", needs_editor=True),
    Shown("desk-chapters", f"/desk{_HARBOUR}/keynote/chapters", needs_editor=True),
    Shown("desk-cut", f"/desk{_RIVER}/keynote", needs_editor=True),
    Shown("desk-cut-overlap", f"/desk{_RIVER}/session-1", needs_editor=True),
    Shown("desk-captions", _CAPTIONS, needs_editor=True),
    Shown(
        "desk-caption-file", f"{_CAPTIONS}/files/{LATE_DIGEST}?place=recording-2", needs_editor=True
    ),
    Shown("desk-import", "/desk/import", needs_editor=True),
    Shown("desk-draft", f"/desk/import/{DRAFT}", needs_editor=True),
    Shown("desk-draft-row", f"/desk/import/{DRAFT}?edit=other-1", needs_editor=True),
    Shown("desk-people", "/desk/people", needs_editor=True),
    Shown("desk-people-found", "/desk/people?q=노을", needs_editor=True),
    Shown("desk-person", f"/desk/people/{SOUZA}?q=소자", needs_editor=True),
)
