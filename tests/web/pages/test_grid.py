"""The day's table: rows of times, columns of rooms, cells as long as their sessions."""

from dataclasses import replace

from archive.catalogue.queries.pages import event_page
from archive.catalogue.values import SessionCard
from archive.programme.model import ProgrammeSession
from tests.web.pages.stage import BEGAN, SLUG, Stage, put_programme, talk
from web.pages.grid import Grid, grid_of


def in_room(number: int, room: str, quarters: int = 1) -> ProgrammeSession:
    """A talk that begins after so many quarters of an hour and lasts ``quarters``."""
    made = talk(number)
    assert made.start
    assert made.end
    end = made.start + (made.end - made.start) * quarters
    return replace(made, code=f"{room}-{number}", room=room, end=end)


def cards(stage: Stage, *sessions: ProgrammeSession) -> tuple[SessionCard, ...]:
    put_programme(stage, sessions)
    with stage.catalogue.reading() as db:
        return event_page(db, SLUG).sessions


def drawn(grid: Grid | None) -> list[list[tuple[tuple[str, ...], int, int]]]:
    """The cells of each row: their sessions, and over how many rows and columns they reach."""
    assert grid
    return [
        [(tuple(card.code for card in cell.cards), cell.rows, cell.columns) for cell in row.cells]
        for row in grid.rows
    ]


def test_one_room_needs_no_table(stage: Stage) -> None:
    assert grid_of(cards(stage, in_room(0, "A"), in_room(1, "A"), in_room(2, ""))) is None


def test_a_long_session_reaches_over_the_rows_of_the_short_ones_beside_it(stage: Stage) -> None:
    shown = cards(stage, in_room(0, "A", 2), in_room(0, "B"), in_room(1, "B"), in_room(2, "A"))
    grid = grid_of(shown)
    assert grid
    assert grid.rooms == ("A", "B")
    assert grid.rows[0].begins == BEGAN
    assert drawn(grid) == [
        [(("A-0",), 2, 1), (("B-0",), 1, 1)],
        [(("B-1",), 1, 1)],
        [(("A-2",), 1, 1), ((), 1, 1)],
    ]


def test_what_has_no_room_reaches_over_all_of_them(stage: Stage) -> None:
    shown = cards(stage, in_room(0, ""), in_room(1, "A"), in_room(1, "B"))
    assert drawn(grid_of(shown)) == [
        [(("-0",), 1, 2)],
        [(("A-1",), 1, 1), (("B-1",), 1, 1)],
    ]


def test_what_has_no_room_stands_apart_when_something_else_is_on(stage: Stage) -> None:
    shown = cards(stage, in_room(0, ""), in_room(0, "A"), in_room(0, "B"))
    grid = grid_of(shown)
    assert grid
    assert grid.rooms == ("A", "B", "")
    assert drawn(grid) == [[(("A-0",), 1, 1), (("B-0",), 1, 1), (("-0",), 1, 1)]]


def test_sessions_that_overlap_in_one_room_share_a_cell(stage: Stage) -> None:
    shown = cards(stage, in_room(0, "A", 2), in_room(1, "A", 2), in_room(0, "B"))
    assert drawn(grid_of(shown)) == [
        [(("A-0", "A-1"), 2, 1), (("B-0",), 1, 1)],
        [((), 1, 1)],
    ]


def test_every_session_with_a_time_stands_in_the_table_once(stage: Stage) -> None:
    untimed = replace(in_room(5, "B"), start=None, end=None)
    endless = replace(in_room(3, "B"), end=None)
    shown = cards(stage, in_room(0, "A"), in_room(1, ""), in_room(2, "B", 3), endless, untimed)
    grid = grid_of(shown)
    found = [code for row in drawn(grid) for cell in row for code in cell[0]]
    assert sorted(found) == ["-1", "A-0", "B-2", "B-3"]
    assert grid
    assert {card.code for card in shown if card.id in grid.ids} == set(found)
    for row in grid.rows:
        assert sum(cell.columns for cell in row.cells) <= len(grid.rooms)
