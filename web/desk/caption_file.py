"""The look at a caption file at the desk, and keeping it as it was looked at."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.captions.drift import Drift, moved
from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.keep.captions import Kept
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.queries.tracks import caption_file
from archive.errors import ArchiveError, RefusedError
from web.access import signed_in
from web.desk.caption_look import LEFT_OUT, Look, look_at, offers_for
from web.desk.caption_place import place_named, places_in
from web.desk.captions import CAPTIONS, captions_done, editor_of
from web.desk.frame import framed
from web.desk.words import written_shift
from web.forms import Form, read_form
from web.pages.asked import path_text
from web.reader import language_of

BY_HAND = "hand"
"""What the form calls the choice whose seconds are typed."""

_MOVE = re.compile(r"(-?\d{1,8}):(\d\.\d{1,6})")
_SECONDS = re.compile(r"[-+]?\d{1,5}(?:\.\d{1,3})?")
_MOST_STRETCH = 2.0


@signed_in
def _show(request: Request) -> Response:
    return _look_page(request, request.query_params)


def _look_page(
    request: Request, asked: Mapping[str, str], *, refusal: ArchiveError | None = None
) -> Response:
    slug = path_text(request, "slug")
    with request.app.state.catalogue.reading() as db:
        file = caption_file(db, slug, path_text(request, "digest"))
        shown = desk_event(db, slug)
        look = look_at(request, file, shown, asked)
        offered = offers_for(db, look)
    values: dict[str, Any] = {
        "event": shown.event,
        "look": look,
        "places": places_in(shown),
        "origins": list(Origin),
        "moves": [(move_value(one.drift), one) for one in offered],
        "left_out": LEFT_OUT,
        "by_hand": BY_HAND,
        "asked": asked,
        "shift": partial(written_shift, language=language_of(request), digits=2),
    }
    return framed(request, "caption_file.html", values, refusal)


def move_value(drift: Drift) -> str:
    """What a form calls a way to move captions."""
    return f"{drift.shift_ms}:{drift.stretch:.6f}"


def _keep(request: Request, form: Form) -> Response:
    """Keep the tracks that aren't left out, where and how it was chosen."""
    slug = path_text(request, "slug")
    with request.app.state.catalogue.reading() as db:
        file = caption_file(db, slug, path_text(request, "digest"))
        shown = desk_event(db, slug)
    look = look_at(request, file, shown, form.fields)
    try:
        place = place_named(places_in(shown), form.text("place"))
        seen = replace(place.placed, revision=form.whole_number("revision"))
        done = editor_of(request).keep(file, _chosen(look, _drift(form)), seen)
    except RefusedError as exc:
        return _look_page(request, form.fields, refusal=exc)
    return captions_done(request, _told(done))


def _chosen(look: Look, drift: Drift) -> dict[int, CaptionTrack]:
    if not look.kept:
        raise RefusedError("Nothing is kept: every track of the file is left out.")
    if not look.inside:
        raise RefusedError(
            "None of these captions begins before the session ends. If their times count from the "
            "beginning of the recording, choose the recording."
        )
    return {
        track.number: CaptionTrack(
            track.language, look.origin, moved(track.cues, drift), look.file.name
        )
        for track in look.kept
        if track.language
    }


def _drift(form: Form) -> Drift:
    """How far the captions are moved; nothing chosen moves nothing."""
    chosen = form.text("move")
    if chosen == BY_HAND:
        typed = form.text("seconds").replace("−", "-").replace(",", ".")
        if not _SECONDS.fullmatch(typed):
            raise RefusedError(
                "“{typed}” is no number of seconds; write 1.5 or -0.3.", typed=typed[:40]
            )
        return Drift(round(float(typed) * 1000), 1.0, 1.0)
    offered = _MOVE.fullmatch(chosen)
    if not offered or not 1 / _MOST_STRETCH <= float(offered[2]) <= _MOST_STRETCH:
        return Drift(0, 1.0, 1.0)
    return Drift(int(offered[1]), float(offered[2]), 1.0)


def _told(done: Collection[Kept]) -> str:
    """What was done, the greatest of it."""
    if Kept.ADDED in done:
        return "captions_added"
    return "captions_replaced" if Kept.REPLACED in done else "captions_same"


_FILE = f"{CAPTIONS}/files/{{digest}}"

caption_file_routes = [
    Route(_FILE, _show, methods=["GET"]),
    Route(_FILE, read_form(_keep, needs_account=True), methods=["POST"]),
]
