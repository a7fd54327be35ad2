"""The command line's words; a command imports what it needs only when it runs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from archive.licence import Licence
from jobs.cli_output import Output, chosen_language
from jobs.cli_parts import PartWord
from jobs.cli_words import Parser, limit, port, recording_id

ROLES = ("editor", "admin")
LANGUAGES = ("ko", "en")
EXPORT_FORMS = ("frab-xml", "frab-json", "ical", "csv")
LICENCES = ("none", *filter(None, Licence))

EPILOG = (
    "Exit codes: 0 done, 2 refused (the request must change), 3 not now (the same request may "
    "succeed later), 4 something failed."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    output = Output(is_json=False, language=chosen_language(os.environ))
    try:
        return _obey(arguments, output)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output had enough.
        output.drop()
        return 0
    except OSError as exc:
        output.drop()
        return output.fail(exc)
    except Exception as exc:
        return output.fail(exc)


def _obey(arguments: Sequence[str] | None, output: Output) -> int:
    options = _parser().parse_args(arguments)
    output.is_json = getattr(options, "json", False)
    if options.has_answer:
        output.check()
    code = _command(options.command)(options, output)
    output.flush()
    return code


def _command(place: str) -> Callable[[argparse.Namespace, Output], int]:
    """The function at ``module:name``; nothing of the other commands is imported."""
    module, name = place.split(":")
    found: Callable[[argparse.Namespace, Output], int] = getattr(import_module(module), name)
    return found


def _parser() -> Parser:
    parser = Parser(
        prog="dasibogi",
        description="A livestream and its printed programme become a searchable archive.",
        epilog=EPILOG,
    )
    _add_json(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_programme(commands)
    _add_event(commands)
    _add_recordings(commands)
    _add_sessions(commands)
    _add_clips(commands)
    _add_align(commands)
    _add_captions(commands)
    _add_people(commands)
    _add_accounts(commands)
    _add_services(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add(
    commands: "Commands[Parser]", name: str, place: str, help_: str, *, has_answer: bool = True
) -> Parser:
    command = commands.add_parser(name, help=help_, description=help_, epilog=EPILOG)
    command.set_defaults(command=place, has_answer=has_answer)
    return command


def _add_json(command: Parser) -> None:
    """Before or after the command's name: so a command that isn't told leaves what was told."""
    command.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="write one JSON value to stdout",
    )


def _add_programme(commands: "Commands[Parser]") -> None:
    programme = commands.add_parser("programme", help="read or import a printed programme")
    _add_json(programme)
    actions = programme.add_subparsers(metavar="ACTION", required=True)
    place = "jobs.cli_programme"
    read = _add(actions, "read", f"{place}:read", "show what a programme file says")
    keep = _add(actions, "import", f"{place}:keep", "bring an event in line with a file")
    keep.add_argument("--event", metavar="SLUG", help="the event's address; made from its title")
    keep.add_argument("--dry-run", action="store_true", help="only say what would change")
    keep.add_argument(
        "--hide-missing",
        action="store_true",
        help="hide published and checked sessions too that the file no longer lists",
    )
    for command in (read, keep):
        command.add_argument(
            "file",
            metavar="FILE",
            nargs="+",
            help="the programme, or - for stdin; two files are one programme in two languages",
        )
        command.add_argument("--date", metavar="DAY", help="the event's day, if the file has none")
    undo = _add(actions, "undo", f"{place}:undo", "take back the last import of an event")
    export = _add(actions, "export", f"{place}:export", "write an event's programme")
    export.add_argument("--to", choices=EXPORT_FORMS, required=True)
    export.add_argument("--language", choices=LANGUAGES, help="of titles that stand alone")
    export.add_argument("-o", dest="output", metavar="FILE", help="instead of stdout")
    for command in (undo, export):
        command.add_argument("event", metavar="EVENT")
    for command in (read, keep, undo, export):
        _add_json(command)


def _add_event(commands: "Commands[Parser]") -> None:
    what = "say who holds an event, where, and its licence"
    event = _add(commands, "event", "jobs.cli_event:event", what)
    event.add_argument("event", metavar="EVENT")
    for name, help_ in (("organiser", "who holds it"), ("place", "where it is held")):
        event.add_argument(f"--{name}", metavar="KO", help=f"{help_}, in Korean")
        event.add_argument(f"--{name}-en", metavar="EN", help=f"{help_}, in English")
    event.add_argument("--licence", choices=LICENCES, help="how its recordings may be used")
    _add_json(event)


def _add_recordings(commands: "Commands[Parser]") -> None:
    ingest = _add(commands, "ingest", "jobs.cli_recordings:ingest", "order a recording by its URL")
    ingest.add_argument("url", metavar="URL")
    ingest.add_argument("--event", metavar="SLUG", required=True)
    ingest.add_argument(
        "--started-at", metavar="ISO", help="when the recording begins, such as 2026-05-01T09:00+09"
    )
    ingest.add_argument(
        "--room", metavar="ROOM", default="", help="the programme's room that it shows"
    )
    ingest.add_argument("--wait", action="store_true", help="stay until it is ready or has failed")
    status = _add(
        commands, "status", "jobs.cli_recordings:status", "list recordings and their work"
    )
    cancel = _add(commands, "cancel", "jobs.cli_recordings:cancel", "stop work on a recording")
    retry = _add(commands, "retry", "jobs.cli_recordings:retry", "try a recording again")
    for command in (cancel, retry):
        command.add_argument("id", type=recording_id, metavar="ID")
    for command in (ingest, status, cancel, retry):
        _add_json(command)


def _add_sessions(commands: "Commands[Parser]") -> None:
    publish = _add(commands, "publish", "jobs.cli_sessions:publish", "show sessions to everybody")
    withdraw = _add(commands, "withdraw", "jobs.cli_sessions:withdraw", "hide sessions again")
    for command in (publish, withdraw):
        command.add_argument("event", metavar="EVENT")
        command.add_argument("codes", metavar="CODE", nargs="*", help="without any: all but breaks")
        _add_json(command)
    search = _add(commands, "search", "jobs.cli_search:search", "find what was said")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--all", action="store_true", help="also what is not published")
    _add_json(search)
    reindex = _add(commands, "reindex", "jobs.cli_search:reindex", "make the search index again")
    _add_json(reindex)


def _add_clips(commands: "Commands[Parser]") -> None:
    clip = _add(commands, "clip", "jobs.cli_clip:clip", "cut a file exactly, without a catalogue")
    clip.add_argument("media", metavar="MEDIA")
    point = "HH:MM:SS.mmm or seconds, as players show it; or frame:N, counted from 0"
    clip.add_argument(
        "--in", dest="in_point", metavar="T", required=True, help=f"first picture: {point}"
    )
    clip.add_argument(
        "--out", dest="out_point", metavar="T", required=True, help="the first picture behind"
    )
    forms = clip.add_mutually_exclusive_group(required=True)
    forms.add_argument("-o", dest="output", metavar="FILE", help="an .mp4, or .m4a: sound only")
    forms.add_argument("--hls", metavar="DIR", help="where the playlist is made")
    clip.add_argument("--verify", action="store_true", help="prove it again by decoding it all")
    _add_json(clip)


def _add_align(commands: "Commands[Parser]") -> None:
    help_ = "find a programme's sessions in files, without a catalogue"
    align = _add(commands, "align", "jobs.cli_align:align", help_)
    align.add_argument("programme", metavar="PROGRAMME", help="the programme, or - for stdin")
    for word, metavar, what in (
        ("--media", "FILE", "a recording; several are parts in order"),
        ("--started-at", "ISO", "when the recording named before it begins"),
        ("--captions", "LANG=FILE", "captions of the recording named before it, or alone"),
    ):
        align.add_argument(word, dest="parts", metavar=metavar, action=PartWord, help=what)
    own = "how your hosts speak, as TOML; more files may follow"
    align.add_argument("--phrases", metavar="FILE", action="append", help=own)
    model = "a folder with a model for speech recognition, where there are no captions"
    align.add_argument("--asr-model", metavar="FOLDER", help=model)
    reads = "the tesseract program that reads slides; without it none are read"
    align.add_argument("--tesseract", metavar="PROGRAM", help=reads)
    _add_json(align)


def _add_captions(commands: "Commands[Parser]") -> None:
    captions = commands.add_parser("captions", help="read, pair, cut and judge caption files")
    _add_json(captions)
    actions = captions.add_subparsers(metavar="ACTION", required=True)
    place = "jobs.cli_captions"
    clean = _add(actions, "clean", f"{place}:clean", "write any caption file plainly, once")
    cut = _add(actions, "cut", f"{place}:cut", "write what is said between two points")
    for point, name in (("--in", "in_point"), ("--out", "out_point")):
        cut.add_argument(point, dest=name, metavar="T", required=True, help="HH:MM:SS.mmm, seconds")
    health = _add(actions, "health", f"{place}:show_health", "say how good a caption file is")
    for command in (clean, cut):
        command.add_argument("--to", choices=("vtt", "srt", "txt"), required=command is clean)
        command.add_argument("-o", dest="output", metavar="FILE", help="instead of stdout")
        command.add_argument("--times", action="store_true", help="in txt: when a paragraph begins")
        command.add_argument("--words", action="store_true", help="in vtt: when each word begins")
    for command in (clean, cut, health):
        command.add_argument("file", metavar="FILE", help="the captions, or - for stdin")
        command.add_argument("--language", metavar="CODE", help="which one, if there are several")
        _add_json(command)
    pair = _add(actions, "pair", f"{place}:pair_languages", "put two languages side by side")
    pair.add_argument("ko", metavar="KO", help="the Korean captions, or - for stdin")
    pair.add_argument("en", metavar="EN", help="the English captions, or - for stdin")
    _add_json(pair)


def _add_people(commands: "Commands[Parser]") -> None:
    people = commands.add_parser("people", help="list people, or find them by name")
    _add_json(people)
    actions = people.add_subparsers(metavar="ACTION", required=True)
    keep = _add(actions, "import", "jobs.cli_people:keep", "make people known from a CSV file")
    keep.add_argument(
        "file", metavar="FILE", help="columns name_ko, name_en, affiliation; or - for stdin"
    )
    find = _add(actions, "find", "jobs.cli_people:find", "find people however a name is written")
    find.add_argument("query", metavar="QUERY", help="a name in any script, or its initials")
    find.add_argument("--limit", type=limit, default=20, metavar="N", help="at most so many (20)")
    for command in (keep, find):
        _add_json(command)


def _add_accounts(commands: "Commands[Parser]") -> None:
    user = commands.add_parser("user", help="manage who may sign in")
    _add_json(user)
    actions = user.add_subparsers(metavar="ACTION", required=True)
    add = _add(actions, "add", "jobs.cli_accounts:add", "add somebody, or set a new password")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", choices=ROLES, required=True)
    _add_json(add)


def _add_services(commands: "Commands[Parser]") -> None:
    place = "jobs.cli_services"
    serve = _add(commands, "serve", f"{place}:serve", "run the web pages", has_answer=False)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=port, default=8000)
    what = "run ordered work until told to end"
    _add(commands, "worker", f"{place}:worker", what, has_answer=False)


if __name__ == "__main__":
    sys.exit(main())
