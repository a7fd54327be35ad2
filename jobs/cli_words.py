"""Reading the command line's words; what is wrong with them is told in one sentence."""

import argparse
import os
import re
import sys
from collections.abc import Mapping
from typing import NoReturn

from archive.errors import RefusedError
from archive.sentence import Sentence
from jobs.cli_output import REFUSED, Output, chosen_language

LARGEST_ID = 2**31 - 1
LARGEST_PORT = 65_535
MOST_ANSWERS = 1000

_SENTENCES: Mapping[str, Sentence] = {
    r"the following arguments are required: (?P<names>.*)": Sentence(
        "Something is missing: {names}; {help} says more."
    ),
    r"unrecognized arguments: (?P<words>.*)": Sentence(
        "These words are not known here: {words}; {help} says more."
    ),
    r"argument (?P<name>.*?): invalid choice: (?P<word>.*) \(choose from (?P<choices>.*)\)": (
        Sentence("{word} is none of these: {choices}; {help} says more.")
    ),
    r"argument (?P<name>.*?): expected (one|at least one) argument": Sentence(
        "{name} needs a value; {help} says more."
    ),
    r"argument (?P<name>.*?): ignored explicit argument .*": Sentence(
        "{name} takes no value; {help} says more."
    ),
    r"ambiguous option: (?P<word>\S*) could match (?P<choices>.*)": Sentence(
        "“{word}” may mean any of these: {choices}; {help} says more."
    ),
}
"""argparse's own words, and ours for them; it offers no other way to tell them apart."""

_OTHERWISE = Sentence("This can't be understood: {reason}; {help} says more.")


class Parser(argparse.ArgumentParser):
    """A parser whose refusal is one sentence on stderr, in the reader's language."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with the exit code of what is refused."""
        output = Output(is_json=False, language=chosen_language(os.environ))
        output.tell(refusal(message, f"{self.prog} --help"))
        sys.exit(REFUSED)


def refusal(message: str, help_: str) -> Sentence:
    """Our sentence for what argparse says."""
    for pattern, sentence in _SENTENCES.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return Sentence(sentence.template, {**found.groupdict(), "help": help_})
    return Sentence(_OTHERWISE.template, {"reason": message, "help": help_})


def recording_id(text: str) -> int:
    """The number of a recording, as the catalogue can hold it."""
    if not _is_number(text, 1, LARGEST_ID):
        raise RefusedError(
            "“{text}” is no number of a recording; dasibogi status lists them.", text=text
        )
    return int(text)


def port(text: str) -> int:
    """Where to listen; 0 means any that is free."""
    if not _is_number(text, 0, LARGEST_PORT):
        raise RefusedError(
            "“{text}” is no port; a port is a number up to {most}.", text=text, most=LARGEST_PORT
        )
    return int(text)


def limit(text: str) -> int:
    """How many answers at most."""
    if not _is_number(text, 1, MOST_ANSWERS):
        raise RefusedError("“{text}” is no number from 1 to {most}.", text=text, most=MOST_ANSWERS)
    return int(text)


def _is_number(text: str, least: int, most: int) -> bool:
    # Python refuses to read a number of thousands of digits.
    return re.fullmatch(r"[0-9]{1,10}", text) is not None and least <= int(text) <= most
