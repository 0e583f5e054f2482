"""Settings of accounts that are half done are refused before anything starts."""

from typing import Any

import pytest

from gis.accounts.checks import accounts
from gis.launcher.content import refusals

OIDC = {
    "GIS_OIDC_SERVER": "https://idp.example.org",
    "GIS_OIDC_CLIENT": "c",
    "GIS_OIDC_SECRET": "s",
}


def ids() -> list[str | None]:
    return [message.id for message in accounts(None)]


@pytest.mark.parametrize("missing", OIDC)
def test_foreign_sign_in_with_one_setting_missing_names_it(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    (message,) = accounts(None)
    assert missing in message.msg
    assert message.msg in refusals()[0]


def test_whole_or_no_foreign_sign_in_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids() == []
    for name, value in OIDC.items():
        monkeypatch.setenv(name, value)
    assert ids() == []
    monkeypatch.setenv("GIS_OIDC_SERVER", "http://idp.example.org")
    assert ids() == ["accounts.E002"]


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("REGISTRATION", "yes", "accounts.E003"),
        ("REGISTRATION", "open", "accounts.E004"),
        ("EMAIL_SECURITY", "ssl", "accounts.E005"),
        ("EMAIL_HOST_USER", "dmvs", "accounts.E006"),
    ],
)
def test_setting_that_cannot_work_is_refused(
    settings: Any, name: str, value: str, found: str
) -> None:
    settings.EMAIL_HOST = ""
    setattr(settings, name, value)
    assert ids() == [found]
