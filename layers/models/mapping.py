"""Mappings and layers that an operator has made in the staff pages: rows of the YAML's shape."""

from django.db import models


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
