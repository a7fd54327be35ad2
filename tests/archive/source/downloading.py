"""A download in a process of its own, so that it can be killed: ``python -m`` URL FOLDER."""

import sys
from ipaddress import ip_network
from pathlib import Path

from archive.source.download import download_source
from archive.source.policy import SourcePolicy

if __name__ == "__main__":
    here = SourcePolicy(hosts=("*",), networks=(ip_network("127.0.0.1/32"),), backoff_seconds=0)
    download_source(
        sys.argv[1], Path(sys.argv[2]), policy=here, report=lambda _: None, stop=lambda: False
    )
