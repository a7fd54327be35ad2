"""What an operator may set, read once from the environment."""

import math
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from archive.errors import RefusedError

Network = IPv4Network | IPv6Network

YOUTUBE_HOSTS = ("youtube.com", "*.youtube.com", "youtu.be", "youtube-nocookie.com")


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation; ``docs/operating.md`` lists the variables behind these fields."""

    home: Path
    database_url: str
    jobs_database_url: str
    base_url: str = "http://127.0.0.1:8000"
    source_hosts: tuple[str, ...] = YOUTUBE_HOSTS
    source_networks: tuple[Network, ...] = ()
    ffmpeg_folder: Path | None = None
    trusted_proxies: tuple[str, ...] = ()
    executor_id: str = "worker-1"
    poll_seconds: float = 0.5
    accel: bool = False
    phrases_folder: Path | None = None
    asr_model: Path | None = None
    tesseract: Path | None = None
    tessdata_folder: Path | None = None

    @property
    def media_folder(self) -> Path:
        return self.home / "media"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``DASIBOGI_*`` variables; raises ``RefusedError`` naming a bad one."""
    home = Path(environment.get("DASIBOGI_HOME") or "var").absolute()
    database_url = _database(
        environment, "DASIBOGI_DATABASE_URL", f"sqlite:///{home}/archive.sqlite"
    )
    jobs_url = database_url if _is_postgres(database_url) else f"sqlite:///{home}/jobs.sqlite"
    return Settings(
        home=home,
        database_url=database_url,
        jobs_database_url=_database(environment, "DASIBOGI_JOBS_DATABASE_URL", jobs_url),
        base_url=environment.get("DASIBOGI_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        source_hosts=YOUTUBE_HOSTS + _words(environment, "DASIBOGI_SOURCE_HOSTS"),
        source_networks=_networks(environment),
        ffmpeg_folder=_path(environment, "DASIBOGI_FFMPEG_FOLDER"),
        phrases_folder=_path(environment, "DASIBOGI_PHRASES_FOLDER"),
        asr_model=_path(environment, "DASIBOGI_ASR_MODEL"),
        tesseract=_path(environment, "DASIBOGI_TESSERACT"),
        tessdata_folder=_path(environment, "DASIBOGI_TESSDATA_FOLDER"),
        trusted_proxies=_words(environment, "DASIBOGI_TRUSTED_PROXIES"),
        executor_id=environment.get("DASIBOGI_EXECUTOR_ID") or f"{socket.gethostname()}-1",
        accel=_accel(environment),
        poll_seconds=_seconds(environment, "DASIBOGI_POLL_SECONDS", 0.5),
    )


def _database(environment: Mapping[str, str], name: str, default: str) -> str:
    """The address of a database of a kind we know; what is behind it shows when it is opened."""
    url = _with_driver(environment.get(name) or default)
    if not (url.startswith("sqlite:///") or _is_postgres(url)):
        raise RefusedError("{name} must begin with sqlite:/// or postgresql://.", name=name)
    return url


def _is_postgres(url: str) -> bool:
    return url.startswith("postgresql+psycopg://")


def _with_driver(url: str) -> str:
    """``postgresql://`` means the driver that is installed."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    given = environment.get(name)
    return Path(given) if given else None


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(environment.get(name, "").replace(",", " ").split())


def _networks(environment: Mapping[str, str]) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(word) for word in _words(environment, "DASIBOGI_SOURCE_NETWORKS"))
    except ValueError as exc:
        raise RefusedError(
            "DASIBOGI_SOURCE_NETWORKS must list networks such as 10.0.0.0/8: {reason}.",
            reason=str(exc),
        ) from exc


def _accel(environment: Mapping[str, str]) -> bool:
    """Whether a front server sends the files that we name to it."""
    named = environment.get("DASIBOGI_ACCEL", "")
    if named not in ("", "nginx"):
        raise RefusedError("DASIBOGI_ACCEL must be empty or nginx.")
    return named == "nginx"


def _seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    try:
        seconds = float(environment.get(name) or default)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        raise RefusedError("{name} must be a number of seconds above 0.", name=name)
    return seconds
