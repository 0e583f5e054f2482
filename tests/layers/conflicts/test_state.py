"""What is computed of data that nobody brought is no absence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layers.conflicts.computing import compute
from layers.layer_state import layer_states_anywhere
from layers.models import ConflictRule, Coverage, ImportRun
from tests.layers.conflicts.conftest import A, B

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def state(rule: ConflictRule) -> str:
    compute([rule], lambda *_: None)
    day = timezone.localdate() + timedelta(days=1)
    return layer_states_anywhere([rule.layer_id], day=day)[rule.layer_id].state


def test_conflicts_do_not_occur_only_where_both_sides_are_known(
    rule: ConflictRule, land: ImportRun
) -> None:
    assert state(rule) == "no_data"
    Coverage.objects.create(layer=A, source="t", data_date=timezone.now(), run=land)
    assert state(rule) == "no_data"
    Coverage.objects.create(layer=B, source="t", data_date=timezone.now(), run=land)
    assert state(rule) == "not_occurs"
