"""Which hosts and addresses are allowed."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from archive.errors import SourceRefusedError
from archive.settings import Settings
from archive.source.policy import SourcePolicy, check_page, source_policy

YOUTUBE = SourcePolicy()


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://youtu.be/abcdefghijk?t=10",
        "http://YouTube.com./live/abcdefghijk",
        "https://m.youtube.com:443/watch?v=abcdefghijk#t=1",
    ],
)
def test_a_page_of_an_allowed_host_is_opened_as_given(url: str) -> None:
    assert check_page(f" {url}\n", YOUTUBE) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/talk", "example.org"),
        ("https://youtube.com.example.org/", "youtube.com.example.org"),
        ("https://notyoutube.com/", "notyoutube.com"),
        ("https://youtube.com@example.org/", "example.org"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
    ],
)
def test_a_page_of_another_host_is_refused_naming_host_and_setting(url: str, host: str) -> None:
    with pytest.raises(SourceRefusedError) as refused:
        check_page(url, YOUTUBE)
    assert str(refused.value) == (
        f"Recordings from {host} are not allowed here. Whoever runs this archive can allow the "
        "host in DASIBOGI_SOURCE_HOSTS."
    )


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://youtube.com/x", "ytsearch:forum", "youtube.com", "", "https://"],
)
def test_only_web_addresses_are_opened(url: str) -> None:
    with pytest.raises(SourceRefusedError) as refused:
        check_page(url, YOUTUBE)
    assert str(refused.value) == ("A recording's address must begin with http:// or https://.")


@pytest.mark.parametrize(
    "url", ["http://youtube.com\\@example.org/", "http://youtube.com/a b", "http://you\ttube.com/"]
)
def test_an_address_that_two_programs_would_read_differently_is_refused(url: str) -> None:
    with pytest.raises(SourceRefusedError) as refused:
        check_page(url, YOUTUBE)
    assert str(refused.value) == "A recording's address must not hold blanks or backslashes."


def test_a_broken_address_is_refused() -> None:
    with pytest.raises(SourceRefusedError) as refused:
        check_page("http://[youtube.com/", YOUTUBE)
    assert str(refused.value) == "This is no address of a page: Invalid IPv6 URL."


def test_orders_to_yt_dlp_hidden_in_an_address_are_dropped() -> None:
    url = "https://youtube.com/watch?v=abcdefghijk"
    assert check_page(f"{url}#__youtubedl_smuggle=%7B%22to_generic%22%3A+true%7D", YOUTUBE) == url


def test_the_settings_of_an_installation_become_its_policy(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        database_url="",
        jobs_database_url="",
        source_hosts=("media.example.org",),
        source_networks=(ip_network("10.1.0.0/16"),),
    )
    assert source_policy(settings) == SourcePolicy(
        hosts=("media.example.org",), networks=(ip_network("10.1.0.0/16"),)
    )


@pytest.mark.parametrize("text", ["142.250.206.46", "2404:6800:400a:813::200e", "8.8.8.8"])
def test_public_addresses_may_be_connected_to(text: str) -> None:
    assert YOUTUBE.allows_address(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "192.0.2.1",  # noqa: S104
        "198.18.0.1", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::1", "2002:0a00:0001::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_inside_and_special_addresses_may_not_be_connected_to(text: str) -> None:
    assert not YOUTUBE.allows_address(ip_address(text))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("10.1.2.3", True), ("10.2.0.1", False), ("::ffff:10.1.2.3", True),
        ("::ffff:10.2.0.1", False), ("fd00::5", True), ("fd01::5", False),
    ],
)  # fmt: skip
def test_an_allowed_network_may_be_connected_to_and_no_other(text: str, allowed: bool) -> None:
    policy = SourcePolicy(networks=(ip_network("10.1.0.0/16"), ip_network("fd00::/64")))
    assert policy.allows_address(ip_address(text)) is allowed
