"""Accounts, passwords and who is signed in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.account import (
    ATTEMPTS,
    ATTEMPTS_WITHIN,
    SIGNED_IN_FOR,
    account_signed_in,
    add_account,
    check_password,
    forget_attempt,
    note_attempt,
    sign_in,
    sign_out,
)
from archive.catalogue.tables import AccountRow, SignInAttemptRow, SignInRow
from archive.catalogue.values import AccountRole
from archive.errors import AccessRefusedError, RefusedError, TooManyAttemptsError
from tests.forum import NOW, PASSWORD

EMAIL = "editor@example.org"


def an_account(db: Db, password: str = PASSWORD) -> int:
    return add_account(db, EMAIL, password, AccountRole.EDITOR, NOW)


def test_the_right_password_opens_and_the_wrong_one_does_not(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        an_account(db)

        assert check_password(db, " Editor@Example.org ", PASSWORD).email == EMAIL
        for email, password in ((EMAIL, "wrong"), ("nobody@example.org", PASSWORD)):
            with pytest.raises(AccessRefusedError, match="wrong"):
                check_password(db, email, password)


def test_hangul_passwords_match_however_they_are_composed(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        an_account(db, "다시보기 다시보기 다시")

        assert check_password(db, EMAIL, "다시보기 다시보기 다시").email == EMAIL


def test_neither_password_nor_token_is_kept(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        token = sign_in(db, an_account(db), NOW)
        kept = db.scalars(select(AccountRow.password_hash)).all()
        hashes = db.scalars(select(SignInRow.token_hash)).all()

    assert kept[0].startswith("$argon2id$")
    assert token not in hashes


def test_a_token_is_good_until_it_ends_or_is_signed_out(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        token = sign_in(db, an_account(db), NOW)

        account = account_signed_in(db, token, NOW)
        assert account
        assert account.role == AccountRole.EDITOR
        assert account_signed_in(db, token, NOW + SIGNED_IN_FOR) is None
        assert account_signed_in(db, token + "x", NOW) is None
        sign_out(db, token)
        assert account_signed_in(db, token, NOW) is None


def test_a_new_password_signs_everybody_out(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        token = sign_in(db, an_account(db), NOW)
        an_account(db, "another long password")

        assert account_signed_in(db, token, NOW) is None
        with pytest.raises(AccessRefusedError):
            check_password(db, EMAIL, PASSWORD)


@pytest.mark.parametrize(
    ("by", "address"), [(EMAIL, "192.0.2.9"), ("other@example.org", "192.0.2.1")]
)
def test_too_many_failures_close_the_door_for_a_while(
    catalogue: Catalogue, by: str, address: str
) -> None:
    with catalogue.writing() as db:
        for _ in range(ATTEMPTS):
            note_attempt(db, EMAIL, "192.0.2.1", NOW)

        with pytest.raises(TooManyAttemptsError):
            note_attempt(db, by, address, NOW)
        note_attempt(db, "other@example.org", "192.0.2.9", NOW)
        note_attempt(db, by, address, NOW + ATTEMPTS_WITHIN + timedelta(seconds=1))


def test_right_attempts_are_not_counted(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        for _ in range(ATTEMPTS + 1):
            forget_attempt(db, note_attempt(db, EMAIL, "192.0.2.1", NOW))

        assert db.scalars(select(SignInAttemptRow)).all() == []


@pytest.mark.parametrize(
    ("email", "password"), [("no address", PASSWORD), (EMAIL, "short"), (EMAIL, "x" * 2000)]
)
def test_a_bad_address_or_a_short_password_is_refused(
    catalogue: Catalogue, email: str, password: str
) -> None:
    with pytest.raises(RefusedError), catalogue.writing() as db:
        add_account(db, email, password, AccountRole.ADMIN, NOW)
