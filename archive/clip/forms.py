"""The forms a clip is played in: exact, or widened to keyframes until its edges are there.

A form is named in the addresses a page gives to a player, so that page, playlist and captions
always speak of the same second 0, whatever is built meanwhile.
"""

from enum import StrEnum
from pathlib import Path

from archive.clip.exact import PLAYLIST, RECORDING, ClipProof, read_proof
from archive.clip.playlist import ClipView, playlist, see_through
from archive.errors import NotFoundError
from archive.media.fragments import FragmentIndex
from archive.timecode import Offset, Span


class Form(StrEnum):
    """How a clip's ends are made."""

    EXACT = "exact"
    SNAPPED = "snapped"


def best_form(folder: Path) -> Form:
    """The form that the clip in this folder can be played in now; once exact, it stays so."""
    return Form.SNAPPED if read_proof(folder) is None else Form.EXACT


def begins_at(form: Form, folder: Path, index: FragmentIndex, cut: Span) -> Offset:
    """Recording time of the first picture of the clip in this form; raises ``NotFoundError``."""
    if form is Form.SNAPPED:
        return see_through(index, cut).snapped.start
    return _proof(folder).first_frame_ms


def own_playlist(form: Form, folder: Path, view: ClipView) -> str:
    """The playlist whose ranges count from the recording's first byte; raises ``NotFoundError``.

    Addresses are ``recording.mp4``, and the exact form's two edges.
    """
    if form is Form.SNAPPED:
        return playlist(view, RECORDING)
    _proof(folder)
    return (folder / PLAYLIST).read_text()


def _proof(folder: Path) -> ClipProof:
    proof = read_proof(folder)
    if proof is None:
        raise NotFoundError("There is no exact clip here.")
    return proof
