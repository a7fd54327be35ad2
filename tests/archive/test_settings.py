"""Settings from the environment."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from archive.errors import RefusedError
from archive.settings import YOUTUBE_HOSTS, read_settings


def test_everything_has_a_default_in_one_folder() -> None:
    settings = read_settings({})
    home = Path("var").absolute()

    assert settings.home == home
    assert settings.database_url == f"sqlite:///{home}/archive.sqlite"
    assert settings.jobs_database_url == f"sqlite:///{home}/jobs.sqlite"
    assert settings.source_hosts == YOUTUBE_HOSTS
    assert settings.source_networks == ()
    assert not settings.https
    assert settings.asr_model is None


def test_a_model_for_speech_recognition_is_a_folder() -> None:
    settings = read_settings({"DASIBOGI_ASR_MODEL": "/models/whisper"})
    assert settings.asr_model == Path("/models/whisper")


def test_postgresql_holds_the_jobs_too_unless_said_otherwise() -> None:
    settings = read_settings({"DASIBOGI_DATABASE_URL": "postgres://user@host/archive"})

    assert settings.database_url == "postgresql+psycopg://user@host/archive"
    assert settings.jobs_database_url == settings.database_url


def test_sources_are_widened_by_name_and_by_network() -> None:
    settings = read_settings(
        {
            "DASIBOGI_SOURCE_HOSTS": "127.0.0.1, *.example.org",
            "DASIBOGI_SOURCE_NETWORKS": "127.0.0.0/8",
        }
    )

    assert settings.source_hosts == (*YOUTUBE_HOSTS, "127.0.0.1", "*.example.org")
    assert settings.source_networks == (ip_network("127.0.0.0/8"),)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DASIBOGI_SOURCE_NETWORKS", "somewhere"),
        *(("DASIBOGI_POLL_SECONDS", value) for value in ("often", "nan", "inf", "-1", "0")),
        ("DASIBOGI_DATABASE_URL", "foo"),
        ("DASIBOGI_JOBS_DATABASE_URL", "mysql://x/y"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(RefusedError, match=name):
        read_settings({name: value})
