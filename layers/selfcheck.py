"""Checks that a running installation makes of itself; `./dmvs check` runs all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked; `hint` says what to do when it does not hold."""

    title: str
    ok: bool
    detail: str
    hint: str = ""


Check = Callable[[], Iterator[Finding]]
_CHECKS: list[Check] = []
_MODULES: list[str] = []


def register(check: Check) -> Check:
    """Adds a check."""
    _CHECKS.append(check)
    return check


def register_module(name: str) -> None:
    """Adds a module of checks; an application names its own when it is ready.

    They need much that no other command does, so the module is loaded when it is asked.
    """
    _MODULES.append(name)


def findings() -> Iterator[Finding]:
    """All findings of all checks, in the order of their registration."""
    for name in _MODULES:
        import_module(name)
    for check in _CHECKS:
        yield from check()
