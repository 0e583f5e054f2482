"""The rules of access: default no, rights add up, a territory bounds what it opens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone

from layers.access import PUBLIC, Viewer, allows, layer_as
from layers.catalogue import LayerDef, catalogue
from layers.catalogue.definition import Access
from layers.grants import Grant, grants_of
from layers.models import Membership, Role
from layers.territory import Territory

READ = frozenset({"see", "query", "download"})
WEST = Territory.of(shapely.box(0, 0, 10, 10), [1])
EAST = Territory.of(shapely.box(10, 0, 20, 10), [2])


def layer(**changes: object) -> LayerDef:
    return replace(catalogue().layers["dtm_ti_line"], **changes)


def viewer(*grants: Grant) -> Viewer:
    return Viewer((*PUBLIC.grants, *grants), is_authenticated=True)


def test_layer_of_a_level_is_for_those_who_have_it() -> None:
    closed = layer(access=Access("closed", "closed", "closed"))

    assert layer_as(PUBLIC, "see", closed) is None
    assert layer_as(viewer(Grant("*", READ, "staff")), "see", closed) is None
    assert layer_as(viewer(Grant("*", READ, "closed")), "see", closed) is closed


def test_public_layer_may_not_be_edited_by_all() -> None:
    parcels = catalogue().layers["cadastre_parcel"]

    assert not allows(PUBLIC, "edit", parcels)
    assert not allows(viewer(Grant("*", READ, "closed")), "approve", parcels)


@pytest.mark.parametrize(
    ("subject", "may"),
    [("dtm", True), ("dtm_ti_line", True), ("uap", False), ("dtm_ti", True), ("dtm_t", False)],
)
def test_grant_is_for_its_subject_alone(subject: str, may: bool) -> None:
    assert allows(viewer(Grant(subject, READ, "staff")), "query", layer()) is may


def test_territories_add_up_and_everywhere_is_more_than_any() -> None:
    in_west = Grant("*", READ, "staff", within=WEST)
    in_east = Grant("*", READ, "staff", within=EAST)

    both = layer_as(viewer(in_west, in_east), "see", layer())
    assert both and both.within and both.within.shape.area == 200
    assert both.within.municipalities == {1, 2}
    everywhere = layer_as(viewer(in_west, Grant("*", READ, "staff")), "see", layer())
    assert everywhere and everywhere.within is None


def test_secret_field_is_known_only_with_its_grant_and_only_there() -> None:
    own = layer()
    secret = tuple(
        replace(field, access="closed") if field.name == "owner" else field for field in own.fields
    )
    own = replace(own, fields=secret)
    plain = Grant("*", READ, "staff")
    opened = Grant("*", READ, "staff", fields=frozenset({"owner"}), within=WEST)

    hidden = layer_as(viewer(plain), "query", own)
    assert hidden and hidden.field("owner") is None and hidden.field("keeper") is not None
    told = layer_as(viewer(plain, opened), "query", own)
    assert told and told.within is None
    owner = told.field("owner")
    assert owner and owner.within == WEST
    assert told.view != hidden.view


def test_composed_layer_is_seen_where_all_its_members_are() -> None:
    base = catalogue().layers["base_map"]
    members = {member.layer for member in base.members}
    of_some = Grant(next(iter(members)), READ, "staff", within=WEST)

    assert layer_as(Viewer((of_some,)), "see", base) is None
    some, *others = sorted(members)
    grants = [Grant(some, READ, "closed", within=WEST)]
    grants += [Grant(each, READ, "closed") for each in others]
    bound = layer_as(Viewer((*grants, Grant(base.id, READ, "closed"))), "see", base)
    assert bound and bound.within and bound.within.shape.equals(WEST.shape)


@pytest.mark.django_db
def test_membership_of_a_group_holds_until_its_day() -> None:
    user = get_user_model().objects.create_user("urednik")
    office = Group.objects.create(name="Městský úřad")
    user.groups.add(office)
    role = Role.objects.get(code="regional_planner")
    held = Membership.objects.create(group=office, role=role, until=timezone.localdate())
    secret = catalogue().layers["dtm_ki_line"]

    def again() -> bool:
        return allows(get_user_model().objects.get(pk=user.pk), "see", secret)

    assert again()
    Membership.objects.filter(pk=held.pk).update(until=date.today() - timedelta(days=2))
    assert not again()
    Membership.objects.filter(pk=held.pk).update(until=None)
    assert again()
    held.delete()
    assert not again()


@pytest.mark.django_db
def test_role_bound_to_a_territory_gives_nothing_without_one() -> None:
    user = get_user_model().objects.create_user("urednik")
    role = Role.objects.get(code="orp_planner")
    held = Membership.objects.create(user=user, role=role)
    fresh = get_user_model().objects.get

    assert {grant.up_to for grant in grants_of(fresh(pk=user.pk))} == {"public", "registered"}
    held.area = MultiPolygon(Polygon.from_bbox((0, 0, 10, 10)), srid=5514)
    held.save()
    staff = [grant for grant in grants_of(fresh(pk=user.pk)) if grant.up_to == "staff"]
    assert staff and all(grant.within and grant.within.holds(5, 5) for grant in staff)
    assert not any(grant.within and grant.within.holds(15, 5) for grant in staff)
