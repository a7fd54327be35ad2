"""What must be true of the archive once the demonstration's livestream is in it."""

import json
import re
from collections.abc import Callable
from urllib.parse import quote, urljoin

from archive.timecode import Span
from demo.broadcast import Broadcast
from demo.page import CHAPTERS
from demo.paint import HEIGHT, WIDTH
from demo.stream import SMALL_HEIGHT, SMALL_WIDTH
from demo.visitor import Page, Visitor, WrongAnswerError, expect, expect_text

PLAYLIST = "application/vnd.apple.mpegurl"
SEARCHES = {"ko": "나루터", "en": "umbrellas"}
"""A word of each language that is said in one session only."""
SIZES = ((SMALL_WIDTH, SMALL_HEIGHT), (WIDTH, HEIGHT))
SESSION = "session-1"
BREAK_ROW = 6
NEAR = 5_000
"""Milliseconds: a proposed cut begins this near to the truth, or it counts as a miss."""


def check_archive(
    base_url: str, event: str, broadcast: Broadcast, tell: Callable[[str], None]
) -> None:
    """Ask every kind of page; raises ``WrongAnswerError`` at the first that answers wrongly."""
    visitor = Visitor(base_url)
    for language in ("ko", "en"):
        _check_event(visitor, language, event, broadcast)
        tell(f"event page and all its sessions ({language})")
        _check_search(visitor, language)
        tell(f"search finds a spoken word and leads to its second ({language})")
        _check_missing(visitor, language)
        tell(f"an unknown page is refused in its language ({language})")
    _check_person(visitor, event, broadcast)
    tell("a speaker's page has both spellings of the name")
    _check_media(visitor, event)
    tell("playlists and first bytes of a clip in both sizes")
    _check_captions(visitor, event, broadcast)
    tell("captions of a clip in both languages")
    tell(_check_cuts(visitor, event, broadcast))


def _sessions(visitor: Visitor, language: str, event: str) -> list[str]:
    page = visitor.ask(f"/{language}/e/{event}").page
    return page.links(rf"^/{language}/e/{re.escape(quote(event))}/[^?#./]+$")


def _session(visitor: Visitor, event: str) -> Page:
    return visitor.ask(f"/ko/e/{event}/{SESSION}").page


def _check_event(visitor: Visitor, language: str, event: str, broadcast: Broadcast) -> None:
    forum = broadcast.story.forum
    page = visitor.ask(f"/{language}/e/{event}")
    expect_text(page, forum.title_ko, forum.title_en)
    expect(f"language of {page.address}", page.page.value("lang"), language)
    sessions = _sessions(visitor, language, event)
    expect(f"sessions of {page.address}", len(sessions), len(broadcast.timeline.rows()) - 1)
    for address in sessions:
        expect(f"language of {address}", visitor.ask(address).page.value("lang"), language)


def _check_search(visitor: Visitor, language: str) -> None:
    word = SEARCHES[language]
    found = visitor.ask(f"/{language}/search?q={quote(word)}").page
    hits = found.links(rf"^/{language}/e/.*[?&]t=\d+")
    expect(f"hits for “{word}”", bool(hits), True)
    expect_text(visitor.ask(hits[0]), word)


def _check_missing(visitor: Visitor, language: str) -> None:
    page = visitor.ask(f"/{language}/e/no-such-event", status=404).page
    expect(f"language of {page.address}", page.value("lang"), language)


def _check_person(visitor: Visitor, event: str, broadcast: Broadcast) -> None:
    guest = broadcast.story.people["dahlen"]
    people = visitor.ask(f"/en/e/{event}").page.links(r"^/en/p/\d+$")
    pages = [visitor.ask(address) for address in people]
    found = [page for page in pages if guest.en in page.text]
    expect(f"pages of {guest.en}", bool(found), True)
    expect_text(found[0], guest.ko)


def _check_media(visitor: Visitor, event: str) -> None:
    """Both renditions of a clip, as a player finds them."""
    address = _session(visitor, event).links(r"\.m3u8", "src")[0]
    master = visitor.ask(address.partition("#")[0], kind=PLAYLIST)
    expect_text(master, *(f"RESOLUTION={width}x{height}" for width, height in SIZES))
    listed = re.findall(r"^[^#\s].*", master.text, re.MULTILINE)
    expect(f"renditions of {master.address}", len(listed), len(SIZES))
    for one in listed:
        _check_rendition(visitor, urljoin(master.address, one))


def _check_rendition(visitor: Visitor, address: str) -> None:
    playlist = visitor.ask(address, kind=PLAYLIST)
    expect_text(playlist, "#EXTM3U", "#EXT-X-ENDLIST")
    for pattern, box in (
        (r'#EXT-X-MAP:URI="(?P<uri>[^"]+)",BYTERANGE="(\d+)@(\d+)"', b"ftyp"),
        (r"#EXT-X-BYTERANGE:(\d+)@(\d+)\n(?P<uri>\S+)", b"moof"),
        (r"#EXT-X-BYTERANGE:(\d+)@(\d+)\n(?P<uri>middle\.mp4)", b"moof"),
    ):
        uri, part = _part(playlist.text, pattern)
        address = urljoin(playlist.address, uri)
        body = visitor.ask(address, kind="video/mp4", part=part).body
        expect(f"bytes of {address}", str(len(body)), str(_length(part)))
        expect(f"a box of {address}", box in body[:200], True)


def _part(playlist: str, pattern: str) -> tuple[str, str]:
    """A file's name, and ``first-last`` of the byte range that the pattern finds of it."""
    found = re.search(pattern, playlist)
    if not found:
        raise WrongAnswerError("The playlist has no line “{pattern}”.", pattern=pattern)
    uri = found["uri"]
    length, start = (int(number) for number in found.groups() if number != uri)
    return uri, f"{start}-{start + length - 1}"


def _length(part: str) -> int:
    first, last = part.split("-")
    return int(last) - int(first) + 1


def _cut(page: Page) -> Span:
    (part,) = json.loads(page.value("data-parts"))
    return Span(part["from"], part["from"] + part["length"])


def _check_captions(visitor: Visitor, event: str, broadcast: Broadcast) -> None:
    """As many cues as the truth has inside the cut."""
    page = _session(visitor, event)
    cut = _cut(page)
    for language, cues in (("ko", broadcast.timeline.ko), ("en", broadcast.timeline.en)):
        address = page.links(rf"captions\.{language}\.vtt\b", "src")[0]
        track = visitor.ask(address, kind="text/vtt").text
        wanted = sum(1 for cue in cues if cue.span.overlap(cut))
        expect(f"cues of {address}", track.count("-->"), wanted)


def _check_cuts(visitor: Visitor, event: str, broadcast: Broadcast) -> str:
    """How near the proposed cuts came.

    Every one must contain the middle of its row, and begin near the truth where the stream's own
    makers marked it.
    """
    rows = {row: span for row, span in broadcast.timeline.rows().items() if row != BREAK_ROW}
    cuts = [_cut(visitor.ask(address).page) for address in _sessions(visitor, "ko", event)]
    begin = end = 0
    for (row, span), cut in zip(rows.items(), cuts, strict=True):
        middle = (span.start + span.end) // 2
        is_near = abs(span.start - cut.start) <= NEAR
        expect(f"the middle of row {row} in its cut {cut}", cut.contains(middle), True)
        expect(f"row {row} begins near the truth", is_near or row not in CHAPTERS, True)
        begin, end = begin + is_near, end + (abs(span.end - cut.end) <= NEAR)
    return f"cuts as proposed: of {len(rows)}, {begin} begin and {end} end within 5 s of the truth"
