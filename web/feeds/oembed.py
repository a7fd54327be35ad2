"""oEmbed: how another site shows a session's player in its own page (oembed.com, 1.0)."""

from html import escape
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from archive.catalogue.values import SessionCard
from archive.language import Language
from web.addresses import embed_address, home_address

WIDTH, HEIGHT = 640, 360


def embedded(
    card: SessionCard,
    language: Language,
    base_url: str,
    *,
    poster: str | None,
    most: tuple[int, int],
    seconds: int | None,
) -> dict[str, Any]:
    """The answer for a session; ``most`` is the largest width and height, in CSS pixels."""
    width, height = _fitted(most)
    title = card.title.best(language)
    address = base_url + embed_address(language, card.event.slug, card.code, seconds=seconds)
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "video",
        "provider_name": "Dasibogi" if language == "en" else "다시보기",
        "provider_url": base_url + home_address(language),
        "title": title,
        "author_name": card.event.title.best(language),
        "width": width,
        "height": height,
        "html": frame_code(address, title, width, height),
    }
    if poster:
        answer |= {
            "thumbnail_url": base_url + poster,
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return answer


def frame_code(address: str, title: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """What a page of another site says to show the player at ``address``."""
    return (
        f'<iframe src="{escape(address)}" width="{width}" height="{height}" '
        f'title="{escape(title)}" allow="fullscreen; picture-in-picture" allowfullscreen '
        'frameborder="0" loading="lazy"></iframe>'
    )


def as_xml(answer: dict[str, Any]) -> bytes:
    """The same answer as XML."""
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def path_of(address: str, base_url: str) -> str | None:
    """The path of an address on this site; nothing for any other."""
    try:
        wanted, ours = urlsplit(address), urlsplit(base_url)
    except ValueError:
        return None
    same = (wanted.scheme, wanted.netloc) == (ours.scheme, ours.netloc)
    return wanted.path if same else None


def _fitted(most: tuple[int, int]) -> tuple[int, int]:
    """The largest 16:9 player that fits."""
    width = min(WIDTH, most[0], most[1] * WIDTH // HEIGHT)
    return max(width, 1), max(width * HEIGHT // WIDTH, 1)
