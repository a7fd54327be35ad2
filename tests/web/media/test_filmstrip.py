"""A clip's small pictures are for those who may watch it, and show nothing outside it."""

import io
from datetime import UTC, datetime

import numpy as np
from PIL import Image

from archive.catalogue.keep.cut import find_session, withdraw_session
from tests import forum
from tests.media import read_barcode
from tests.studio import Studio

TILE = (160, 90)
INSIDE = (7_000, 8_000, 9_000, 10_000, 11_000, 12_000)
"""The keyframes of the keynote, which is cut from 6.3 s to 12.3 s."""


def test_viewers_get_the_pictures_between_the_points_and_no_others(studio: Studio) -> None:
    studio.publish("keynote")
    folder, viewer = studio.clip("keynote", "filmstrip"), studio.viewer()
    strip = viewer.get(f"{folder}/filmstrip.json").json()
    assert tuple(strip["times"]) == INSIDE
    (name,) = strip["sheets"]
    answer = viewer.get(f"{folder}/{name}")
    assert answer.headers["content-type"] == "image/jpeg"
    sheet = np.asarray(Image.open(io.BytesIO(answer.content)).convert("L"))
    width, height = TILE
    seen = [
        read_barcode(sheet[:height, left : left + width])
        for left in range(0, sheet.shape[1], width)
    ]
    assert seen == [*(ms // 100 for ms in INSIDE), 0, 0, 0, 0]
    assert sheet.shape[0] == height


def test_without_a_published_session_they_are_for_editors(studio: Studio) -> None:
    folder = studio.clip("keynote", "filmstrip")
    names = ("filmstrip.json", "sheet-001.jpg")
    assert [studio.viewer().get(f"{folder}/{name}").status_code for name in names] == [404, 404]
    editor = studio.editor()
    assert [editor.get(f"{folder}/{name}").status_code for name in names] == [200, 200]
    studio.publish("keynote")
    assert [studio.viewer().get(f"{folder}/{name}").status_code for name in names] == [200, 200]
    with studio.catalogue.writing() as db:
        withdraw_session(db, find_session(db, forum.SLUG, "keynote"), now=datetime.now(UTC))
    assert [studio.viewer().get(f"{folder}/{name}").status_code for name in names] == [404, 404]


def test_there_are_no_other_sheets(studio: Studio) -> None:
    studio.publish("keynote")
    folder, viewer = studio.clip("keynote", "filmstrip"), studio.viewer()
    for name in ("sheet-000.jpg", "sheet-002.jpg", "sheet-99999999999999999999.jpg", "..%2Fx.jpg"):
        assert viewer.get(f"{folder}/{name}").status_code == 404, name


def test_the_page_says_whether_there_are_any(studio: Studio) -> None:
    studio.publish("keynote")
    page = f"/en/e/{forum.SLUG}/keynote"
    told = f"&#34;film&#34;: &#34;{studio.clip('keynote', 'filmstrip')}&#34;"
    assert told in studio.viewer().get(page).text
    (studio.files.filmstrip / "filmstrip.json").unlink()
    assert "&#34;film&#34;: null" in studio.viewer().get(page).text
    assert (
        studio.viewer().get(f"{studio.clip('keynote', 'filmstrip')}/filmstrip.json").status_code
        == 404
    )
