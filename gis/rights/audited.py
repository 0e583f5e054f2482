"""Admin pages whose every change is a line of the audit log."""

from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from layers.audit import Kind, record

AnyModel = TypeVar("AnyModel", bound=Model)


class Audited(admin.ModelAdmin[AnyModel]):
    """Writes who added, changed or deleted what, and how it stands then.

    Django asks for these lines once a form with all its parts is saved.
    """

    def described(self, obj: AnyModel) -> str:
        """How it stands, in one line."""
        return str(obj)

    def log_addition(self, request: HttpRequest, obj: AnyModel, message: Any) -> LogEntry:
        self._record(request, "přidáno", self.described(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: AnyModel, message: Any) -> LogEntry:
        self._record(request, "změněno", self.described(obj))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[AnyModel]) -> Any:
        for obj in queryset:
            self._record(request, "smazáno", self.described(obj))
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, done: str, note: str) -> None:
        what = f"{self.opts.verbose_name} {done}"
        record(Kind.RIGHTS, who=request.user.get_username(), what=what, note=note)
