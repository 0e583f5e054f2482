"""Writes the audit log: one line for each thing done that is not about a file."""

from layers.models import AuditLine

Kind = AuditLine.Kind


def record(kind: Kind, *, who: str, what: str, note: str = "", address: str | None = None) -> None:
    """Writes one line; `who` is a user name, `address` that of the client at sign-ins."""
    AuditLine.objects.create(kind=kind, who=who, what=what, note=note, address=address)
