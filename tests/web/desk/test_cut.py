"""The cut desk: points moved, refused, saved twice, restored; what lies beside them."""

import re
from datetime import UTC, datetime

import pytest

from archive.catalogue.keep.cut import move_cut
from archive.catalogue.queries.desk import cut_history, desk_session
from archive.catalogue.values import AccountRole, ClipTask, WorkKind
from archive.cut import CutState
from archive.language import LANGUAGES, Language, say
from archive.sentence import Sentence
from archive.timecode import Span
from jobs.dispatch import Dispatch, clip_work_id
from tests import forum
from tests.accounts import add_account
from tests.studio import DESK, EMAIL, SPANS, Studio, form_token, send

CUT = f"{DESK}/keynote"


def points(in_point: str, out_point: str, revision: int = 1, then: str = "stay") -> dict[str, str]:
    return {
        "in_point": in_point,
        "out_point": out_point,
        "base_revision": str(revision),
        "then": then,
    }


def test_a_saved_cut_is_reviewed_and_says_by_whom(studio: Studio) -> None:
    browser = studio.editor()
    answer = send(browser, CUT, points("0:07.5", "12"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{CUT}?done=saved")
    view = studio.cut("keynote")
    assert (view.cut.first.span, view.cut.state) == (Span(7_500, 12_000), CutState.REVIEWED)
    page = browser.get(f"{CUT}?done=saved").text
    assert "The cut was saved; the page plays it from now on." in page
    assert f"checked by {EMAIL}" in page


def test_the_viewers_page_plays_a_moved_cut_at_once(studio: Studio) -> None:
    studio.publish("keynote")
    old = studio.cut("keynote").cut.first.digest
    send(studio.editor(), CUT, points("7.5", "12"))
    page = studio.viewer().get(f"/en/e/{forum.SLUG}/keynote").text
    new = studio.cut("keynote").cut.first.digest
    assert (f"/media/clips/{new}/master.m3u8" in page, old in page) == (True, False)
    assert "&#34;from&#34;: 7500, &#34;length&#34;: 4500" in page


def test_a_moved_cut_orders_what_its_clip_still_needs(studio: Studio) -> None:
    send(studio.editor(), CUT, points("7.5", "12"))
    digest = studio.cut("keynote").cut.first.digest
    names = [clip_work_id(ClipTask(digest, kind, 1)) for kind in (WorkKind.POSTER, WorkKind.EDGES)]
    dispatch = Dispatch(studio.settings)
    assert dispatch.states(names) == dict.fromkeys(names, "ENQUEUED")
    dispatch.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("in_point", "out_point", "sentence"),
    [
        (
            "20",
            "25",
            Sentence(
                "The cut {start} to {end} lies outside the recording, which ends at {duration}.",
                {"start": "00:00:20.000", "end": "00:00:25.000", "duration": "00:00:24.000"},
            ),
        ),
        (
            "12",
            "12.5",
            Sentence(
                "The out point {end} must come at least a second after the in point {start}.",
                {"start": "00:00:12.000", "end": "00:00:12.500"},
            ),
        ),
        (
            "15",
            "12",
            Sentence(
                "The out point {end} must come at least a second after the in point {start}.",
                {"start": "00:00:15.000", "end": "00:00:12.000"},
            ),
        ),
        (
            "ten past",
            "12",
            Sentence(
                "“{typed}” is no time; write it as 1:02:03.5, 12:34 or seconds.",
                {"typed": "ten past"},
            ),
        ),
        (
            "7",
            "",
            Sentence(
                "“{typed}” is no time; write it as 1:02:03.5, 12:34 or seconds.", {"typed": ""}
            ),
        ),
        (
            "7",
            "999999999",
            Sentence(
                "The cut {start} to {end} lies outside the recording, which ends at {duration}.",
                {
                    "start": "00:00:07.000",
                    "end": "277777:46:39.000",
                    "duration": "00:00:24.000",
                },
            ),
        ),
    ],
)
def test_a_refused_cut_keeps_what_was_typed(
    studio: Studio, in_point: str, out_point: str, sentence: Sentence, language: Language
) -> None:
    path = f"/{language}/desk/e/{forum.SLUG}/keynote"
    answer = send(studio.editor(), path, points(in_point, out_point))
    assert answer.status_code == 422
    assert say(sentence, language) in answer.text
    assert f'name="in_point" class="numbers" value="{in_point}"' in answer.text
    assert f'name="out_point" class="numbers" value="{out_point}"' in answer.text
    assert "00:00:06.300" in answer.text
    assert studio.cut("keynote").cut.first.span == SPANS["keynote"]


def test_what_was_typed_is_text_and_never_markup(studio: Studio) -> None:
    answer = send(studio.editor(), CUT, points('"><script>alert(1)</script>', "12"))
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_a_cut_that_somebody_moved_meanwhile_shows_both(studio: Studio) -> None:
    browser = studio.editor()
    page = browser.get(CUT).text
    assert 'name="base_revision" value="1"' in page
    with studio.catalogue.writing() as db:
        other = add_account(db, "other@example.org", forum.PASSWORD, AccountRole.EDITOR, forum.NOW)
        card, _ = desk_session(db, forum.SLUG, "keynote")
        move_cut(db, card.id, 8_000, 13_000, base_revision=1, account_id=other, now=forum.NOW)

    answer = send(browser, CUT, points("7.5", "12", revision=1))
    assert answer.status_code == 409
    assert "Somebody saved this cut meanwhile." in answer.text
    assert "It stands at 00:00:08.000 to 00:00:13.000." in answer.text
    assert 'class="numbers" value="7.5"' in answer.text
    assert studio.cut("keynote").cut.first.span == Span(8_000, 13_000)

    # The page they now see is based on the other's cut: sending it again is a decision.
    assert 'name="base_revision" value="2"' in answer.text
    assert send(browser, CUT, points("7.5", "12", revision=2)).status_code == 303
    assert studio.cut("keynote").cut.first.span == Span(7_500, 12_000)


def test_a_form_that_is_sent_twice_is_saved_once(studio: Studio) -> None:
    browser = studio.editor()
    fields = {**points("7.5", "12"), "form_token": form_token(browser, CUT)}
    answers = [browser.post(CUT, data=fields).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert studio.cut("keynote").cut.revision == 2


@pytest.mark.parametrize("revision", ["", "-1", "1.5", "x", "٣", "9" * 30])
def test_a_form_without_a_sound_revision_is_refused(studio: Studio, revision: str) -> None:
    fields = {**points("7.5", "12"), "base_revision": revision}
    answer = send(studio.editor(), CUT, fields)
    assert answer.status_code == 400
    assert "The form is incomplete. Load the page again, then send it again." in answer.text
    assert studio.cut("keynote").cut.revision == 1


def test_checking_goes_from_the_least_certain_cut_to_the_next(studio: Studio) -> None:
    browser = studio.editor()
    first = re.search(r'href="([^"]+)">Check the 3 open cuts', browser.get(DESK).text)
    assert first
    walked = [first[1]]
    while walked[-1].startswith(f"{DESK}/"):
        path = walked[-1].split("?")[0]
        span = SPANS[path.rsplit("/", 1)[1]]
        fields = points(str(span.start / 1000), str(span.end / 1000), then="next")
        walked.append(send(browser, path, fields).headers["location"])

    # Breaks wait for nobody.
    assert walked == [
        f"{DESK}/session-1",
        f"{DESK}/keynote?done=saved",
        f"{DESK}/opening?done=saved",
        f"{DESK}?done=checked",
    ]
    assert "Every cut is checked now." in browser.get(walked[-1]).text


def test_the_page_says_what_lies_beside_a_cut(studio: Studio) -> None:
    browser = studio.editor()
    page = " ".join(browser.get(CUT).text.split())
    assert "Before it: Opening, until 00:00:05.500" in page
    assert ">00:00:00.800 between</span>" in page
    assert "After it: Break, from 00:00:12.300" in page
    assert ">nothing between</span>" in page
    overlapping = browser.get(f"{DESK}/session-1").text
    assert "they overlap by 00:00:00.800</span>" in overlapping
    assert "Overlaps “Break” by 00:00:00.800" in browser.get(DESK).text


def test_an_earlier_cut_can_be_used_again(studio: Studio) -> None:
    browser = studio.editor()
    send(browser, CUT, points("7.5", "12"))
    page = browser.get(CUT).text
    (form,) = re.findall(r'<form [^>]*/restore">(?:(?!</form>).)*Use again', page, re.DOTALL)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert browser.post(f"{CUT}/restore", data=fields).status_code == 303
    assert studio.cut("keynote").cut.first.span == SPANS["keynote"]
    with studio.catalogue.reading() as db:
        card, _ = desk_session(db, forum.SLUG, "keynote")
        spans = [one.spans[0].span for one in cut_history(db, card.id)]
    assert spans == [SPANS["keynote"], Span(7_500, 12_000), SPANS["keynote"]]


def test_the_desk_opens_at_the_less_certain_point(studio: Studio) -> None:
    browser = studio.editor()
    assert 'data-first="in_point"' in browser.get(CUT).text
    assert 'data-first="out_point"' in browser.get(f"{DESK}/opening").text


@pytest.mark.parametrize("code", ["nothing", "%00", "..%2F..%2Fkeynote", "x" * 500])
def test_a_cut_that_is_nowhere_is_not_found(studio: Studio, code: str) -> None:
    browser = studio.editor()
    assert browser.get(f"{DESK}/{code}").status_code == 404
    fields = {**points("7", "12"), "form_token": form_token(browser, CUT)}
    for path in (f"{DESK}/{code}", f"{DESK}/{code}/publish", f"{DESK}/{code}/withdraw"):
        assert browser.post(path, data=fields).status_code == 404


def test_a_recording_that_is_not_packed_is_told_in_a_sentence(studio: Studio) -> None:
    studio.files.fragments.unlink()
    answer = studio.editor().get(CUT)
    assert (answer.status_code, "This recording is not ready yet." in answer.text) == (404, True)


def test_moments_are_written_on_the_events_clock(studio: Studio) -> None:
    send(studio.editor(), CUT, points("7.5", "12"))
    page = studio.editor().get(CUT).text
    assert 'datetime="2026-05-08T03:00:00+00:00">Fri, 8 May 2026 12:00 PM</time>' in page
    assert str(datetime.now(UTC).year) in page
