"""The audit lines of releases: who asked, decided, took what, when."""

from layers.models import AuditLine, Release


def note(who: str, what: str, release: Release, *, words: str = "") -> None:
    """The audit line of one step."""
    AuditLine.objects.create(
        kind=AuditLine.Kind.DOWNLOAD, who=who, what=what, note=f"{release.pk} {words}".strip(),
        file_name=release.path, file_sha256=release.sha256,
    )  # fmt: skip
