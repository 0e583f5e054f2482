"""A process that reads its share of a file, told by its input; see `sharing.py`.

It knows neither Django nor the database, so that it starts in a tenth of a second.
"""

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Mapping

from layers.errors import LayersError
from layers.importers.copy_text import Encoder, Lines, encoder
from layers.importers.record import BadRecord
from layers.importers.sharing import Batch, End, Failure, Items, Job, Undivided

_OBJECTS_OF_A_PIECE = 100_000
"""They live until their piece is read: looking for garbage among them sooner is in vain."""


def main() -> None:
    """Reads and writes until the share or whoever reads the output is gone."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    gc.set_threshold(_OBJECTS_OF_A_PIECE)
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)  # what a library prints is no message
        job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301  from the process that started us

        def send(message: Batch | End | Failure) -> None:
            pickle.dump(message, output)
            output.flush()

        try:
            _read(job, send)
        except (LayersError, Undivided, LookupError) as exc:
            send(Failure(f"{type(exc).__name__}: {exc}"))


def _read(job: Job, send: Callable[[Batch | End | Failure], None]) -> None:
    encoders = {layer: encoder(shape) for layer, shape in job.shapes.items()}
    for part in job.reader.read_share(job.path, job.share):
        send(_batch(part, encoders) if isinstance(part, list) else End(part))


def _batch(items: Items, encoders: Mapping[str, Encoder]) -> Batch:
    lines: dict[str, list[bytes]] = {}
    bad = []
    for item in items:
        if isinstance(item, BadRecord):
            bad.append(item)
        else:
            lines.setdefault(item.layer, []).append(encoders[item.layer](item))
    return Batch([Lines(layer, b"".join(texts), len(texts)) for layer, texts in lines.items()], bad)


if __name__ == "__main__":
    main()
