"""How yt-dlp is set up."""

import os

from archive.source.engine import find_deno, started
from archive.source.policy import SourcePolicy
from archive.source.progress import Watch

WATCH = Watch(report=lambda _: None, stop=lambda: False)


def test_yt_dlp_finds_a_javascript_runtime_that_it_supports() -> None:
    deno = find_deno()
    assert deno is not None
    assert os.access(deno, os.X_OK)
    with started(SourcePolicy(), WATCH) as engine:
        runtime = engine.ydl._js_runtimes["deno"].info
    assert (runtime.path, runtime.supported) == (str(deno), True)


def test_no_part_of_yt_dlp_is_fetched_from_elsewhere() -> None:
    with started(SourcePolicy(), WATCH) as engine:
        assert engine.ydl.params["remote_components"] == set()


def test_only_the_guarded_way_to_the_network_is_open() -> None:
    with started(SourcePolicy(), WATCH) as engine:
        assert [*engine.ydl._request_director.handlers] == ["Guarded"]
