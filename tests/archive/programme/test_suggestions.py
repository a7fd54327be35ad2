"""What is doubted of a whole programme, and what is suggested for it."""

import json
from typing import Any

from archive.pairing.files import mended
from archive.programme import read_programme
from archive.programme.considered import considered_again
from archive.programme.edits import THE_EVENT, Edits, edited
from archive.programme.lookalikes import in_one_script
from archive.programme.model import Doubt, Programme

HEAD = "물빛 포럼 2027\n일시 : 2027년 3월 4일(목)\n장소 : 물빛회관\n\n"


def read(*rows: str) -> Programme:
    return read_programme((HEAD + "\n".join(rows) + "\n").encode())


def schedule(*sessions: dict[str, Any]) -> Programme:
    return read_programme(json.dumps({"sessions": sessions}, ensure_ascii=False, indent=1).encode())


def talk(title: str, start: str, end: str, room: str, *speakers: str) -> dict[str, Any]:
    day = "2027-03-04T"
    times = {"start": f"{day}{start}:00+09:00", "end": f"{day}{end}:00+09:00"}
    return {"title": title, "room": room, "speakers": list(speakers), **times}


def doubt(programme: Programme, words: str) -> Doubt:
    return next(one for one in programme.doubts if words in str(one.reason))


def test_a_hole_in_a_seamless_timetable_is_doubted() -> None:
    hours = ["10:00~10:30", "10:30~11:00", "11:00~11:30", "11:50~12:00", "12:00~12:30"]
    programme = read(*(f"{hour}\t{number}번째 이야기 모음" for number, hour in enumerate(hours)))

    found = doubt(programme, "Nothing is printed")
    assert (found.line, str(found.reason)) == (
        8,
        "Nothing is printed for the 20 minutes before this row.",
    )


def test_pauses_between_all_talks_are_no_holes() -> None:
    hours = ["10:00~10:25", "10:30~10:55", "11:00~11:25", "11:30~11:55", "12:00~12:25"]
    programme = read(*(f"{hour}\t{number}번째 이야기 모음" for number, hour in enumerate(hours)))
    assert not any("Nothing is printed" in str(one.reason) for one in programme.doubts)


def test_a_row_that_ends_before_it_starts_may_end_with_the_next() -> None:
    programme = read("10:00~09:30\t개회", "10:40~11:00\t폐회")
    suggestion = doubt(programme, "ends before it starts").suggestion

    assert suggestion is not None
    assert str(suggestion.sentence) == "Let it end at 10:40, when the next one in the room begins."
    mended = edited(programme, {suggestion.code: suggestion.fields})
    assert f"{mended.sessions[0].end:%H:%M}" == "10:40"


def test_somebody_in_two_rooms_at_once_is_doubted() -> None:
    programme = schedule(
        talk("물", "10:00", "11:00", "A", "홍길동"), talk("불", "10:30", "11:30", "B", "홍길동")
    )
    assert doubt(programme, "two rooms").text == "홍길동"


def test_a_lookalike_of_another_script_is_mended_with_one_click() -> None:
    programme = schedule(talk("Ѕmart water", "10:00", "11:00", "A", "Ana Souza"))
    suggestion = doubt(programme, "mixes writing systems").suggestion

    assert suggestion is not None
    assert str(suggestion.sentence) == "Write it “Smart”, all in one script."
    mended = edited(programme, {suggestion.code: suggestion.fields})
    assert mended.sessions[0].title.en == "Smart water"


def test_what_is_no_lookalike_is_left_to_a_person() -> None:
    assert [in_one_script(word) for word in ("Ѕmart", "Smart", "홍길동", "바नक")] == [
        "Smart",
        "",
        "",
        "",
    ]


def test_nobody_is_called_tbd() -> None:
    programme = schedule(talk("물", "10:00", "11:00", "A", "TBD", "홍길동"))

    assert [(one.name.ko, one.order) for one in programme.sessions[0].people] == [("홍길동", 1)]
    assert doubt(programme, "not known yet").suggestion is not None


def test_an_edit_that_makes_two_sessions_overlap_is_doubted_at_once() -> None:
    programme = schedule(talk("물", "10:00", "11:00", "A"), talk("불", "11:00", "12:00", "A"))
    code = programme.sessions[1].code
    changed = edited(programme, {code: {"start": "2027-03-04T10:30:00+09:00"}})

    again = considered_again(changed, programme)
    assert [one.line for one in again.doubts if "has ended" in str(one.reason)] == [
        programme.sessions[1].line
    ]


def test_a_doubt_that_an_edit_has_settled_goes_and_its_neighbours_are_looked_at_again() -> None:
    """Wherever the edit was made: here the earlier session, its room, a person, the title."""
    programme = schedule(
        talk("물", "10:00", "11:00", "A", "홍길동"),
        talk("불", "10:30", "11:30", "A", "임꺽정"),
        talk("흙", "10:30", "11:30", "B", "홍길동"),
    )
    water, fire, earth = (one.code for one in programme.sessions)
    assert reasons(programme) == [(fire, "has ended"), (earth, "two rooms")]

    def mended_by(edits: Edits) -> list[tuple[str, str]]:
        return reasons(mended(programme, edits, ()))

    assert mended_by({water: {"end": "2027-03-04T10:30:00+09:00"}}) == []
    assert mended_by({fire: {"room": "B"}}) == [(earth, "two rooms"), (earth, "has ended")]
    assert mended_by({earth: {"people": []}}) == [(fire, "has ended")]
    assert mended_by({water: {"start": "2027-03-04T09:00:00+09:00"}}) == reasons(programme)
    assert mended_by({THE_EVENT: {"title": {"ko": "물빛", "en": ""}}}) == reasons(programme)


def reasons(programme: Programme) -> list[tuple[str, str]]:
    """Of the sessions in doubt, those whose time, room or people do not fit the others'."""
    codes = {one.line: one.code for one in programme.sessions}
    return [
        (codes[one.line], words)
        for one in programme.doubts
        for words in ("has ended", "two rooms")
        if words in str(one.reason)
    ]


def test_a_title_or_an_end_that_was_written_is_missed_no_more() -> None:
    programme = read("10:00~09:30\t개회", "10:40~11:00\t폐회")
    code = programme.sessions[0].code
    assert len(programme.doubts) == 1
    assert mended(programme, {code: {"end": "2027-03-04T10:10:00+09:00"}}, ()).doubts == ()
    untitled = schedule(talk("물", "10:00", "11:00", "A"))
    title = {"title": {"ko": "물빛 포럼", "en": ""}}
    assert [str(one.reason) for one in untitled.doubts] == [
        "No title of the event was found; please write one."
    ]
    assert mended(untitled, {THE_EVENT: title}, ()).doubts == ()


def test_every_doubt_has_a_suggestion() -> None:
    programme = read(
        "10:00~09:30\t개회 (TBD)",
        "25:00~26:00\t알 수 없는 것",
        "10:10~10:40 (20')\t[세션1] 물의 도시",
    )
    assert programme.doubts
    assert all(one.suggestion for one in programme.doubts)
