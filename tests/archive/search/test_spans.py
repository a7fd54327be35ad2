"""Spans in few bytes, and marks on the original text."""

from hypothesis import given
from hypothesis import strategies as st

from archive.search.hits import mark
from archive.search.spans import (
    decode_spans,
    encode_spans,
    joined_marks,
    pieces,
    read_terms,
    write_terms,
)
from archive.search.wanted import Phrase

SPANS = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(0, 500)).map(lambda one: (one[0], sum(one)))
)
WORDS = st.lists(st.from_regex(r"[a-z가-힣0-9.]+", fullmatch=True))


@given(SPANS)
def test_spans_come_back_as_they_were(spans: list[tuple[int, int]]) -> None:
    assert decode_spans(encode_spans(spans)) == tuple(spans)


def test_a_span_in_a_short_text_takes_two_bytes() -> None:
    assert encode_spans([(0, 3), (127, 130), (128, 130)]) == bytes([0, 3, 127, 3, 128, 1, 2])


@given(WORDS, WORDS)
def test_terms_come_back_as_they_were(words: list[str], parts: list[str]) -> None:
    assert read_terms(write_terms(words, parts)) == (tuple(words), tuple(parts))


@given(SPANS)
def test_joined_marks_stand_apart_and_cover_the_same(spans: list[tuple[int, int]]) -> None:
    joined = joined_marks(spans)
    assert all(joined[at][1] < joined[at + 1][0] for at in range(len(joined) - 1))
    covered = {place for start, end in spans for place in range(start, end)}
    assert {place for start, end in joined for place in range(start, end)} == covered


@given(st.text(), SPANS)
def test_pieces_make_the_text_again(text: str, spans: list[tuple[int, int]]) -> None:
    inside = joined_marks((min(a, len(text)), min(b, len(text))) for a, b in spans)
    assert "".join(piece for piece, _ in pieces(text, inside)) == text


def test_a_cue_is_marked_where_its_terms_stand() -> None:
    text = "도시를 만드는 도시"
    spans = encode_spans([(0, 2), (4, 6), (8, 10)])
    assert mark(text, "도시 만들 도시", spans, [Phrase(("도시",))]) == (
        ("도시", True),
        ("를 만드는 ", False),
        ("도시", True),
    )
    assert mark(text, "도시 만들 도시", spans, [Phrase(("만들", "도시"))]) == (
        ("도시를 ", False),
        ("만드", True),
        ("는 ", False),
        ("도시", True),
    )


def test_a_noun_inside_another_marks_the_whole_of_it() -> None:
    spans = encode_spans([(0, 3), (0, 3), (0, 3)])
    assert mark("서울시", "서울시 / 서울 시", spans, [Phrase(("서울",))]) == (("서울시", True),)
