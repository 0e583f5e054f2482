"""A made region, people with roles in it, and a folder of packages of the test's own."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.gis.geos import Polygon

from layers.first_roles import add_first_roles
from layers.models import Feature, ImportRun, Membership, Release, Role
from layers.models.release import ReleaseTerms, StandingOrder
from tests.gis.api.conftest import SOUTH, WEST, fill, square, versions
from tests.layers.deliveries.conftest import work  # noqa: F401  works off the queue

Work = Callable[[], None]


@pytest.fixture
def region(settings: Any, tmp_path: Path) -> ImportRun:
    """The region with one protected area that is not free to take."""
    settings.RELEASES_FOLDER = tmp_path / "releases"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    add_first_roles(using="default")
    run = fill()
    Feature.objects.create(
        layer="uap_urban_value", code="K1", geom=square(WEST + 50, SOUTH + 50, 20),
        municipality_code=563889, attributes={"label": "Kaple"}, **versions(run),
    )  # fmt: skip
    return run


@pytest.fixture
def clerk(region: ImportRun) -> User:
    """Of the municipality: may take planning materials on its ground."""
    return member("clerk", "municipality")


@pytest.fixture
def planner(region: ImportRun) -> User:
    """Of the ORP's office: may let them go."""
    return member("planner", "orp_planner")


def member(name: str, role: str) -> User:
    user = User.objects.create_user(name, email=f"{name}@example.org", password="heslo")
    Membership.objects.create(
        user=user, role=Role.objects.get(code=role), municipality_codes=[563889]
    )
    return user


def terms(**changed: Any) -> ReleaseTerms:
    """All parcels of the municipality as GeoPackage, unless changed."""
    values: dict[str, Any] = {
        "layers": ["cadastre_parcel"], "formats": ["gpkg"], "area_kind": "municipality",
        "area_codes": [563889], "purpose": "územní studie",
    }  # fmt: skip
    return StandingOrder(**{**values, **changed})


def fresh(release: Release) -> Release:
    return Release.objects.get(pk=release.pk)


def opened(release: Release, settings: Any, into: Path) -> Path:
    """The package, unpacked."""
    with zipfile.ZipFile(settings.RELEASES_FOLDER / fresh(release).path) as archive:
        archive.extractall(into)
    return into


def drawn() -> Polygon:
    return square(WEST, SOUTH, 50)
