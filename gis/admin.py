"""The admin: sources and their rights; runs, quarantine, jobs and audit lines to read."""

from pathlib import Path
from typing import TypeVar

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gis.audit_table import audit_rows, csv_stream
from gis.rights import admin as rights_admin  # noqa: F401  registers by import
from gis.rights.audited import Audited
from gis.staff.page import MAKE_MAPPING
from layers.deliveries.folders import allowed
from layers.models import AuditLine, ImportRun, ImportSource, Job, OwnIndicator

AnyModel = TypeVar("AnyModel", bound=Model)

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = "Digitální mapa veřejné správy"
admin.site.site_title = "DMVS"
admin.site.index_title = "Nastavení"


class ReadOnly(admin.ModelAdmin[AnyModel]):
    """Nothing here is changed by hand: publishing and rollback go through the gate."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly[ImportRun]):
    """Import runs, newest first."""

    list_display = ("pk", "file_name", "source", "state", "day", "published_at", "refused")
    list_filter = ("state", "source")
    search_fields = ("file_name", "file_sha256")
    ordering = ("-pk",)
    fields = (
        "source",
        "reader",
        "file_name",
        "file_sha256",
        "state",
        "is_full",
        "data_date",
        "predecessor",
        "rollback_of",
        "started_at",
        "published_at",
        "per_layer",
        "messages",
        "quarantine",
        "taking_back",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return super().get_queryset(request).annotate(refused_count=Count("quarantined"))

    @admin.display(description="Stav dat k", ordering="data_date")
    def day(self, run: ImportRun) -> str:
        return f"{run.data_date:%d.%m.%Y}" if run.data_date else ""

    @admin.display(description="V karanténě")
    def refused(self, run: ImportRun) -> int:
        return int(getattr(run, "refused_count", 0))

    @admin.display(description="Počty podle vrstev")
    def per_layer(self, run: ImportRun) -> SafeString:
        return format_html_join(
            "",
            "<p>{}: {}</p>",
            (
                (layer, ", ".join(f"{name} {count}" for name, count in counts.items()))
                for layer, counts in run.counts.items()
            ),
        )

    @admin.display(description="Karanténa")
    def quarantine(self, run: ImportRun) -> SafeString:
        count = run.quarantined.count()
        path = f"{reverse('staff:quarantine')}?run={run.pk}"
        return format_html('<a href="{}">Záznamů v karanténě: {}</a>', path, count)

    @admin.display(description="Vrácení")
    def taking_back(self, run: ImportRun) -> SafeString | str:
        if run.state != ImportRun.State.PUBLISHED or run.rollback_of_id:
            return "–"
        path = reverse("staff:rollback", args=[run.pk])
        return format_html('<a href="{}">Vrátit import…</a>', path)


class ImportSourceForm(forms.ModelForm[ImportSource]):
    """Refuses a folder that nobody allowed to be watched."""

    class Meta:
        model = ImportSource
        fields = ("name", "title", "publishes_alone", "folder", "every_minutes")
        widgets = {"name": forms.TextInput, "title": forms.TextInput, "folder": forms.TextInput}

    def clean_folder(self) -> str:
        folder = str(self.cleaned_data["folder"]).strip()
        if folder and not allowed(Path(folder)):
            raise forms.ValidationError(
                "Složka neleží v žádné sledované složce (nastavení GIS_WATCHED_FOLDERS)."
            )
        return folder


@admin.register(ImportSource)
class ImportSourceAdmin(admin.ModelAdmin[ImportSource]):
    """What is set for a source; the name is what its import runs carry."""

    form = ImportSourceForm
    list_display = ("name", "title", "publishes_alone", "folder", "every_minutes", "looked_at")


@admin.register(OwnIndicator)
class OwnIndicatorAdmin(Audited[OwnIndicator]):
    """Words of indicators; those come from tables that the staff have mapped."""

    list_display = ("name", "title_cs", "unit", "below_zero")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAKE_MAPPING)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(MAKE_MAPPING)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(MAKE_MAPPING)

    def get_readonly_fields(
        self, request: HttpRequest, obj: OwnIndicator | None = None
    ) -> tuple[str, ...]:
        return ("name",) if obj else ()


@admin.register(Job)
class JobAdmin(ReadOnly[Job]):
    """Jobs to read; they are watched and cancelled on their own page."""

    list_display = ("title", "state", "created_at", "finished_at", "attempt")
    list_filter = ("state",)
    ordering = ("-pk",)


@admin.register(AuditLine)
class AuditLineAdmin(ReadOnly[AuditLine]):
    """Who did what, when; the list as it is filtered, as CSV too."""

    list_display = ("at", "kind", "who", "what", "note", "file_name", "address")
    list_filter = ("kind", "at")
    search_fields = ("who", "what", "note", "file_name", "file_sha256")
    ordering = ("-pk",)
    show_full_result_count = False
    change_list_template = "admin/audit_list.html"

    def get_urls(self) -> list[URLPattern]:
        table = self.admin_site.admin_view(self.as_csv)
        return [path("table.csv", table, name="audit_csv"), *super().get_urls()]

    def as_csv(self, request: HttpRequest) -> StreamingHttpResponse:
        """All lines of the filtered list, sent as they are read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lines = self.get_changelist_instance(request).get_queryset(request)
        return csv_stream("protokol.csv", audit_rows(lines.iterator(chunk_size=2_000)))
