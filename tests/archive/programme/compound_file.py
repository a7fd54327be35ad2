"""Writes compound files, in which HWP 5 keeps its streams: no library that is at hand does."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams; a name may hold one folder: ``BodyText/Section0``.

    Every stream is filled up to 4096 bytes, below which another table would be needed.
    """
    folders = list(dict.fromkeys(name.split("/")[0] for name in streams if "/" in name))
    plain = [name for name in streams if "/" not in name]
    names = ["Root Entry", *plain, *folders, *(name for name in streams if "/" in name)]
    data, chain, starts = b"", list[int](), dict[str, int]()
    for name, content in streams.items():
        filled = content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
        starts[name] = len(chain)
        count = len(filled) // _SECTOR
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
        data += filled
    directory = b"".join(_entry(name, names, streams, starts, folders) for name in names)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first_of_directory = len(chain)
    count = len(directory) // _SECTOR
    chain += [*range(len(chain) + 1, len(chain) + count), _END]
    chain.append(_TABLE)
    table = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, first_of_directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", len(chain) - 1, *[_FREE] * 108)
    return header + data + directory + table


def _entry(
    name: str,
    names: list[str],
    streams: Mapping[str, bytes],
    starts: Mapping[str, int],
    folders: list[str],
) -> bytes:
    shown = (name.rpartition("/")[2] + "\0").encode("utf-16-le")
    kind = 5 if name == "Root Entry" else 1 if name in folders else 2
    siblings = [one for one in names[1:] if _parent(one) == _parent(name)]
    at = siblings.index(name) if name in siblings else len(siblings)
    right = names.index(siblings[at + 1]) if at + 1 < len(siblings) else _FREE
    parent = "" if name == "Root Entry" else name
    children = [one for one in names[1:] if _parent(one) == parent] if kind != 2 else []
    child = names.index(children[0]) if children else _FREE
    size = max(4096, len(streams[name])) if name in streams else 0
    return (
        shown.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(shown), kind, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", starts.get(name, _END), size)
    )


def _parent(name: str) -> str:
    return name.rpartition("/")[0]
