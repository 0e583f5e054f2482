"""A process that reads the text of documents, a line of JSON for each; see `document_texts.py`.

It knows neither Django nor the database. A document that takes too long or too much memory ends
it; whoever started it goes on with the next one.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path

from layers.importers.plan.office_text import NoText, text_of

_MEMORY_BYTES = 1 << 30
_SECONDS = 20
"""For one document; a plan's longest texts take two."""


def main() -> None:
    """Paths come line by line."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as output:
        os.dup2(2, 1)  # what a library prints is no answer
        for line in sys.stdin.read().splitlines():
            signal.alarm(_SECONDS)
            answer = _answer(Path(line))
            signal.alarm(0)
            output.write(f"{json.dumps(answer)}\n")
            output.flush()


def _answer(path: Path) -> dict[str, str]:
    try:
        return {"text": text_of(path), "reason": ""}
    except NoText as exc:
        return {"text": "", "reason": str(exc)}
    except (MemoryError, RecursionError):
        return {"text": "", "reason": "dokument nelze přečíst v mezích času a paměti"}


if __name__ == "__main__":
    main()
