"""A programme as JSON."""

import json

from archive.programme.document import programme_as_json
from tests.archive.programme.releases import read, release


def test_document_has_exactly_the_agreed_shape() -> None:
    programme = read(release("10:00~10:30 (20')\t[세션1] 물의 도시\t가온홀", "(좌장) 홍길동 교수"))

    assert programme_as_json(programme) == {
        "event": {
            "title": {"ko": "2025 가온 포럼", "en": ""},
            "date": "2025-05-14",
            "timezone": "Asia/Seoul",
        },
        "sessions": [
            {
                "code": "session-1",
                "kind": "session",
                "title": {"ko": "물의 도시", "en": ""},
                "room": "가온홀",
                "start": "2025-05-14T10:00:00+09:00",
                "end": "2025-05-14T10:30:00+09:00",
                "people": [
                    {
                        "name": {"ko": "홍길동", "en": ""},
                        "affiliation": "교수",
                        "role": "chair",
                        "order": 1,
                    }
                ],
                "line": 4,
            }
        ],
        "doubts": [
            {
                "line": 4,
                "text": "10:00~10:30 (20')",
                "reason": "The duration printed is 20 minutes, but the times are 30 minutes apart.",
                "suggestion": {
                    "text": "Let it end at 10:20, as the duration says.",
                    "edit": {"session": "session-1", "set": {"end": "2025-05-14T10:20:00+09:00"}},
                },
            }
        ],
    }


def test_of_a_day_that_is_not_known_the_hours_are_kept() -> None:
    document = programme_as_json(read("가온 포럼 프로그램\n10:00~10:30\t개회식\n"))

    assert document["event"]["date"] is None
    assert [(one["start"], one["end"]) for one in document["sessions"]] == [("10:00", "10:30")]


def test_document_survives_json() -> None:
    document = programme_as_json(read(release("10:00~10:30\t개회식")))

    assert json.loads(json.dumps(document)) == document
