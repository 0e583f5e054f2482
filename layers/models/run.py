"""Import runs, what they refused, and what they changed on the map."""

from django.contrib.gis.db import models

from layers.crs import KROVAK


class ImportRun(models.Model):
    """One pass of one file through the gate; also a rollback, which is a run of its own.

    `counts` maps layer id → figures of `layers/importers/counts.py`;
    `header` is what the file says of itself; `data_date` is the "stav dat k" of its content;
    `protocol` is what the checks of its format found (`layers/importers/protocol.py`).
    """

    class State(models.TextChoices):
        READING = "reading"
        STAGED = "staged"
        PUBLISHED = "published"
        REFUSED = "refused"
        FAILED = "failed"
        DRY = "dry"
        ROLLED_BACK = "rolled_back"

    source = models.TextField()
    reader = models.TextField()
    file_name = models.TextField()
    file_sha256 = models.TextField()
    state = models.TextField(choices=State.choices, default=State.READING)
    is_full = models.BooleanField(default=True)
    data_date = models.DateTimeField(null=True)
    predecessor = models.TextField(default="", blank=True)
    header = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    protocol = models.JSONField(default=dict, blank=True)
    rollback_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="rollback")
    started_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "běh importu"
        verbose_name_plural = "běhy importu"
        indexes = [
            models.Index(fields=["source", "state"], name="run_source_state"),  # the chain
            models.Index(fields=["published_at"], name="run_published"),  # version of the data
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name} ({self.state})"


class Quarantine(models.Model):
    """A record that could not be taken, with the reason in a clerk's words.

    `attributes` and `geom` are what was known of it; `resolved_by` is the run that brought its
    correction.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="quarantined")
    layer = models.TextField()
    code = models.TextField()
    place = models.TextField()
    reason = models.TextField()
    detail = models.TextField(default="")
    attributes = models.JSONField(default=dict)
    geom = models.GeometryField(srid=KROVAK, null=True)
    resolved_by = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="resolved")

    class Meta:
        verbose_name = "záznam v karanténě"
        verbose_name_plural = "karanténa"

    def __str__(self) -> str:
        return f"{self.layer} {self.code}: {self.reason}"


class Coverage(models.Model):
    """How old the data of a layer are, per source and municipality (null: the whole source).

    Each run adds its rows; the newest run that is published (not rolled back) counts. A row says
    that all there is was told, also that there is nothing; `interval_months` is how long that is
    to be believed (null: until something newer comes).
    """

    layer = models.TextField()
    source = models.TextField()
    municipality_code = models.BigIntegerField(null=True)
    data_date = models.DateTimeField()
    interval_months = models.SmallIntegerField(null=True)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="coverage")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "source", "municipality_code", "run"],
                name="coverage_key",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.municipality_code or ''} {self.data_date:%d.%m.%Y}"


class ChangedArea(models.Model):
    """A box of the map that a run changed: tiles over it are dropped and drawn anew."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changed_areas")
    layer = models.TextField()
    box = models.PolygonField(srid=KROVAK)
    tiles_dropped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.run_id} {self.layer}"
