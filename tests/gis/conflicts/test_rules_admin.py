"""The rules in the administration: one is added by choosing layers, tried, and never deleted."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from layers.models import ConflictRule, Job
from tests.gis.conflicts.test_conflicts import found

__all__ = ["found"]
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])
PLACE = "/admin/layers/conflictrule/"
RULE = {
    "code": "sZUoHR", "active": "on", "kind": "conflict", "severity": "2",
    "text_cs": "Plocha v pásmu hřbitova", "text_en": "Area in the zone of a cemetery",
    "layer_a": "plan_change_area", "field_a": "", "values_a": "",
    "layer_b": "uap_cemetery_zone", "field_b": "", "values_b": "",
    "relation": "intersects", "distance_m": "", "threshold": "1", "unit": "m2",
}  # fmt: skip


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("boss"))
    return client


def test_rule_is_added_by_choosing_layers_and_computed_by_a_job(boss: Client, found: str) -> None:
    assert "Pravidla střetů" in boss.get(PLACE).content.decode()
    answer = boss.post(f"{PLACE}add/", RULE, follow=True)

    assert ConflictRule.objects.filter(code="sZUoHR").exists(), answer.content.decode()[-3000:]
    assert "přepočítají na pozadí" in answer.content.decode()
    assert Job.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"layer_b": "no_such"}, {"code": "x; DROP"}, {"field_a": "owner__password"}]
)
def test_rule_that_cannot_be_is_refused_on_the_page(
    boss: Client, found: str, changed: dict[str, str]
) -> None:
    before = ConflictRule.objects.count()
    answer = boss.post(f"{PLACE}add/", RULE | changed)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert ConflictRule.objects.count() == before


def test_rule_is_tried_dry_and_not_deleted(boss: Client, found: str) -> None:
    rule = ConflictRule.objects.get()
    asked = {"action": "try_dry", "_selected_action": [rule.pk]}
    told = boss.post(PLACE, asked, follow=True).context["messages"]
    assert [str(message) for message in told] == [f"{rule.code}: 1 střetů"]
    assert boss.post(f"{PLACE}{rule.pk}/delete/", {"post": "yes"}).status_code == 403
    page = boss.get(f"{PLACE}{rule.pk}/change/").content.decode()
    assert 'name="layer_a"' not in page
