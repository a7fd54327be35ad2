"""No connection leaves for an address nobody allowed: shown by connections really tried."""

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from archive.errors import SourceRefusedError, SourceUnavailableError
from archive.source.download import download_source
from archive.source.inspection import inspect_source
from archive.source.policy import SourcePolicy
from tests.streams import Answer, Server, Talk, publish_page, publish_talk

NOW = datetime(2025, 6, 11, tzinfo=UTC)


def get(url: str, folder: Path, policy: SourcePolicy) -> None:
    download_source(url, folder, policy=policy, report=lambda _: None, stop=lambda: False)


def names_private_network(host: str) -> str:
    return (
        f"The source leads to {host}, which is an address inside a private network. Whoever runs "
        "this archive can allow the network in DASIBOGI_SOURCE_NETWORKS."
    )


def page_itself(server: Server, inside: Server, talk: Talk) -> str:
    return publish_talk(inside).page


def page_that_redirects(server: Server, inside: Server, talk: Talk) -> str:
    server.fault("/moved", Answer(302, publish_talk(inside).page))
    return server.url("/moved")


def playlist_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    return publish_page(server, "/page", publish_talk(inside).playlist)


def movie_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    return publish_page(server, "/page", publish_talk(inside).movie)


def movie_that_redirects(server: Server, inside: Server, talk: Talk) -> str:
    server.fault("/talk/movie.mp4", Answer(307, publish_talk(inside).movie))
    return talk.movie_page


def rendition_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    return _edited(
        server, talk, "master.m3u8", "\npicture.m3u8", "\nINSIDE/talk/picture.m3u8", inside
    )


def fragment_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    return _edited(
        server, talk, "picture.m3u8", "picture-3.m4s", "INSIDE/talk/picture-3.m4s", inside
    )


def first_fragment_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    change = ("picture-init.mp4", "INSIDE/talk/picture-init.mp4")
    return _edited(server, talk, "picture.m3u8", *change, inside)


def fragment_that_redirects(server: Server, inside: Server, talk: Talk) -> str:
    publish_talk(inside)
    server.fault("/talk/picture-3.m4s", Answer(302, inside.url("/talk/picture-3.m4s")))
    return talk.page


def key_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    key = '#EXT-X-KEY:METHOD=AES-128,URI="INSIDE/key"\n#EXTINF'
    inside.put("/key", b"0123456789abcdef", "application/octet-stream")
    return _edited(server, talk, "picture.m3u8", "#EXTINF", key, inside)


def captions_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    change = ("captions-en.m3u8", "INSIDE/talk/captions-en.m3u8")
    return _edited(server, talk, "master.m3u8", *change, inside)


def caption_piece_elsewhere(server: Server, inside: Server, talk: Talk) -> str:
    return _edited(server, talk, "captions-ko.m3u8", "ko-1.vtt", "INSIDE/talk/ko-1.vtt", inside)


def encrypted_page(server: Server, inside: Server, talk: Talk) -> str:
    return inside.url("/talk/").replace("http:", "https:")


def encrypted_movie(server: Server, inside: Server, talk: Talk) -> str:
    return publish_page(server, "/page", inside.url("/movie.mp4").replace("http:", "https:"))


def _edited(server: Server, talk: Talk, name: str, old: str, new: str, inside: Server) -> str:
    publish_talk(inside)
    body, kind = server.files[f"/talk/{name}"]
    text = body.decode().replace(old, new.replace("INSIDE", inside.origin), 1)
    server.put(f"/talk/{name}", text, kind)
    return talk.page


WAYS = [
    page_itself, page_that_redirects, playlist_elsewhere, movie_elsewhere, movie_that_redirects,
    rendition_elsewhere, fragment_elsewhere, first_fragment_elsewhere, fragment_that_redirects,
    key_elsewhere, captions_elsewhere, caption_piece_elsewhere,
]  # fmt: skip
ENCRYPTED_WAYS = [encrypted_page, encrypted_movie]

Way = Callable[[Server, Server, Talk], str]


@pytest.mark.parametrize("way", [*WAYS, *ENCRYPTED_WAYS], ids=lambda way: way.__name__)
def test_no_way_leads_to_an_address_nobody_allowed(
    way: Way, server: Server, inside: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    url = way(server, inside, talk)
    with pytest.raises(SourceRefusedError) as refused:
        get(url, tmp_path, policy)
    assert str(refused.value) == names_private_network("127.0.0.2")
    assert inside.connections == 0


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_one_of_these_ways_would_lead_there_were_it_allowed(
    way: Way, server: Server, inside: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    url = way(server, inside, talk)
    both = replace(policy, networks=(ip_network("127.0.0.0/8"),))
    if way is key_elsewhere:  # nothing is encrypted with that key, so nothing can be decrypted
        with pytest.raises(SourceUnavailableError):
            get(url, tmp_path, both)
    else:
        get(url, tmp_path, both)
    assert inside.connections > 0


@pytest.mark.parametrize("way", ENCRYPTED_WAYS, ids=lambda way: way.__name__)
def test_encrypted_ways_would_lead_there_too(
    way: Way, server: Server, inside: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    both = replace(policy, networks=(ip_network("127.0.0.0/8"),), attempts=0)
    with pytest.raises(SourceUnavailableError):
        get(way(server, inside, talk), tmp_path, both)
    assert inside.connections > 0


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_a_name_is_judged_by_the_address_it_stands_for(
    host: str, server: Server, talk: Talk, policy: SourcePolicy
) -> None:
    url = talk.page.replace("127.0.0.1", host)
    with pytest.raises(SourceRefusedError) as refused:
        inspect_source(url, policy=replace(policy, networks=()), now=NOW)
    assert str(refused.value) == names_private_network(host)
    assert server.connections == 0


def test_an_inside_address_dressed_as_ipv6_is_refused(inside: Server, policy: SourcePolicy) -> None:
    url = publish_talk(inside).page.replace("127.0.0.2", "[::ffff:127.0.0.2]")
    with pytest.raises(SourceRefusedError) as refused:
        inspect_source(url, policy=policy, now=NOW)
    assert str(refused.value) == names_private_network("::ffff:127.0.0.2")
    assert inside.connections == 0
    both = replace(policy, networks=(ip_network("127.0.0.0/8"),))
    assert inspect_source(url, policy=both, now=NOW).duration_ms == 8000


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("file:///etc/passwd", "file"),
        ("ftp://127.0.0.1/picture.m4s", "ftp"),
        ("ws://127.0.0.1/picture.m4s", "ws"),
    ],
)
def test_media_is_fetched_by_http_only(
    address: str, scheme: str, server: Server, inside: Server, talk: Talk, policy: SourcePolicy,
    tmp_path: Path,
) -> None:  # fmt: skip
    page = _edited(server, talk, "picture.m3u8", "picture-3.m4s", address, inside)
    with pytest.raises(SourceRefusedError) as refused:
        get(page, tmp_path, policy)
    assert str(refused.value) == (
        f"The source leads to an address that begins with {scheme}:, and only http and https are "
        "fetched."
    )


def test_a_redirect_to_ftp_is_refused(
    server: Server, talk: Talk, policy: SourcePolicy, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as ftp:
        ftp.setblocking(False)
        place = f"ftp://127.0.0.1:{ftp.getsockname()[1]}/movie.mp4"
        server.fault("/talk/movie.mp4", Answer(302, place))
        with pytest.raises(SourceRefusedError) as refused:
            get(talk.movie_page, tmp_path, policy)
        assert refused.value.sentence.values == {"scheme": "ftp"}
        with pytest.raises(BlockingIOError):
            ftp.accept()


def test_proxies_named_in_the_environment_are_not_used(
    server: Server, inside: Server, talk: Talk, policy: SourcePolicy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, inside.origin)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert inspect_source(talk.page, policy=policy, now=NOW).duration_ms == 8000
    assert inside.connections == 0
