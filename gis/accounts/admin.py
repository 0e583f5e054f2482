"""Personal addresses in the admin: seen by all who look after accounts, ended by a click."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from gis.accounts.models import PersonalAddress
from layers.audit import Kind, record


@admin.register(PersonalAddress)
class PersonalAddressAdmin(admin.ModelAdmin[PersonalAddress]):
    """Read-only; they are made on the page "Moje přístupy", where the secret is shown."""

    list_display = ("name", "user", "ending", "made_by", "expires_on", "revoked_at", "last_used_at")
    list_filter = ("revoked_at",)
    search_fields = ("name", "user__username")
    list_select_related = ("user",)
    actions = ("revoke",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return obj is None and super().has_change_permission(request)

    @admin.action(description="Zrušit vybrané adresy", permissions=["change"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[PersonalAddress]) -> None:
        for address in chosen.filter(revoked_at=None).select_related("user"):
            address.revoke()
            record(
                Kind.CREDENTIAL,
                who=request.user.get_username(),
                what="osobní adresa zrušena",
                note=f"{address}, práva: {address.user.get_username()}",
            )
