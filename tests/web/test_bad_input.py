"""Bad input gets a clear sentence in the reader's language, and loses nothing."""

import html
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from archive.catalogue.tables import SignInAttemptRow, SignInRow, Table
from archive.language import LANGUAGES, Language, say
from archive.sentence import Sentence, Value
from tests import forum
from tests.studio import Studio, form_token, send, sign_in

Act = Callable[[Studio, Language], Response]

EVENT = f"e/{forum.SLUG}"
EXPIRED = (
    "The form has expired or is not from this page, so nothing was changed. "
    "Load the page again, then send it again."
)
NOT_SIGNED_IN = "You are not signed in any more. Sign in and try again."
NOT_THERE = "The page was moved or never existed. Search for what you were looking for."


@dataclass(frozen=True)
class Bad:
    """Something wrong that somebody does, and how it must be answered."""

    act: Act
    status: int
    template: str
    values: dict[str, Value] = field(default_factory=dict)


def look(path: str) -> Act:
    """Look at a page (``LANG`` stands for the language) without being signed in."""
    return lambda studio, language: studio.viewer().get(path.replace("LANG", language))


def fill(path: str, fields: dict[str, str], page: str = "/LANG/desk/") -> Act:
    """Sign in and send a form that stands on ``page``."""

    def act(studio: Studio, language: Language) -> Response:
        asked, standing = (text.replace("LANG", language) for text in (path, page))
        return send(studio.editor(), asked, fields, page=standing)

    return act


def save_cut(in_point: str, out_point: str, revision: str = "1") -> Act:
    """Save a cut of the keynote."""
    path = f"/LANG/desk/{EVENT}/keynote"
    fields = {"in_point": in_point, "out_point": out_point, "base_revision": revision}
    return fill(path, fields, page=path)


def post_unasked(browser: Callable[[Studio], TestClient], fields: dict[str, str]) -> Act:
    """Publish by a form that no page of ours gave."""
    path = f"/LANG/desk/{EVENT}/keynote/publish"
    return lambda studio, language: browser(studio).post(
        path.replace("LANG", language), data=fields
    )


def with_cookie(token: str) -> Callable[[Studio], TestClient]:
    """A browser that made up its cookie."""

    def browser(studio: Studio) -> TestClient:
        viewer = studio.viewer()
        viewer.cookies.set("desk", token)
        return viewer

    return browser


def signed_out(studio: Studio) -> TestClient:
    """A browser that signed out and kept its cookie all the same."""
    browser = studio.editor()
    token = browser.cookies["desk"]
    send(browser, "/en/desk/sign-out", {}, page="/en/desk/")
    return with_cookie(token)(studio)


def from_elsewhere(studio: Studio, language: Language) -> Response:
    """A right form, sent by another site's page."""
    browser = studio.editor()
    token = form_token(browser, f"/{language}/desk/")
    path = f"/{language}/desk/{EVENT}/keynote/publish"
    headers = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    return browser.post(path, data={"form_token": token}, headers=headers)


def guess_twenty_times(studio: Studio, language: Language) -> Response:
    """The eleventh guess and all after it are not even tried, and then the right one isn't."""
    browser = studio.viewer()
    answers = [sign_in(browser, f"guess {n}", language=language) for n in range(20)]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 10
    return sign_in(browser, language=language)


def upload(content: bytes) -> Act:
    """Import a file as a programme."""

    def act(studio: Studio, language: Language) -> Response:
        browser = studio.editor()
        token = form_token(browser, f"/{language}/desk/")
        path = f"/{language}/desk/import"
        files = {"file": ("programme.txt", content)}
        return browser.post(path, data={"form_token": token}, files=files)

    return act


ORDER = "/LANG/desk/recordings"
BAD: dict[str, Bad] = {
    "no such event": Bad(look("/LANG/e/no"), 404, "There is no event “{slug}”.", {"slug": "no"}),
    "a session not published": Bad(
        look(f"/LANG/{EVENT}/keynote"),
        404,
        "This session is not published, or there is none at this address.",
    ),
    "no such person": Bad(look("/LANG/p/99"), 404, "There is no such person in the archive."),
    "an address with a huge number": Bad(
        look(f"/LANG/p/{'9' * 40}"), 404, "There is nothing at this address."
    ),
    "no such page": Bad(look("/LANG/nothing/here"), 404, NOT_THERE),
    "dots in an address": Bad(
        look("/LANG/e/%2e%2e/%2e%2e"), 404, "There is no event “{slug}”.", {"slug": ".."}
    ),
    "dots in a path of files": Bad(look("/LANG/%2e%2e/%2e%2e/secret"), 404, NOT_THERE),
    "a method that is not possible": Bad(
        lambda studio, language: studio.viewer().delete(f"/{language}/{EVENT}"),
        405,
        "This address can't be used that way.",
    ),
    "a wrong password": Bad(
        lambda studio, language: sign_in(studio.viewer(), "wrong", language=language),
        403,
        "The e-mail address or the password is wrong.",
    ),
    "a wrong password twenty times": Bad(
        guess_twenty_times,
        429,
        "Too many failed attempts. Wait {minutes} minutes, then try again.",
        {"minutes": 15},
    ),
    "a form without its token": Bad(post_unasked(Studio.editor, {}), 403, EXPIRED),
    "a form with a forged token": Bad(
        post_unasked(Studio.editor, {"form_token": "forged"}), 403, EXPIRED
    ),
    "a form without a sign-in": Bad(post_unasked(Studio.viewer, {}), 403, NOT_SIGNED_IN),
    "a forged sign-in": Bad(post_unasked(with_cookie("x" * 43), {}), 403, NOT_SIGNED_IN),
    "a sign-in that has ended": Bad(post_unasked(signed_out, {}), 403, NOT_SIGNED_IN),
    "a form of another site": Bad(
        from_elsewhere, 403, "This form was sent from another site, so nothing was changed."
    ),
    "an empty programme": Bad(upload(b""), 400, "Choose a programme file or paste its text."),
    "a programme of blanks": Bad(upload(b" \n\n"), 422, "The programme file is empty."),
    "a line of 9 MB": Bad(
        upload("10:00~10:30\t휴식\n".encode() + b"x" * 9_000_000),
        422,
        "The text has {characters} characters; a press release with at most {most} is read.",
        {"characters": 9_000_015, "most": 300_000},
    ),
    "a line of 50 MB": Bad(
        upload(b"x" * 50_000_000), 413, "What was sent is larger than this site takes."
    ),
    "a file that is no text": Bad(
        upload(b"14:00~14:10 (10')\tOpening\nthe river \0 forum"),
        422,
        "Line {line} of the programme file holds a NUL character, so it is no text file.",
        {"line": 2},
    ),
    "an event that isn't there": Bad(
        fill(ORDER, {"event": "no", "url": forum.URL}),
        404,
        "There is no event “{slug}”.",
        {"slug": "no"},
    ),
    "a beginning that is no time": Bad(
        fill(ORDER, {"event": forum.SLUG, "url": forum.URL, "started_at": "noon"}),
        400,
        "“{typed}” is no date and time; write 2026-05-07 13:59:30.",
        {"typed": "noon"},
    ),
    "a cut outside the recording": Bad(
        save_cut("0:00:02", "9:00:00"),
        422,
        "The cut {start} to {end} lies outside the recording, which ends at {duration}.",
        {"start": "00:00:02.000", "end": "09:00:00.000", "duration": "00:00:24.000"},
    ),
    "a cut that ends before it begins": Bad(
        save_cut("0:12", "0:06"),
        422,
        "The out point {end} must come at least a second after the in point {start}.",
        {"start": "00:00:12.000", "end": "00:00:06.000"},
    ),
    "a point that is no time": Bad(
        save_cut("soon", "0:12"),
        422,
        "“{typed}” is no time; write it as 1:02:03.5, 12:34 or seconds.",
        {"typed": "soon"},
    ),
    "a cut somebody else moved": Bad(
        save_cut("0:07", "0:12", revision="0"),
        409,
        "Somebody saved this cut meanwhile. Look at the new points, then save again.",
    ),
    "nothing to cancel": Bad(
        fill("/LANG/desk/recordings/1/cancel", {}), 400, "Nothing is under way for this recording."
    ),
    "a recording that isn't there": Bad(
        fill("/LANG/desk/recordings/77/retry", {}), 404, "There is no recording {id}.", {"id": 77}
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_answered_in_a_sentence_and_loses_nothing(
    studio: Studio, name: str, language: Language
) -> None:
    bad = BAD[name]
    sentence = Sentence(bad.template, bad.values)
    before = kept(studio)

    answer = bad.act(studio, language)

    told = say(sentence, language)
    assert answer.status_code == bad.status
    assert told in html.unescape(answer.text)
    assert (told == str(sentence)) == (language == "en")
    assert kept(studio) == before


def kept(studio: Studio) -> dict[str, list[tuple[object, ...]]]:
    """Every row but those that count sign-ins."""
    counted = (SignInAttemptRow.__tablename__, SignInRow.__tablename__)
    with studio.catalogue.reading() as db:
        return {
            name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
            for name, table in Table.metadata.tables.items()
            if name not in counted
        }
