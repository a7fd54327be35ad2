"""An organiser's own phrases count beside those of the languages."""

from pathlib import Path

import pytest

from archive.alignment.phrases import phrases, phrases_of
from archive.errors import RefusedError


def test_phrases_of_a_folder_are_added_to_those_of_the_languages(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        '[cues]\nnext = ["돛을 올립니다"]\n[kinds]\nphoto = ["찰칵"]\n', encoding="utf-8"
    )

    known = phrases_of(tmp_path)

    assert known.cues["next"] == (*phrases().cues["next"], "돛을 올립니다")
    assert known.kinds["photo"] == (*phrases().kinds["photo"], "찰칵")
    assert known.cues["close"] == phrases().cues["close"]
    assert phrases_of(None) is phrases()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[cues\n", "cannot be read"),
        ('[cues]\nnextt = ["x"]\n', "cues.nextt"),
        ('[cues]\nnext = "x"\n', "cues.next"),
        ("[later]\npatterns = []\n", "later"),
    ],
)
def test_a_file_that_is_no_list_of_phrases_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(RefusedError, match=said):
        phrases(path)
