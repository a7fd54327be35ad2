"""Every address of the site, and nothing else that knows how one is spelt."""

from urllib.parse import quote, urlencode

from archive.addresses import event_path, session_path
from archive.language import LANGUAGES, Language

POSTER = "poster.jpg"


def home_address(language: Language) -> str:
    return f"/{language}/"


def events_address(language: Language, *, year: int | None = None) -> str:
    """Every event, or those of one year."""
    return _asking(f"/{language}/e", year=str(year or ""))


def event_address(language: Language, slug: str) -> str:
    return event_path(language, slug)


def session_address(
    language: Language,
    slug: str,
    code: str,
    *,
    seconds: int | None = None,
    recording: int | None = None,
    query: str = "",
    ko: int | None = None,
    en: int | None = None,
    until: int | None = None,
    reel: int | None = None,
    playing_all: bool = False,
) -> str:
    """A session; ``seconds`` is a moment in recording time, ``query`` what to mark there.

    ``recording`` names the recording that is meant; none is the session's first one. ``ko`` and
    ``en`` are caption tracks to show instead of the best. It stops at ``until``; ``reel`` is the
    person whose parts follow each other. With ``playing_all`` the event's other sessions follow it.
    """
    path = session_path(language, slug, code)
    moment = "" if seconds is None else str(seconds)
    moment += "" if until is None else f",{until}"
    rest = {
        "ko": str(ko or ""),
        "en": str(en or ""),
        "reel": str(reel or ""),
        "all": "1" if playing_all else "",
    }
    return _asking(path, t=moment, r=str(recording or ""), q=query, **rest)


def moment_address(
    seconds: int,
    recording: int | None = None,
    *,
    query: str = "",
    ko: int | None = None,
    en: int | None = None,
) -> str:
    """A moment as the session's own page names it: relative, for a page has thousands of them."""
    rest = {"ko": str(ko or ""), "en": str(en or "")}
    return _asking("", t=str(seconds), r=str(recording or ""), q=query, **rest)


def all_lines_address(*, query: str = "", ko: int | None = None, en: int | None = None) -> str:
    """The session's page with the whole transcript, however long: relative to that page."""
    return _asking("", lines="all", q=query, ko=str(ko or ""), en=str(en or ""))


def session_captions_address(
    language: Language,
    slug: str,
    code: str,
    captions: str,
    *,
    ending: str = "vtt",
    part: int | None = None,
    ko: int | None = None,
    en: int | None = None,
) -> str:
    """Captions to take away, counted from the beginning of the session, or of a part of it.

    ``captions`` is a language or ``both``; ``ko`` and ``en`` are tracks instead of the best.
    """
    address = f"{session_address(language, slug, code)}/captions.{captions}.{ending}"
    return _asking(address, part=str(part or ""), ko=str(ko or ""), en=str(en or ""))


def session_chapters_address(
    language: Language, slug: str, code: str, *, part: int | None = None
) -> str:
    """The session's chapters as a WebVTT file to take away."""
    address = f"{session_address(language, slug, code)}/chapters.vtt"
    return _asking(address, part=str(part or ""))


def session_download_address(
    language: Language, slug: str, code: str, kind: str, *, part: int | None = None
) -> str:
    """The session, or a part of it, to take away: ``mp4``, or ``m4a`` for its sound."""
    address = f"{session_address(language, slug, code)}/{quote(code, safe='')}.{kind}"
    return _asking(address, part=str(part or ""))


def chapters_address(language: Language, slug: str, code: str) -> str:
    """The session's chapters for other players, counted from its beginning."""
    return f"{session_address(language, slug, code)}/chapters.json"


def embed_address(language: Language, slug: str, code: str, *, seconds: int | None = None) -> str:
    """The session's player alone, for other sites' pages."""
    path = f"{session_address(language, slug, code)}/embed"
    return _asking(path, t="" if seconds is None else str(seconds))


def home_feed_address(language: Language) -> str:
    return f"/{language}/feed.xml"


def event_feed_address(language: Language, slug: str) -> str:
    return f"{event_address(language, slug)}/feed.xml"


def event_calendar_address(language: Language, slug: str) -> str:
    return f"{event_address(language, slug)}/programme.ics"


def event_schedule_address(language: Language, slug: str, form: str) -> str:
    """The programme for other programs: ``xml`` and ``json`` as frab writes them, or ``csv``."""
    return f"{event_address(language, slug)}/schedule.{form}"


def person_feed_address(language: Language, person_id: int) -> str:
    return f"{person_address(language, person_id)}/feed.xml"


def oembed_address(page: str) -> str:
    """Where other sites ask how to embed the page at this absolute address."""
    return _asking("/oembed", url=page)


def person_address(language: Language, person_id: int) -> str:
    return f"/{language}/p/{person_id}"


def search_address(language: Language, query: str = "", *, page: int = 1, event: str = "") -> str:
    """``event`` is the one that is searched; none is the whole archive."""
    number = str(page) if page > 1 else ""
    return _asking(f"/{language}/search", q=query, event=event, page=number)


def sign_in_address(language: Language) -> str:
    return f"/{language}/desk/sign-in"


def sign_out_address(language: Language) -> str:
    return f"/{language}/desk/sign-out"


def desk_address(language: Language) -> str:
    return f"/{language}/desk/"


def desk_progress_address(language: Language) -> str:
    return f"/{language}/desk/progress"


def desk_imports_address(language: Language) -> str:
    """Where a programme is brought in; ``web.desk.programme`` says what lies below it."""
    return f"/{language}/desk/import"


def desk_import_address(language: Language, import_id: int, action: str = "") -> str:
    """One import: what was read, to be mended and applied, and what can be done with it."""
    return f"{desk_imports_address(language)}/{import_id}{action and f'/{action}'}"


def desk_recordings_address(language: Language) -> str:
    return f"/{language}/desk/recordings"


def recording_cancel_address(language: Language, recording_id: int) -> str:
    return f"/{language}/desk/recordings/{recording_id}/cancel"


def recording_retry_address(language: Language, recording_id: int) -> str:
    return f"/{language}/desk/recordings/{recording_id}/retry"


def desk_people_address(
    language: Language, *, query: str = "", page: int = 1, done: str = ""
) -> str:
    """Everybody who is known, or whom the query may mean."""
    number = str(page) if page > 1 else ""
    return _asking(f"/{language}/desk/people", q=query, page=number, done=done)


def desk_person_address(language: Language, person_id: int, *, done: str = "") -> str:
    return _asking(f"/{language}/desk/people/{person_id}", done=done)


def desk_event_address(language: Language, slug: str) -> str:
    return f"/{language}/desk/e/{quote(slug, safe='')}"


def desk_details_address(language: Language, slug: str) -> str:
    return f"{desk_event_address(language, slug)}/event/details"


def desk_publish_address(language: Language, slug: str, which: str = "") -> str:
    """Where sessions are published together; with ``all`` the doubtful ones are ticked, too."""
    return _asking(f"{desk_event_address(language, slug)}/event/publishing", which=which)


def desk_cut_address(
    language: Language, slug: str, code: str, *, part: int = 1, done: str = ""
) -> str:
    """Where a part of a session is cut; ``done`` is what was just done there."""
    path = f"{desk_event_address(language, slug)}/{quote(code, safe='')}"
    return _asking(path, part=str(part) if part > 1 else "", done=done)


def desk_clip_address(
    language: Language, slug: str, code: str, kind: str = "", *, part: int = 1
) -> str:
    """What the cut desk says of a part's clip; with a kind of work, where that is ordered."""
    path = f"{desk_cut_address(language, slug, code)}/clip{kind and f'/{kind}'}"
    return _asking(path, part=str(part) if part > 1 else "")


def desk_chapters_address(
    language: Language, slug: str, code: str, *, part: int = 1, done: str = ""
) -> str:
    """Where a session's chapters are decided; ``done`` is what was just done there."""
    path = f"{desk_cut_address(language, slug, code)}/chapters"
    return _asking(path, part=str(part) if part > 1 else "", done=done)


def desk_captions_address(
    language: Language, slug: str, *, session: str = "", recording: int | None = None
) -> str:
    """The captions of an event; a session or a recording is where new ones shall belong."""
    path = f"{desk_address(language)}captions/{quote(slug, safe='')}"
    return _asking(path, session=session, recording=str(recording or ""))


def desk_caption_file_address(
    language: Language, slug: str, digest: str, *, place: str = "", origin: str = ""
) -> str:
    """The look at a caption file before it is kept."""
    path = f"{desk_captions_address(language, slug)}/files/{digest}"
    return _asking(path, place=place, origin=origin)


def desk_track_address(language: Language, slug: str, track_id: int, act: str) -> str:
    """Where a track is withdrawn or shown again."""
    return f"{desk_captions_address(language, slug)}/tracks/{track_id}/{act}"


def static_address(digest: str, name: str) -> str:
    """A file of ours; ``digest`` names the whole folder's content."""
    return f"/static/{digest}/{name}"


def playlist_address(digest: str, form: str) -> str:
    """For every player: it lists the clip's renditions."""
    return _asking(f"/media/clips/{digest}/master.m3u8", **{"as": form})


def own_playlist_address(digest: str, form: str) -> str:
    """For our player, which asks for ranges of the recordings themselves."""
    return _asking(f"/media/clips/{digest}/recordings.m3u8", **{"as": form})


def captions_address(
    digest: str, language: Language, form: str, *, track: int | None = None
) -> str:
    """A clip's captions for players; ``track`` is one to show instead of the best."""
    path = f"/media/clips/{digest}/captions.{language}.vtt"
    return _asking(path, **{"as": form, "track": str(track or "")})


def poster_address(digest: str) -> str:
    return clip_address(digest, POSTER)


def film_address(digest: str) -> str:
    """The folder of the clip's small pictures."""
    return clip_address(digest, "filmstrip")


def clip_address(name: str, file: str) -> str:
    """A file of a clip; of several in one go when the name is theirs with a ``+`` between."""
    return f"/media/clips/{name}/{file}"


def in_language_address(path: str, language: Language) -> str:
    """The address of the same page in another language; other addresses lead home."""
    first, _, rest = path.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if first in LANGUAGES else home_address(language)


def _asking(path: str, **query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given, quote_via=quote, safe=',')}" if given else path
