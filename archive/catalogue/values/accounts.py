"""Somebody who may sign in."""

from dataclasses import dataclass
from enum import StrEnum


class AccountRole(StrEnum):
    """What an account may do: editors work at the desk, admins also manage accounts."""

    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: int
    email: str
    role: AccountRole
