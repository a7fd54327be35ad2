"""The commands that run until they are told to end: ``serve`` and ``worker``."""

import argparse
from importlib import import_module

from archive.settings import read_settings
from jobs.cli_output import Output


def serve(options: argparse.Namespace, _output: Output) -> int:
    """Run the web pages. Forwarding headers are not believed: anybody can send them."""
    import uvicorn

    # The command line is how the pages are started, so this one name reaches upwards.
    create_app = import_module("web.app").create_app
    uvicorn.run(
        create_app(read_settings()),
        host=options.host,
        port=options.port,
        proxy_headers=False,
        server_header=False,
    )
    return 0


def worker(_options: argparse.Namespace, _output: Output) -> int:
    """Run ordered work until SIGTERM or SIGINT."""
    from jobs.worker import run_worker

    run_worker(read_settings())
    return 0
