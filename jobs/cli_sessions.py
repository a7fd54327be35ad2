"""The commands ``publish`` and ``withdraw``."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime

from archive.catalogue.engine import Db
from archive.catalogue.keep.cut import find_session, publish_session, withdraw_session
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.values import SessionCard, SessionState
from archive.programme.model import SessionKind
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_output import Output
from jobs.opening import opened_catalogue


def publish(options: argparse.Namespace, output: Output) -> int:
    """Publish the named sessions, or all that have a cut and are no breaks."""

    def show(db: Db, session_id: int) -> None:
        publish_session(db, session_id, account_id=None, now=datetime.now(UTC))

    codes = _each(options, _is_worth_showing, show)
    done = Sentence("{count} sessions of {event} are published.", _values(options, codes))
    output.show({"event": options.event, "published": codes}, [output.say(done)])
    return 0


def withdraw(options: argparse.Namespace, output: Output) -> int:
    """Withdraw the named sessions, or all that are published."""

    def hide(db: Db, session_id: int) -> None:
        withdraw_session(db, session_id, now=datetime.now(UTC))

    codes = _each(options, _is_published, hide)
    done = Sentence("{count} sessions of {event} are withdrawn.", _values(options, codes))
    output.show({"event": options.event, "withdrawn": codes}, [output.say(done)])
    return 0


def _each(
    options: argparse.Namespace,
    is_meant: Callable[[SessionCard], bool],
    act: Callable[[Db, int], None],
) -> list[str]:
    """Do it to every session that is named, or else meant: to all of them or to none."""
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        sessions = desk_event(db, options.event).sessions
        codes = options.codes or [card.code for card in sessions if is_meant(card)]
        for code in codes:
            act(db, find_session(db, options.event, code))
    return list(codes)


def _is_worth_showing(card: SessionCard) -> bool:
    is_shown = card.kind != SessionKind.BREAK and card.state != SessionState.GONE
    return is_shown and card.cut is not None


def _is_published(card: SessionCard) -> bool:
    return card.published_at is not None


def _values(options: argparse.Namespace, codes: list[str]) -> dict[str, str | int | float]:
    return {"count": len(codes), "event": options.event}
