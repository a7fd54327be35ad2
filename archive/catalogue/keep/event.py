"""Keeping what an editor says of an event: who holds it, where, and on what terms it is shown."""

from archive.catalogue.engine import Db
from archive.catalogue.queries.pages import event_row
from archive.catalogue.values import EventDetails

LONGEST = 300
"""Characters of an organiser's or a place's name."""


def keep_details(db: Db, slug: str, details: EventDetails) -> None:
    """Put ``details`` in place of what was said before; ``NotFoundError`` if there is no event.

    A longer name is shortened. Importing a programme again leaves it all as it is.
    """
    row = event_row(db, slug)
    row.organiser_ko = details.organiser.ko[:LONGEST]
    row.organiser_en = details.organiser.en[:LONGEST]
    row.place_ko = details.place.ko[:LONGEST]
    row.place_en = details.place.en[:LONGEST]
    row.licence = details.licence.value
