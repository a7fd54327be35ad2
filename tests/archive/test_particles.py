"""Korean particles take the form that fits the word before them."""

import pytest

from archive.language import say
from archive.particles import fit_particles
from archive.sentence import Sentence


@pytest.mark.parametrize(
    ("written", "fitted"),
    [
        ("둑을(를)", "둑을"),
        ("“나무”을(를)", "“나무”를"),
        ("강이(가)", "강이"),
        ("바다이(가)", "바다가"),
        ("“물길 (2부)”은(는)", "“물길 (2부)”는"),
        ("노을(3번)을(를)", "노을(3번)을"),
        ("남과(와) 여와(과) 물", "남과 여와 물"),
        ("책(으)로 글(으)로 나무(으)로", "책으로 글로 나무로"),
        ("14:03(으)로, 14:05(으)로, 14:07(으)로", "14:03으로, 14:05로, 14:07로"),
        ("&#39;둑&#39;을(를)", "&#39;둑&#39;을"),
        ("“세션 2”(이)라는 말, “세션 3”(이)라는 말", "“세션 2”라는 말, “세션 3”이라는 말"),
        ("zebra을(를)", "zebra을(를)"),
        ("을(를)", "을(를)"),
    ],
)
def test_a_particle_fits_the_word_before_it(written: str, fitted: str) -> None:
    assert fit_particles(written) == fitted


def test_a_sentence_in_korean_fits_its_values() -> None:
    sentence = Sentence("There is no file {path}.", {"path": "강"})
    assert say(sentence, "ko") == "파일 강이 없습니다."
