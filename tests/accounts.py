"""Accounts with a cheap hash: real ones are meant to be slow, and the tests sign in everywhere."""

from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.tables import AccountRow
from archive.catalogue.values import AccountRole

_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def add_account(db: Db, email: str, password: str, role: AccountRole, now: datetime) -> int:
    """The account as ``archive.catalogue.keep.account`` makes it, but for the hash's cost."""
    known = db.scalar(select(AccountRow.id).where(AccountRow.email == email))
    if known is not None:
        return known
    row = AccountRow(
        email=email, password_hash=_CHEAP.hash(password), role=role.value, created_at=now
    )
    db.add(row)
    db.flush()
    return row.id
