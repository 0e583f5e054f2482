"""Numbers of phenomena that an administrator has compared with a decree and put right."""

from django.db import models


class OwnNumber(models.Model):
    """A number of a decree; `entry` is what a line of `codebooks/numbers/` would be.

    One without phenomena takes the shipped number back. `layers/catalogue/rows.py` puts it into
    the catalogue.
    """

    codebook = models.TextField("číselník")
    decree = models.TextField("vyhláška")
    number = models.TextField("číslo")
    entry = models.JSONField("zápis")
    changed_at = models.DateTimeField("změněno", auto_now=True)
    changed_by = models.TextField("kdo", default="", blank=True)

    class Meta:
        verbose_name = "číslo jevu"
        verbose_name_plural = "čísla jevů"
        ordering = ["codebook", "decree", "number"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "decree", "number"], name="own_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.decree})"
