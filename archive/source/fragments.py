"""Downloading streams in fragments so that a killed download goes on where it was.

yt-dlp appends each fragment to ``NAME.part`` and notes its number in the companion ``NAME.ytdl``.
Killed between the two, or in the midst of either, it would append a fragment twice, or begin again
behind the old bytes. Here the companion is replaced in one step and also says how long the file
was, so that everything behind that length is cut off before going on.

Going on, yt-dlp reads the playlist anew and leaves out the finished fragments while it counts, all
but the first (``EXT-X-MAP``); so what depends on counting goes wrong: the sequence number that
decrypts, byte ranges without a start, WebVTT of which one fragment is left. Here it counts from
the beginning, and the finished fragments are left out afterwards.

What this leans on in yt-dlp (2026.08): ``FragmentFD._prepare_frag_download``,
``_prepare_and_start_frag_download``, ``download_and_append_fragments``, ``_append_fragment``,
``_write_ytdl_file`` and ``_finish_frag_download`` with their ``ctx`` keys ``dl``, ``filename``,
``tmpfilename``, ``dest_stream``, ``fragment_index``, ``total_frags``, ``extra_state`` and
``fragment_filename_sanitized``; ``HlsFD.can_download``, which is asked before ffmpeg would take
over. ``tests/archive/source/test_killed.py`` shows when one of these moves.
"""

import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from yt_dlp.downloader.dash import DashSegmentsFD
from yt_dlp.downloader.fragment import FragmentFD
from yt_dlp.downloader.hls import HlsFD

from archive.errors import SourceRefusedError, SourceUnavailableError
from archive.source.resume import RestartableHttp

Context = dict[str, Any]
"""yt-dlp's running state of one fragmented download."""


class RestartableFD(FragmentFD):  # type: ignore[misc]  # yt-dlp has no types
    """A fragment downloader whose state on disk is true at every instant."""

    _context: Context | None = None
    _finished = 0

    def real_download(self, filename: str, info_dict: dict[str, Any]) -> bool | None:
        try:
            return bool(super().real_download(filename, info_dict))
        finally:
            if self._context and "dest_stream" in self._context:
                self._context["dest_stream"].close()

    def _prepare_frag_download(self, ctx: Context) -> None:
        repair(Path(ctx["filename"]), ctx["total_frags"])
        self._context = ctx
        super()._prepare_frag_download(ctx)
        ctx["dl"] = RestartableHttp(self.ydl, ctx["dl"].params)

    def _prepare_and_start_frag_download(self, ctx: Context, info_dict: dict[str, Any]) -> None:
        super()._prepare_and_start_frag_download(ctx, info_dict)
        self._finished, ctx["fragment_index"] = ctx["fragment_index"], 0

    def download_and_append_fragments(
        self, ctx: Context, fragments: Iterable[dict[str, Any]], *args: Any, **options: Any
    ) -> bool | None:
        ctx["fragment_index"] = finished = self._finished
        left = (fragment for fragment in fragments if fragment["frag_index"] > finished)
        return bool(super().download_and_append_fragments(ctx, left, *args, **options))

    def _append_fragment(self, ctx: Context, frag_content: bytes) -> None:
        ctx["dest_stream"].write(frag_content)
        ctx["dest_stream"].flush()
        self._write_ytdl_file(ctx)
        Path(ctx.pop("fragment_filename_sanitized")).unlink(missing_ok=True)

    def _write_ytdl_file(self, ctx: Context) -> None:
        stream = ctx.get("dest_stream")
        ctx.setdefault("extra_state", {})["kept"] = {
            "bytes": stream.tell() if stream else 0,
            "fragments": ctx["total_frags"],
        }
        downloader = {
            "current_fragment": {"index": ctx["fragment_index"]},
            "extra_state": ctx["extra_state"],
        }
        place = _companion(Path(ctx["filename"]))
        beside = place.with_name(f"{place.name}.new")
        beside.write_text(json.dumps({"downloader": downloader}), encoding="utf-8")
        beside.replace(place)

    def _finish_frag_download(self, ctx: Context, info_dict: dict[str, Any]) -> bool:
        """yt-dlp removes the companion first; killed there, it would begin again from nothing."""
        ctx["dest_stream"].close()
        whole = Path(ctx["tmpfilename"])
        size = whole.stat().st_size
        if not size:
            raise SourceUnavailableError("The source's server sent an empty file.")
        whole.replace(ctx["filename"])
        _companion(Path(ctx["filename"])).unlink(missing_ok=True)
        status = {"status": "finished", "downloaded_bytes": size, "total_bytes": size}
        self._hook_progress(status | {"filename": ctx["filename"]}, info_dict)
        return True


class RestartableDash(RestartableFD, DashSegmentsFD):  # type: ignore[misc]
    """DASH, natively."""


class RestartableHls(RestartableFD, HlsFD):  # type: ignore[misc]
    """HLS, natively: what yt-dlp would hand to ffmpeg is refused."""

    @classmethod
    def can_download(cls, manifest: str, info_dict: dict[str, Any], *args: Any) -> bool:
        if not super().can_download(manifest, info_dict, *args):
            raise SourceRefusedError("This source is protected against copying (DRM).")
        if not re.search(r"#EXT-X-ENDLIST|#EXT-X-PLAYLIST-TYPE:\s*VOD", manifest):
            raise SourceUnavailableError(
                "The stream is still running, or its end was never written. It is fetched when "
                "it is over."
            )
        return True


def repair(target: Path, fragments: int | None) -> None:
    """Make ``NAME.part`` as long as its companion says, or begin anew when they don't agree."""
    part, companion = target.with_name(f"{target.name}.part"), _companion(target)
    size = part.stat().st_size if part.exists() else 0
    kept = _read_kept(companion)
    if kept and kept.get("fragments") == fragments and 0 <= kept.get("bytes", -1) <= size:
        if part.exists():
            os.truncate(part, kept["bytes"])
        return
    for stale in (part, companion, *target.parent.glob(f"{_literal(part.name)}-Frag*")):
        stale.unlink(missing_ok=True)


def _companion(target: Path) -> Path:
    return target.with_name(f"{target.name}.ytdl")


def _read_kept(companion: Path) -> dict[str, int] | None:
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        state = json.loads(companion.read_text(encoding="utf-8"))
        kept = state["downloader"]["extra_state"]["kept"]
        return {"bytes": int(kept["bytes"]), "fragments": kept["fragments"]}
    return None


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)
