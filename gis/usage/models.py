"""The table of usage."""

from django.db import models


class UsageCount(models.Model):
    """Answers of one day for a layer, in a channel, to a municipality.

    An empty layer is an answer about none or many; municipality 0 is the public and all whose
    roles are not of one municipality.
    """

    class Channel(models.TextChoices):
        TILE = "tile", "dlaždice (WMTS)"
        WMTS = "wmts", "WMTS, ostatní"
        WMS = "wms", "WMS"
        API = "api", "OGC API"
        VECTOR = "vector", "vektorové dlaždice"
        IDENTIFY = "identify", "dotaz na místo"
        SEARCH = "search", "hledání"
        PRINT = "print", "tisk mapy"

    day = models.DateField("den")
    layer = models.TextField("vrstva", blank=True, default="")
    channel = models.TextField("kanál", choices=Channel.choices)
    municipality_code = models.BigIntegerField("kód obce", default=0)
    count = models.BigIntegerField("odpovědí")

    class Meta:
        verbose_name = "využití"
        verbose_name_plural = "využití"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "layer", "channel", "municipality_code"], name="usage_of_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.layer} {self.channel}: {self.count}"
