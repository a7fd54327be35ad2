"""Which caption tracks are chosen."""

import pytest

from archive.source.subtitles import choose_subtitles
from tests.archive.source.youtube import Info, captions, video

RECOGNISED = captions("&lang=ko&kind=asr")
TRANSLATED = captions("&lang=ko&kind=asr&tlang=en")
FROM_A_PERSON = captions("&lang=ko&tlang=en")
PERSON = captions("&lang=ko")


@pytest.mark.parametrize(
    ("subtitles", "automatic", "chosen"),
    [
        (
            {"ko": PERSON, "en": captions("&lang=en")},
            {"ko-orig": RECOGNISED, "ko": RECOGNISED, "en": TRANSLATED},
            [("ko", "person", "ko"), ("en", "person", "en")],
        ),
        (
            {},
            {"ko-orig": RECOGNISED, "ko": RECOGNISED, "en": TRANSLATED, "ja": TRANSLATED},
            [("ko", "automatic", "ko-orig"), ("en", "translated", "en")],
        ),
        (
            {"ko": PERSON},
            {"ko-orig": RECOGNISED, "en": TRANSLATED, "en-ko": FROM_A_PERSON},
            [("ko", "person", "ko"), ("en", "translated", "en-ko")],
        ),
        ({"en-GB": PERSON, "en": PERSON}, {}, [("en", "person", "en")]),
        ({"en-GB": PERSON, "ko-KR": PERSON}, {}, [("ko", "person", "ko-KR"),
                                                   ("en", "person", "en-GB")]),
        ({"ja": PERSON, "live_chat": PERSON, "kok": PERSON}, {}, []),
        (None, None, []),
    ],
    ids=[
        "what people wrote",
        "what was recognised, then translated",
        "a translation of what a person wrote before one of what was recognised",
        "the plain language",
        "a country's variety",
        "no other language",
        "none at all",
    ],
)  # fmt: skip
def test_the_best_track_of_each_language_is_chosen(
    subtitles: Info | None, automatic: Info | None, chosen: list[tuple[str, str, str]]
) -> None:
    info = video(subtitles=subtitles, automatic_captions=automatic)
    found = [(track.language, track.origin, track.code) for track, _ in choose_subtitles(info)]
    assert found == chosen


def test_webvtt_is_chosen_before_subrip_and_other_forms_are_not() -> None:
    forms = captions("&lang=ko", ("ttml", "srt", "vtt"))
    chosen = choose_subtitles(video(subtitles={"ko": forms, "en": captions("", ("json3", "srt"))}))
    assert [(track.extension, entry["ext"]) for track, entry in chosen] == [
        ("vtt", "vtt"),
        ("srt", "srt"),
    ]
