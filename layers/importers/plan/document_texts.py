"""Texts of many documents, read apart from us: a hostile one costs its own time and no more."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_CHARS = 200_000
"""Of a text that is shown."""
_COMMAND = [sys.executable, "-m", "layers.importers.plan.text_process"]
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Told:
    """The text of a document, or why it has none."""

    text: str
    reason: str


_ENDED = Told("", "dokument nelze přečíst v mezích času a paměti")


def texts_of(paths: Sequence[Path]) -> list[Told]:
    """One answer for each document, in their order."""
    return list(_told(paths))


def _told(paths: Sequence[Path]) -> Iterator[Told]:
    left = list(paths)
    while left:
        answers = _answers(left)
        yield from answers
        left = left[len(answers) :]
        if left:  # the process ended over the next one
            yield _ENDED
            left = left[1:]


def _answers(paths: Sequence[Path]) -> list[Told]:
    done = subprocess.run(
        _COMMAND,
        input="\n".join(map(str, paths)).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        check=False,
    )
    return [Told(**json.loads(line)) for line in done.stdout.splitlines()]
