"""`./dmvs test`: every check of the project, all of them run; the tests last and alone."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from gis.launcher import checkout, console, database, environment, portal, processes, system
from gis.launcher.environment import Packages
from gis.launcher.errors import LauncherError

_LINES_OF_A_FAILURE = 200
_BUILD = "vite build"


@dataclass(frozen=True)
class Stage:
    """One check: a command that succeeds or not."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    cwd: Path = checkout.ROOT

    def checked(self) -> "Checked":
        """Run it; what it printed is shown when it fails."""
        log = checkout.log_folder() / f"test-{self.name.replace(' ', '-')}.log"
        started = time.monotonic()
        with log.open("wb") as output:
            done = subprocess.run(
                self.command,
                cwd=self.cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        console.say(f"→ {self.name}")
        if done.returncode:
            lines = log.read_text(errors="replace").splitlines()
            console.say("\n".join(lines[-_LINES_OF_A_FAILURE:]))
        return Checked(self.name, done.returncode == 0, time.monotonic() - started)


@dataclass(frozen=True)
class Checked:
    """What became of a check."""

    name: str
    passed: bool
    seconds: float


@dataclass
class Tally:
    """How many checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def run(pytest_arguments: Sequence[str], *, with_slow: bool) -> int:
    """Run the gate, or only pytest when it is given arguments; the exit code."""
    environment.ensure(Packages.TEST)
    portal.ensure_packages()
    system.ensure_browser()
    system.ensure_gdal()
    system.ensure_poppler()
    if with_slow:
        system.ensure_qgis()
    tally, summary = Tally(), []
    if pytest_arguments:
        portal.ensure_built()
    with database.private(for_tests=True):
        for stage in [] if pytest_arguments else _checked(_stages()):
            tally.add(Tally(passed=1) if stage.passed else Tally(failed=1))
            summary.append(_line(stage.name, passed=stage.passed, seconds=stage.seconds))
        started = time.monotonic()
        tests = _pytest(pytest_arguments, with_slow=with_slow)
        took = time.monotonic() - started
        summary.append(_line("pytest", passed=not tests.failed, seconds=took))
        tally.add(tests)
    console.say("\n" + "\n".join(summary) + "\n")
    console.say(str(tally))
    return 1 if tally.failed else 0


def _checked(stages: Sequence[Stage]) -> list[Checked]:
    """All of them, as many at once as there are cores, in their order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(Stage.checked, stages))
    if all(stage.passed for stage in found if stage.name == _BUILD):
        portal.note_built()
    return found


def _stages() -> list[Stage]:
    """The longest first: the others run beside it."""
    env = environment.python_environment()
    node, npm = environment.node_environment(), environment.npm()
    ruff = str(checkout.VENV / "bin" / "ruff")
    lint_imports = str(checkout.VENV / "bin" / "lint-imports")
    migrations = [environment.PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]
    return [
        Stage("mypy", [environment.PYTHON, "-m", "mypy"], env),
        Stage("ruff format", [ruff, "format", "--check", "."], env),
        Stage("ruff check", [ruff, "check", "."], env),
        Stage("import-linter", [lint_imports], env),
        Stage("migrations", migrations, env),
        Stage("biome", [*npm, "run", "check"], node, checkout.FRONTEND),
        Stage("tsc", [*npm, "run", "typecheck"], node, checkout.FRONTEND),
        Stage("vitest", [*npm, "test"], node, checkout.FRONTEND),
        Stage(_BUILD, [*npm, "run", "build"], node, checkout.FRONTEND),
    ]


def _pytest(arguments: Sequence[str], *, with_slow: bool) -> Tally:
    report = checkout.log_folder() / "pytest.xml"
    report.unlink(missing_ok=True)
    command = [environment.PYTHON, "-m", "pytest", f"--junit-xml={report}"]
    command += [] if with_slow else ["-m", "not slow"]
    env = environment.python_environment() | {"GIS_VAR": str(_folder_of_tests())}
    code = processes.run_in_foreground([*command, *arguments], env, cwd=checkout.ROOT)
    if not report.exists():
        raise LauncherError(f"pytest neproběhl (kód {code}).", hint="Důvod je ve výpisu výše.")
    tally = _read_report(report)
    if code and not tally.failed:
        tally.failed += 1  # no test found, or pytest itself failed
    return tally


def _read_report(report: Path) -> Tally:
    tally = Tally()
    root = ElementTree.parse(report).getroot()  # noqa: S314 - written by pytest a moment ago
    for suite in root.iter("testsuite"):
        count = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors")}
        skipped = int(suite.get("skipped", "0"))
        failed = count["failures"] + count["errors"]
        tally.add(Tally(count["tests"] - failed - skipped, failed, skipped))
    return tally


def _folder_of_tests() -> Path:
    """Tests write beside the product's state, never into it."""
    folder = checkout.var() / "test"
    folder.mkdir(exist_ok=True)
    return folder


def _line(name: str, *, passed: bool, seconds: float) -> str:
    verdict = "v pořádku" if passed else "SELHALO"
    return f"  {name:<16} {verdict:<10} {console.seconds(seconds):>8}"
