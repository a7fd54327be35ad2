"""Bringing a programme in at the desk: read, mended, applied by choice, and undone."""

import json
import re
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from archive.catalogue.queries.desk import all_events, desk_event
from archive.catalogue.queries.programme import last_imports
from archive.catalogue.values import SessionState
from archive.programme.exports import EXPORTS
from archive.programme.model import Bilingual, Programme, SessionKind
from archive.programme.own_fields import Export
from tests import forum
from tests.studio import EMAIL, Studio, form_token, send

IMPORT = "/en/desk/import"
OVERVIEW = "/en/desk/"
RELEASE = """물빛 포럼 2027
일시 : 2027년 3월 4일(목) 10:00~12:00
장소 : 물빛회관 대강당

10:00~10:10 개회
10:10~11:05 기조연설 이물결 (물빛대 교수)
11:00~12:00 물의 도시 이야기 모음
12:00~11:00 폐회
"""
OVERLAP = "This row starts before the row above it has ended."


def read(browser: TestClient, text: str = RELEASE, slug: str = "water-2027", **more: str) -> str:
    """Paste a programme; gives the address of its draft."""
    answer = send(browser, IMPORT, {"text": text, "slug": slug, **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def act(browser: TestClient, draft: str, verb: str, **fields: str) -> Response:
    return send(browser, f"{draft}/{verb}", fields, page=draft)


def ticks(browser: TestClient, draft: str) -> dict[str, str]:
    """What is ticked when the page is opened."""
    found = re.findall(r'name="(take [^"]+)" checked', browser.get(draft).text)
    return {unescape(name): "on" for name in found}


def doubts(browser: TestClient, draft: str) -> dict[str, str]:
    """The page's doubts, by their reason, as a form names them."""
    page = browser.get(draft).text
    found = re.findall(r'id="doubt-(\w+)">.*?</code>\s*<p>(.*?)</p>', page, re.DOTALL)
    return {unescape(reason): key for key, reason in found}


def test_reading_shows_the_source_and_its_doubts_and_changes_nothing(studio: Studio) -> None:
    browser = studio.editor()
    page = browser.get(read(browser)).text

    assert "<mark>11:00~12:00 물의 도시 이야기 모음</mark>" in page
    assert OVERLAP in page
    assert "This makes a new event at “water-2027”." in page
    assert "Added 4" in re.sub(r"<[^>]+>|\s+", " ", page).replace("  ", " ")
    with studio.catalogue.reading() as db:
        assert [event.slug for event in all_events(db)] == [forum.SLUG]
        (draft, _) = last_imports(db)
    assert (draft.files[0].name, draft.imported_by, draft.applied_at) == ("pasted.txt", EMAIL, None)


def test_a_suggestion_is_accepted_with_one_click(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser)
    answer = act(browser, draft, "doubt", doubt=doubts(browser, draft)[OVERLAP], do="accept")

    assert answer.headers["location"] == f"{draft}#doubts"
    assert OVERLAP not in doubts(browser, draft)
    assert "10:10 AM – 11:00 AM" in browser.get(draft).text


def test_a_doubt_can_be_left_and_is_not_asked_again(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser)
    before = doubts(browser, draft)
    act(browser, draft, "doubt", doubt=before[OVERLAP], do="leave")

    assert doubts(browser, draft).keys() == before.keys() - {OVERLAP}
    assert "11:05 AM" in browser.get(draft).text


def row(browser: TestClient, draft: str, code: str) -> dict[str, str]:
    """The fields of the row that is open to be edited, as a browser would send them."""
    page = browser.get(f"{draft}?edit={code}").text
    form = page.split(f'action="{draft}/row"')[1].split("</form>")[0]
    fields = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form)
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', form):
        fields[name] = re.findall(r'value="([^"]+)" selected', options)[0]
    del fields["form_token"]
    return fields | {"code": code}


def test_a_row_is_edited_beside_the_source_and_imported_as_edited(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser)
    fields = row(browser, draft, "keynote") | {
        "title_en": "Keynote",
        "end": "2027-03-04T11:00",
        "en 0": "Lee Mulgyeol",
        "ko 1": "한가람",
        "role 1": "moderator",
        "affiliation 1": "강변대",
    }
    answer = act(browser, draft, "row", **fields)
    assert answer.headers["location"] == f"{draft}#row-keynote", answer.text
    answer = act(browser, draft, "apply", **ticks(browser, draft))
    assert answer.headers["location"] == "/en/desk/e/water-2027?done=imported"

    with studio.catalogue.reading() as db:
        keynote = next(
            one for one in desk_event(db, "water-2027").sessions if one.kind == "keynote"
        )
    assert keynote.title.en == "Keynote"
    assert f"{keynote.ends_at:%H:%M}" == "02:00"
    assert [(one.name, one.role, one.affiliation) for one in keynote.people] == [
        (Bilingual("이물결", "Lee Mulgyeol"), "keynote", "물빛대 교수"),
        (Bilingual("한가람"), "moderator", "강변대"),
    ]


def test_a_row_that_ends_before_it_begins_is_refused_with_what_was_typed(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser)
    fields = row(browser, draft, "keynote") | {"end": "2027-03-04T09:00", "title_en": "<Keynote>"}
    answer = act(browser, draft, "row", **fields)

    assert answer.status_code == 400
    assert "A session must end after it begins." in answer.text
    assert 'value="&lt;Keynote&gt;"' in answer.text


def test_hours_get_their_day_where_the_programme_prints_none(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser, "물빛 포럼 프로그램\n\n10:00~10:30\t개회\n10:30~11:00\t폐회\n", "water")
    assert "Give the day of the event." in browser.get(draft).text
    act(browser, draft, "row", **(row(browser, draft, "closing") | {"end": "11:30"}))
    fields = {"title_ko": "물빛 포럼", "title_en": "", "date": "2027-03-04", "slug": "water"}
    act(browser, draft, "event", **fields)
    act(browser, draft, "apply", **ticks(browser, draft))

    with studio.catalogue.reading() as db:
        sessions = desk_event(db, "water").sessions
    assert [(f"{one.starts_at}", f"{one.ends_at}") for one in sessions] == [
        ("2027-03-04 01:00:00+00:00", "2027-03-04 01:30:00+00:00"),
        ("2027-03-04 01:30:00+00:00", "2027-03-04 02:30:00+00:00"),
    ]


def exported(*codes: str) -> str:
    """The forum's programme as a file, with only these sessions."""
    sessions = tuple(one for one in forum.SESSIONS if one.code in codes)
    programme = Programme(forum.EVENT, sessions)
    return EXPORTS["frab-json"].write(Export(programme)).decode()


def test_an_import_is_applied_by_choice_and_undone(studio: Studio) -> None:
    studio.publish("keynote")
    browser = studio.editor()
    draft = read(browser, exported("opening", "session-1"), forum.SLUG)
    page = browser.get(draft).text
    assert "It is published. Ticked, viewers no longer find it; nothing is deleted." in page
    assert ticks(browser, draft) == {"take break-1": "on"}

    act(browser, draft, "apply", **ticks(browser, draft))
    assert gone(studio) == ["break-1"]

    answer = act(browser, IMPORT + draft.removeprefix(IMPORT), "undo")
    assert "The import was undone: 1 session is as it was before." in answer.text
    assert gone(studio) == []
    assert "Undone" in browser.get(IMPORT).text


def test_undo_says_what_it_took_away_again(studio: Studio) -> None:
    browser = studio.editor()
    new = exported("opening").replace('"opening"', '"welcome"').replace("강당", "별관")
    draft = read(browser, new.replace("개회", "환영 잔치").replace("Opening", "Feast"), forum.SLUG)
    act(browser, draft, "apply", **{"take new:welcome": "on"})
    answer = act(browser, IMPORT + draft.removeprefix(IMPORT), "undo")

    assert "1 session that came with it is taken away again." in answer.text
    with studio.catalogue.reading() as db:
        codes = [one.code for one in desk_event(db, forum.SLUG).sessions]
    assert codes == [one.code for one in forum.SESSIONS]


def gone(studio: Studio) -> list[str]:
    with studio.catalogue.reading() as db:
        sessions = desk_event(db, forum.SLUG).sessions
    return [one.code for one in sessions if one.state is SessionState.GONE]


def test_two_files_in_two_languages_are_one_programme(studio: Studio) -> None:
    browser = studio.editor()
    english = "| Time | Title |\n|---|---|\n| 10:00-10:10 | Opening |\n| 10:10-11:00 | Waters |\n"
    korean = "물빛 포럼\n2027년 3월 4일\n\n10:00~10:10\t개회\n10:10~11:00\t물의 도시\n"
    answer = browser.post(
        IMPORT,
        data={"form_token": form_token(browser, OVERVIEW), "slug": "water", "text": ""},
        files={
            "file": ("en.md", english.encode(), "text/markdown"),
            "second": ("ko.txt", korean.encode("cp949"), "text/plain"),
        },
    )
    draft = answer.headers["location"]
    page = browser.get(draft).text
    assert "ko.txt + en.md" in page
    act(browser, draft, "apply", **ticks(browser, draft))
    with studio.catalogue.reading() as db:
        titles = [one.title for one in desk_event(db, "water").sessions]
    assert titles == [Bilingual("개회", "Opening"), Bilingual("물의 도시", "Waters")]


def test_a_draft_that_is_thrown_away_is_gone(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser)
    assert act(browser, draft, "drop").headers["location"] == f"{IMPORT}?done=dropped"
    assert browser.get(draft).status_code == 404


def test_a_draft_for_another_events_address_says_whose_it_is(studio: Studio) -> None:
    browser = studio.editor()
    page = browser.get(read(browser, slug=forum.SLUG)).text
    assert f"This updates the event at “{forum.SLUG}”:" in page


def test_a_document_that_is_no_text_is_shown_as_its_lines(studio: Studio) -> None:
    browser = studio.editor()
    draft = read(browser, json.dumps({"sessions": [{"title": "물", "start": "2027-03-04T10:00"}]}))
    assert 'id="line-1"' in browser.get(draft).text


@pytest.mark.parametrize(
    ("text", "slug", "status"),
    [
        ("", "", 400),
        ("   \n", "", 400),
        ("a shopping list: milk, <eggs>", "", 422),
        ('{"a": 1}', "", 422),
        (RELEASE, "../etc", 400),
        (RELEASE, "x" * 200, 400),
    ],
)
def test_a_refused_import_keeps_the_text_and_changes_nothing(
    studio: Studio, text: str, slug: str, status: int
) -> None:
    answer = send(studio.editor(), IMPORT, {"text": text, "slug": slug}, page=OVERVIEW)
    assert (answer.status_code, 'role="alert"' in answer.text) == (status, True)
    escaped = text.strip().replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert escaped in answer.text
    with studio.catalogue.reading() as db:
        assert (len(all_events(db)), len(last_imports(db))) == (1, 1)


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"%PDF-1.7 x", 422), (bytes(range(256)) * 40, 422), (b"x" * (11 * 2**20), 413)],
)
def test_a_file_that_is_no_programme_is_refused_in_a_sentence(
    studio: Studio, content: bytes, status: int
) -> None:
    browser = studio.editor()
    answer = browser.post(
        IMPORT,
        data={"form_token": form_token(browser, OVERVIEW)},
        files={"file": ("programme.pdf", content, "application/pdf")},
    )
    assert answer.status_code == status
    assert 'role="alert"' in answer.text or "larger than this site takes" in answer.text


def test_kinds_are_told_in_the_readers_words(studio: Studio) -> None:
    browser = studio.editor()
    page = browser.get(read(browser).replace("/en/", "/ko/")).text
    assert "확인할 점" in page
    assert SessionKind.KEYNOTE.value not in re.sub(r"<[^>]+>", "", page)
