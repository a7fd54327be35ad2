"""The times of words as bytes."""

from hypothesis import given
from hypothesis import strategies as st

from archive.captions.packed import pack_words, unpack_words


@given(st.lists(st.integers(0, 2**31 - 1), min_size=1).map(sorted))
def test_what_is_packed_is_unpacked_as_it_was(times: list[int]) -> None:
    start, *words = times
    assert unpack_words(pack_words(words, start), start) == tuple(words)


def test_a_word_takes_a_byte_or_two() -> None:
    words = (5000, 5120, 5500, 7000)
    assert pack_words(words, 5000) == bytes([0, 120, 0xFC, 0x02, 0xDC, 0x0B])
    assert pack_words((), 5000) is None
