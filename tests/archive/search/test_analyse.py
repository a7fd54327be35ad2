"""Text into terms, with the real model."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.search.analyse import Analyser, Analysis
from archive.search.spans import decode_spans, read_terms


def words(analysis: Analysis) -> tuple[str, ...]:
    return analysis.terms[: analysis.words]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("도시를, 도시에서는 도시였다", ("도시", "도시", "도시")),
        ("둑을 낮췄습니다", ("둑", "낮추")),
        ("걸었던 길", ("걷", "길")),
        ("디지털격차", ("디지털", "격차")),
        ("1,000명이 1.5도", ("1000", "명", "1.5", "도")),
        ("COVID-19와 3D프린팅", ("covid", "19", "3", "d", "프린팅")),
        ("漢字와 한글", ("漢", "字", "한글")),
        ("ＫＡＩＳＴ에서", ("kaist",)),
    ],
)
def test_korean_keeps_what_a_text_is_about(
    analyser: Analyser, text: str, terms: tuple[str, ...]
) -> None:
    assert words(analyser.analyse(text)) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Universities' university", ("universiti", "universiti")),
        ("cities city City's", ("citi", "citi", "citi")),
        ("can't", ("cant",)),
        ("Café Straße", ("cafe", "strass")),
        ("under_score 2,000.5 a/b", ("under", "score", "2", "000.5", "a", "b")),
        ("", ()),
        ("… — !", ()),
    ],
)
def test_latin_words_are_stemmed(text: str, terms: tuple[str, ...]) -> None:
    assert words(Analyser().analyse(text)) == terms


@pytest.mark.parametrize(
    "text",
    [
        "서울시는 인공지능(AI)으로 강가의 길을 함께 만들었습니다.",
        "양자 컴퓨팅을 들을 수 있는 국립중앙도서관",
        "We’ll see the cities’ 1,000 rivers",
        unicodedata.normalize("NFD", "둑을 낮춥니다 café"),
        "😀 둑 𠀀 rivers\n다음 줄",
    ],
)
def test_each_span_is_a_piece_of_the_text(analyser: Analyser, text: str) -> None:
    whole = unicodedata.normalize("NFC", text)
    analysis = analyser.analyse(text)
    assert len(analysis.spans) == len(analysis.terms) > 0
    assert all(0 <= start < end <= len(whole) for start, end in analysis.spans)
    assert all(whole[start:end].strip() == whole[start:end] for start, end in analysis.spans)
    starts = [start for start, _ in analysis.spans[: analysis.words]]
    assert starts == sorted(starts)


def test_what_is_stored_is_what_was_analysed(analyser: Analyser) -> None:
    analysis = analyser.analyse("서울시 도서관")
    assert read_terms(analysis.stored_terms) == (("서울시", "도서관"), ("서울", "시"))
    assert decode_spans(analysis.stored_spans) == ((0, 3), (4, 7), (0, 3), (0, 3))


def test_a_known_name_stays_whole() -> None:
    analyser = Analyser()
    before = words(analyser.analyse("유시아 교수와 유시아가"))
    analyser.add_names(["유시아", "Yoo Sia", "노을"])
    assert before != ("유시아", "교수", "유시아")
    assert words(analyser.analyse("유시아 교수와 유시아가")) == ("유시아", "교수", "유시아")


def test_several_threads_may_analyse_at_once(analyser: Analyser) -> None:
    texts = [f"둑을 {number}번 낮추었고 rivers flooded" for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(analyser.analyse, texts))
    assert together == [analyser.analyse(text) for text in texts]


def test_a_process_without_korean_text_never_loads_the_model() -> None:
    program = (
        "import sys; from archive.search import query, index; "
        "from archive.search.analyse import Analyser; "
        "from archive.search.wanted import read_query; "
        "print(Analyser().analyse('cities').terms, end=' '); "
        "print(len(read_query(Analyser(), 'second rivers').clauses), 'kiwipiepy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == "('citi',) 2 False\n"
