"""The command ``user``."""

import argparse
import getpass
from datetime import UTC, datetime

from archive.catalogue.keep.account import LONGEST_PASSWORD, add_account
from archive.catalogue.values import AccountRole
from archive.errors import RefusedError
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_input import standard_input
from jobs.cli_output import Output
from jobs.opening import opened_catalogue


def add(options: argparse.Namespace, output: Output) -> int:
    """Add an account, or give a known one a new password and role."""
    password = _password(output)
    if len(password) > LONGEST_PASSWORD:
        raise RefusedError(
            "A password must have at most {longest} characters.", longest=LONGEST_PASSWORD
        )
    role = AccountRole(options.role)
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        account_id = add_account(db, options.email, password, role, datetime.now(UTC))
    done = Sentence("{email} may sign in.", {"email": options.email})
    output.show({"id": account_id, "email": options.email, "role": role}, [output.say(done)])
    return 0


def _password(output: Output) -> str:
    """Asked twice on a terminal, where it isn't shown; else the first line of stdin."""
    if not standard_input().isatty():
        return _first_line()
    first = getpass.getpass(output.say(Sentence("Password: ")))
    if first != getpass.getpass(output.say(Sentence("The same again: "))):
        raise RefusedError("The two passwords differ.")
    return first


def _first_line() -> str:
    # The locale may let bytes through that are no text, or take them for other letters.
    line = standard_input().readline(8 * LONGEST_PASSWORD)
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as exc:
        raise RefusedError("The password on standard input is not in UTF-8.") from exc
