"""What must agree over the whole project: catalogue, styles, served views, settings, documents."""

import re
from pathlib import Path

import pytest
from django.db import connection

from layers.catalogue import catalogue
from tests.stack import ROOT

CATALOGUE = ROOT / "layers" / "catalogue"
PACKAGES = ("gis", "layers", "tiles")
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/accounts.md",
    "docs/planning.md",
    "docs/desktop.md",
    "docs/print.md",
    "docs/conformance.md",
    "docs/hostile.md",
)
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR", "PGOPTIONS"}
"""What the processes say to each other, no operator to them."""
FOR_DEVELOPERS = {"GIS_TEST_DATA"}
_READ = re.compile(
    r"""(?:environ(?:\.get)?[\[(]|flag\(|words\(|getenv\(|database\()\s*"([A-Z][A-Z_]+)\""""
)
_NAMED = re.compile(r"`((?:\.ci|deploy|docs|frontend|gis|layers|tests|tiles)/[\w./-]+)`")
_STATEMENT_IN_F_STRING = re.compile(
    r"""\bf"{1,3}\s*(?:SELECT|INSERT|UPDATE|DELETE|COPY|CREATE)\b"""
)


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_each_style_belongs_to_a_layer_or_a_pass_of_one() -> None:
    written = {path.stem for path in (CATALOGUE / "styles").glob("*.yaml")}
    themes = "\n".join(path.read_text() for path in CATALOGUE.glob("*.yaml"))
    unused = {style for style in written if not re.search(rf"\b{style}\b", themes)}

    assert unused == set()


def test_each_drawn_layer_has_rules_with_titles_in_both_languages() -> None:
    for layer in catalogue().layers.values():
        if layer.mapped and not layer.composed and layer.id != "terrain_model":
            assert layer.style.rules, layer.id
        assert all(bool(rule.title_cs) == bool(rule.title_en) for rule in layer.style.rules)


@pytest.mark.django_db
def test_each_register_of_the_catalogue_is_served_with_all_its_fields() -> None:
    registers = [layer for layer in catalogue().layers.values() if layer.register]
    with connection.cursor() as cursor:
        for layer in registers:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = 'served' AND table_name = %s",
                [layer.id],
            )
            served = {name for (name,) in cursor.fetchall()}
            missing = {field.name for field in layer.fields} - served
            assert missing == set(), layer.id


def test_settings_that_are_read_are_those_of_the_example() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sources()]
    read = {name for text in texts for name in _READ.findall(text)} - NOT_SETTINGS
    read = {
        name
        for name in read
        if not name.startswith(("HTTP_", "REQUEST_", "SCRIPT_", "PATH_", "QUERY_"))
    }
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    told = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))

    assert read - told == set(), "read, but not told in .env.example"
    unread = {name for name in told - FOR_DEVELOPERS if not any(name in text for text in texts)}
    assert unread == set(), "told in .env.example, but read nowhere"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_named_in_documents_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    missing = [path for path in _NAMED.findall(text) if not (ROOT / path).exists()]

    assert missing == []


def test_no_statement_is_put_together_by_an_f_string() -> None:
    """But of names that the product itself chose, which say so where they stand."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources()
        for line in path.read_text(encoding="utf-8").splitlines()
        if _STATEMENT_IN_F_STRING.search(line) and "noqa: S608" not in line
    ]

    assert found == []
