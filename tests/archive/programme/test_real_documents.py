"""Programmes organisers really published, each read whole."""

import json

import pytest

from archive.programme import read_programme
from archive.programme.document import programme_as_json
from tests.paths import PROJECT, shared


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("satiis_3rd_workshop_2026.html", "satiis_3rd_workshop_2026"),
        ("ksvs_ham_10th_programme.txt", "ksvs_ham_10th"),
        ("naver_dan24_fe_timetable.md", "naver_dan24_fe"),
        ("ubucon_asia_2022/CUDA-with-WSL2/index.ko.md", "ubucon_cuda_ko"),
        ("ubucon_asia_2022/CUDA-with-WSL2/index.md", "ubucon_cuda_en"),
        ("ubucon_asia_2022/Handling-Remaining-Funds/index.ko.md", "ubucon_funds_ko"),
        ("ubucon_asia_2022/Handling-Remaining-Funds/index.md", "ubucon_funds_en"),
    ],
)
def test_file_gives_exactly_what_was_read_from_it_by_eye(printed: str, expected: str) -> None:
    content = shared(f"programmes/{printed}").read_bytes()
    written = PROJECT / "tests" / "data" / f"{expected}.programme.json"

    document = programme_as_json(read_programme(content))

    assert document == json.loads(written.read_text(encoding="utf-8"))
