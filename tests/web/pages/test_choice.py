"""Several tracks of one language: the best is shown, the others can be chosen by a link."""

import re

import pytest

from archive.captions import read_cues
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.captions.write import write_srt
from archive.catalogue.keep.account import add_account
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import find_session
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.queries.tracks import caption_file
from archive.catalogue.queries.work import cut_of
from archive.catalogue.values import AccountRole
from archive.editing import CaptionEditor, Placed
from archive.timecode import Span
from jobs.steps.text import index_stale
from jobs.workshop import Workshop
from tests.media import TOOLS
from tests.web.pages.stage import NOW, SLUG, Stage, index, put_talks
from tests.web.pages.test_parts import go_on
from tests.web.pages.test_session import line_links

PAGE = f"/en/e/{SLUG}/talk-0"
MACHINE = (Cue(Span(1_000, 80_000), "기계가 들은 말입니다."),)
THIRD = 3
"""The id of the third track, after those that every talk has."""


@pytest.fixture
def chosen(stage: Stage) -> Stage:
    """A talk with a second Korean track, which a machine wrote."""
    recording = put_talks(stage, 2)
    with stage.catalogue.writing() as db:
        keep_tracks(db, recording, [CaptionTrack("ko", Origin.AUTOMATIC, MACHINE)], NOW)
    return stage


def test_the_best_track_is_shown_with_its_origin_and_the_other_is_offered(chosen: Stage) -> None:
    page = chosen.get(PAGE)
    assert "0번째 다리를 건넙니다." in page
    assert "기계가 들은 말입니다." not in page
    assert re.findall(r'<p><span lang="(\w+)">[^<]+</span>: ([^<]+?) · <time', page) == [
        ("ko", "captions written by a person · from the recording’s source"),
        ("en", "captions translated by machine, not checked · from the recording’s source"),
    ]
    assert "1 other track of Korean captions" in page
    assert "other track of English" not in page
    assert f'href="{PAGE}?ko={THIRD}"' in page


def test_a_chosen_track_is_what_the_whole_page_speaks_of(chosen: Stage) -> None:
    page = chosen.get(f"{PAGE}?ko={THIRD}")
    assert "기계가 들은 말입니다." in page
    assert "0번째 다리를 건넙니다." not in page
    links = line_links(page)
    assert links
    assert all(f"&amp;ko={THIRD}" in link for link in links)
    assert re.search(rf'captions\.ko\.vtt\?as=snapped&amp;track={THIRD}"', page)
    assert re.search(r'captions\.en\.vtt\?as=snapped"', page)
    assert f'href="{PAGE}/captions.ko.srt?ko={THIRD}"' in page
    assert f'href="{PAGE}"' in page, "the best one again"


def test_players_and_files_follow_the_choice(chosen: Stage) -> None:
    page = chosen.get(f"{PAGE}?ko={THIRD}")
    (address,) = re.findall(r'src="(/media/clips/[^"]+captions\.ko[^"]+)"', page)
    for asked in (address.replace("&amp;", "&"), f"{PAGE}/captions.ko.txt?ko={THIRD}"):
        assert "기계가 들은 말입니다." in chosen.get(asked)
    assert "0번째 다리를 건넙니다." in chosen.get(f"{PAGE}/captions.ko.vtt")


@pytest.mark.parametrize(
    "asked", ["ko=99", "ko=2", "ko=x", "ko=-1", "ko=", "en=3", "ko=3333333333"]
)
def test_a_track_that_is_not_there_is_passed_over(chosen: Stage, asked: str) -> None:
    page = chosen.get(f"{PAGE}?{asked}")
    assert "0번째 다리를 건넙니다." in page
    assert "ko=" not in line_links(page)[0]


def test_a_choice_keeps_the_moment_and_what_was_searched_for(chosen: Stage) -> None:
    page = chosen.get(f"{PAGE}?t=20&q=mortar")
    assert f'href="{PAGE}?t=20&amp;q=mortar&amp;ko={THIRD}"' in page


def test_the_find_box_keeps_the_choice_without_scripts(chosen: Stage) -> None:
    fields = r'<input type="hidden" name="(\w+)" value="(\d+)">'
    assert re.findall(fields, chosen.get(f"{PAGE}?ko={THIRD}")) == [("ko", str(THIRD))]
    assert re.findall(fields, chosen.get(PAGE)) == []


def test_what_is_searched_for_is_marked_in_the_chosen_track(chosen: Stage) -> None:
    index(chosen, 1)
    page = chosen.get(f"{PAGE}?q=기계&ko={THIRD}")
    assert "<mark>기계</mark>" in page
    assert "was not found in this transcript" in chosen.get(f"{PAGE}?q=기계")


def test_a_choice_holds_in_every_part_that_has_it(stage: Stage) -> None:
    recording = put_talks(stage, 2)
    go_on(stage)
    heard = (Cue(Span(0, 9_000), "기계가 들은 둘째 부분입니다."),)
    whole = (Cue(Span(100_000, 130_000), "기계가 들은 첫 부분입니다."),)
    with stage.catalogue.writing() as db:
        for one, cues in ((recording, whole), (2, heard)):
            keep_tracks(db, one, [CaptionTrack("ko", Origin.AUTOMATIC, cues)], NOW)
    talk = f"/en/e/{SLUG}/talk-1"
    address = re.findall(rf'href="({talk}\?ko=\d+)" rel="nofollow"', stage.get(talk))
    assert len(address) == 1, "one choice for both parts"
    page = stage.get(address[0])
    assert "기계가 들은 첫 부분입니다." in page
    assert "기계가 들은 둘째 부분입니다." in page
    assert "다시 시작하겠습니다." not in page


def test_a_worker_makes_uploaded_captions_findable(chosen: Stage) -> None:
    index(chosen, 1)
    said = (Cue(Span(0, 90_000), "Otters swim below."),)
    with chosen.catalogue.writing() as db:
        note_all_indexed(db)
        account = add_account(db, "a@example.org", "a long password", AccountRole.EDITOR, NOW)
    editor = CaptionEditor(chosen.catalogue, SLUG, account, NOW)
    with chosen.catalogue.reading() as db:
        file = caption_file(db, SLUG, editor.choose("otters.srt", write_srt(said).encode()))
        session_id = find_session(db, SLUG, "talk-1")
        cut = cut_of(db, session_id)
    assert cut
    track = CaptionTrack("en", Origin.PERSON, said)
    editor.keep(file, {0: track}, Placed(cut.spans, session_id, cut.revision))
    assert "?t=" not in chosen.get("/en/search?q=otters")
    analyser = chosen.app.state.analyser
    workshop = Workshop(chosen.settings, chosen.catalogue, TOOLS, analyser=analyser)
    index_stale(workshop, SLUG)
    assert re.findall(rf'href="/en/e/{SLUG}/([^"]+)"', chosen.get("/en/search?q=otters")) == [
        "talk-1?q=otters",
        "talk-1?t=100&amp;q=otters",
    ]


def test_a_session_in_several_parts_is_one_file_or_one_of_each_part(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = f"/en/e/{SLUG}/talk-1"
    whole = read_cues(stage.get(f"{page}/captions.ko.srt").encode())
    assert [(cue.span.start, cue.text) for cue in whole][-2:] == [
        (99_000, "다시 시작하겠습니다."),
        (107_300, "징검다리 이야기."),
    ]
    second = stage.client.get(f"{page}/captions.ko.srt?part=2")
    assert "00:00:00,000 --> 00:00:02,300" in second.text
    assert 'filename="talk-1.part-2.ko.srt"' in second.headers["content-disposition"]
    assert stage.client.get(f"{page}/captions.both.vtt?part=2").status_code == 404
    assert "징검다리" in stage.get(f"{page}/captions.both.vtt")
    assert "-->" not in stage.get(f"{page}/chapters.vtt")
