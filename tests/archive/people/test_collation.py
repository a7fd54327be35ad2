"""Names in the order of an index, under their letters."""

from archive.people.collation import by_letter

NAMES = ("하정우", "Émile", "강하늘", "꽃님", "ana", "5·18", "나문희", "Zoe", "가람", "안나")


def letters(language: str) -> list[tuple[str, tuple[str, ...]]]:
    return list(by_letter(NAMES, str, "ko" if language == "ko" else "en"))


def test_korean_names_stand_first_for_korean_readers_by_first_consonant() -> None:
    assert letters("ko") == [
        ("ㄱ", ("가람", "강하늘", "꽃님")),
        ("ㄴ", ("나문희",)),
        ("ㅇ", ("안나",)),
        ("ㅎ", ("하정우",)),
        ("A", ("ana",)),
        ("E", ("Émile",)),
        ("Z", ("Zoe",)),
        ("#", ("5·18",)),
    ]


def test_latin_names_stand_first_for_english_readers() -> None:
    assert [letter for letter, _ in letters("en")] == ["A", "E", "Z", "ㄱ", "ㄴ", "ㅇ", "ㅎ", "#"]


def test_names_are_the_same_however_they_are_composed() -> None:
    decomposed = "\u1100\u1161\u11bc"
    assert by_letter([decomposed, "가"], str, "ko") == (("ㄱ", ("가", decomposed)),)
