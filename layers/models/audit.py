"""Who did what, when: imports, sign-ins, rights and downloads in one list."""

from django.db import models

from layers.models.delivery import Delivery
from layers.models.run import ImportRun


class AuditLine(models.Model):
    """Who did what with which file, when; written once, never changed.

    `who` is a name and no reference: the line outlives the account. `address` is that of the
    client, kept for sign-ins only.
    """

    class Kind(models.TextChoices):
        DATA = "data", "data"
        SIGN_IN = "sign_in", "přihlášení"
        REFUSED = "refused", "odmítnuté přihlášení"
        LOCKED = "locked", "příliš mnoho pokusů"
        ACCOUNT = "account", "účet"
        FACTOR = "factor", "druhý faktor"
        CREDENTIAL = "credential", "přístup pro programy"
        RIGHTS = "rights", "práva"
        DOWNLOAD = "download", "výdej dat"

    at = models.DateTimeField("kdy", auto_now_add=True)
    kind = models.TextField("druh", choices=Kind.choices, default=Kind.DATA)
    who = models.TextField("kdo")
    what = models.TextField("co")
    note = models.TextField("poznámka", default="", blank=True)
    address = models.GenericIPAddressField("adresa klienta", null=True)
    file_name = models.TextField("soubor", default="", blank=True)
    file_sha256 = models.TextField("SHA-256", default="", blank=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="audit")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="audit")

    class Meta:
        verbose_name = "záznam o postupu"
        verbose_name_plural = "záznamy o postupu"
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "at"], name="audit_kind")]  # the admin's filter

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.who}: {self.what}"
