"""Info dicts in the shape yt-dlp gives YouTube's videos, made up for these tests."""

from typing import Any

Info = dict[str, Any]

PAGE = "https://www.youtube.com/watch?v=abcdefghijk"
MEDIA = "https://rr1---sn-a5uoeu7e.googlevideo.com/videoplayback"
CAPTIONS = "https://www.youtube.com/api/timedtext?v=abcdefghijk"


def picture(itag: str, codec: str, height: int, **more: Any) -> Info:
    """A picture without sound, as one file."""
    return _format(itag, **({"vcodec": codec, "acodec": "none", "height": height} | more))


def sound(itag: str, codec: str, rate: float, **more: Any) -> Info:
    """A sound without picture, as one file."""
    extension = "m4a" if codec.startswith("mp4a") else "webm"
    more = {"ext": extension, "language_preference": 10} | more
    return _format(itag, vcodec="none", acodec=codec, height=None, abr=rate, **more)


def whole(itag: str, height: int, **more: Any) -> Info:
    """Picture and sound in one file."""
    more = {"vcodec": "avc1.42001E", "acodec": "mp4a.40.2"} | more
    return _format(itag, height=height, **more)


def storyboard() -> Info:
    return _format("sb0", vcodec="none", acodec="none", height=180, ext="mhtml", protocol="mhtml")


def ladder() -> list[Info]:
    """What YouTube gives for a 1440p video: three codecs, two sounds, HLS twins, pictures."""
    hls = {"protocol": "m3u8_native", "filesize": None}
    return [
        storyboard(),
        sound("139-drc", "mp4a.40.5", 48.8, quality=1),
        sound("249", "opus", 50.2),
        sound("140-drc", "mp4a.40.2", 129.5),
        sound("251", "opus", 141.0),
        sound("140", "mp4a.40.2", 129.5),
        whole("18", 360),
        picture("136", "avc1.64001f", 720),
        picture("247", "vp09.00.31.08", 720),
        picture("398", "av01.0.05M.08", 720),
        picture("270", "avc1.640028", 1080, **hls),
        picture("137", "avc1.640028", 1080),
        picture("248", "vp09.00.40.08", 1080),
        picture("399", "av01.0.08M.08", 1080),
        picture("271", "vp09.00.50.08", 1440),
        picture("400", "av01.0.12M.08", 1440),
    ]


def video(**more: Any) -> Info:
    """A livestream that is over, held in Korean."""
    return {
        "id": "abcdefghijk",
        "title": "기록 포럼 2일차",
        "description": "둘째 날 중계 기록입니다.",
        "webpage_url": PAGE,
        "duration": 28813,
        "timestamp": 1749553200,
        "upload_date": "20250610",
        "release_timestamp": 1749515412,
        "live_status": "was_live",
        "is_live": False,
        "was_live": True,
        "media_type": "livestream",
        "chapters": [
            {"start_time": 0.0, "end_time": 1830.5, "title": "여는 말"},
            {"start_time": 1830.5, "end_time": 28813, "title": "발표 1"},
        ],
        "formats": ladder(),
        "subtitles": {},
        "automatic_captions": {},
    } | more


def captions(query: str = "", extensions: tuple[str, ...] = ("json3", "srv1", "vtt")) -> list[Info]:
    """One track in each of the forms YouTube offers."""
    return [{"ext": form, "url": f"{CAPTIONS}{query}&fmt={form}"} for form in extensions]


def _format(itag: str, **more: Any) -> Info:
    size = {"filesize": 1000 * (more.get("height") or more.get("abr") or 1)}
    common = {"format_id": itag, "url": f"{MEDIA}?itag={itag}", "ext": "mp4", "protocol": "https"}
    return common | size | more
