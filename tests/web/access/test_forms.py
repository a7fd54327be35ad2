"""Forms are taken from our own pages only, and in sizes a person fills."""

import pytest

from archive.cut import CutState
from tests.studio import ADDRESS, DESK, SPANS, Studio, form_token

CUT = f"{DESK}/keynote"
FIELDS = {"in_point": "7", "out_point": "12", "base_revision": "1"}
EXPIRED = "The form has expired or is not from this page, so nothing was changed."
FROM_ELSEWHERE = "This form was sent from another site, so nothing was changed."
POSTS = (
    CUT,
    f"{CUT}/publish",
    f"{CUT}/withdraw",
    f"{DESK}/event/publishing",
    f"{CUT}/chapters",
    "/en/desk/import",
    "/en/desk/import/1/apply",
    "/en/desk/import/1/undo",
    "/en/desk/recordings",
    "/en/desk/recordings/1/cancel",
    "/en/desk/recordings/1/retry",
)


def is_untouched(studio: Studio) -> bool:
    view = studio.cut("keynote")
    return (view.cut.first.span, view.cut.state) == (SPANS["keynote"], CutState.PROPOSED)


@pytest.mark.parametrize("path", [*POSTS, "/en/desk/sign-out", "/en/desk/sign-in"])
def test_a_form_without_its_token_changes_nothing(studio: Studio, path: str) -> None:
    answer = studio.editor().post(path, data=FIELDS)
    assert (answer.status_code, EXPIRED in answer.text) == (403, True)
    assert is_untouched(studio)


@pytest.mark.parametrize("path", POSTS)
def test_nobody_who_is_not_signed_in_gets_anything_done(studio: Studio, path: str) -> None:
    browser = studio.viewer()
    token = form_token(browser, "/en/desk/sign-in")
    answer = browser.post(path, data={**FIELDS, "form_token": token})
    assert answer.status_code == 403
    assert "You are not signed in any more. Sign in and try again." in answer.text
    assert is_untouched(studio)


def test_a_token_of_another_browser_is_refused(studio: Studio) -> None:
    theirs = form_token(studio.editor(), CUT)
    answer = studio.editor().post(CUT, data={**FIELDS, "form_token": theirs})
    assert (answer.status_code, EXPIRED in answer.text) == (403, True)
    assert is_untouched(studio)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": "http://testserver:8000"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_a_token(
    studio: Studio, headers: dict[str, str]
) -> None:
    browser = studio.editor()
    fields = {**FIELDS, "form_token": form_token(browser, CUT)}
    answer = browser.post(CUT, data=fields, headers=headers)
    assert (answer.status_code, FROM_ELSEWHERE in answer.text) == (403, True)
    assert is_untouched(studio)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": ADDRESS, "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": ADDRESS, "host": "127.0.0.1:8000"},
    ],
)
def test_a_form_of_ours_is_taken_also_through_a_proxy(
    studio: Studio, headers: dict[str, str]
) -> None:
    browser = studio.editor()
    fields = {**FIELDS, "form_token": form_token(browser, CUT)}
    assert browser.post(CUT, data=fields, headers=headers).status_code == 303
    assert not is_untouched(studio)


def test_a_form_of_megabytes_is_refused_before_it_is_read(studio: Studio) -> None:
    browser = studio.editor()
    fields = {**FIELDS, "form_token": form_token(browser, CUT), "more": "x" * 200_000}
    answer = browser.post(CUT, data=fields)
    assert answer.status_code == 413
    assert "What was sent is larger than this site takes." in answer.text


def test_a_body_that_hides_its_length_is_cut_short(studio: Studio) -> None:
    pieces = iter([b"form_token="] + [b"x" * 50_000] * 10)
    answer = studio.viewer().post(
        "/en/desk/sign-in",
        content=pieces,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


def test_a_form_of_a_thousand_fields_is_refused(studio: Studio) -> None:
    fields = {f"field{n}": "x" for n in range(1000)}
    assert studio.viewer().post("/en/desk/sign-in", data=fields).status_code == 400


@pytest.mark.parametrize("sent", [b"\xff\xfe\x00", b"{}", b"--x\r\n"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "x"])
def test_a_body_that_is_no_form_is_refused(studio: Studio, sent: bytes, kind: str) -> None:
    answer = studio.viewer().post(
        "/en/desk/sign-in", content=sent, headers={"content-type": kind, "accept": "text/html"}
    )
    assert answer.status_code in (400, 403)


def test_signs_that_no_database_keeps_are_refused_politely(studio: Studio) -> None:
    browser = studio.viewer()
    fields = {"form_token": form_token(browser, "/en/desk/sign-in"), "email": "a\0b@example.org"}
    assert browser.post("/en/desk/sign-in", data=fields).status_code == 403
