"""Mappings, layers and indicators that the staff have made: rows of the YAML's shape."""

from django.core.validators import RegexValidator
from django.db import models

INDICATOR_NAME = r"^[a-z][a-z0-9_]{0,59}\Z"


class OwnLayer(models.Model):
    """A thematic layer of the catalogue; `entry` is what a layer in a theme's YAML would be.

    Its look stands in the entry too. `layers/catalogue/rows.py` puts it into the catalogue.
    """

    layer_id = models.TextField("id vrstvy", unique=True)
    entry = models.JSONField("zápis")
    changed_at = models.DateTimeField("změněno", auto_now=True)
    changed_by = models.TextField("kdo", default="", blank=True)

    class Meta:
        verbose_name = "vlastní vrstva"
        verbose_name_plural = "vlastní vrstvy"
        ordering = ["layer_id"]

    def __str__(self) -> str:
        return str(self.entry["title"]["cs"])


class OwnMapping(models.Model):
    """How files of a source are read; `entry` is what a YAML in `mappings/` would be."""

    name = models.TextField("jméno", unique=True)
    entry = models.JSONField("zápis")
    changed_at = models.DateTimeField("změněno", auto_now=True)
    changed_by = models.TextField("kdo", default="", blank=True)

    class Meta:
        verbose_name = "vlastní mapování"
        verbose_name_plural = "vlastní mapování"
        ordering = ["name"]
        permissions = [("make_mapping", "Smí vytvářet mapování souborů a vlastní vrstvy")]

    def __str__(self) -> str:
        return str(self.entry["title"])


class OwnIndicator(models.Model):
    """What an indicator of statistics is called; one of the catalogue's name goes before it.

    `layers/catalogue/rows.py` puts it among the catalogue's codes.
    """

    name = models.TextField("jméno", unique=True, validators=[RegexValidator(INDICATOR_NAME)])
    title_cs = models.TextField("název")
    title_en = models.TextField("název anglicky", blank=True, default="")
    unit = models.TextField("jednotka", blank=True, default="")
    below_zero = models.BooleanField("smí být záporný", default=False)

    class Meta:
        verbose_name = "ukazatel"
        verbose_name_plural = "ukazatele"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.words["cs"]

    @property
    def words(self) -> dict[str, str]:
        """Its title with the unit, as a code's words in the catalogue."""
        ending = f" ({self.unit})" if self.unit else ""
        return {
            "cs": f"{self.title_cs}{ending}",
            "en": f"{self.title_en or self.title_cs}{ending}",
        }
