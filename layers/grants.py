"""What a user has: the grants of his roles, on the territories where he has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

import shapely
from django.contrib.gis.db.models import Union
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from layers.catalogue.definition import Level
from layers.models import Grant as GrantRow
from layers.models import Membership, Municipality, Role
from layers.models.access import Place
from layers.models.version import CURRENT
from layers.territory import Territory

Operation = Literal["see", "query", "download", "edit", "approve"]
OPERATIONS: tuple[Operation, ...] = ("see", "query", "download", "edit", "approve")
ALL = "*"
LEVELS: tuple[Level, ...] = ("public", "registered", "staff", "closed")
RANK = {level: rank for rank, level in enumerate(LEVELS)}
"""A grant up to a level opens those below it too."""
_KEPT = "_grants"


class User(Protocol):
    """What is asked of a user; Django's users and the anonymous one have it."""

    @property
    def is_authenticated(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """Operations with a subject up to a level; `within` None is everywhere.

    The subject is a layer, a theme, a beginning of ids (`uap`, `dtm_ti`) or `ALL`. `fields` are
    known whatever their level, `ALL` all.
    """

    subject: str
    operations: frozenset[Operation]
    up_to: Level
    fields: frozenset[str] = frozenset()
    within: Territory | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone with just these grants: the public, or a role as the administrator tries it."""

    grants: tuple[Grant, ...]
    is_authenticated: bool = False


PUBLIC = Viewer((Grant(ALL, frozenset({"see", "query", "download"}), "public"),))
"""Whoever has not signed in; everyone has as much."""


def grants_of(user: User) -> tuple[Grant, ...]:
    """The user's grants, asked for once a request: a right that is withdrawn ends at once."""
    if isinstance(user, Viewer):
        return user.grants
    if not user.is_authenticated:
        return PUBLIC.grants
    kept: tuple[Grant, ...] | None = getattr(user, _KEPT, None)
    if kept is None:
        kept = (*PUBLIC.grants, *_grants(user))
        setattr(user, _KEPT, kept)
    return kept


def viewer(role: Role, place: Place | None = None) -> Viewer:
    """Someone who has this role alone, on the territory."""
    everyone = () if role.code == Role.PUBLIC else _rows_of([role.code, Role.REGISTERED])
    found = [grant for row in everyone if (grant := _grant(row, place))]
    return Viewer((*PUBLIC.grants, *found), is_authenticated=role.code != Role.PUBLIC)


def _grants(user: User) -> Iterator[Grant]:
    codes = [Role.REGISTERED]
    if getattr(user, "is_superuser", False):
        codes.append(Role.ADMINISTRATOR)
    today = timezone.localdate()
    held = Membership.objects.filter(Q(user=user) | Q(group__user=user))
    held = held.filter(Q(until=None) | Q(until__gte=today)).distinct()
    places: dict[int, list[Place | None]] = {}
    for membership in held:
        places.setdefault(membership.role_id, []).append(membership)
    rows = GrantRow.objects.filter(Q(role__code__in=codes) | Q(role__in=list(places)))
    for row in rows.select_related("role"):
        anywhere: list[Place | None] = [None] if row.role.code in codes else []
        for place in anywhere + places.get(row.role_id, []):
            if grant := _grant(row, place):
                yield grant


def _rows_of(codes: Iterable[str]) -> list[GrantRow]:
    return list(GrantRow.objects.filter(role__code__in=list(codes)))


def _grant(row: GrantRow, place: Place | None) -> Grant | None:
    """The grant on the territory; None where it is bound to one and there is none."""
    within = None
    if row.where == GrantRow.Where.TERRITORY:
        within = territory(place) if place else None
        if within is None:
            return None
    return Grant(
        row.subject,
        frozenset(operation for operation in OPERATIONS if operation in row.operations),
        level(row.up_to),
        frozenset(row.fields),
        within,
    )


def level(text: str) -> Level:
    """The level of that name; one that is unknown opens nothing above the public."""
    return next((each for each in LEVELS if each == text), "public")


def territory(place: Place) -> Territory | None:
    """The territory as the administrative units stand now; None when it is nowhere."""
    area = place.area.wkb.tobytes() if place.area else b""
    codes = tuple(sorted(place.municipality_codes)), tuple(sorted(place.orp_codes))
    if not area and not any(codes):
        return None
    return _territory(*codes, area, _data_version())


@lru_cache(maxsize=256)
def _territory(
    municipalities: tuple[int, ...], orps: tuple[int, ...], area: bytes, _version: str
) -> Territory | None:
    known: QuerySet[Municipality] = QuerySet(Municipality).filter(CURRENT)
    known = known.exclude(geom_kind__in=["point", "none"])
    chosen = known.filter(Q(code__in=municipalities) | Q(orp_code__in=orps))
    codes = list(chosen.values_list("code", flat=True))
    outline = chosen.aggregate(whole=Union("geom"))["whole"]
    parts = [shapely.from_wkb(area)] if area else []
    parts += [shapely.from_wkb(bytes(outline.wkb))] if outline else []
    shape = shapely.union_all(parts)
    return None if shape.is_empty else Territory.of(shape, codes)


def _data_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM published_at)::text FROM served.version")
        found = cursor.fetchone()
    return str(found[0]) if found else ""
