"""What only the desk shows: people decided on, a programme coming in, a caption file looked at."""

import hashlib

from archive.captions.drift import Drift, moved
from archive.captions.write import write_srt
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.caption_files import DIGEST_LENGTH
from archive.catalogue.keep.drafts import add_draft
from archive.catalogue.keep.person_merge import merge_people
from archive.catalogue.keep.person_names import add_name
from archive.catalogue.people import NameKind
from archive.catalogue.values import ImportFile
from archive.editing import CaptionEditor
from tests import forum
from tests.gallery import harbour

DRAFT = 8
"""The import that is only a draft: every event before it was one."""
SOUZA, NAMESAKE = 1, 5
"""The river's guest, and the harbour's speaker of the same name."""

RELEASE = """2026 강변 포럼 (River Forum 2026)
일시 : 2026년 5월 7일(목) 14:00~15:00
장소 : 강당

14:00~14:02 개회
14:02~14:20 기조 연설 아나 소자 (포르투 시)
14:15~14:30 강을 되살리는 도시 이야기
14:30~14:20 폐회
"""

LATE = write_srt(moved(harbour.KOREAN, Drift(1_500, 1.0, 1.0))).encode()
"""The harbour's Korean captions, a second and a half late."""
LATE_DIGEST = hashlib.sha256(LATE).hexdigest()[:DIGEST_LENGTH]


def put_desk(catalogue: Catalogue) -> None:
    """All of it, on top of the two meetings."""
    with catalogue.writing() as db:
        _put_people(db)
        files = [ImportFile("강변 포럼 보도자료.txt", RELEASE.encode())]
        draft = add_draft(db, files, slug=forum.SLUG, edits={}, account_id=1, now=harbour.NOW)
    editor = CaptionEditor(catalogue, harbour.SLUG, 1, harbour.NOW)
    assert (draft, editor.choose("항구도시 포럼 자막.srt", LATE)) == (DRAFT, LATE_DIGEST)


def _put_people(db: Db) -> None:
    """Somebody has another name and was made one with a namesake; others still may be the same."""
    add_name(db, SOUZA, "A. M. Souza", NameKind.SPELLING, "harbour.txt")
    merge_people(db, NAMESAKE, SOUZA, account_id=1, now=harbour.NOW)
