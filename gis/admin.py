"""The admin: what was imported, with what result, and what was refused."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from layers.models import ImportRun, Quarantine

admin.site.site_header = "Digitální mapa veřejné správy"
admin.site.site_title = "DMVS"
admin.site.index_title = "Správa"

SHOWN_QUARANTINE = 200
"""More refused records are only counted: a run may have a million of them."""


class ReadOnly(admin.ModelAdmin[ImportRun]):
    """Nothing here is changed by hand: publishing and rollback go through the gate."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly):
    """Import runs, newest first."""

    list_display = ("pk", "file_name", "source", "state", "day", "published_at", "refused")
    list_filter = ("state", "source")
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
        refused = Quarantine.objects.filter(run=run).order_by("pk")[:SHOWN_QUARANTINE]
        return format_html_join(
            "",
            "<p>{} {} ({}): {} {}</p>",
            ((each.layer, each.code, each.place, each.reason, each.detail) for each in refused),
        )
