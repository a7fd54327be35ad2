"""A recording in two sizes through the stages: both cut exactly, neither in the other's way."""

import pytest

from archive.catalogue.keep.cut import move_cut
from archive.catalogue.keep.recording import order_recording, retry_recording
from archive.catalogue.queries.work import cuts_of
from archive.catalogue.values import IngestState, Stage
from archive.clip.exact import PLAYLIST, RECORDING, read_proof
from archive.clip.verify import verify_clip
from archive.cut import CutSpan
from archive.media.ffmpeg import never
from archive.media.filmstrip import read_filmstrip
from archive.media.fragments import load_fragment_index
from archive.storage import Rendition
from jobs.steps.clips import make_edges_of
from jobs.turn import Turn, take_turn
from jobs.workflows import STAGES
from jobs.workshop import Workshop
from tests.archive.clip.decoding import HLS
from tests.end_to_end.installation import BEGAN, SLUG
from tests.jobs.test_steps import ONCE, editor, files_of, import_programme, snapshot
from tests.media import read_barcodes
from tests.renditions import TwoSizes, large_media, publish_two_sizes
from tests.streams import serving

pytestmark = ONCE


def order(workshop: Workshop, two: TwoSizes) -> int:
    import_programme(workshop)
    with workshop.catalogue.writing() as db:
        recording_id, _ = order_recording(db, SLUG, two.page, started_at=BEGAN, now=BEGAN)
    return recording_id


def ingest(workshop: Workshop, recording_id: int, attempt: int = 1) -> None:
    for stage, work in STAGES:
        assert take_turn(Turn(workshop, recording_id, attempt, stage), work) == ""


def try_again(workshop: Workshop, recording_id: int) -> None:
    with workshop.catalogue.writing() as db:
        attempt = retry_recording(db, recording_id, BEGAN)
    ingest(workshop, recording_id, attempt)


def cuts(workshop: Workshop, recording_id: int) -> list[CutSpan]:
    with workshop.catalogue.reading() as db:
        return [span for cut in cuts_of(db, recording_id).values() for span in cut.spans]


def missing(workshop: Workshop, recording_id: int) -> list[str]:
    turn = Turn(workshop, recording_id, 1, Stage.LOOK)
    assert turn.recording().state == IngestState.READY
    return [sentence["template"] for sentence in turn.recording().media["missing"]]


def check_exact(workshop: Workshop, cut: CutSpan) -> None:
    """Each rendition of the clip shows every picture of the cut, and no other."""
    files = files_of(workshop, cut.recording_id)
    wanted = large_media().shown_in(cut.span.start, cut.span.end)
    for rendition, folder in (
        (files.main, files.clip(cut.digest)),
        (files.small, files.small_clip(cut.digest)),
    ):
        proof = verify_clip(folder, rendition.media, load_fragment_index(rendition.fragments))
        assert (proof.frames, proof.first_frame_ms) == (len(wanted), wanted[0] * 100)
        (folder / RECORDING).symlink_to(rendition.media)
        assert read_barcodes(folder / PLAYLIST, *HLS) == wanted
        (folder / RECORDING).unlink()


def test_both_are_packed_on_one_timeline_and_cut_exactly(workshop: Workshop) -> None:
    with serving() as server:
        recording_id = order(workshop, publish_two_sizes(server))
        ingest(workshop, recording_id)
    files = files_of(workshop, recording_id)
    indices = [load_fragment_index(one.fragments) for one in (files.main, files.small)]
    assert [index.duration_ms for index in indices] == [8000, 8000]
    starts = [[index.start_ms(n) for n in range(len(index.fragments))] for index in indices]
    assert starts == [list(range(0, 8000, 1500)), list(range(0, 8000, 1000))]
    # One picture for each keyframe of the small one, which is cheaper to decode.
    assert len(read_filmstrip(files.filmstrip).times) == 8
    assert missing(workshop, recording_id) == []
    for cut in cuts(workshop, recording_id):
        check_exact(workshop, cut)


def test_a_moved_cut_is_made_exact_in_both(workshop: Workshop) -> None:
    with serving() as server:
        recording_id = order(workshop, publish_two_sizes(server))
        ingest(workshop, recording_id)
    with workshop.catalogue.writing() as db:
        move_cut(db, 2, 2_130, 6_870, base_revision=1, account_id=editor(db), now=BEGAN)
    (moved,) = [cut for cut in cuts(workshop, recording_id) if cut.span.start == 2_130]
    make_edges_of(workshop, moved, never)
    check_exact(workshop, moved)


def test_every_stage_run_twice_leaves_the_same_rows_and_files(workshop: Workshop) -> None:
    with serving() as server:
        recording_id = order(workshop, publish_two_sizes(server))
        for stage, work in STAGES:
            assert take_turn(Turn(workshop, recording_id, 1, stage), work) == ""
            once = snapshot(workshop, recording_id)
            if stage != STAGES[-1][0]:
                assert take_turn(Turn(workshop, recording_id, 1, stage), work) == ""
                assert snapshot(workshop, recording_id) == once, stage


def test_without_the_small_one_the_other_serves_until_another_attempt_fetches_it(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as server:
        two = publish_two_sizes(server)
        recording_id = order(workshop, two)
        playlist, kind = server.files.pop("/two/small.m3u8")
        ingest(workshop, recording_id)
        assert "the small rendition could not be fetched" in caplog.text
        assert missing(workshop, recording_id) == [
            "The source also has a small picture, which could not be fetched."
            " Trying again fetches it."
        ]
        files = files_of(workshop, recording_id)
        assert not files.small.media.exists()
        proofs = [read_proof(files.clip(cut.digest)) for cut in cuts(workshop, recording_id)]
        assert all(proofs)
        server.put("/two/small.m3u8", playlist, kind)
        server.forget()
        try_again(workshop, recording_id)
        assert [server.count(path) for path in two.large] == [0] * len(two.large)
    assert missing(workshop, recording_id) == []
    for cut, proof in zip(cuts(workshop, recording_id), proofs, strict=True):
        assert read_proof(files.clip(cut.digest)) == proof
        check_exact(workshop, cut)


def test_a_small_one_that_does_not_fit_is_left_out(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as server:
        two = publish_two_sizes(server)
        playlist, kind = server.files["/two/small.m3u8"]
        kept = playlist.decode().split("#EXTINF")[:-2]
        server.put("/two/small.m3u8", "#EXTINF".join(kept) + "#EXT-X-ENDLIST\n", kind)
        recording_id = order(workshop, two)
        ingest(workshop, recording_id)
    assert "the small rendition is left out: The small picture lasts 6000 ms" in caplog.text
    files = files_of(workshop, recording_id)
    assert [one.media.exists() for one in (files.main, files.small)] == [True, False]
    assert list(files.folder.glob("clips/*/small")) == []


def damage(rendition: Rendition) -> None:
    """Overwrite the tables of every fragment."""
    index = load_fragment_index(rendition.fragments)
    with rendition.media.open("r+b") as file:
        for fragment in index.fragments:
            file.seek(fragment.offset)
            file.write(bytes(64))


def test_a_damaged_small_one_does_not_hinder_the_other(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as server:
        recording_id = order(workshop, publish_two_sizes(server))
        ingest(workshop, recording_id)
    files = files_of(workshop, recording_id)
    damage(files.small)
    with workshop.catalogue.writing() as db:
        move_cut(db, 2, 2_130, 6_870, base_revision=1, account_id=editor(db), now=BEGAN)
    (moved,) = [cut for cut in cuts(workshop, recording_id) if cut.span.start == 2_130]
    make_edges_of(workshop, moved, never)
    assert read_proof(files.clip(moved.digest)) is not None
    assert read_proof(files.small_clip(moved.digest)) is None
    assert f"clip {moved.digest} stays without a small rendition" in caplog.text
