"""People, their names, and who turned out to be whom."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.catalogue.tables.base import Table

if TYPE_CHECKING:
    from archive.catalogue.tables.programme import AppearanceRow


class PersonRow(Table):
    """Somebody who takes part, or is known from a list.

    ``merged_into`` is who they turned out to be. ``affiliation`` is what a list says of them: that
    of a day stands with the appearance. An ``id`` is never given twice: imports remember people by
    it, and addresses hold it.
    """

    __tablename__ = "person"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_ko: Mapped[str] = mapped_column(String(200), index=True)
    name_en: Mapped[str] = mapped_column(String(200), index=True)
    affiliation: Mapped[str] = mapped_column(String(500), default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    appearances: Mapped[list["AppearanceRow"]] = relationship(back_populates="person")
    other_names: Mapped[list["PersonNameRow"]] = relationship(
        order_by="PersonNameRow.id", cascade="all, delete-orphan"
    )
    merged: Mapped[list["PersonRow"]] = relationship(viewonly=True)


class PersonNameRow(Table):
    """One more name of a person; see ``archive.catalogue.values.NameKind``."""

    __tablename__ = "person_name"
    __table_args__ = (UniqueConstraint("person_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300))


class PersonPairRow(Table):
    """Two people who may be one; ``decided_at`` is set when somebody said that they are two."""

    __tablename__ = "person_pair"

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    raised_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]


class PersonChangeRow(Table):
    """Two people made one, or one made two: what moved from whom to whom, so that it can go back.

    ``moved`` are ids of appearances, ``learned`` are names the receiver had none of before.
    """

    __tablename__ = "person_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    from_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    moved: Mapped[list[Any]]
    learned: Mapped[dict[str, Any]]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]


class PeopleStateRow(Table):
    """One row whose ``token`` is another whenever a name has changed, for whoever keeps them."""

    __tablename__ = "people_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32))
