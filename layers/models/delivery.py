"""Files on their way to the map: where they come from, who let them in, what they would change."""

from django.conf import settings
from django.contrib.gis.db import models

from layers.crs import KROVAK
from layers.models.run import ImportRun


class ImportSource(models.Model):
    """What an operator sets for a source, by the name that import runs carry.

    Without a row a source has neither a schedule nor the right to publish without approval.
    """

    name = models.TextField("jméno zdroje", unique=True)
    title = models.TextField("popis", default="", blank=True)
    publishes_alone = models.BooleanField(
        "zveřejnit bez schválení",
        default=False,
        help_text="Dodávky se zveřejní hned po kontrole; podezřelý úbytek přesto čeká na člověka.",
    )
    folder = models.TextField(
        "složka",
        default="",
        blank=True,
        help_text="Odkud se soubory berou; musí ležet ve sledované složce (GIS_WATCHED_FOLDERS).",
    )
    every_minutes = models.PositiveIntegerField(
        "jak často (min)", null=True, blank=True, help_text="Prázdné: složka se nesleduje."
    )
    looked_at = models.DateTimeField("naposledy prohlédnuto", null=True, editable=False)

    class Meta:
        verbose_name = "zdroj dat"
        verbose_name_plural = "zdroje dat"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title or self.name


class Delivery(models.Model):
    """One file that came: by upload, from a watched folder, or as corrected records.

    `preview` is its dry run, `run` the one that published it. `stored` is the file's path below
    the inbox. What is approved is `outcome`, what the preview has found, not the file alone.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "kontroluje se"
        READY = "ready", "čeká na schválení"
        APPROVED = "approved", "schváleno, zveřejňuje se"
        PUBLISHED = "published", "zveřejněno"
        RETURNED = "returned", "vráceno"
        REFUSED = "refused", "odmítnuto"
        FAILED = "failed", "selhalo"
        CANCELLED = "cancelled", "zrušeno"
        ROLLED_BACK = "rolled_back", "vráceno zpět"

    class Channel(models.TextChoices):
        UPLOAD = "upload", "nahráno"
        FOLDER = "folder", "sledovaná složka"
        CORRECTION = "correction", "opravené záznamy"
        SERVICE = "service", "vzdálená služba"

    state = models.TextField("stav", choices=State.choices, default=State.CHECKING)
    channel = models.TextField("odkud", choices=Channel.choices)
    source = models.TextField("zdroj", default="", blank=True)
    forced = models.BooleanField("i mimo řetěz a starší data", default=False)
    file_name = models.TextField("soubor")
    file_sha256 = models.TextField("SHA-256")
    size_bytes = models.BigIntegerField("velikost")
    stored = models.TextField()
    preview = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="previewed")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="delivered")
    outcome = models.JSONField(default=dict)
    reason = models.TextField("důvod", default="", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("přišlo", auto_now_add=True)

    class Meta:
        verbose_name = "dodávka"
        verbose_name_plural = "dodávky"
        ordering = ["-pk"]
        permissions = [
            ("approve_delivery", "Smí schválit nebo vrátit dodávku dat"),
            ("roll_back_run", "Smí vrátit zveřejněný import"),
        ]
        indexes = [
            models.Index(fields=["file_sha256"], name="delivery_sha256"),  # a file is taken once
            models.Index(fields=["state"], name="delivery_state"),  # overview
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class DifferenceRow(models.Model):
    """One object that a previewed run would add, change or remove.

    Only some of them are kept for each layer and kind; the run's `counts` are exact. `changes`
    maps a column to its old and new value, for changed objects.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "přidáno"
        CHANGED = "changed", "změněno"
        REMOVED = "removed", "odebráno"

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="difference")
    layer = models.TextField()
    kind = models.TextField(choices=Kind.choices)
    code = models.TextField()
    label = models.TextField(default="", blank=True)
    changes = models.JSONField(default=dict)
    geom = models.GeometryField(srid=KROVAK, null=True, spatial_index=False)

    class Meta:
        indexes = [models.Index(fields=["run", "layer", "kind"], name="difference_of_run")]

    def __str__(self) -> str:
        return f"{self.layer} {self.code} ({self.kind})"


class WatchedFile(models.Model):
    """A file seen in a watched folder; taken once it has stopped changing."""

    path = models.TextField(unique=True)
    size_bytes = models.BigIntegerField()
    modified_ns = models.BigIntegerField()
    seen_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.path
