"""Files to take away, made when somebody first asks."""

from archive.catalogue.queries.work import cut_of
from archive.clip.downloads import DownloadKind, download_file
from archive.clip.movie import make_movie, make_sound
from archive.media.fragments import load_fragment_index
from archive.storage import RecordingFiles, held, recording_files
from jobs.workshop import Workshop


def make_session_download(workshop: Workshop, asked: str) -> None:
    """The file of a part of a session's cut as it is now.

    ``asked`` is ``SESSION.PART.KIND``, as ``7.1.mp4``; a part that is gone meanwhile is not made.

    Raises ``RecordingBusyError`` while somebody else is at the same clip.
    """
    session_id, part, kind = asked.split(".")
    with workshop.catalogue.reading() as db:
        whole = cut_of(db, int(session_id))
    if whole is None or int(part) > len(whole.spans):
        return
    cut = whole.spans[int(part) - 1]
    files = recording_files(workshop.settings.media_folder, cut.recording_id)
    target = download_file(files, cut.digest, DownloadKind(kind))
    make = make_movie if target.suffix == ".mp4" else make_sound
    with held(RecordingFiles(target.parent)):
        if not target.exists():
            index = load_fragment_index(files.fragments)
            make(files.media, index, cut.span, target, stop=workshop.stopping.is_set)
