"""Visitors of the running product: one of each role, the public, and the administrator."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from tests.stack import ROOT, environment

ADMINISTRATOR = ""
ASKER = "-"
"""One who has signed in and asks for a role: what he gets changes nobody else."""


@dataclass
class Visitor:
    """Someone with a browser."""

    url: str
    session: str = ""
    connection: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, asked: Mapping[str, str] | None = None) -> Any:
        cookies = {"sessionid": self.session} if self.session else {}
        return self.connection.get(self.url + path, params=asked, cookies=cookies, timeout=60)

    def send(self, path: str, text: str, *, kind: str) -> Any:
        """Posts the text as that media type, without a form."""
        cookies = {"sessionid": self.session} if self.session else {}
        return self.connection.post(
            self.url + path,
            data=text.encode(),
            headers={"Content-Type": kind},
            cookies=cookies,
            timeout=60,
        )


@pytest.fixture(scope="session")
def visitors(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Visitor]:
    """By role; beside them `ADMINISTRATOR` and `ASKER`."""
    env = environment(tmp_path_factory.getbasetemp() / "stack0")
    done = subprocess.run(
        [sys.executable, "-m", "tests.visitor_accounts"],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    url = server_url.rstrip("/")
    found = {role: Visitor(url, key) for role, key in json.loads(done.stdout).items()}
    return found | {"public": Visitor(url)}
