"""What holds on every page: safe headers, no inline code, sentences instead of failures."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from archive.errors import ArchiveError, SourceUnavailableError, StorageFullError
from tests.web.pages.stage import SLUG, Stage, index, put_talks
from web.errors import STATUSES, TITLES, status_of
from web.headers import CONTENT_POLICY

PAGES = (
    "/ko/",
    f"/en/e/{SLUG}",
    f"/ko/e/{SLUG}/talk-0?t=10",
    "/en/p/1",
    "/ko/search?q=mortar",
    "/en/search",
    "/en/nowhere",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_safe_and_sets_no_cookie(stage: Stage, path: str) -> None:
    index(stage, put_talks(stage, 1))
    answer = stage.client.get(path)
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_inline_code_or_another_host(stage: Stage, path: str) -> None:
    index(stage, put_talks(stage, 1))
    page = stage.client.get(path).text
    assert re.findall(r"<script(?! type=\"(?:application/ld\+json|module)\")[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []
    assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', page)) <= {"http://dasi.example"}


def failures() -> Iterator[type[ArchiveError]]:
    """Every class of the error tree."""
    waiting: list[type[ArchiveError]] = [ArchiveError]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting += kind.__subclasses__()


@pytest.mark.parametrize("kind", list(failures()), ids=lambda kind: kind.__name__)
def test_every_error_is_answered_with_its_sentence(stage: Stage, kind: type[ArchiveError]) -> None:
    fail_at(stage, kind("The {thing} is broken.", thing="<bridge>"))
    answer = stage.client.get("/en/fails")
    assert answer.status_code == status_of(kind)
    assert "The &lt;bridge&gt; is broken." in answer.text
    told = stage.client.get("/en/fails", headers={"accept": "application/json"})
    assert (told.status_code, told.json()) == (
        status_of(kind),
        {"error": "The <bridge> is broken."},
    )


def test_each_status_has_its_own_title() -> None:
    assert {status for status in STATUSES.values() if status != 500} - set(TITLES) == set()


def test_an_error_page_speaks_the_language_of_its_address(stage: Stage) -> None:
    assert '<html lang="ko">' in stage.client.get("/ko/e/none").text
    assert '<html lang="en">' in stage.client.get("/en/e/none").text
    page = stage.client.get("/nowhere", headers={"accept-language": "en"})
    assert (page.status_code, '<html lang="en">' in page.text) == (404, True)


def test_what_is_not_ready_says_when_to_come_back(stage: Stage) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    fail_at(stage, SourceUnavailableError("Not live yet.", not_before=soon))
    assert 3500 <= int(stage.client.get("/en/fails").headers["retry-after"]) <= 3600


def test_a_full_disk_is_no_invitation_to_try_at_once(stage: Stage) -> None:
    fail_at(stage, StorageFullError("The disk is full."))
    answer = stage.client.get("/en/fails")
    assert (answer.status_code, "retry-after" in answer.headers) == (507, False)


def test_a_mistake_of_ours_is_a_page_too_and_tells_no_secrets(stage: Stage) -> None:
    fail_at(stage, ZeroDivisionError("secret"))
    answer = stage.client.get("/en/fails")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY


def test_a_method_that_is_not_possible_is_told_in_a_sentence(stage: Stage) -> None:
    answer = stage.client.delete("/en/")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert "Not possible at this address" in answer.text


def test_an_endless_body_is_refused(stage: Stage) -> None:
    answer = stage.client.post("/en/desk/sign-in", content=b"x" * (12 * 1024 * 1024))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/en/p/99999999999999999999",
        "/en/p/abc",
        "/en/p/0",
        "/en/e/%00",
        f"/en/e/{SLUG}/%00",
        f"/en/e/{'x' * 3000}",
        "/en/e/%ED%95%9C%EA%B8%80",
        "/en/e/..%2F..%2Fetc",
        "/fr/",
        "/static/none/../../app.py",
        "/static/abc/%2e%2e/app.py",
        "/media/clips/zzz/playlist.m3u8",
        "/media/clips/aaaaaaaaaaaaaaaaaaaa/playlist.m3u8",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(stage: Stage, path: str) -> None:
    put_talks(stage, 1)
    assert stage.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%00",
        "q=" + "가" * 5000,
        "q=%22%22%22",
        "q=*()%20AND%20OR%20NEAR(",
        "q=%EF%BF%BE&page=99999999999999",
        "q=mortar&page=-1",
        "q=mortar&page=abc",
        "q=mortar&page=500",
        "q=a&q=b",
    ],
)
def test_any_query_gets_a_page(stage: Stage, query: str) -> None:
    index(stage, put_talks(stage, 1))
    assert stage.client.get(f"/ko/search?{query}").status_code == 200


def test_our_files_are_kept_for_ever_under_an_address_that_names_their_content(
    stage: Stage,
) -> None:
    (address,) = re.findall(r'href="([^"]+site\.css)"', stage.get("/en/"))
    assert stage.client.get(address).headers["cache-control"].endswith("immutable")
    old = re.sub(r"/static/[0-9a-f]+/", "/static/000000000000/", address)
    assert stage.client.get(old).headers["cache-control"] == "no-cache"


def fail_at(stage: Stage, failure: Exception) -> None:
    """Let ``/en/fails`` raise."""

    def fails(_request: Request) -> Response:
        raise failure

    stage.app.router.routes.insert(0, Route("/en/fails", fails))


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/ko", "/ko/"),
        ("/en/desk", "/en/desk/"),
        ("/ko/search/?q=a", "/ko/search?q=a"),
        ("//elsewhere.example/", "/elsewhere.example"),
        ("/%2F/elsewhere.example/", "/elsewhere.example"),
        ("/%5Celsewhere.example/", "/elsewhere.example"),
    ],
)
def test_a_slash_too_few_or_many_leads_to_the_page_and_never_away(
    stage: Stage, asked: str, location: str
) -> None:
    browser = TestClient(stage.app, base_url="https://claimed.example", follow_redirects=False)
    answer = browser.get(f"https://claimed.example{asked}")
    assert (answer.status_code, answer.headers["location"]) == (308, location)


def test_machines_are_told_what_not_to_walk_through(stage: Stage) -> None:
    browser = TestClient(stage.app)
    robots = browser.get("/robots.txt")
    assert (robots.status_code, robots.headers["content-type"]) == (
        200,
        "text/plain; charset=utf-8",
    )
    assert "Disallow: /ko/desk/" in robots.text.splitlines()
    assert browser.get("/favicon.ico").headers["content-type"] == "image/svg+xml"
