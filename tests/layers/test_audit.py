"""The audit log is kept as long as the office says, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from layers.audit import Kind, purge_audit, record
from layers.models import AuditLine

pytestmark = pytest.mark.django_db


def test_lines_past_their_days_go_and_the_log_says_so(settings: Any) -> None:
    settings.AUDIT_DAYS = 30
    for days in (40, 31, 29):
        record(Kind.SIGN_IN, who=f"před {days} dny", what="přihlášen")
        AuditLine.objects.filter(who=f"před {days} dny").update(
            at=timezone.now() - timedelta(days=days)
        )

    assert purge_audit() == 2
    assert [(line.who, line.what) for line in AuditLine.objects.all()] == [
        ("před 29 dny", "přihlášen"),
        ("systém", "protokol promazán"),
    ]
    assert AuditLine.objects.last().note.endswith("záznamů 2")  # type: ignore[union-attr]


def test_young_log_is_looked_at_by_one_row(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record(Kind.SIGN_IN, who="obec", what="přihlášen")
    with django_assert_num_queries(1):
        assert purge_audit() == 0
    assert AuditLine.objects.count() == 1
