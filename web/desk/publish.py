"""Publishing many sessions at once: what they show is looked at, then confirmed in one step."""

from collections.abc import Set
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.catalogue.keep.cut import SEEN_OTHERWISE, publish_session
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.values import DeskEvent, SessionCard, SessionState
from archive.cut import CutState
from archive.errors import ArchiveError, CutChangedError, RefusedError
from archive.programme.model import SessionKind
from archive.storage import recording_files
from web.access import account_at_work, signed_in
from web.addresses import desk_event_address, poster_address
from web.desk.frame import framed, sent_back
from web.desk.neighbours import overlaps
from web.desk.words import SURE
from web.forms import Form, read_form
from web.pages.asked import path_text
from web.reader import language_of

UNWATCHED = (SessionKind.BREAK, SessionKind.PHOTO)
"""Nobody looks for these, so they aren't published together with the rest."""

_MOST_FIELDS = 5000


def publishable(shown: DeskEvent) -> tuple[SessionCard, ...]:
    """What can be published together: never what somebody has withdrawn."""
    return tuple(
        card
        for card in shown.sessions
        if card.cut and card.state == SessionState.CUTTING and card.kind not in UNWATCHED
    )


def sure(shown: DeskEvent) -> tuple[SessionCard, ...]:
    """What needs nobody's look before: checked, or both points at least ``SURE``."""
    return tuple(card for card in publishable(shown) if is_sure(card))


def is_sure(card: SessionCard) -> bool:
    """Whether an editor has checked the session's cut, or both of its points are sure.

    Then it can be published with nobody looking at it.
    """
    view = card.cut
    if view is None:
        return False
    is_checked = view.cut.state == CutState.REVIEWED
    return is_checked or min(view.confidence_in, view.confidence_out) >= SURE


@signed_in
def _ask(request: Request) -> Response:
    return _page(request)


def _publish(request: Request, form: Form) -> Response:
    """Publish what is ticked, as it was seen: all of it, or nothing where a cut has changed."""
    slug = path_text(request, "slug")
    ticked = {name.removeprefix("publish_") for name in form.fields if name.startswith("publish_")}
    try:
        with request.app.state.catalogue.writing() as db:
            for card in _confirmed(desk_event(db, slug), ticked):
                publish_session(
                    db,
                    card.id,
                    account_id=account_at_work(request).id,
                    now=datetime.now(UTC),
                    base_revision=form.whole_number(f"revision_{card.id}"),
                )
    except RefusedError as exc:
        return _page(request, refusal=exc, ticked=ticked)
    return sent_back(desk_event_address(language_of(request), slug), "published")


def _confirmed(shown: DeskEvent, ticked: Set[str]) -> list[SessionCard]:
    if not ticked:
        raise RefusedError("No session is ticked, so nothing was published.")
    cards = [one for one in publishable(shown) if str(one.id) in ticked]
    if len(cards) < len(ticked):
        raise CutChangedError(SEEN_OTHERWISE)
    return cards


def _page(
    request: Request, *, refusal: ArchiveError | None = None, ticked: Set[str] | None = None
) -> Response:
    """Those that are sure are ticked; with ``?which=all`` the others, too."""
    with request.app.state.catalogue.reading() as db:
        shown = desk_event(db, path_text(request, "slug"))
    is_all = request.query_params.get("which") == "all"
    cards = sorted(publishable(shown), key=_doubtfulness)
    chosen = {card.id for card in cards if is_all or is_sure(card)}
    if ticked is not None:
        chosen = {card.id for card in cards if str(card.id) in ticked}
    values = {
        "event": shown.event,
        "cards": cards,
        "chosen": chosen,
        "is_all": is_all,
        "is_sure": all(is_sure(card) for card in cards),
        "pictures": _pictures(request, cards),
        "overlaps": overlaps(shown.sessions, language_of(request)),
    }
    return framed(request, "publish.html", values, refusal)


def _doubtfulness(card: SessionCard) -> float:
    """The least certain first; what a person has checked comes last."""
    view = card.cut
    if view is None or view.cut.state == CutState.REVIEWED:
        return 1.0
    return min(view.confidence_in, view.confidence_out)


def _pictures(request: Request, cards: list[SessionCard]) -> dict[int, str]:
    """The first picture of each, where it is made already."""
    found = {}
    for card in cards:
        cut = card.cut.cut.first if card.cut else None
        folder = request.app.state.settings.media_folder
        if cut and recording_files(folder, cut.recording_id).poster(cut.digest).exists():
            found[card.id] = poster_address(cut.digest)
    return found


_PUBLISH = "/{language:language}/desk/e/{slug}/event/publishing"

publish_routes = [
    Route(_PUBLISH, _ask, methods=["GET"]),
    Route(
        _PUBLISH,
        read_form(_publish, needs_account=True, most_fields=_MOST_FIELDS),
        methods=["POST"],
    ),
]
