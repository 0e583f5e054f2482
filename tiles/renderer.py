"""The renderers: a group of processes that draw with Mapnik, one drawing at a time each.

They accept on one unix socket whose backlog is the queue; a full queue refuses at once. Run by
`python -m tiles.renderer`. A renderer that crashes or draws too long is replaced.
"""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tiles import drawing as wire
from tiles.render_socket import socket_path

log = logging.getLogger("tiles.renderer")

_QUEUE_PER_RENDERER = 16
_LONGEST_DRAWING_S = 30
_LOOK_EVERY_S = 0.2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Of malloc.h."""
_LIMITS = "-c statement_timeout=10s -c jit=off -c default_transaction_read_only=on"


def listen(path: Path, *, renderers: int) -> socket.socket:
    """The shared socket, open to this account alone; raises `OSError` if one is served there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
        else:
            raise OSError(f"Renderers are running on {path} already.")
    listener = socket.socket(socket.AF_UNIX)
    made = path.with_suffix(".new")
    made.unlink(missing_ok=True)
    listener.bind(str(made))
    made.chmod(0o600)
    listener.listen(_QUEUE_PER_RENDERER * renderers)
    made.rename(path)  # whoever sees the path can connect
    return listener


def supervise(listener: socket.socket, *, renderers: int) -> None:
    """Keeps the renderers running until SIGTERM or SIGINT."""
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: told.append(received))
    children: set[int] = set()
    while not told:
        while len(children) < renderers:
            children.add(_start(listener))
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            children.discard(child)
            log.error("Renderer %s ended (%s) and is started anew.", child, _cause(status))
        time.sleep(_LOOK_EVERY_S)
    for child in children:
        os.kill(child, signal.SIGKILL)  # they hold nothing but a drawing
        os.waitpid(child, 0)


def _cause(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return signal.Signals(-code).name if code < 0 else f"code {code}"


def _start(listener: socket.socket) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        serve(listener)
        code = 0
    except BaseException:
        log.exception("A renderer failed.")
    finally:
        os._exit(code)


def serve(listener: socket.socket) -> None:
    """Draws what is asked, one after another, as long as the supervisor lives."""
    os.environ["PGOPTIONS"] = _LIMITS
    _keep_memory()
    from tiles.mapnik_map import Maps  # noqa: PLC0415  only renderers load Mapnik

    maps, parent = Maps(), os.getppid()
    listener.settimeout(2)
    while os.getppid() == parent:
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(10)
            _answer(connection, maps)


def _keep_memory() -> None:
    """Lets the C library keep what a picture took for the next one, up to 64 MB.

    Given back and asked for anew, its pages cost a fifth of the time of a map.
    """
    libc = ctypes.CDLL(None)
    libc.mallopt(_M_MMAP_THRESHOLD, 32 * 2**20)
    libc.mallopt(_M_TRIM_THRESHOLD, 64 * 2**20)


class Draws(Protocol):
    """What draws; named here, so that the supervisor need not load Mapnik."""

    def draw(self, drawing: wire.Drawing) -> list[bytes]: ...


def _answer(connection: socket.socket, maps: Draws) -> None:
    begun = time.perf_counter()
    try:
        drawing = wire.decode(wire.receive(connection)[0])
        # The alarm's default action ends the process even inside native code.
        signal.alarm(_LONGEST_DRAWING_S)
        pictures = maps.draw(drawing)
        signal.alarm(0)
        wire.send(connection, [b"drawn", *pictures])
        log.debug("Drew %s in %.0f ms.", drawing, (time.perf_counter() - begun) * 1000)
    except OSError:
        log.debug("A client left before its picture was ready.")
    except Exception as exc:
        signal.alarm(0)
        log.exception("A drawing failed.")
        wire.send(connection, [b"failed", str(exc).encode()])


@contextmanager
def running() -> Iterator[None]:
    """Renderers for a command: those that run, or a group of its own for as long as it needs."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(socket_path()))
        except OSError:
            served = False
        else:
            served = True
    if served:
        yield
        return
    group = subprocess.Popen([sys.executable, "-m", "tiles.renderer"])
    try:
        while not socket_path().exists() and group.poll() is None:
            time.sleep(0.05)
        yield
    finally:
        group.terminate()
        group.wait()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gis.settings")
    import django  # noqa: PLC0415  the environment comes first
    from django.conf import settings  # noqa: PLC0415

    django.setup()  # rasters ask the database which sheets there are; children share the memory
    path = socket_path()
    listener = listen(path, renderers=settings.RENDERERS)
    log.info("%s renderers listen on %s.", settings.RENDERERS, path)
    try:
        supervise(listener, renderers=settings.RENDERERS)
    finally:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
