"""Statistics: one figure of one municipality in one year."""

from django.contrib.gis.db import models

from layers.models.version import CURRENT, Version


class Statistic(Version):
    """The value of an indicator (population, …); the code joins municipality, indicator, year."""

    code = models.TextField()
    municipality_code = models.BigIntegerField()
    indicator = models.TextField()
    year = models.SmallIntegerField()
    value = models.FloatField()

    class Meta(Version.Meta):
        indexes = [
            *Version.Meta.indexes,
            models.Index(  # the figures of a municipality, the newest first
                fields=["municipality_code", "indicator", "-year"],
                name="statistic_municipality",
                condition=CURRENT,
            ),
        ]

    def __str__(self) -> str:
        return self.code
