"""Load on a real server on the loopback."""

import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from gis.bench.errors import BenchError
from gis.bench.load import Side, asking, latencies, rates
from gis.bench.pace import at_pace


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404 if "missing" in self.path else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made.daemon_threads = True
    made.asked = []  # type: ignore[attr-defined]
    Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def test_each_path_is_asked_once_by_each_side_in_turns(server: ThreadingHTTPServer) -> None:
    port = server.server_address[1]
    ours, theirs = latencies([Side(port, ["/a1", "/a2"]), Side(port, ["/b1", "/b2"])])
    assert server.asked == ["/b1", "/a1", "/a2", "/b2"]  # type: ignore[attr-defined]
    assert (ours.count, theirs.count) == (2, 2)
    assert 0 < ours.p50_ms <= ours.p95_ms


def test_paced_requests_are_all_sent_when_due(server: ThreadingHTTPServer) -> None:
    port = server.server_address[1]
    often, seldom = at_pace([(Side(port, ["/a"]), 40.0), (Side(port, ["/b1", "/b2"]), 10.0)], 0.5)
    asked = server.asked  # type: ignore[attr-defined]
    assert (often.count, seldom.count) == (20, 5)
    assert sorted(asked) == ["/a"] * 20 + ["/b1"] * 3 + ["/b2"] * 2


def test_answer_other_than_200_stops_the_measurement(server: ThreadingHTTPServer) -> None:
    with (
        pytest.raises(BenchError, match="404 na /missing"),
        asking(server.server_address[1]) as ask,
    ):
        ask("/missing")


def test_silent_port_is_named() -> None:
    with pytest.raises(BenchError, match="Port 1 neodpověděl"), asking(1) as ask:
        ask("/")


@pytest.mark.skipif(not shutil.which("wrk"), reason="wrk comes by ./dmvs bench --peers")
def test_rate_counts_answers_of_all_paths(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    side = Side(server.server_address[1], ["/x", "/y"])
    (sample,) = rates([side], tmp_path, seconds=1, rounds=1, connections=2)
    assert sample.count > 10
    assert sample.rate == pytest.approx(sample.count, rel=0.3)
    assert {"/x", "/y"} == set(server.asked)  # type: ignore[attr-defined]
