"""Checks that a running installation makes of itself; `./dmvs check` runs all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked; `hint` says what to do when it does not hold."""

    title: str
    ok: bool
    detail: str
    hint: str = ""


Check = Callable[[], Iterator[Finding]]
_CHECKS: list[Check] = []


def register(check: Check) -> Check:
    """Adds a check; an application registers its own when it is ready."""
    _CHECKS.append(check)
    return check


def findings() -> Iterator[Finding]:
    """All findings of all checks, in the order of their registration."""
    for check in _CHECKS:
        yield from check()
