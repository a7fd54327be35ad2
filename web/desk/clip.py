"""What the cut desk says of a session's clip: whether it is exact, its proof, what went wrong."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.clip_work import clip_work
from archive.catalogue.queries.desk import desk_session
from archive.catalogue.values import ClipWork, RecordingView, SessionCard, WorkKind, WorkState
from archive.clip.downloads import DownloadKind, download_file
from archive.clip.exact import ClipProof, read_proof
from archive.cut import Cut
from archive.errors import NotFoundError
from archive.sentence import Sentence
from web.access import signed_in
from web.addresses import desk_cut_address
from web.downloads import NAMES, kinds_of
from web.forms import Form, form_token, read_form
from web.media import files_of
from web.pages.asked import asked_part, path_text
from web.reader import language_of
from web.rendering import page

Works = dict[WorkKind, ClipWork]

HEADLINES = {
    "exact": Sentence("It begins and ends at the very pictures of the cut."),
    "building": Sentence("The page plays the new cut now; exact edges are being built."),
    "waiting": Sentence("The page plays the cut now; building exact edges waits."),
    "failed": Sentence("The page plays the cut, but building exact edges failed."),
    "refused": Sentence("The page plays the cut, but its edges can’t be made exact."),
    "missing": Sentence("The page plays the cut; exact edges have not been built yet."),
}
BADGES = {
    "exact": ("ready", Sentence("Exact")),
    "building": ("running", Sentence("Being built")),
    "waiting": ("waiting", Sentence("Waiting")),
    "failed": ("failed", Sentence("Failed")),
    "refused": ("refused", Sentence("Not exact")),
    "missing": ("ordered", Sentence("Not exact yet")),
}
"""Which badge of the stylesheet, and its word."""

PARTS = {
    WorkKind.EDGES: Sentence("Exact edges"),
    WorkKind.POSTER: Sentence("Picture"),
    **{WorkKind(kind.value): name for kind, name in NAMES.items()},
}
KINDS = {
    "encoded": Sentence("coded again"),
    "copied": Sentence("copied"),
    "recording": Sentence("the recording"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part that is not there, and why; ``not_before`` is when it goes on by itself."""

    kind: WorkKind
    name: Sentence
    message: Sentence
    last_lines: tuple[str, ...]
    not_before: datetime | None


@dataclass(frozen=True, slots=True)
class TakeAway:
    """A file to take away: its size in bytes, or whether it is just being made."""

    name: Sentence
    size: int | None
    is_under_way: bool


@dataclass(frozen=True, slots=True)
class ClipPanel:
    """All that is shown; ``state`` is that of the exact edges, ``files`` are without trouble."""

    state: str
    proofs: tuple[ClipProof, ...]
    troubles: tuple[Trouble, ...]
    files: tuple[TakeAway, ...]
    is_under_way: bool

    @property
    def headline(self) -> Sentence:
        return HEADLINES[self.state]

    @property
    def badge(self) -> tuple[str, Sentence]:
        return BADGES[self.state]

    @property
    def version(self) -> str:
        """Differs when anything shown differs."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


def clip_panel(request: Request, digest: str, recording: RecordingView) -> ClipPanel:
    """What stands on disk, and for what does not the reason."""
    with request.app.state.catalogue.reading() as db:
        works = clip_work(db, digest)
    folder = files_of(request, recording.id).clip(digest)
    proof = read_proof(folder)
    there = {
        WorkKind.EDGES: proof is not None,
        WorkKind.POSTER: files_of(request, recording.id).poster(digest).is_file(),
    }
    kinds = kinds_of(has_sound=recording.has_sound)
    paths = {kind: download_file(files_of(request, recording.id), digest, kind) for kind in kinds}
    there |= {WorkKind(kind.value): path.is_file() for kind, path in paths.items()}
    lacking = {kind: work for kind, work in works.items() if not there.get(kind)}
    return ClipPanel(
        state="exact" if proof else _state(works.get(WorkKind.EDGES)),
        proofs=(proof,) if proof else (),
        troubles=tuple(_troubles(lacking)),
        files=tuple(
            _take_away(kind, path, lacking)
            for kind, path in paths.items()
            if (work := lacking.get(WorkKind(kind.value))) is None or not work.message
        ),
        is_under_way=any(work.is_under_way or work.not_before for work in lacking.values()),
    )


def _state(work: ClipWork | None) -> str:
    if work is None or work.state in (WorkState.READY, WorkState.DROPPED):
        return "missing"
    if work.has_failed:
        return work.state.value
    return "building" if work.is_under_way else "waiting"


def _troubles(lacking: Works) -> list[Trouble]:
    return [
        Trouble(kind, name, work.message, work.last_lines, work.not_before)
        for kind, name in PARTS.items()
        if (work := lacking.get(kind)) and work.message
    ]


def _take_away(kind: DownloadKind, path: Path, lacking: Works) -> TakeAway:
    work = lacking.get(WorkKind(kind.value))
    size = path.stat().st_size if path.is_file() else None
    return TakeAway(NAMES[kind], size, bool(work and work.is_under_way))


@signed_in
def _show(request: Request) -> Response:
    """Only the panel, for the script that keeps it up to date."""
    with request.app.state.catalogue.reading() as db:
        card, recordings = desk_session(db, path_text(request, "slug"), path_text(request, "code"))
    number = asked_part(request, _cut(card)) or 1
    values = panel_values(request, card, recordings[number - 1], number)
    return page(request, "desk/clip.html", values | {"form_token": form_token(request)})


def panel_values(
    request: Request, card: SessionCard, recording: RecordingView, number: int
) -> dict[str, object]:
    """What the panel's template wants of the clip of a part."""
    return {
        "session": card,
        "clip": clip_panel(request, _cut(card).spans[number - 1].digest, recording),
        "clip_part": number,
        "joint_kinds": KINDS,
    }


def _try_again(request: Request, _form: Form) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    kind = request.path_params["kind"]
    if kind not in list(WorkKind):
        raise NotFoundError("There is nothing at this address.")
    with request.app.state.catalogue.reading() as db:
        card, _ = desk_session(db, slug, code)
    number = asked_part(request, _cut(card)) or 1
    request.app.state.orders.order_clip(_cut(card).spans[number - 1].digest, WorkKind(kind))
    address = desk_cut_address(language_of(request), slug, code, part=number, done="clip")
    return RedirectResponse(address, 303)


def _cut(card: SessionCard) -> Cut:
    if card.cut is None:
        raise NotFoundError("This session has no cut yet.")
    return card.cut.cut


_CLIP = "/{language:language}/desk/e/{slug}/{code}/clip"

clip_routes = [
    Route(_CLIP, _show, methods=["GET"]),
    Route(f"{_CLIP}/{{kind}}", read_form(_try_again, needs_account=True), methods=["POST"]),
]
