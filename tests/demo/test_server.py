"""The loopback server: whole files, byte ranges, and nothing but its folder."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.server import serving


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "secret.txt").write_text("outside")
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "piece.m4s").write_bytes(bytes(range(100)))
    with serving(folder, lambda origin: f"<p>{origin}</p>") as origin:
        yield urlsplit(origin).port or 0


def _ask(port: int, path: str, part: str = "") -> tuple[HTTPResponse, bytes]:
    door = HTTPConnection("127.0.0.1", port, timeout=10)
    door.request("GET", path, headers={"Range": part} if part else {})
    answer = door.getresponse()
    body = answer.read()
    door.close()
    return answer, body


def test_page_knows_where_it_is_served(port: int) -> None:
    answer, body = _ask(port, "/")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == f"<p>http://127.0.0.1:{port}</p>".encode()


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("bytes=10-19", 10, 19), ("bytes=90-", 90, 99), ("bytes=95-200", 95, 99)],
)
def test_range_gives_exactly_its_bytes(port: int, part: str, first: int, last: int) -> None:
    answer, body = _ask(port, "/piece.m4s", part)
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/100"
    assert body == bytes(range(first, last + 1))


def test_range_behind_the_end_is_refused(port: int) -> None:
    answer, body = _ask(port, "/piece.m4s", "bytes=100-")
    assert (answer.status, answer.headers["Content-Range"], body) == (416, "bytes */100", b"")


@pytest.mark.parametrize("path", ["/nothing.m4s", "/../secret.txt", "/a/piece.m4s", "/%2e%2e/x"])
def test_nothing_but_the_folder_is_served(port: int, path: str) -> None:
    answer, body = _ask(port, path)
    assert answer.status == 404
    assert b"outside" not in body
