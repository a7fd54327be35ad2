"""Words of a command line that belong to the recording named before them."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class PartGiven:
    """One recording as the words name it."""

    media: str = ""
    started_at: str = ""
    captions: list[str] = field(default_factory=list)


class PartWord(argparse.Action):
    """``--started-at`` and ``--captions`` belong to the ``--media`` before them."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        parts: list[PartGiven] = list(getattr(namespace, self.dest) or ())
        is_media = option_string == "--media"
        if is_media and parts and not parts[-1].media:
            raise argparse.ArgumentError(
                self, "must stand before the --started-at and --captions that belong to it"
            )
        if is_media or not parts:
            parts.append(PartGiven())
        if is_media:
            parts[-1].media = str(values)
        elif option_string == "--started-at":
            if parts[-1].started_at:
                raise argparse.ArgumentError(self, "was given for this recording already")
            parts[-1].started_at = str(values)
        else:
            parts[-1].captions = [*parts[-1].captions, str(values)]
        setattr(namespace, self.dest, parts)
