"""Somebody who asks a site for its pages and reads what stands in them."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import quote, urljoin, urlsplit

from archive.errors import ArchiveError


class WrongAnswerError(ArchiveError):
    """The site did not answer as it should."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one address."""

    address: str
    status: int
    kind: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> "Page":
        page = Page(self.address)
        page.feed(self.text)
        return page


class Page(HTMLParser):
    """The elements of an HTML page, in their order."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.elements: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def links(self, pattern: str, name: str = "href") -> list[str]:
        """Every address in the attribute ``name`` that the pattern finds, each once."""
        found = (urljoin(self.address, attrs[name]) for _, attrs in self.elements if name in attrs)
        return list(dict.fromkeys(address for address in found if re.search(pattern, address)))

    def value(self, name: str) -> str:
        """The first attribute of this name; raises ``WrongAnswerError`` where there is none."""
        for _, attrs in self.elements:
            if name in attrs:
                return attrs[name]
        raise WrongAnswerError(
            "{address} has no element with “{name}”.", address=self.address, name=name
        )


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks one site; ``base_url`` is its ``http://host:port``."""

    base_url: str

    def ask(
        self, address: str, *, status: int = 200, kind: str = "text/html", part: str = ""
    ) -> Answer:
        """GET a page of the site, or its bytes ``part`` as ``first-last``.

        Raises ``WrongAnswerError`` unless status and media type are as expected.
        """
        site = urlsplit(self.base_url)
        door = HTTPConnection(site.hostname or "", site.port, timeout=30)
        path = urljoin(self.base_url, address).removeprefix(self.base_url)
        try:
            headers = {"Range": f"bytes={part}"} if part else {}
            door.request("GET", quote(path, safe="/?=&%:~"), headers=headers)
            answered = door.getresponse()
            found = answered.headers.get_content_type()
            answer = Answer(path, answered.status, found, answered.read())
        finally:
            door.close()
        expect(
            f"status and type of {path}",
            (answer.status, answer.kind),
            (206 if part else status, kind),
        )
        return answer


def expect(what: str, found: object, wanted: object) -> None:
    """Raises ``WrongAnswerError`` unless both are equal."""
    if found != wanted:
        raise WrongAnswerError(
            "{what}: {found} was found where {wanted} was expected.",
            what=what,
            found=repr(found),
            wanted=repr(wanted),
        )


def expect_text(answer: Answer, *texts: str) -> None:
    """Raises ``WrongAnswerError`` unless the answer has every one of the texts."""
    for text in texts:
        expect(f"“{text}” in {answer.address}", text in answer.text, True)
