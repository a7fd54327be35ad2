"""Sentences as JSON columns hold them."""

from typing import Any

from archive.sentence import Sentence


def sentence_as_json(sentence: Sentence) -> dict[str, Any]:
    """``{"template", "values"}``."""
    return {"template": sentence.template, "values": dict(sentence.values)}


def sentence_from_json(kept: dict[str, Any]) -> Sentence:
    """The sentence that ``sentence_as_json`` wrote."""
    return Sentence(kept["template"], dict(kept["values"]))
