"""The `.env` file of an operator."""

import os
from pathlib import Path

import pytest

from gis.launcher import checkout
from gis.launcher.errors import LauncherError


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DMVS_A", "DMVS_B"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path / ".env"


def test_env_file_with_comments_and_quotes_sets_variables(env_file: Path) -> None:
    env_file.write_text('# poznámka\n\nDMVS_A="dvě slova"\nexport DMVS_B=a#b=c\n')
    checkout.load_env_file(env_file)
    assert (os.environ["DMVS_A"], os.environ["DMVS_B"]) == ("dvě slova", "a#b=c")


def test_variable_set_already_wins_over_env_file(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DMVS_A", "z prostředí")
    env_file.write_text("DMVS_A=ze souboru\n")
    checkout.load_env_file(env_file)
    assert os.environ["DMVS_A"] == "z prostředí"


def test_missing_env_file_changes_nothing(env_file: Path) -> None:
    before = dict(os.environ)
    checkout.load_env_file(env_file)
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("DMVS_A", ".env, řádek 2: čekám NÁZEV=hodnota, je tam 'DMVS_A'."),
        ("a b=c", ".env, řádek 2: čekám NÁZEV=hodnota, je tam 'a b=c'."),
        ('DMVS_A="x', ".env, řádek 2: neuzavřené uvozovky."),
    ],
)
def test_broken_line_of_env_file_is_named(env_file: Path, line: str, message: str) -> None:
    env_file.write_text(f"\n{line}\n")
    with pytest.raises(LauncherError) as caught:
        checkout.load_env_file(env_file)
    assert str(caught.value) == message
