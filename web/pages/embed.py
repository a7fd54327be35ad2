"""A session's player alone, as other sites show it in their pages."""

from starlette.requests import Request
from starlette.responses import Response

from archive.catalogue.queries.pages import session_page
from archive.errors import NotFoundError
from web.addresses import embed_address
from web.headers import EMBEDDED_POLICY
from web.pages.asked import moment_in, path_text
from web.pages.chapters import chapter_entries
from web.pages.choice import choice_of, chosen_in
from web.pages.parts import gaps_in, parts_of
from web.pages.playback import playback_of
from web.reader import language_of
from web.rendering import page


def show_embed(request: Request) -> Response:
    """Only what everybody may watch: who is signed in here makes no difference elsewhere."""
    slug, code = path_text(request, "slug"), path_text(request, "code")
    with request.app.state.catalogue.reading() as db:
        shown = session_page(db, slug, code, is_editor=False, chosen=chosen_in(request))
    if shown.session.cut is None:
        raise NotFoundError("This session is not published, or there is none at this address.")
    cut = shown.session.cut.cut
    parts = parts_of(shown, cut)
    moment = moment_in(request, cut)
    values = {
        "session": shown.session,
        "event": shown.session.event,
        "cut": cut,
        "moment": moment,
        "parts": parts,
        "gaps": list(gaps_in(parts, language_of(request))),
        "chapters": chapter_entries(parts, ()),
        "choice": choice_of(shown),
        "playback": playback_of(request, shown, parts, moment),
    }
    made = page(request, "embed.html", values, address=lambda lang: embed_address(lang, slug, code))
    made.headers["content-security-policy"] = EMBEDDED_POLICY
    made.headers["x-robots-tag"] = "noindex"
    return made
