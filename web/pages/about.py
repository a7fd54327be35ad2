"""What a session's page says of itself to machines (schema.org, in JSON-LD)."""

from typing import Any

from starlette.requests import Request

from archive.catalogue.values import SessionPage
from archive.language import Language
from web.addresses import event_address, session_address
from web.formats import iso_length
from web.pages.playback import Playback
from web.pages.transcript import chapters_in


def video_object(
    request: Request, shown: SessionPage, playback: Playback | None, language: Language
) -> dict[str, Any]:
    """A ``VideoObject`` with its people, event and chapters; addresses are absolute."""
    base = request.app.state.settings.base_url
    session, event = shown.session, shown.session.event
    here = base + session_address(language, event.slug, session.code)
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": session.title.best(language),
        "description": session.title.best(language),
        "url": here,
        "inLanguage": sorted({track.language for part in shown.parts for track in part.tracks}),
        "isPartOf": {
            "@type": "Event",
            "name": event.title.best(language),
            "url": base + event_address(language, event.slug),
        },
        "actor": [
            {"@type": "Person", "name": person.name.best(language)} for person in session.people
        ],
    }
    if session.published_at:
        about["uploadDate"] = session.published_at.isoformat()
    if session.starts_at:
        about["isPartOf"]["startDate"] = session.starts_at.isoformat()
    if playback:
        about["duration"] = iso_length(playback.cut.duration)
        about["hasPart"] = _clips(shown, playback, here)
        if playback.poster:
            about["thumbnailUrl"] = [base + playback.poster]
    return about


def _clips(shown: SessionPage, playback: Playback, here: str) -> list[dict[str, Any]]:
    """Chapters; offsets count from the video's own beginning, addresses are in recording time."""
    start = playback.cut.start
    return [
        {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": (chapter.span.start - start) // 1000,
            "endOffset": (chapter.span.end - start) // 1000,
            "url": f"{here}?t={chapter.span.start // 1000}",
        }
        for chapter in chapters_in(shown.parts[0].recording.chapters, playback.cut)
    ]
