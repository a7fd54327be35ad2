"""Our style sheets, scripts and pictures, under an address that names their content."""

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from web.addresses import static_address
from web.compressing import smaller, takes_gzip

FOLDER = Path(__file__).parent / "static"
_TEXT = (".js", ".mjs", ".css", ".svg")
_IMPORTED = re.compile(r'^(?:import|export)\b[^;]*?"\./([\w-]+\.js)";', re.MULTILINE)
_PART = re.compile(rb'@import "\./([\w/-]+\.css)";\n')
FOR_EVER = "public, max-age=31536000, immutable"


class StaticFolder(StaticFiles):
    """Serves the folder at ``/static/{digest}/``; modules find each other by relative address.

    The digest covers every file, so one changed script gives all of them a new address and none
    is ever mixed with another version. A page from before a change still gets the files of now,
    which must not be kept.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(directory=folder)
        self.digest = folder_digest(folder)

    def address(self, name: str) -> str:
        return static_address(self.digest, name)

    def modules(self, name: str) -> tuple[str, ...]:
        """Addresses of all that a script imports, so that a page can ask for them at once.

        A browser would find each only in the one that imports it, a journey later every time.
        """
        return tuple(self.address(one) for one in self._modules(name) if one != name)

    @cache  # noqa: B019 -- there is one folder, as long as the application
    def _modules(self, name: str) -> tuple[str, ...]:
        found, asked = {name: None}, [name]
        while asked:
            text = (Path(str(self.directory)) / asked.pop()).read_text(encoding="utf-8")
            new = [one for one in _IMPORTED.findall(text) if one not in found]
            found.update(dict.fromkeys(new))
            asked += new
        return tuple(found)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and Path(path).suffix in _TEXT:
            response = _as_taken(response, Headers(scope=scope))
        is_current = scope["path_params"].get("digest") == self.digest
        response.headers["cache-control"] = FOR_EVER if is_current else "no-cache"
        return response


def _as_taken(file: FileResponse, headers: Headers) -> Response:
    """Smaller where whoever asks takes gzip and all of it; a style sheet is whole in any case."""
    file.headers.add_vary_header("accept-encoding")
    path, is_smaller = Path(file.path), "range" not in headers and takes_gzip(headers)
    if not is_smaller and path.suffix != ".css":
        return file
    answer = Response(
        _content(path, path.stat().st_mtime_ns, is_smaller=is_smaller),
        headers={"vary": "accept-encoding"},
        media_type=file.media_type,
    )
    if is_smaller:
        answer.headers["content-encoding"] = "gzip"
    return answer


@lru_cache(maxsize=128)
def _content(path: Path, _changed: int, *, is_smaller: bool) -> bytes:
    text = path.read_bytes()
    if path.suffix == ".css":
        text = _PART.sub(lambda part: (path.parent / part[1].decode()).read_bytes(), text)
    return smaller(text) if is_smaller else text


def folder_digest(folder: Path) -> str:
    """12 hexadecimal characters that change with any name or byte below ``folder``."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
