"""The commands that run until they are told to end: ``serve`` and ``worker``."""

import argparse
from importlib import import_module

from archive.errors import RefusedError
from archive.settings import Settings, read_settings
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


def worker(_options: argparse.Namespace, output: Output) -> int:
    """Run ordered work until SIGTERM or SIGINT."""
    from jobs.worker import run_worker

    settings = read_settings()
    _doubt_slides(settings, output)
    run_worker(settings)
    return 0


def _doubt_slides(settings: Settings, output: Output) -> None:
    """Say at once what would only be logged with the first recording; work goes on without it."""
    if settings.tesseract is None:
        return
    from archive.media.reading import find_reader

    try:
        find_reader(settings.tesseract, settings.tessdata_folder)
    except RefusedError as exc:
        output.tell(exc.sentence)
