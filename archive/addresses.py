"""Addresses of the site's pages that other programs are told outside of the site."""

from urllib.parse import quote

from archive.language import Language


def event_path(language: Language, slug: str) -> str:
    """An event's page."""
    return f"/{language}/e/{quote(slug, safe='')}"


def session_path(language: Language, slug: str, code: str) -> str:
    """A session's page."""
    return f"{event_path(language, slug)}/{quote(code, safe='')}"


def movie_path(language: Language, slug: str, code: str) -> str:
    """A session's film to take away."""
    return f"{session_path(language, slug, code)}/{quote(code, safe='')}.mp4"
