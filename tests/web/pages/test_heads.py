"""What a page's head tells search engines and those who show a link to it, held against a list."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from tests.web.pages.stage import (
    SLUG,
    Stage,
    index,
    publish,
    put_programme,
    put_recording,
    put_talks,
    talk,
)

SITE = "http://dasi.example"
LASTING = {
    "home": "/",
    "events": "/e",
    "event": f"/e/{SLUG}",
    "session": f"/e/{SLUG}/talk-0",
    "person": "/p/1",
}
PASSING = {
    "search": "/search?q=mortar",
    "search-begun": "/search",
    "embed": f"/e/{SLUG}/talk-0/embed",
    "sign-in": "/desk/sign-in",
    "nowhere": "/nowhere",
}
OPEN_GRAPH = (
    "title",
    "description",
    "type",
    "site_name",
    "url",
    "locale",
    "locale:alternate",
    "image",
    "image:type",
    "image:width",
    "image:height",
    "image:alt",
)


class Head(HTMLParser):
    """A page's meta and link elements, and what it says of itself in JSON-LD."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self.data: list[dict[str, object]] = []
        self._is_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = told.get("property", told.get("name", ""))
            self.meta.setdefault(name, []).append(told.get("content", ""))
        elif tag == "link":
            self.links.append(told)
        self._is_data = tag == "script" and told.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._is_data:
            said = json.loads(data)
            self.data += said.get("@graph", [said])

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False

    def one(self, name: str) -> str:
        """The value of a meta element that must be there once."""
        (value,) = self.meta[name]
        return value

    def rel(self, rel: str) -> dict[str, str]:
        """The addresses of links of a kind, by their language."""
        return {
            link.get("hreflang", ""): link["href"] for link in self.links if link.get("rel") == rel
        }


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", LASTING.values(), ids=LASTING.keys())
def test_a_lasting_page_tells_all_that_others_need(stage: Stage, path: str, language: str) -> None:
    put_talks(stage, 2)
    answer = stage.client.get(f"/{language}{path}?t=20&all=1")
    head, here = Head(answer.text), f"{SITE}/{language}{path}"
    assert (answer.status_code, "x-robots-tag" in answer.headers) == (200, False)
    assert "robots" not in head.meta
    assert head.rel("canonical") == {"": here}
    languages = {one: f"{SITE}/{one}{path}" for one in ("ko", "en")}
    alternates = {one: href for one, href in head.rel("alternate").items() if one}
    assert alternates == {**languages, "x-default": languages["ko"]}
    told = {name: head.one(f"og:{name}") for name in OPEN_GRAPH}
    assert all(told.values())
    assert told["url"] == here
    locales = ["ko_KR", "en_US"] if language == "ko" else ["en_US", "ko_KR"]
    assert [told["locale"], told["locale:alternate"]] == locales
    assert told["image"].startswith(f"{SITE}/")
    assert head.one("description") == told["description"]
    assert head.one("twitter:card")
    picture = stage.client.get(told["image"].removeprefix(SITE))
    assert picture.headers["content-type"] == told["image:type"]


@pytest.mark.parametrize("path", PASSING.values(), ids=PASSING.keys())
def test_a_passing_page_is_left_out_by_search_engines(stage: Stage, path: str) -> None:
    index(stage, put_talks(stage, 1))
    answer = stage.client.get(f"/en{path}")
    assert answer.headers["x-robots-tag"] == "noindex"
    assert Head(answer.text).one("robots") == "noindex"


def test_the_desk_and_what_is_not_published_are_left_out_too(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    put_recording(stage)
    publish(stage, count=1)
    editor = stage.editor()
    for path in ("/en/desk/", f"/en/desk/e/{SLUG}", f"/en/e/{SLUG}/talk-1"):
        answer = editor.get(path)
        assert (answer.status_code, answer.headers["x-robots-tag"]) == (200, "noindex")
        assert Head(answer.text).rel("canonical") == {}
    assert "x-robots-tag" not in editor.get(f"/en/e/{SLUG}/talk-0").headers


@pytest.mark.parametrize(
    "path",
    ["/en/feed.xml", f"/en/e/{SLUG}/feed.xml", "/en/p/1/feed.xml", "/sitemap.xml"],
)
def test_machines_never_hear_of_what_is_not_published(stage: Stage, path: str) -> None:
    put_programme(stage, (talk(0), talk(1)))
    put_recording(stage)
    publish(stage, count=1)
    for browser in (stage.client, stage.editor()):
        text = browser.get(path).text
        assert "talk-0" in text
        assert "talk-1" not in text


def test_robots_keep_out_of_the_desk_and_of_searches(stage: Stage) -> None:
    refused = set(re.findall(r"Disallow: (\S+)", TestClient(stage.app).get("/robots.txt").text))
    assert refused == {
        f"/{language}/{path}" for language in ("ko", "en") for path in ("desk/", "search")
    }


def test_the_way_to_a_page_is_the_same_for_people_and_machines(stage: Stage) -> None:
    put_talks(stage, 1)
    for path in ("/e", f"/e/{SLUG}", f"/e/{SLUG}/talk-0"):
        page = stage.get(f"/en{path}")
        (trail,) = [one for one in Head(page).data if one["@type"] == "BreadcrumbList"]
        (seen,) = re.findall(r'<nav class="trail".*?</nav>', page, re.DOTALL)
        links = [f"{SITE}{href}" for href in re.findall(r'href="([^"]+)"', seen)]
        assert [*links, f"{SITE}/en{path}"] == list(steps(trail))


def steps(trail: dict[str, object]) -> Iterator[str]:
    """The addresses of a trail, which counts its steps from 1."""
    items = trail["itemListElement"]
    assert isinstance(items, list)
    for position, item in enumerate(items, start=1):
        assert item["position"] == position
        yield item["item"]


@pytest.mark.parametrize("path", ["talk-0", "talk-0/embed"])
def test_every_script_is_asked_for_at_once(stage: Stage, path: str) -> None:
    put_talks(stage, 1)
    page = stage.get(f"/en/e/{SLUG}/{path}")
    (entry,) = re.findall(r'<script type="module" src="(.*?)"', page)
    preloaded = set(re.findall(r'<link rel="modulepreload" href="(.*?)">', page))
    folder = entry.rpartition("/")[0]
    imported = {
        f"{folder}/{name}"
        for script in (entry, *preloaded)
        for name in re.findall(r'from "\./(.*?)";', stage.get(script))
    }
    assert imported
    assert imported == preloaded
