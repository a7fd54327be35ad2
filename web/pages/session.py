"""One session to watch: player, transcript, people, neighbours."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.engine import Db
from archive.catalogue.queries.pages import session_page
from archive.catalogue.values import SessionPage, SessionState
from archive.errors import NotFoundError
from archive.search.hits import Hit
from archive.search.query import search_in_session
from archive.timecode import Span
from web.access import account_of
from web.addresses import embed_address, session_address
from web.downloads import offered
from web.feeds.oembed import frame_code
from web.pages.about import about_session
from web.pages.asked import Moment, moment_in, path_text, query_text
from web.pages.chapters import chapter_entries
from web.pages.choice import choice_of, choices_in, chosen_in
from web.pages.lines import Place
from web.pages.parts import gaps_in, parts_of
from web.pages.playback import playback_of
from web.pages.posters import picture_of
from web.pages.reel import reel_in
from web.pages.rights import rights_of_session
from web.pages.stretches import Special, shown_lines
from web.pages.transcript import Row, chapters_in, kept_rows, row_at, rows_between, track_in
from web.reader import language_of
from web.rendering import page


def show_session(request: Request) -> Response:
    slug, code = path_text(request, "slug"), path_text(request, "code")
    query = query_text(request)
    with request.app.state.catalogue.reading() as db:
        is_editor = account_of(request) is not None
        shown = session_page(db, slug, code, is_editor=is_editor, chosen=chosen_in(request))
        hits = _hits(request, db, shown, query)
        session = shown.session
        if session.cut is None:
            raise NotFoundError("This session is not published, or there is none at this address.")
        cut, language = session.cut.cut, language_of(request)
        moment = moment_in(request, cut)
        reel = reel_in(request, db, session, moment.start)
    parts = parts_of(shown, cut)
    gaps = list(gaps_in(parts, language))
    rows = kept_rows(parts, gaps)
    now = row_at(rows.every, moment.part, moment.start)
    tracks = [track for lang in ("ko", "en") if (track := track_in(shown, lang))]
    choice = choice_of(shown)
    lines = shown_lines(
        rows,
        Place(language, len(tracks) > 1, tuple(choice.items())),
        Special(now, _quoted(rows.every, moment), query, hits),
        is_whole=request.query_params.get("lines") == "all",
    )
    playback = playback_of(request, shown, parts, moment)
    values = {
        "session": session,
        "event": session.event,
        "shown": shown,
        "cut": cut,
        "parts": parts,
        "gaps": gaps,
        "moment": moment,
        "reel": reel,
        "playback": playback,
        "playing_all": "all" in request.query_params,
        "picture": picture_of(request, [session]),
        "rights": rights_of_session(request, session),
        "downloads": {part.number: offered(request, shown, part) for part in shown.parts},
        "has_words": any(row.gap is None for row in rows.every),
        "lines": lines,
        "chapters": chapter_entries(parts, session.people),
        "embed_code": frame_code(
            request.app.state.settings.base_url + embed_address(language, slug, code),
            session.title.best(language) or session.event.title.best(language),
        ),
        "tracks": tracks,
        "choice": choice,
        "choices": choices_in(shown),
        "chaptered": [part.number for part in parts if chapters_in(part)],
        "query": query,
        "hits": hits,
        "about": about_session(request, shown, parts, playback, language),
    }
    return page(
        request,
        "session.html",
        values,
        address=lambda lang: session_address(lang, slug, code),
        is_public=session.state == SessionState.PUBLISHED,
        kept=lines.pieces,
    )


def _quoted(rows: Sequence[Row], moment: Moment) -> tuple[Row, ...]:
    """The lines of what ``?t=10,20`` names."""
    if moment.start is None or moment.until is None:
        return ()
    return rows_between(rows, moment.part, Span(moment.start, moment.until))


def _hits(request: Request, db: Db, shown: SessionPage, query: str) -> tuple[Hit, ...]:
    """What of the transcript ``?q=`` means."""
    if not query:
        return ()
    analyser = request.app.state.analyser
    tracks = {track.id for part in shown.parts for track in part.tracks}
    return search_in_session(db, analyser, shown.session.id, query, tracks=tracks).best
