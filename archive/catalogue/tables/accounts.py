"""Who may sign in, who has, and who failed to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.catalogue.tables.base import Table


class AccountRow(Table):
    """Somebody who may sign in to the desk."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]


class SignInRow(Table):
    """One signed-in browser; only a hash of its token is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    account: Mapped[AccountRow] = relationship()


class SignInAttemptRow(Table):
    """A failed sign-in, counted per address and per e-mail."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
