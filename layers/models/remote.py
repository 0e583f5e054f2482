"""Services of others: their addresses, what of them the map shows, whether they answer."""

from django.db import models


class RemoteService(models.Model):
    """One address of a WMS, WMTS, WFS or OGC API Features, and how it has answered lately.

    `offer` is what its capabilities offer, layer by layer (`layers/remote/offer.py`); the login
    can be read with SECRET_KEY only (`layers/remote/login.py`).
    """

    class Kind(models.TextChoices):
        WMS = "wms", "WMS"
        WMTS = "wmts", "WMTS"
        WFS = "wfs", "WFS"
        FEATURES = "features", "OGC API Features"

    class LoginKind(models.TextChoices):
        NONE = "", "bez přihlášení"
        BASIC = "basic", "jméno a heslo (HTTP Basic)"
        HEADER = "header", "klíč v hlavičce"

    class State(models.TextChoices):
        UNKNOWN = "unknown", "nezkoušeno"
        OK = "ok", "v pořádku"
        SLOW = "slow", "pomalá"
        FAILING = "failing", "neodpovídá"

    kind = models.TextField("druh", choices=Kind.choices)
    url = models.TextField("adresa", unique=True)
    title = models.TextField("název")
    login_kind = models.TextField(
        "přihlášení", choices=LoginKind.choices, default=LoginKind.NONE, blank=True
    )
    login_name = models.TextField("přihlašovací jméno", default="", blank=True)
    sealed_login = models.TextField("zašifrované přihlášení", default="", blank=True)
    every_minutes = models.PositiveIntegerField("zkoušet po (min)", default=10)
    offer = models.JSONField(default=list)
    state = models.TextField("stav", choices=State.choices, default=State.UNKNOWN)
    message = models.TextField("zpráva", default="", blank=True)
    answer_ms = models.PositiveIntegerField("odpověď (ms)", null=True)
    asked_at = models.DateTimeField("zkouška zadána", null=True)
    checked_at = models.DateTimeField("zkoušeno", null=True)
    last_ok_at = models.DateTimeField("naposledy v pořádku", null=True)
    failing_since = models.DateTimeField("neodpovídá od", null=True)

    class Meta:
        verbose_name = "vzdálená služba"
        verbose_name_plural = "vzdálené služby"
        ordering = ["title", "pk"]
        permissions = [("manage_remote", "Smí připojovat a odpojovat vzdálené služby")]

    def __str__(self) -> str:
        return self.title


class RemoteLayer(models.Model):
    """A layer of a service as the catalogue shows it: drawn through the cache, or taken over.

    `technical` is what requests are made of (`layers/remote/offer.py`); `fields` and `geometry`
    describe the objects of a layer that is taken over.
    """

    class Mode(models.TextChoices):
        CASCADE = "cascade", "zobrazovat přes mezipaměť"
        HARVEST = "harvest", "přebírat objekty"

    class Level(models.TextChoices):
        PUBLIC = "public", "všichni"
        REGISTERED = "registered", "přihlášení"
        STAFF = "staff", "správci"
        CLOSED = "closed", "nikdo"

    service = models.ForeignKey(RemoteService, models.CASCADE, related_name="layers")
    layer_id = models.TextField("id vrstvy", unique=True)
    remote_name = models.TextField("vrstva služby")
    mode = models.TextField("způsob", choices=Mode.choices)
    title_cs = models.TextField("název česky")
    title_en = models.TextField("název anglicky")
    attribution = models.TextField("uvedení zdroje")
    licence = models.TextField("licence")
    access = models.TextField("kdo smí", choices=Level.choices, default=Level.PUBLIC)
    technical = models.JSONField(default=dict)
    geometry = models.TextField("geometrie", default="none")
    fields = models.JSONField(default=list)
    keep_minutes = models.PositiveIntegerField("mezipaměť platí (min)", default=1440)
    harvest_hours = models.PositiveIntegerField("přebírat po (h)", default=24)
    asked_at = models.DateTimeField("převzetí zadáno", null=True)
    harvested_at = models.DateTimeField("převzato", null=True)

    class Meta:
        verbose_name = "vrstva vzdálené služby"
        verbose_name_plural = "vrstvy vzdálených služeb"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title_cs
