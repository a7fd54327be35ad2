"""Captions at the desk: a file is looked at, kept where it belongs, withdrawn, shown again."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from archive.captions.model import CaptionTrack, Cue, Origin, Way
from archive.captions.write import write_srt, write_vtt
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.recording import note_media
from archive.catalogue.queries.tracks import cues_of, tracks_of
from archive.language import LANGUAGES, Language, say
from archive.sentence import Sentence
from archive.timecode import Span
from tests import forum
from tests.archive.captions.test_drift import talk
from tests.studio import EMAIL, Studio, form_token, send
from tests.web.pages.stage import counted_queries
from web.desk.words import DONE
from web.forms import LARGEST_FILE

CAPTIONS = f"/en/desk/captions/{forum.SLUG}"
SECOND = "session-keynote"
ALL = "recording-1"

STARTS = (300, 1_900, 2_700, 4_800, 5_500, 7_900, 9_300, 10_100, 12_400, 14_000, 16_300, 17_800)
ENGLISH = tuple(
    Cue(Span(start, start + 600 + 70 * (number % 4)), f"Sentence number {number}.")
    for number, start in enumerate(STARTS)
)
"""Irregular enough that only one shift brings two such tracks together."""


def late(by_ms: int) -> tuple[Cue, ...]:
    return tuple(
        Cue(Span(cue.span.start + by_ms, cue.span.end + by_ms), f"{number}번째 문장입니다.")
        for number, cue in enumerate(ENGLISH)
    )


def choose(
    browser: TestClient,
    content: bytes,
    *,
    name: str = "talk.srt",
    place: str = SECOND,
    page: str = CAPTIONS,
) -> Response:
    """Send the form with a file, as a browser does."""
    fields = {"form_token": form_token(browser, page), "place": place, "origin": ""}
    return browser.post(page, data=fields, files={"file": (name, content)})


def look(
    browser: TestClient, content: bytes, *, name: str = "talk.srt", place: str = SECOND
) -> str:
    """Choose a file that can be read; gives the address where it is looked at."""
    answer = choose(browser, content, name=name, place=place)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def hidden(text: str) -> dict[str, str]:
    """What the form that keeps the captions sends as it stands."""
    form = text[text.index('class="keep-captions"') :]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    moves = re.search(r'name="move" value="([^"]+)" checked', form)
    assert moves
    return fields | {"move": moves[1]}


def keep(browser: TestClient, address: str, **changed: str) -> Response:
    """Press "Keep" on the page that looks at a file."""
    text = browser.get(address).text
    return browser.post(address.partition("?")[0], data=hidden(text) | changed)


def uploaded(studio: Studio) -> list[tuple[str, list[tuple[int, str]]]]:
    """The uploaded tracks: their language and their cues' starts and texts."""
    with studio.catalogue.reading() as db:
        tracks = [one for one in tracks_of(db, [1]).get(1, ()) if one.way == Way.UPLOAD]
        cues = cues_of(db, [one.id for one in tracks])
    return [(one.language, [(c.span.start, c.text) for c in cues[one.id]]) for one in tracks]


def done(answer: Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?done=")[2]


SRT = write_srt(
    [Cue(Span(1_000, 2_500), "둑을 낮춥니다."), Cue(Span(3_000, 4_000), "네.")]
).encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_track_tells_where_it_is_from_and_how_good_it_is(
    studio: Studio, language: Language
) -> None:
    text = unescape(studio.editor().get(f"/{language}/desk/captions/{forum.SLUG}").text)
    told = (
        Sentence("Written by a person."),
        Sentence("{percent}% Korean.", {"percent": 100}),
        Sentence("{percent}% English.", {"percent": 100}),
    )
    for sentence in told:
        assert say(sentence, language) in text
    assert re.findall(r'<h3><span lang="(\w\w)">', text) == ["ko", "en"]


def test_a_file_is_looked_at_before_anything_is_kept(studio: Studio) -> None:
    browser = studio.editor()
    text = browser.get(look(browser, SRT)).text
    assert "SubRip" in text
    assert '<option value="session-keynote" selected>' in text
    assert '<option value="ko" lang="ko" selected>' in text, "told by its letters"
    assert re.findall(r'quiet">([\d:.]+)</span> <bdi>([^<]+)', text) == [
        ("00:00:01.000", "둑을 낮춥니다."),
        ("00:00:03.000", "네."),
    ]
    assert "2 captions cover" in text
    assert uploaded(studio) == []


def test_kept_captions_count_from_the_sessions_in_point_and_are_shown(studio: Studio) -> None:
    studio.publish("keynote")
    browser = studio.editor()
    assert done(keep(browser, look(browser, SRT))) == "captions_added"
    assert uploaded(studio) == [("ko", [(7_300, "둑을 낮춥니다."), (9_300, "네.")])]
    page = studio.viewer().get(f"/en/e/{forum.SLUG}/keynote").text
    assert "둑을 낮춥니다." in page
    assert "uploaded by an editor" in page
    assert (EMAIL in page, "talk.srt" in page) == (False, False), "that is for the desk"
    told = unescape(browser.get(f"{CAPTIONS}?done=captions_added").text)
    assert str(DONE["captions_added"]) in told
    assert f"“talk.srt”, uploaded by {EMAIL} for “Keynote”" in told


def test_the_same_file_again_says_so(studio: Studio) -> None:
    browser = studio.editor()
    address = look(browser, SRT)
    assert done(keep(browser, address)) == "captions_added"
    assert look(browser, SRT) == address, "the same file is the same page"
    assert done(keep(browser, address)) == "captions_same"
    assert done(keep(browser, address, **{"language-0": "en"})) == "captions_replaced"
    assert [language for language, _ in uploaded(studio)] == ["en"]


def test_captions_of_a_whole_recording_keep_their_times(studio: Studio) -> None:
    browser = studio.editor()
    assert done(keep(browser, look(browser, SRT, place=ALL))) == "captions_added"
    assert uploaded(studio) == [("ko", [(1_000, "둑을 낮춥니다."), (3_000, "네.")])]


def test_a_shift_against_what_is_shown_is_offered_and_taken(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        keep_tracks(db, 1, [CaptionTrack("en", Origin.PERSON, ENGLISH)], forum.NOW)
    browser = studio.editor()
    address = look(browser, write_vtt(late(1_520), "ko").encode(), name="talk.vtt", place=ALL)
    text = browser.get(address).text
    assert "They come 1.52 s later than the English captions shown now." in text
    assert "Move by −1.52 sec" in text
    assert hidden(text)["move"] == "0:1.000000", "nothing is moved unless it is chosen"
    keep(browser, address, move="-1520:1.000000")
    ((_, cues),) = uploaded(studio)
    assert [start for start, _ in cues] == list(STARTS)


def test_a_shift_against_the_sound_is_offered(studio: Studio) -> None:
    cues, peaks = talk(seed=4, sentences=60)
    studio.files.waveform.write_bytes(peaks)
    with studio.catalogue.writing() as db:
        note_media(db, 1, 100 * len(peaks), {})
    browser = studio.editor()
    late_cues = [Cue(Span(cue.span.start + 3_000, cue.span.end + 3_000), "네.") for cue in cues]
    text = browser.get(look(browser, write_srt(late_cues).encode(), place=ALL)).text
    found = re.search(r'value="(-?\d+):1\.0+"[^>]*> <span>Move by −(\d\.\d+|\d) sec', text)
    assert found
    assert abs(int(found[1]) + 3_000) <= 150
    assert "These captions come" in text


@pytest.mark.parametrize(
    ("typed", "starts"), [("-0.5", [500, 2_500]), ("+1,25", [2_250, 4_250]), ("−1", [0, 2_000])]
)
def test_captions_can_be_moved_by_hand(studio: Studio, typed: str, starts: list[int]) -> None:
    browser = studio.editor()
    keep(browser, look(browser, SRT, place=ALL), move="hand", seconds=typed)
    ((_, cues),) = uploaded(studio)
    assert [start for start, _ in cues] == starts


def test_seconds_that_are_no_number_are_refused_and_kept_in_the_form(studio: Studio) -> None:
    browser = studio.editor()
    answer = keep(browser, look(browser, SRT), move="hand", seconds="half")
    assert answer.status_code == 400
    assert "“half” is no number of seconds" in answer.text
    assert 'value="half"' in answer.text
    assert uploaded(studio) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SRT + b"\n3\n00:00:05,000 --> soon\nHello\n", "Line 10 gives no times we can read"),
        (b"Hello.\nThis is a letter.\n", "“talk.srt” is no caption file we can read"),
        (b"WEBVTT\n\nNOTE nothing\n", "“talk.srt” holds no captions."),
        (b"", "Choose a caption file."),
        (b"\xff\xfe\xff", "The file is in no text encoding we know"),
        (
            b"1\n00:00:01,000 --> 00:00:02,000\n" + b"x" * 1_000_000 + b"\n",
            "The caption at 0:01 holds 1000000 characters; a caption is at most 10000.",
        ),
    ],
)
def test_a_file_that_cant_be_read_is_told_in_one_sentence(
    studio: Studio, content: bytes, sentence: str
) -> None:
    answer = choose(studio.editor(), content)
    assert answer.status_code in (400, 422)
    (told,) = re.findall(r'<p class="note bad" role="alert">([^<]+)</p>', answer.text)
    assert sentence in unescape(told)
    assert '<option value="session-keynote" selected>' in answer.text, "what was chosen stays"


def test_a_file_that_is_too_large_is_refused(studio: Studio) -> None:
    answer = choose(studio.editor(), b"x" * (LARGEST_FILE + 200_000))
    assert (answer.status_code, "larger than this site takes" in answer.text) == (413, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_files_are_read_in_the_encodings_people_save_them_in(
    studio: Studio, encoding: str
) -> None:
    browser = studio.editor()
    keep(browser, look(browser, SRT.decode().encode(encoding)))
    assert uploaded(studio) == [("ko", [(7_300, "둑을 낮춥니다."), (9_300, "네.")])]


SMI = """<SAMI><HEAD><STYLE TYPE="text/css"><!--
.KRCC { Name:Korean; lang:ko-KR; } .ENCC { Name:English; lang:en-US; } --></STYLE></HEAD><BODY>
<SYNC Start=1000><P Class=KRCC>네.<SYNC Start=1000><P Class=ENCC>Yes.
<SYNC Start=2000><P Class=KRCC>&nbsp;<SYNC Start=2000><P Class=ENCC>&nbsp;
</BODY></SAMI>"""


def test_both_languages_of_one_file_are_kept_or_one_is_left_out(studio: Studio) -> None:
    browser = studio.editor()
    address = look(browser, SMI.encode(), name="talk.smi")
    keep(browser, address, **{"language-1": "none"})
    assert uploaded(studio) == [("ko", [(7_300, "네.")])]
    keep(browser, address)
    assert uploaded(studio) == [("ko", [(7_300, "네.")]), ("en", [(7_300, "Yes.")])]
    answer = keep(browser, address, **{"language-0": "none", "language-1": "none"})
    assert "every track of the file is left out" in answer.text


def test_captions_that_lie_after_the_session_are_told_apart(studio: Studio) -> None:
    browser = studio.editor()
    over = write_srt([Cue(Span(1_000, 2_000), "One."), Cue(Span(6_500, 7_500), "Two.")]).encode()
    address = look(browser, over)
    assert "1 caption begins after the end. It is kept" in browser.get(address).text
    keep(browser, address)
    assert uploaded(studio) == [("en", [(7_300, "One."), (12_800, "Two.")])]

    wrong = look(browser, write_srt([Cue(Span(9_000, 9_900), "Late.")]).encode())
    answer = keep(browser, wrong)
    assert answer.status_code == 400
    assert "None of these captions begins before the session ends." in answer.text


def test_a_cut_that_moved_meanwhile_is_shown_before_captions_are_kept(studio: Studio) -> None:
    browser = studio.editor()
    address = look(browser, SRT)
    fields = hidden(browser.get(address).text)
    cut = {"in_point": "7.5", "out_point": "12", "base_revision": "1", "then": "stay"}
    send(browser, f"/en/desk/e/{forum.SLUG}/keynote", cut)
    answer = browser.post(address.partition("?")[0], data=fields)
    assert answer.status_code == 409
    assert "Somebody moved this session&#39;s cut meanwhile." in answer.text
    assert 'name="revision" value="2"' in answer.text
    assert uploaded(studio) == []


def test_a_withdrawn_track_is_shown_to_nobody_until_it_is_shown_again(studio: Studio) -> None:
    studio.publish("keynote")
    page = f"/en/e/{forum.SLUG}/keynote"
    browser = studio.editor()
    with studio.catalogue.reading() as db:
        track = next(one.id for one in tracks_of(db, [1])[1] if one.language == "en")
    answer = send(browser, f"{CAPTIONS}/tracks/{track}/withdraw", {}, page=CAPTIONS)
    assert done(answer) == "captions_withdrawn"
    assert "First lower its" not in studio.viewer().get(page).text
    assert studio.viewer().get(f"{page}/captions.en.vtt").status_code == 404
    assert studio.viewer().get(f"{page}?en={track}").status_code == 200
    assert done(send(browser, f"{CAPTIONS}/tracks/{track}/show", {}, page=CAPTIONS)) == (
        "captions_shown"
    )
    assert "First lower its" in studio.viewer().get(page).text


def test_only_editors_see_captions_and_change_them(studio: Studio) -> None:
    editor, viewer = studio.editor(), studio.viewer()
    address = look(editor, SRT)
    for path in (CAPTIONS, address):
        assert viewer.get(path).headers["location"].startswith("/en/desk/sign-in")
    token = form_token(viewer, "/en/desk/sign-in")
    posts = (CAPTIONS, address.partition("?")[0], f"{CAPTIONS}/tracks/1/withdraw")
    for path in posts:
        assert viewer.post(path, data={"form_token": token}).status_code == 403
        assert editor.post(path, data={"form_token": token}).status_code == 403, "not its own form"
        other = {"sec-fetch-site": "cross-site"}
        mine = {"form_token": form_token(editor, CAPTIONS)}
        assert editor.post(path, data=mine, headers=other).status_code == 403
    with studio.catalogue.reading() as db:
        assert len(tracks_of(db, [1])[1]) == 2


def test_what_is_not_there_is_not_found_and_nonsense_is_passed_over(studio: Studio) -> None:
    browser = studio.editor()
    address = look(browser, SRT).partition("?")[0]
    assert browser.get(f"{address}?place=session-none&origin=god&language-0=xx").status_code == 200
    for path in (f"{CAPTIONS}/files/{40 * 'a'}", f"{address}0", "/en/desk/captions/no-event"):
        assert browser.get(path).status_code == 404


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script in entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "an image": "<img src=x onerror=alert(1)>",
    "the end of the page": "</bdi></li></ol></main></body></html>",
    "marks that turn text around": "\u202etxt.exe\u2066 강\u200f",
    "a null": "강\0물",
    "quotes": "\"'><b onmouseover=alert(1)>",
    "a template": "{{ 7*7 }} {% raw %} %(name)s {name}",
    "a long word": "w" * 9_000,
}


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_what_a_file_says_is_text_and_never_markup(studio: Studio, said: str) -> None:
    studio.publish("keynote")
    browser = studio.editor()
    name = "<script>alert(1)</script>\u202e\0.srt"
    content = f"1\n00:00:00,500 --> 00:00:05,500\n<v {said[:80]}>끝 {said}\n".encode()
    address = look(browser, content, name=name)
    first = browser.get(address).text
    keep(browser, address, **{"language-0": "ko"})
    pages = [
        first,
        browser.get(CAPTIONS).text,
        studio.viewer().get(f"/en/e/{forum.SLUG}/keynote").text,
        studio.viewer().get(f"/en/e/{forum.SLUG}/keynote/embed").text,
    ]
    for page in pages:
        for bad in ("<script>alert", "<img src=x", "<b onmouse", "\u202e", "\u2066", "\0", "49 "):
            assert bad not in page
        assert page.count("</html>") == 1
    assert "끝" in first
    assert "끝" in pages[2]
    for ending in ("vtt", "srt", "txt"):
        text = studio.viewer().get(f"/en/e/{forum.SLUG}/keynote/captions.ko.{ending}").text
        assert "끝" in text
        assert not re.search("[\0\u202e\u2066]", text)


def test_the_event_and_the_cut_desk_lead_to_the_captions(studio: Studio) -> None:
    browser = studio.editor()
    assert f'href="{CAPTIONS}"' in browser.get(f"/en/desk/e/{forum.SLUG}").text
    link = f"{CAPTIONS}?session=keynote"
    assert f'href="{link}#upload"' in browser.get(f"/en/desk/e/{forum.SLUG}/keynote").text
    assert '<option value="session-keynote" selected>' in browser.get(link).text


def test_more_tracks_ask_the_database_no_more_often(studio: Studio) -> None:
    counts = []
    browser = studio.editor()
    for origin in Origin:
        with studio.catalogue.writing() as db:
            keep_tracks(db, 1, [CaptionTrack("en", origin, ENGLISH)], datetime.now(UTC))
        for path in (CAPTIONS, f"/en/e/{forum.SLUG}/keynote"):
            browser.get(path)  # What is read once and kept is not what grows with tracks.
            with counted_queries(studio.catalogue) as seen:
                assert browser.get(path).status_code == 200
            counts.append(len(seen))
    assert len(set(counts[::2])) == len(set(counts[1::2])) == 1
