"""What ``clip -o`` does: the cut of any file as one file, exact."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from archive.errors import NotFoundError, RefusedError, ToolFailedError
from archive.sentence import Sentence
from archive.timecode import Span, print_offset
from jobs.cli_conversion import ConversionTold
from jobs.cli_output import DONE, Output

if TYPE_CHECKING:
    from archive.clip.movie import MovieProof
    from archive.media.fragments import FragmentIndex

CutAsked = Callable[[argparse.Namespace, Path, "FragmentIndex"], Span]

_SOUND = Sentence("The sound from {start} to {end} is written.")


def write_movie(options: argparse.Namespace, output: Output, cut_asked: CutAsked) -> int:
    """Write the file and show its proof; with ``--verify``, the proof made again by decoding."""
    from archive.clip.movie import make_movie, make_sound
    from archive.clip.movie_check import check_movie

    source, target = Path(options.media), Path(options.output)
    if target.resolve() == source.resolve():
        raise RefusedError("The clip can't take the place of the file it is cut from.")
    with _prepared(source, target, output) as (media, index):
        cut = cut_asked(options, media, index)
        if target.suffix.lower() == ".m4a":
            make_sound(media, index, cut, target)
            return _show_sound(cut, output)
        proof = make_movie(media, index, cut, target)
        if options.verify:
            proof = check_movie(media, index, cut, target)
    value: dict[str, Any] = asdict(proof)
    output.show(value | {"verified": True} if options.verify else value, [output.say(_said(proof))])
    return DONE


@contextmanager
def _prepared(source: Path, target: Path, output: Output) -> Iterator[tuple[Path, "FragmentIndex"]]:
    """A packed recording as it is; anything else made into one beside what is to be written.

    What had to be converted for it is kept there for the next clip; a mere copy is not.
    """
    from archive.clip.prepared import prepare
    from archive.media.normalise import foreseen_needs
    from archive.media.tools import find_tools
    from archive.settings import read_settings
    from archive.storage import RecordingFiles

    if not source.is_file():
        raise NotFoundError("There is no file {path}.", path=str(source))
    if (index := _kept_index(source)) is not None:
        yield source, index
        return
    tools = find_tools(read_settings().ffmpeg_folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = target.parent / f"{source.name}.recording"
    if foreseen_needs(tools, [source]):
        index = prepare(tools, source, kept, tell=ConversionTold(output, kept))
        yield RecordingFiles(kept).media, index
        return
    with TemporaryDirectory(prefix=".clip.", suffix=".part", dir=target.parent) as name:
        folder = Path(name)
        index = prepare(tools, source, folder, tell=ConversionTold(output, None))
        yield RecordingFiles(folder).media, index


def _kept_index(source: Path) -> "FragmentIndex | None":
    """The index beside a file that is a packed recording already."""
    from archive.media.fragments import load_fragment_index
    from archive.storage import RecordingFiles

    files = RecordingFiles(source.parent)
    if source.name != files.media.name:
        return None
    try:
        index = load_fragment_index(files.fragments)
    except (FileNotFoundError, ToolFailedError):
        return None
    last = index.fragments[-1]
    return index if last.offset + last.size == source.stat().st_size else None


def _show_sound(cut: Span, output: Output) -> int:
    values: dict[str, str | int | float] = {
        "start": print_offset(cut.start),
        "end": print_offset(cut.end),
    }
    said = Sentence(_SOUND.template, values)
    output.show({"in_ms": cut.start, "out_ms": cut.end}, [output.say(said)])
    return DONE


def _said(proof: "MovieProof") -> Sentence:
    return Sentence(
        "{frames} pictures from {first} to {last}; {encoded} of them were coded again.",
        {
            "frames": proof.frames,
            "first": print_offset(proof.first_frame_ms),
            "last": print_offset(proof.last_frame_ms),
            "encoded": proof.frames_encoded,
        },
    )
