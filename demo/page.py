"""The livestream's own web page, which describes the video to whoever archives it."""

import json
from datetime import timedelta
from html import escape
from typing import Any

from demo.story import Story
from demo.timeline import Timeline

CHAPTERS = {4: "기조 연설 Keynote", 5: "세션 1 Session 1", 7: "세션 2 Session 2"}
"""Rows that the stream's own makers marked; the others are left to be found."""

PAGE = """<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<title>{title}</title>
<script type="application/ld+json">{data}</script>
</head>
<body>
<h1>{title}</h1>
<p>{description}</p>
</body>
</html>
"""


def write_page(story: Story, timeline: Timeline, origin: str) -> str:
    """HTML with a schema.org VideoObject; ``origin`` is the server's ``http://host:port``."""
    data = _video(story, timeline, origin)
    embedded = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    title, description = escape(str(data["name"])), escape(str(data["description"]))
    return PAGE.format(title=title, description=description, data=embedded)


def _video(story: Story, timeline: Timeline, origin: str) -> dict[str, Any]:
    forum = story.forum
    rows = timeline.rows()
    ended = forum.stream_began + timedelta(milliseconds=timeline.duration)
    return {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": f"{forum.title_ko} 생중계 · {forum.title_en} livestream",
        "description": f"{forum.theme_ko} / {forum.theme_en}",
        "contentUrl": f"{origin}/master.m3u8",
        "uploadDate": ended.isoformat(),
        "duration": f"PT{timeline.duration / 1000:.3f}S",
        "publication": {
            "@type": "BroadcastEvent",
            "isLiveBroadcast": False,
            "startDate": forum.stream_began.isoformat(),
            "endDate": ended.isoformat(),
        },
        "hasPart": [
            {
                "@type": "Clip",
                "name": name,
                "startOffset": rows[row].start / 1000,
                "endOffset": rows[row].end / 1000,
            }
            for row, name in CHAPTERS.items()
        ],
    }
