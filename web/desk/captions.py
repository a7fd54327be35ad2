"""The captions of an event at the desk: every track, how good it is, and the form for another."""

from collections.abc import Mapping
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.queries.desk import desk_event
from archive.catalogue.queries.tracks import cues_of, desk_tracks
from archive.editing import CaptionEditor
from archive.errors import ArchiveError, NotFoundError, RefusedError
from web.access import account_at_work, signed_in
from web.addresses import desk_caption_file_address, desk_captions_address
from web.desk.caption_lines import lines_of
from web.desk.caption_place import places_in, recording_value, session_value
from web.desk.frame import framed, sent_back
from web.forms import LARGEST_FILE, Form, read_form
from web.pages.asked import path_number, path_text
from web.reader import language_of


@signed_in
def _show(request: Request) -> Response:
    return _captions_page(request)


def _captions_page(
    request: Request,
    *,
    typed: Mapping[str, str] | None = None,
    refusal: ArchiveError | None = None,
) -> Response:
    """Every track of the event; after a refused file with why, and what was chosen beside it."""
    with request.app.state.catalogue.reading() as db:
        shown = desk_event(db, path_text(request, "slug"))
        tracks = desk_tracks(db, {one.id for one in shown.recordings})
        cues = cues_of(db, {one.facts.id for one in tracks})
    values = {
        "event": shown.event,
        "recordings": lines_of(request, shown, tracks, cues),
        "titles": {card.code: card.title for card in shown.sessions},
        "places": places_in(shown),
        "asked": _asked(request) | dict(typed or {}),
    }
    return framed(request, "captions.html", values, refusal)


def _asked(request: Request) -> dict[str, str]:
    """Where whoever followed a link here wants captions to belong."""
    query = request.query_params
    if code := query.get("session"):
        return {"place": session_value(code)}
    return {"place": recording_value(query.get("recording", ""))}


def _choose(request: Request, form: Form) -> Response:
    """Keep the file for a look at it; one that can't be read is refused with its line."""
    slug, chosen = path_text(request, "slug"), form.files.get("file")
    try:
        if chosen is None or not chosen.content:
            raise RefusedError("Choose a caption file.")
        digest = editor_of(request).choose(chosen.name, chosen.content)
    except NotFoundError:
        raise
    except ArchiveError as exc:
        return _captions_page(request, typed=form.fields, refusal=exc)
    address = desk_caption_file_address(
        language_of(request), slug, digest, place=form.text("place"), origin=form.text("origin")
    )
    return RedirectResponse(address, 303)


def _withdraw(request: Request, _form: Form) -> Response:
    editor_of(request).withdraw(path_number(request, "track_id"))
    return captions_done(request, "captions_withdrawn")


def _show_again(request: Request, _form: Form) -> Response:
    editor_of(request).show_again(path_number(request, "track_id"))
    return captions_done(request, "captions_shown")


def editor_of(request: Request) -> CaptionEditor:
    """Whoever is signed in, at work on the captions of the address's event."""
    account = account_at_work(request)
    catalogue = request.app.state.catalogue
    return CaptionEditor(catalogue, path_text(request, "slug"), account.id, datetime.now(UTC))


def captions_done(request: Request, done: str) -> Response:
    """Back to the captions, which say what was done."""
    address = desk_captions_address(language_of(request), path_text(request, "slug"))
    return sent_back(address, done)


CAPTIONS = "/{language:language}/desk/captions/{slug}"
_TRACK = f"{CAPTIONS}/tracks/{{track_id}}"

caption_routes = [
    Route(CAPTIONS, _show, methods=["GET"]),
    Route(CAPTIONS, read_form(_choose, needs_account=True, largest=LARGEST_FILE), methods=["POST"]),
    Route(f"{_TRACK}/withdraw", read_form(_withdraw, needs_account=True), methods=["POST"]),
    Route(f"{_TRACK}/show", read_form(_show_again, needs_account=True), methods=["POST"]),
]
