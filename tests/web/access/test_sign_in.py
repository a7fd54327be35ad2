"""Signing in and out: right and wrong passwords, good and bad cookies, where one lands."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from archive.catalogue.keep.account import SIGNED_IN_FOR
from archive.catalogue.keep.account import sign_in as open_sign_in
from archive.catalogue.tables import SignInAttemptRow
from archive.catalogue.values import AccountRole
from archive.language import say
from archive.sentence import Sentence
from tests import forum
from tests.accounts import add_account
from tests.media import KnownMedia
from tests.studio import ADDRESS, DESK, EMAIL, Studio, open_studio, send, settings_in, sign_in
from web.app import create_app

WRONG = Sentence("The e-mail address or the password is wrong.")
TOO_MANY = Sentence(
    "Too many failed attempts. Wait {minutes} minutes, then try again.", {"minutes": 15}
)


def test_twenty_wrong_passwords_close_the_door_to_the_right_one_too(studio: Studio) -> None:
    browser = studio.viewer()
    answers = [sign_in(browser, f"wrong {n}", language="ko" if n % 2 else "en") for n in range(20)]

    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 10
    assert say(WRONG, "en") in answers[0].text
    assert say(WRONG, "ko") in answers[1].text
    assert f'value="{EMAIL}"' in answers[0].text
    assert say(TOO_MANY, "en") in answers[10].text
    assert say(TOO_MANY, "ko") in answers[11].text
    assert answers[10].headers["retry-after"] == "900"
    right = sign_in(browser)
    assert (right.status_code, "desk" in browser.cookies) == (429, False)


def test_an_unknown_address_is_refused_in_the_same_words(studio: Studio) -> None:
    wrong = sign_in(studio.viewer(), "wrong password")
    unknown = sign_in(studio.viewer(), email="nobody@example.org")
    assert (unknown.status_code, str(WRONG) in unknown.text) == (wrong.status_code, True)


def test_a_sign_in_is_a_cookie_no_script_can_read(studio: Studio) -> None:
    answer = sign_in(studio.viewer())
    cookies = [c for c in answer.headers.get_list("set-cookie") if c.startswith("desk=")]
    assert len(cookies) == 1
    facts = {part.strip().lower() for part in cookies[0].split(";")[1:]}
    assert facts == {"httponly", "samesite=lax", "path=/", "max-age=43200"}


def test_no_cookie_no_desk_and_back_to_where_one_was_going(studio: Studio) -> None:
    browser = studio.viewer()
    answer = browser.get(f"{DESK}?done=saved")
    assert answer.status_code == 303
    sign_in_page = answer.headers["location"]
    assert sign_in_page == f"/en/desk/sign-in?next=%2Fen%2Fdesk%2Fe%2F{forum.SLUG}%3Fdone%3Dsaved"

    fields = {"email": EMAIL, "password": forum.PASSWORD, "next": f"{DESK}?done=saved"}
    landed = send(browser, "/en/desk/sign-in", fields, page=sign_in_page)
    assert landed.headers["location"] == f"{DESK}?done=saved"
    assert browser.get(DESK).status_code == 200


def test_who_is_signed_in_is_not_asked_again(studio: Studio) -> None:
    answer = studio.editor().get(f"/en/desk/sign-in?next={DESK}")
    assert (answer.status_code, answer.headers["location"]) == (303, DESK)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "//[",
        "/ko/\r\nset-cookie: a=b",
        "evil.example",
        "/" + "x" * 5000,
    ],
)
def test_signing_in_never_leads_to_another_site(studio: Studio, elsewhere: str) -> None:
    by_form = sign_in(studio.viewer(), following=elsewhere)
    assert (by_form.status_code, by_form.headers["location"]) == (303, "/en/desk/")
    signed_in = studio.editor().get("/en/desk/sign-in", params={"next": elsewhere})
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/en/desk/")


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "é" * 20, "../../secret", "' OR 1=1 --"])
def test_a_forged_cookie_opens_nothing(studio: Studio, token: str) -> None:
    cookie = f"desk={token}".encode()
    answer = studio.viewer().get(DESK, headers=[(b"cookie", cookie)])
    assert answer.status_code == 303


def test_an_expired_cookie_opens_nothing(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        account = add_account(
            db, "other@example.org", forum.PASSWORD, AccountRole.EDITOR, forum.NOW
        )
        long_ago = datetime.now(UTC) - SIGNED_IN_FOR - timedelta(seconds=1)
        expired = open_sign_in(db, account, long_ago)
        good = open_sign_in(db, account, long_ago + timedelta(minutes=1))

    def visit(token: str) -> int:
        browser = TestClient(
            studio.app, base_url=ADDRESS, cookies={"desk": token}, follow_redirects=False
        )
        return browser.get(DESK).status_code

    assert (visit(expired), visit(good)) == (303, 200)


def test_a_cookie_taken_before_signing_out_is_worth_nothing_after(studio: Studio) -> None:
    browser = studio.editor()
    stolen = browser.cookies["desk"]
    answer = send(browser, "/en/desk/sign-out", {}, page=DESK)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/")
    assert "desk" not in browser.cookies
    again = studio.viewer().get(DESK, headers={"cookie": f"desk={stolen}"})
    assert again.status_code == 303


def test_the_desk_is_not_kept_by_the_browser(studio: Studio) -> None:
    browser = studio.editor()
    for path in ("/en/desk/", DESK, f"{DESK}/keynote", "/en/desk/progress"):
        assert browser.get(path).headers["cache-control"] == "no-store", path


def test_editors_and_admins_work_at_the_same_desk(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        add_account(db, "admin@example.org", forum.PASSWORD, AccountRole.ADMIN, forum.NOW)
    browser = studio.viewer()
    assert sign_in(browser, email="Admin@Example.org").status_code == 303
    assert browser.get(DESK).status_code == 200


def test_an_installation_with_https_marks_its_cookies_secure(
    tmp_path: Path, known_recording: KnownMedia, studio_home: Path
) -> None:
    home = shutil.copytree(studio_home, tmp_path / "home")
    studio = open_studio(home, known_recording, "https://testserver")
    browser = TestClient(studio.app, base_url="https://testserver", follow_redirects=False)
    answer = sign_in(browser)
    cookies = answer.headers.get_list("set-cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == ["__Host-desk"]
    assert "; Secure" in cookies[0]
    assert browser.get(DESK).status_code == 200
    studio.close()


@pytest.mark.parametrize(
    ("proxy", "counted"), [("192.0.2.200", "198.51.100.7"), ("192.0.2.201", "192.0.2.201")]
)
def test_only_a_trusted_front_server_may_name_the_viewer(
    tmp_path: Path, known_recording: KnownMedia, studio_home: Path, proxy: str, counted: str
) -> None:
    home = shutil.copytree(studio_home, tmp_path / "home")
    settings = replace(settings_in(home), trusted_proxies=("192.0.2.200",))
    fronted = Studio(settings, create_app(settings), 1, known_recording)
    browser = TestClient(fronted.app, base_url=ADDRESS, client=(proxy, 50_000))
    browser.headers["x-forwarded-for"] = "198.51.100.7"

    sign_in(browser, "wrong")

    with fronted.catalogue.reading() as db:
        addresses = db.scalars(select(SignInAttemptRow.address)).all()
    fronted.close()
    assert addresses == [counted]
