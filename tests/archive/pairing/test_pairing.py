"""One programme from two languages: real files and invented ones."""

import pytest

from archive.errors import RefusedError
from archive.pairing.files import korean_first, read_files
from archive.programme.model import Bilingual, Programme
from tests.paths import shared

KOREAN = """2026 강변 포럼
일시 : 2026년 5월 7일(목)

시간\t내용\t장소
10:00~10:10\t개회\t대강당
10:10~10:50\t[기조] 강을 되살리는 도시 / 한가람 (강변대 교수)\t대강당
10:50~11:00\t휴식\t
11:00~12:00\t[세션1] 물길의 미래 / 노을 (물길연구소 소장)\t소강당
"""
ENGLISH = """River Forum 2026
Date: 2026-05-07

Time | Title | Speaker | Room
--- | --- | --- | ---
10:00-10:10 | Opening | | Main Hall
10:10-10:50 | Cities that bring rivers back | Han Ga-ram | Main Hall
10:50-11:00 | Coffee break | |
11:10-12:00 | The future of waterways | Noh Eul | Small Hall
12:00-12:10 | Closing words | | Main Hall
"""


def pair(korean: str, english: str) -> Programme:
    return read_files([("en.md", english.encode()), ("ko.txt", korean.encode())])


def ubucon(talk: str) -> Programme:
    folder = f"programmes/ubucon_asia_2022/{talk}"
    names = ("index.md", "index.ko.md")
    return read_files([(name, shared(f"{folder}/{name}").read_bytes()) for name in names])


def reasons(programme: Programme) -> list[str]:
    return [str(doubt.reason) for doubt in programme.doubts]


def test_two_files_of_one_event_become_sessions_with_both_titles() -> None:
    programme = pair(KOREAN, ENGLISH)

    assert [one.title for one in programme.sessions] == [
        Bilingual("개회", "Opening"),
        Bilingual("강을 되살리는 도시", "Cities that bring rivers back"),
        Bilingual("휴식", "Coffee break"),
        Bilingual("물길의 미래", "The future of waterways"),
        Bilingual(en="Closing words"),
    ]
    assert [(person.name, person.affiliation) for person in programme.sessions[1].people] == [
        (Bilingual("한가람", "Han Ga-ram"), "강변대 교수")
    ]


def test_where_two_languages_disagree_the_other_value_is_suggested() -> None:
    programme = pair(KOREAN, ENGLISH)
    found = {str(one.reason): one.suggestion for one in programme.doubts}

    other = found["The two languages disagree on when this begins: 11:00 here, 11:10 in the other."]
    assert other is not None
    assert other.code == programme.sessions[3].code
    assert other.fields["start"] == "2026-05-07T11:10:00+09:00"
    assert "Only the other language’s programme has this session; it was added." in found
    assert not any("room" in reason for reason in found)
    assert f"{programme.sessions[3].start:%H:%M}" == "11:00"


def test_a_speaker_whose_names_do_not_read_alike_is_paired_with_a_doubt() -> None:
    programme = ubucon("CUDA-with-WSL2")

    (session,) = programme.sessions
    assert session.title == Bilingual(
        "WSL2 및 Ubuntu 환경에서 Docker 없이 CUDA 딥러닝 하기",
        "CUDA with WSL2 and Ubuntu without Docker",
    )
    assert [one.name for one in session.people] == [Bilingual("윤성국", "Geoff Yoon")]
    assert "윤성국 and Geoff Yoon do not read alike; they were taken for one person." in reasons(
        programme
    )


def test_a_session_that_moved_in_one_language_only_is_paired_by_its_speaker() -> None:
    programme = ubucon("Handling-Remaining-Funds")

    (session,) = programme.sessions
    assert session.title == Bilingual(
        "UbuCon Asia 끝나고 남은 돈 처리하기", "Handling Remaining Funds after UbuCon Asia"
    )
    assert [one.name for one in session.people] == [Bilingual("한영빈", "Youngbin Han")]
    assert reasons(programme)[1:] == [
        "The two languages disagree on when this begins: 14:00 here, 10:00 in the other.",
        "The two languages disagree on the room: “3” here, “2” in the other.",
    ]


BOTH = """2026 강변 포럼
2026년 5월 7일(목)

10:00~10:10\t개회
10:10~10:50\t강을 되살리는 도시
10:50~11:00\t휴식
11:00~12:00\t물길의 미래

10:00~10:10\tOpening
10:10~10:50\tCities that bring rivers back
10:50~11:00\tBreak
11:00~12:00\tThe future of waterways
"""


def test_one_file_that_prints_its_programme_twice_is_read_once() -> None:
    programme = read_files([("both.txt", BOTH.encode())])

    assert [(one.title.ko, one.title.en, one.line) for one in programme.sessions] == [
        ("개회", "Opening", 4),
        ("강을 되살리는 도시", "Cities that bring rivers back", 5),
        ("휴식", "Break", 6),
        ("물길의 미래", "The future of waterways", 7),
    ]
    assert not any("before" in reason for reason in reasons(programme))


ROW_BY_ROW = """2026 강변 포럼
2026년 5월 7일(목)

10:00~10:10\t개회
10:00~10:10\tOpening
10:10~10:50\t강을 되살리는 도시
10:10~10:50\tCities that bring rivers back
10:50~11:00\t휴식
10:50~11:00\tBreak
"""


def test_rows_that_are_printed_in_both_languages_are_read_once() -> None:
    programme = read_files([("both.txt", ROW_BY_ROW.encode())])

    assert [(one.title.ko, one.title.en) for one in programme.sessions] == [
        ("개회", "Opening"),
        ("강을 되살리는 도시", "Cities that bring rivers back"),
        ("휴식", "Break"),
    ]
    assert not any("before" in reason for reason in reasons(programme))


IN_ONE_CELL = """2026 강변 포럼
2026년 5월 7일(목)

10:00~10:10\t개회 / Opening
10:10~10:50\t강을 되살리는 도시 Cities that bring rivers back
10:50~11:00\t휴식 (Break)
11:00~12:00\tAI와 물길의 미래 | The future of waterways with AI
12:00~12:10\t맺는말
"""


def test_titles_with_the_other_language_behind_them_are_taken_apart() -> None:
    programme = read_files([("both.txt", IN_ONE_CELL.encode())])

    assert [(one.title.ko, one.title.en) for one in programme.sessions] == [
        ("개회", "Opening"),
        ("강을 되살리는 도시", "Cities that bring rivers back"),
        ("휴식", "Break"),
        ("AI와 물길의 미래", "The future of waterways with AI"),
        ("맺는말", ""),
    ]


def test_a_title_that_ends_in_a_foreign_word_stays_whole_among_korean_ones() -> None:
    text = IN_ONE_CELL.replace(" / Opening", "").replace(" (Break)", "").replace(
        " Cities that bring rivers back", ""
    )  # fmt: skip
    programme = read_files([("both.txt", text.encode())])
    assert programme.sessions[3].title.ko == "AI와 물길의 미래 The future of waterways with AI"


def test_talks_in_two_languages_on_one_day_stay_two() -> None:
    korean, english = BOTH.split("\n\n10:00~10:10\tOpening")
    mixed = f"{korean}\n13:00~13:10\tOpening{english}"
    for one, other in (("10:10~10:50\tC", "13:10~13:50\tC"), ("10:50~11:00\tB", "13:50~14:00\tB")):
        mixed = mixed.replace(one, other)
    mixed = mixed.replace("11:00~12:00\tThe", "14:00~15:00\tThe")
    assert len(read_files([("both.txt", mixed.encode())]).sessions) == 8


def test_two_files_in_one_language_are_refused() -> None:
    with pytest.raises(RefusedError, match="Both files are in one language"):
        read_files([("a.txt", KOREAN.encode()), ("b.txt", KOREAN.encode())])


def test_the_korean_file_comes_first_whichever_was_given_first() -> None:
    files = [("en.md", ENGLISH.encode()), ("ko.txt", KOREAN.encode())]
    assert [name for name, _ in korean_first(files)] == ["ko.txt", "en.md"]
    assert korean_first(files[::-1]) == files[::-1]
