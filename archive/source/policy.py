"""What may be fetched: which hosts a page may live on, which addresses may be connected to."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from archive.errors import SourceRefusedError
from archive.settings import YOUTUBE_HOSTS, Network, Settings

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_IPV4_COMPATIBLE = IPv6Network("::/96")
_SMUGGLED = "__youtubedl_smuggle"


@dataclass(frozen=True, slots=True)
class SourcePolicy:
    """Where sources may come from, and how patient to be with them.

    ``hosts`` are globs (``*.example.org``) for the host of the page somebody gives. ``networks``
    are inside networks that may be reached in spite of not being public. ``attempts`` counts
    tries after the first one; the wait before each doubles, beginning at ``backoff_seconds``.
    """

    hosts: tuple[str, ...] = YOUTUBE_HOSTS
    networks: tuple[Network, ...] = ()
    timeout_seconds: float = 20.0
    attempts: int = 5
    backoff_seconds: float = 1.0

    def allows_host(self, host: str) -> bool:
        name = host.lower().rstrip(".")
        return any(fnmatchcase(name, glob.lower()) for glob in self.hosts)

    def allows_address(self, address: Address) -> bool:
        """Whether a connection may be opened to this very address."""
        return all(
            _is_public(meant) or any(meant in network for network in self.networks)
            for meant in meant_addresses(address)
        )


def source_policy(settings: Settings) -> SourcePolicy:
    """The policy an operator has set."""
    return SourcePolicy(hosts=settings.source_hosts, networks=settings.source_networks)


def check_page(url: str, policy: SourcePolicy) -> str:
    """The address to open for ``url``; raises ``SourceRefusedError`` when it may not be opened.

    A fragment in yt-dlp's own notation is dropped: with it, whoever gives an address could set
    options of the extractors.
    """
    parts = _split(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise SourceRefusedError("A recording's address must begin with http:// or https://.")
    if not policy.allows_host(parts.hostname):
        raise SourceRefusedError(
            "Recordings from {host} are not allowed here. Whoever runs this archive can allow the "
            "host in DASIBOGI_SOURCE_HOSTS.",
            host=parts.hostname,
        )
    if _SMUGGLED in parts.fragment:
        parts = parts._replace(fragment="")
    return parts.geturl()


def meant_addresses(address: Address) -> tuple[Address, ...]:
    """An address and every IPv4 address wrapped in it: a translator may deliver to that one.

    Wrappings: IPv4-mapped (RFC 4291 §2.5.5.2), IPv4-compatible (§2.5.5.1), 6to4 (RFC 3056),
    Teredo (RFC 4380) and NAT64 (RFC 6052 §2.1). A mapped address *is* its IPv4 address.
    """
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    wrapped = [*(address.teredo or ()), address.sixtofour]
    if address in _NAT64 or (address in _IPV4_COMPATIBLE and int(address) > 1):
        wrapped.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return (address, *(inner for inner in wrapped if inner))


def parse_address(text: str) -> Address:
    """A numeric address as the resolver gives it, perhaps with a zone (``fe80::1%eth0``)."""
    return ip_address(text.split("%")[0])


def _split(url: str) -> SplitResult:
    # Browsers and parsers disagree on blanks and backslashes, so no two would mean the same host.
    if any(sign.isspace() or sign == "\\" or not sign.isprintable() for sign in url):
        raise SourceRefusedError("A recording's address must not hold blanks or backslashes.")
    try:
        return urlsplit(url)
    except ValueError as exc:
        raise SourceRefusedError(
            "This is no address of a page: {reason}.", reason=str(exc)
        ) from exc


def _is_public(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not special and not site_local
