"""Which language the reader wants: by the address, else by the browser."""

from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.requests import Request

from archive.language import LANGUAGES, Language, choose_language


class LanguageConvertor(Convertor[Language]):
    """``{language:language}`` in a route's path: one of those the site speaks."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> Language:
        return choose_language([value])

    def to_string(self, value: Language) -> str:
        return value


# A route compiles its path as it is made, so this must be known before any list of routes is.
CONVERTOR_TYPES.setdefault("language", LanguageConvertor())


def language_of(request: Request) -> Language:
    """The language of the address; of an address without one, what the browser asks for."""
    first = request.url.path.removeprefix("/").partition("/")[0]
    if first in LANGUAGES:
        return choose_language([first])
    return choose_language(wanted_languages(request.headers.get("accept-language", "")))


def wanted_languages(header: str) -> list[str]:
    """The languages of an ``Accept-Language`` header, the most wanted first.

    >>> wanted_languages("fr;q=0.3, en-GB, ko;q=0.8")
    ['en-GB', 'ko', 'fr']
    """
    weighed = []
    for part in header[:500].split(","):
        code, _, weight = part.partition(";q=")
        try:
            weighed.append((-float(weight or 1), code.strip()))
        except ValueError:
            continue
    return [code for weight, code in sorted(weighed, key=lambda item: item[0]) if weight < 0]
