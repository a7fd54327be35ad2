"""Templates into pages in the reader's language; jinja2 stops here."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.language import LANGUAGES, Language, say, translations
from archive.particles import fit_particles
from archive.programme.model import Bilingual
from archive.sentence import Sentence
from archive.timecode import print_clock, print_offset
from web import addresses, formats
from web.compressing import Packed, encoded, plain
from web.reader import language_of
from web.words import Named, chapter_title, name_of

_HANGUL = re.compile("[가-힣]")
TEMPLATES = Path(__file__).parent / "templates"
KEPT_HERE = Markup("<!-- kept -->")
"""No text of anybody's reads so in a page: there its first sign is written ``&lt;``."""


def page(
    request: Request,
    template: str,
    values: Mapping[str, Any] | None = None,
    *,
    status_code: int = 200,
    address: Callable[[Language], str] | None = None,
    is_public: bool = True,
    kept: Sequence[Packed | str] = (),
) -> HTMLResponse:
    """The page in the language its address asks for.

    ``address`` gives the page's lasting address in each language; without it the page has the
    address it was asked by. Such a page, and one that is not ``is_public``, asks search engines to
    leave it out, by its head and by a header. ``kept`` comes where the template says
    ``kept_here``.
    """
    language = language_of(request)
    is_lasting = address is not None and is_public
    context = _about(request, language, address) | {"is_lasting": is_lasting} | dict(values or {})
    text = environment(language).get_template(template).render(context)
    before, _, after = text.partition(KEPT_HERE)
    pieces = (before, *kept, after)
    headers = {"cache-control": "no-cache"} | ({} if is_lasting else {"x-robots-tag": "noindex"})
    if address is None or context["account"] is not None:
        return HTMLResponse(plain(pieces), status_code, headers)
    body, told = encoded(request.headers, pieces)
    return HTMLResponse(body, status_code, headers | told)


def sentence_in(request: Request, sentence: Sentence) -> str:
    """The sentence in the reader's language."""
    return say(sentence, language_of(request))


@cache
def environment(language: Language) -> Environment:
    """Templates that speak one language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    if language == "ko":
        spoken: dict[str, Any] = {name: made.globals[name] for name in ("gettext", "ngettext")}
        made.globals |= {name: _with_particles(function) for name, function in spoken.items()}
    made.globals |= {
        "language": language,
        "other_language": "en" if language == "ko" else "ko",
        "kept_here": KEPT_HERE,
        "say": lambda sentence: say(sentence, language),
    }
    made.globals |= {
        name: function
        for name, function in inspect.getmembers(addresses, inspect.isfunction)
        if name.endswith("_address")
    }
    made.filters |= _filters(language)
    return made


def _with_particles(translate: Callable[..., str]) -> Callable[..., str]:
    """The same, with particles that fit the words filled in."""

    @pass_context
    def translated(context: Context, *wanted: Any, **variables: Any) -> str:
        told = translate(context, *wanted, **variables)
        fitted = fit_particles(told)
        return Markup(fitted) if isinstance(told, Markup) else fitted  # noqa: S704 -- as escaped

    return translated


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    """What templates may do to a value."""

    def named(member: Named) -> str:
        return say(name_of(member), language)

    def best(text: Bilingual) -> Markup:
        """The text for this language, marked with its own where that is another."""
        return _marked_language(text, language)

    return {
        "named": named,
        "best": best,
        "called": lambda chapter: chapter_title(chapter, language),
        "written": lambda text: _marked_script(text, language),
        "plain": lambda text: text.best(language),
        "clock": print_clock,
        "offset": print_offset,
        "size": lambda count: formats.written_size(count, language),
        "lasting": lambda ms: formats.written_length(ms, language),
        "iso_length": formats.iso_length,
        "zone": lambda name: formats.written_zone(name, language),
        "date": lambda value: formats.written_date(value, language),
        "time": lambda value, zone: formats.written_time(value, zone, language),
        "day": lambda value, zone: formats.written_day(value, zone, language),
        "moment": lambda value, zone: formats.written_moment(value, zone, language),
    }


def _marked_language(text: Bilingual, language: Language) -> Markup:
    shown = text.best(language)
    if not shown or getattr(text, language):
        return Markup.escape(shown)
    return Markup('<span lang="{}">{}</span>').format("en" if language == "ko" else "ko", shown)


def _marked_script(text: str, language: Language) -> Markup:
    """What has no other language's form, such as a room: Hangul is read as Korean."""
    if language == "ko" or not _HANGUL.search(text):
        return Markup.escape(text)
    return Markup('<span lang="ko">{}</span>').format(text)


def _about(
    request: Request, language: Language, address: Callable[[Language], str] | None
) -> dict[str, Any]:
    """What every page knows: who looks at it, and where it is in either language."""
    settings, static = request.app.state.settings, request.app.state.static
    asked = f"?{request.url.query}" if request.url.query else ""
    here = address or (lambda wanted: addresses.in_language_address(request.url.path, wanted))
    return {
        "request": request,
        "account": request.app.state.account_of(request),
        "static": static.address,
        "modules": static.modules,
        "base_url": settings.base_url,
        "here": here,
        "switch": {wanted: here(wanted) + asked for wanted in LANGUAGES},
        "query": "",
    }
