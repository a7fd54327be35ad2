"""Searching sessions, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from archive.catalogue.engine import Catalogue
from archive.catalogue.tables import SessionRow
from archive.errors import RefusedError
from archive.people.matching import MatchKind
from archive.programme.model import Bilingual
from archive.search.analyse import Analyser
from archive.search.query import Results, search, search_in_session
from tests.archive.search.invented import CUE_MS, NOW, Invented, Someone, keep


def codes(results: Results) -> list[str]:
    return sorted(session.code for session in results.sessions)


def found(catalogue: Catalogue, analyser: Analyser, text: str, **options: Any) -> Results:
    with catalogue.reading() as db:
        return search(db, analyser, text, **options)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("낮추다", ["rivers"]),
        ("낮췄던", ["rivers"]),
        ("만들다", ["rivers"]),
        ("걷는 사람", ["rivers"]),
        ("물높이", ["rivers"]),
        ("인공 지능", ["lunch", "rivers"]),
        ("AI", ["lunch", "rivers"]),
        ("artificial intelligence", ["lunch", "rivers"]),
        ("predicting flood", ["rivers"]),
        ("river city", ["rivers"]),
        ("도서관", ["library"]),
        ("중앙도서관", ["library"]),
        ("데이터", ["library"]),
        ("빅 데이터", ["library"]),
        ("카이스트", ["library"]),
        ("도시락", ["lunch"]),
        ("포도시럽", []),
        ("도시락 인공지능", ["lunch"]),
        ("도시락 도서관", []),
    ],
)
def test_a_word_is_found_in_every_form_it_takes(
    filled: Catalogue, analyser: Analyser, text: str, expected: list[str]
) -> None:
    assert codes(found(filled, analyser, text)) == expected


def test_a_phrase_must_stand_as_it_is_quoted(filled: Catalogue, analyser: Analyser) -> None:
    assert codes(found(filled, analyser, '"물의 높이"')) == ["rivers"]
    assert codes(found(filled, analyser, '"높이 물"')) == []
    assert codes(found(filled, analyser, "높이 물")) == ["rivers"]


def test_a_phrase_may_go_on_in_the_next_cue(catalogue: Catalogue, analyser: Analyser) -> None:
    keep(catalogue, analyser, Invented("a", english=("We lowered the river", "banks last year.")))
    session = found(catalogue, analyser, '"river banks"').sessions[0]
    assert [(hit.text, hit.marks) for hit in session.hits] == [
        ("We lowered the river", ((15, 20),))
    ]


@pytest.mark.parametrize("text", ["되살", "neighbour", "국립중", "li", "도서"])
def test_the_last_word_may_be_unfinished(filled: Catalogue, analyser: Analyser, text: str) -> None:
    expected = {"되살": "rivers"}.get(text, "library")
    assert expected in codes(found(filled, analyser, text))


def test_an_unfinished_word_before_the_last_finds_nothing(
    filled: Catalogue, analyser: Analyser
) -> None:
    assert codes(found(filled, analyser, "neighbourhood librar")) == ["library"]
    assert codes(found(filled, analyser, "neighb library")) == []


def test_whole_words_come_before_longer_ones(filled: Catalogue, analyser: Analyser) -> None:
    assert [session.code for session in found(filled, analyser, "도시").sessions] == [
        "rivers",
        "lunch",
    ]


def test_a_hit_says_its_second_and_marks_the_original(
    filled: Catalogue, analyser: Analyser
) -> None:
    session = next(s for s in found(filled, analyser, "만든 길").sessions if s.code == "rivers")
    hit = session.hits[0]
    assert hit.offset_ms == 2 * CUE_MS
    assert hit.language == "ko"
    assert hit.text == "사람들이 함께 걸었던 길을 다시 만들었습니다."
    assert [hit.text[start:end] for start, end in hit.marks] == ["길", "만들"]


def test_the_best_hits_are_those_with_most_of_the_words(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    cues = ("the bridge", "a river", "the river", "rivers", "that river bridge", "nothing")
    keep(catalogue, analyser, Invented("a", english=cues))
    session = found(catalogue, analyser, "river bridge").sessions[0]
    assert [hit.text for hit in session.hits] == ["that river bridge", "the bridge", "a river"]
    assert session.more == 2


def test_a_session_is_described_as_the_programme_does(
    filled: Catalogue, analyser: Analyser
) -> None:
    session = found(filled, analyser, "둑").sessions[0]
    assert session.event_slug == "forum"
    assert session.title == Bilingual("강을 되살리는 도시", "Cities that bring rivers back")
    assert session.people == (Bilingual("한가람", "Han Ga-ram"), Bilingual("노을", "Noh Eul"))
    assert session.event_title == Bilingual("강변 포럼", "River Forum")


def test_viewers_find_only_what_is_published(filled: Catalogue, analyser: Analyser) -> None:
    assert codes(found(filled, analyser, "둑")) == ["rivers"]
    assert codes(found(filled, analyser, "둑", is_editor=True)) == ["hidden", "rivers"]
    assert found(filled, analyser, "비밀인") == Results()
    assert [
        person.name.ko for person in found(filled, analyser, "비밀인", is_editor=True).people
    ] == ["비밀인"]


def test_nobody_finds_what_is_gone_from_the_programme(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    ids = keep(catalogue, analyser, Invented("a", ko="지워질 둑", people=(Someone("표하린"),)))
    with catalogue.writing() as db:
        db.get_one(SessionRow, ids["a"]).gone_at = NOW
    assert found(catalogue, analyser, "둑", is_editor=True) == Results()
    assert found(catalogue, analyser, "표하린", is_editor=True) == Results()


def test_a_search_may_stay_inside_one_event(catalogue: Catalogue, analyser: Analyser) -> None:
    keep(
        catalogue,
        analyser,
        Invented("a", ko="낮은 둑", event="spring"),
        Invented("b", ko="높은 둑", event="autumn"),
    )
    assert codes(found(catalogue, analyser, "둑", event_slug="autumn")) == ["b"]
    assert codes(found(catalogue, analyser, "둑")) == ["a", "b"]


def test_pages_follow_each_other_without_a_gap(catalogue: Catalogue, analyser: Analyser) -> None:
    for count in (3, 7):
        keep(
            catalogue,
            analyser,
            *(Invented(f"{count}-{at}", ko="둑", event=f"event-{count}") for at in range(count)),
        )
        whole = found(catalogue, analyser, "둑", event_slug=f"event-{count}")
        shown = [
            found(catalogue, analyser, "둑", event_slug=f"event-{count}", limit=2, offset=offset)
            for offset in range(0, count, 2)
        ]
        assert {page.total for page in shown} == {count}
        assert [s for page in shown for s in page.sessions] == list(whole.sessions)


def test_only_the_most_trusted_track_of_a_language_is_searched(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    keep(
        catalogue,
        analyser,
        Invented("a", korean=("둑을 낮춥니다.",), translated=("제방을 낮춥니다.",)),
        Invented("b", translated=("제방을 낮춥니다.",)),
    )
    assert codes(found(catalogue, analyser, "제방")) == ["b"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("한가람", MatchKind.EXACT),
        ("Han Ga-ram", MatchKind.EXACT),
        ("HAN, Karam", MatchKind.READING),
        ("karam han", MatchKind.READING),
        ("ㅎㄱㄹ", MatchKind.INITIALS),
        ("한가란", MatchKind.TYPO),
    ],
)
def test_a_speaker_is_found_however_the_name_is_written(
    filled: Catalogue, analyser: Analyser, text: str, kind: MatchKind
) -> None:
    people = found(filled, analyser, text).people
    assert [(person.name.ko, person.affiliation, person.kind) for person in people] == [
        ("한가람", "강변대 교수", kind)
    ]


def test_a_speaker_found_by_another_spelling_brings_their_sessions(
    filled: Catalogue, analyser: Analyser
) -> None:
    assert codes(found(filled, analyser, "Hahn Karam")) == ["rivers"]


def test_a_title_is_found_by_any_part_of_it(catalogue: Catalogue, analyser: Analyser) -> None:
    keep(
        catalogue,
        analyser,
        Invented("a", ko="100% 물길", en="C++ and rivers"),
        Invented("b", ko="물"),
    )
    assert codes(found(catalogue, analyser, "0% 물")) == ["a"]
    assert codes(found(catalogue, analyser, "c++")) == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        '""',
        "*",
        "a*b OR NOT (",
        "title:x",
        "{title people} : y",
        "NEAR(a b, 3)",
        "'; DROP TABLE session; --",
        "\\' :* & | ! <->",
        "\x00\x01",
        "zzz\x00zzz",
        "\ud800",
        "%",
        "_",
        "😀",
        "ㅋㅋㅋ",
        "𠀀",
        "-",
        "1.5 a:b c/d",
        "^a ^^",
        '"열린 따옴표',
        "x" * 200,
        "\u202e\u200b",
    ],
)
def test_whatever_is_typed_is_only_words(filled: Catalogue, analyser: Analyser, text: str) -> None:
    assert found(filled, analyser, text).sessions == ()


def test_an_endless_query_is_refused(filled: Catalogue, analyser: Analyser) -> None:
    with pytest.raises(RefusedError, match="at most 200 characters"):
        found(filled, analyser, "물 " * 101)


def test_one_session_is_searched_in_the_order_it_was_said(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    cues = ("a bridge", "nothing", "the river bridge", "rivers")
    ids = keep(catalogue, analyser, Invented("a", english=cues))
    with catalogue.reading() as db:
        hits = search_in_session(db, analyser, ids["a"], "river bridge")
        assert [hit.text for hit in hits.best] == ["a bridge", "the river bridge", "rivers"]
        unfinished = search_in_session(db, analyser, ids["a"], "riv")
        assert [hit.text for hit in unfinished.best] == ["the river bridge", "rivers"]
        assert search_in_session(db, analyser, ids["a"], "absent").best == ()


@contextmanager
def counted(catalogue: Catalogue) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(catalogue.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(catalogue.engine, "before_cursor_execute", note)


def test_a_longer_list_asks_no_more_of_the_database(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    people = (Someone("한가람"), Someone("표하린"))
    counts = []
    for event_slug, number in (("one", 1), ("three", 3), ("thirty", 30)):
        keep(
            catalogue,
            analyser,
            *(
                Invented(
                    f"s{at}",
                    ko="낮은 둑",
                    korean=("둑을 봅니다.",) * 5,
                    event=event_slug,
                    people=people[:number],
                )
                for at in range(number)
            ),
        )
        with counted(catalogue) as statements:
            assert found(catalogue, analyser, "둑", event_slug=event_slug).total == number
        counts.append(len(statements))
    few, some, many = counts
    assert few == some
    assert many <= few
