"""What an editor says of an event: who holds it, where, and on what terms it is shown."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.catalogue.keep.event import keep_details
from archive.catalogue.values import EventDetails
from archive.errors import RefusedError
from archive.licence import Licence
from archive.programme.model import Bilingual
from web.addresses import desk_event_address
from web.desk.frame import sent_back
from web.forms import Form, read_form
from web.pages.asked import path_text
from web.reader import language_of


def _save(request: Request, form: Form) -> Response:
    slug = path_text(request, "slug")
    details = EventDetails(
        organiser=_bilingual(form, "organiser"),
        place=_bilingual(form, "place"),
        licence=_licence(form.text("licence")),
    )
    with request.app.state.catalogue.writing() as db:
        keep_details(db, slug, details)
    return sent_back(desk_event_address(language_of(request), slug), "details")


def _bilingual(form: Form, name: str) -> Bilingual:
    """Two fields, each on one line."""
    ko, en = (" ".join(form.text(f"{name}_{language}").split()) for language in ("ko", "en"))
    return Bilingual(ko, en)


def _licence(typed: str) -> Licence:
    if typed not in set(Licence):
        raise RefusedError("There is no licence “{licence}”.", licence=typed[:40])
    return Licence(typed)


details_routes = [
    Route(
        "/{language:language}/desk/e/{slug}/event/details",
        read_form(_save, needs_account=True),
        methods=["POST"],
    )
]
