"""The stage of the pages, for what other programs are told."""

from tests.web.pages.conftest import analyser, stage

__all__ = ["analyser", "stage"]
