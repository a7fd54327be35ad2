"""Keeping accounts and who is signed in; passwords are kept as argon2 hashes only."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from sqlalchemy import delete, func, or_, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import AccountRow, SignInAttemptRow, SignInRow
from archive.catalogue.values import Account, AccountRole
from archive.errors import AccessRefusedError, RefusedError, TooManyAttemptsError

SIGNED_IN_FOR = timedelta(hours=12)
ATTEMPTS = 10
ATTEMPTS_WITHIN = timedelta(minutes=15)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000
LONGEST_EMAIL = 254

_HASHER = PasswordHasher()


def add_account(db: Db, email: str, password: str, role: AccountRole, now: datetime) -> int:
    """Make an account, or set a known one's password and role; gives its id."""
    email = _folded(email)
    if "@" not in email or len(email) > LONGEST_EMAIL:
        raise RefusedError("“{email}” is no e-mail address.", email=email[:LONGEST_EMAIL])
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RefusedError(
            "A password must have at least {shortest} characters.", shortest=SHORTEST_PASSWORD
        )
    row = db.scalar(select(AccountRow).where(AccountRow.email == email))
    if row is None:
        row = AccountRow(email=email, created_at=now)
        db.add(row)
    else:
        db.execute(delete(SignInRow).where(SignInRow.account_id == row.id))
    row.password_hash = _HASHER.hash(_normal(password))
    row.role = role.value
    db.flush()
    return row.id


def note_attempt(db: Db, email: str, address: str, now: datetime) -> int:
    """Count a sign-in before it is tried; gives the id under which a right one is forgotten.

    Raises ``TooManyAttemptsError`` when this e-mail or network address failed too often lately.
    """
    email, address = _folded(email)[:LONGEST_EMAIL], address[:64]
    db.execute(delete(SignInAttemptRow).where(SignInAttemptRow.at < now - ATTEMPTS_WITHIN))
    failures = db.scalar(
        select(func.count()).where(
            or_(SignInAttemptRow.email == email, SignInAttemptRow.address == address)
        )
    )
    if (failures or 0) >= ATTEMPTS:
        raise TooManyAttemptsError(
            "Too many failed attempts. Wait {minutes} minutes, then try again.",
            minutes=int(ATTEMPTS_WITHIN.total_seconds() // 60),
        )
    row = SignInAttemptRow(email=email, address=address, at=now)
    db.add(row)
    db.flush()
    return row.id


def forget_attempt(db: Db, attempt_id: int) -> None:
    """The attempt was right; failures before it still count."""
    db.execute(delete(SignInAttemptRow).where(SignInAttemptRow.id == attempt_id))


def check_password(db: Db, email: str, password: str) -> Account:
    """The account these open; raises ``AccessRefusedError`` without telling which was wrong.

    An unknown e-mail costs as much time as a wrong password.
    """
    row = db.scalar(select(AccountRow).where(AccountRow.email == _folded(email)))
    kept = row.password_hash if row else _nobodys_hash()
    try:
        _HASHER.verify(kept, _normal(password[:LONGEST_PASSWORD]))
    except (VerifyMismatchError, VerificationError, InvalidHashError) as exc:
        raise AccessRefusedError("The e-mail address or the password is wrong.") from exc
    if row is None:
        raise AccessRefusedError("The e-mail address or the password is wrong.")
    return _account(row)


def sign_in(db: Db, account_id: int, now: datetime) -> str:
    """Sign the account in; gives the token to hand to the browser. Only its hash is kept."""
    token = secrets.token_urlsafe(32)
    db.execute(delete(SignInRow).where(SignInRow.ends_at < now))
    db.add(
        SignInRow(
            token_hash=_hash(token),
            account_id=account_id,
            made_at=now,
            ends_at=now + SIGNED_IN_FOR,
        )
    )
    return token


def sign_out(db: Db, token: str) -> None:
    """Forget the token; one that nobody knows is no error."""
    db.execute(delete(SignInRow).where(SignInRow.token_hash == _hash(token)))


def account_signed_in(db: Db, token: str, now: datetime) -> Account | None:
    """Who this token belongs to, while it is good."""
    row = db.scalar(
        select(AccountRow)
        .join(SignInRow, SignInRow.account_id == AccountRow.id)
        .where(SignInRow.token_hash == _hash(token), SignInRow.ends_at > now)
    )
    return _account(row) if row else None


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_hex())


def _account(row: AccountRow) -> Account:
    return Account(row.id, row.email, AccountRole(row.role))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _folded(email: str) -> str:
    return unicodedata.normalize("NFC", email).strip().casefold()


def _normal(password: str) -> str:
    """Hangul typed on one system must match the same Hangul typed on another."""
    return unicodedata.normalize("NFC", password)
