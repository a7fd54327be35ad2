"""Importing a programme: a file or pasted text, its doubts shown, nothing lost."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.keep.programme import keep_programme
from archive.errors import ArchiveError, RefusedError
from archive.programme import read_programme
from web.access import account_of
from web.addresses import desk_event_address
from web.desk.overview import desk_page
from web.forms import LARGEST_FILE, Form, Upload, read_form
from web.reader import language_of


def _import(request: Request, form: Form) -> Response:
    try:
        slug = _keep(request, _file(form), form.text("slug") or None)
    except ArchiveError as exc:
        return desk_page(request, typed=form.fields, refusal=exc, form="programme")
    address = desk_event_address(language_of(request), slug)
    return RedirectResponse(f"{address}?done=imported", 303)


def _file(form: Form) -> Upload:
    """The chosen file, else what was pasted."""
    chosen = form.files.get("file")
    if chosen and chosen.content:
        return chosen
    pasted = form.fields.get("text", "")
    if not pasted.strip():
        raise RefusedError("Choose a programme file or paste its text.")
    return Upload("pasted.txt", pasted.encode())


def _keep(request: Request, upload: Upload, slug: str | None) -> str:
    account = account_of(request)
    programme = read_programme(upload.content, file_name=upload.name)
    with request.app.state.catalogue.writing() as db:
        result = keep_programme(
            db,
            programme,
            content=upload.content,
            file_name=upload.name,
            slug=slug,
            imported_by=account.id if account else None,
            now=datetime.now(UTC),
        )
    return result.event


programme_routes = [
    Route(
        "/{language:language}/desk/programmes",
        read_form(_import, needs_account=True, largest=LARGEST_FILE),
        methods=["POST"],
    )
]
