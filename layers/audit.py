"""Writes the audit log: one line for each thing done that is not about a file."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from layers.models import AuditLine

Kind = AuditLine.Kind


def record(kind: Kind, *, who: str, what: str, note: str = "", address: str | None = None) -> None:
    """Writes one line; `who` is a user name, `address` that of the client at sign-ins."""
    AuditLine.objects.create(kind=kind, who=who, what=what, note=note, address=address)


def purge_audit() -> int:
    """Deletes lines older than the office keeps them (`GIS_AUDIT_DAYS`), and says so in one line.

    Lines are written in the order of time: while the first one is young, no other is looked at.
    """
    oldest = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    first = AuditLine.objects.order_by("pk").first()
    if first is None or first.at >= oldest:
        return 0
    deleted, _ = AuditLine.objects.filter(at__lt=oldest).delete()
    day = f"{timezone.localtime(oldest):%-d. %-m. %Y}"
    record(Kind.DATA, who="systém", what="protokol promazán", note=f"do {day}, záznamů {deleted}")
    return deleted
