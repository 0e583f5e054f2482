"""The portal in a browser that has never seen it."""

import gzip
import time
from collections.abc import Iterator
from typing import Any

from gis.bench.errors import NotMeasured
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import Sample, of_latencies
from gis.launcher.browser import program

_TILES = "() => document.querySelectorAll('.leaflet-tile-loaded').length > 3"
_WITHIN_MS = 30_000


def first_map(run: Run) -> Iterator[Line]:
    """From navigation to the first tiles of the base map on the screen; then what was loaded."""
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - of the test packages
    except ImportError as exc:
        raise NotMeasured("chybí playwright (./dmvs test ho instaluje)") from exc
    url = f"http://127.0.0.1:{run.servers.ports.ours}/"
    with sync_playwright() as tools:
        try:
            browser = tools.chromium.launch(executable_path=program())
        except Error as exc:
            raise NotMeasured("chybí Chromium") from exc
        durations, sizes = [], [0]
        for _ in range(run.rounds + 1):
            duration, size = _visit(browser, url)
            durations.append(duration)
            sizes.append(size)
        browser.close()
    yield Result(
        "portál: první mapa",
        "",
        of_latencies(durations[1:]),
        None,
        Goal("p50_ms", 1_500, ratio=False),
        note="čistý prohlížeč, od navigace po první dlaždice podkladu; dlaždice jsou v mezipaměti",
    )
    scripts = float(max(sizes))
    packed = Sample(p50_ms=scripts / 1024, p95_ms=scripts / 1024, rate=0, count=1)
    goal = Goal("p50_ms", 250, ratio=False, unit="kB")
    yield Result("portál: skript gzip [kB]", "", packed, None, goal)


def _visit(browser: Any, url: str) -> tuple[float, int]:
    """Seconds to the first tiles, and bytes of all scripts packed."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        scripts: list[Any] = []
        page.on("response", lambda r: scripts.append(r) if ".js" in r.url else None)
        started = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_function(_TILES, timeout=_WITHIN_MS, polling="raf")
        duration = time.perf_counter() - started
        return duration, sum(len(gzip.compress(script.body(), 9)) for script in scripts)
    finally:
        context.close()
