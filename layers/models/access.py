"""Who may do what: roles, what each grants, who has them and where, and who asks for one."""

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q

from layers.crs import KROVAK


class Level(models.TextChoices):
    """How far a layer is open, as the catalogue says it of each operation."""

    PUBLIC = "public", "všichni"
    REGISTERED = "registered", "přihlášení"
    STAFF = "staff", "pověření"
    CLOSED = "closed", "jen výslovně oprávnění"


class Operation(models.TextChoices):
    SEE = "see", "zobrazit na mapě"
    QUERY = "query", "dotazovat se"
    DOWNLOAD = "download", "odebírat data"
    EDIT = "edit", "upravovat"
    APPROVE = "approve", "schvalovat výdej"


class Role(models.Model):
    """A kind of user. `public` and `registered` are had by all and by all who have signed in."""

    PUBLIC, REGISTERED, ADMINISTRATOR = "public", "registered", "administrator"

    code = models.TextField("kód", unique=True)
    title_cs = models.TextField("název česky")
    title_en = models.TextField("název anglicky")
    on_request = models.BooleanField(
        "lze o ni žádat", default=False, help_text="Přihlášení ji uvidí v žádosti o přístup."
    )
    order = models.PositiveSmallIntegerField("pořadí", default=100)

    class Meta:
        verbose_name = "role"
        verbose_name_plural = "role"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title_cs


class Grant(models.Model):
    """What a role may: operations with a subject, up to a level, everywhere or on one's territory.

    `subject` is `*`, a theme, a layer or a beginning of ids (`uap`). `fields` are those that it
    opens above the level, `*` all.
    """

    EVERYTHING = "*"

    class Where(models.TextChoices):
        EVERYWHERE = "everywhere", "všude"
        TERRITORY = "territory", "na svém území"

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants", verbose_name="role")
    subject = models.TextField(
        "čeho se týká",
        default=EVERYTHING,
        help_text="*, téma, vrstva (cadastre_parcel) nebo začátek jmen vrstev (uap, dtm_ti)",
    )
    operations = ArrayField(
        models.TextField(choices=Operation.choices), verbose_name="co smí", default=list
    )
    up_to = models.TextField("do stupně", choices=Level.choices, default=Level.REGISTERED)
    where = models.TextField("kde", choices=Where.choices, default=Where.EVERYWHERE)
    fields = ArrayField(
        models.TextField(),
        verbose_name="údaje navíc",
        default=list,
        blank=True,
        help_text="Jména chráněných údajů, které smí znát; * znamená všechny.",
    )

    class Meta:
        verbose_name = "oprávnění"
        verbose_name_plural = "oprávnění"
        ordering = ["role", "pk"]

    def __str__(self) -> str:
        return f"{self.role}: {', '.join(self.operations)} – {self.subject} ({self.up_to})"


class Place(models.Model):
    """A territory by municipalities, by ORP, or by an area of one's own (EPSG:5514)."""

    municipality_codes = ArrayField(
        models.BigIntegerField(), verbose_name="obce", default=list, blank=True
    )
    orp_codes = ArrayField(models.BigIntegerField(), verbose_name="ORP", default=list, blank=True)
    area = models.MultiPolygonField("vlastní území", srid=KROVAK, null=True, blank=True)

    class Meta:
        abstract = True


class Membership(Place):
    """A role in the hands of a user or of a group, on a territory, until a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name="uživatel",
        null=True,
        blank=True,
    )
    group = models.ForeignKey(
        "auth.Group",
        models.CASCADE,
        related_name="memberships",
        verbose_name="skupina",
        null=True,
        blank=True,
    )
    role = models.ForeignKey(Role, models.CASCADE, related_name="memberships", verbose_name="role")
    until = models.DateField("platí do", null=True, blank=True)

    class Meta:
        verbose_name = "přidělená role"
        verbose_name_plural = "přidělené role"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, group__isnull=True)
                | Q(user__isnull=True, group__isnull=False),
                name="membership_of_one",
                violation_error_message="Roli má buď uživatel, nebo skupina.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user or self.group}: {self.role}"


class AccessRequest(Place):
    """A user asks for a role; who decides says why, and accepting makes the membership."""

    class State(models.TextChoices):
        WAITING = "waiting", "čeká na rozhodnutí"
        ACCEPTED = "accepted", "přijata"
        REJECTED = "rejected", "zamítnuta"
        WITHDRAWN = "withdrawn", "vzata zpět"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_requests"
    )
    role = models.ForeignKey(Role, models.CASCADE, related_name="+", verbose_name="role")
    purpose = models.TextField("účel")
    state = models.TextField("stav", choices=State.choices, default=State.WAITING)
    reason = models.TextField("odůvodnění", default="", blank=True)
    created_at = models.DateTimeField("podána", auto_now_add=True)
    decided_at = models.DateTimeField("rozhodnuto", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, editable=False)

    class Meta:
        verbose_name = "žádost o přístup"
        verbose_name_plural = "žádosti o přístup"
        ordering = ["-pk"]
        permissions = [("decide_access", "Smí rozhodovat o žádostech o přístup")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} ({self.get_state_display()})"


class LayerLevels(models.Model):
    """Levels of a layer set by an administrator in place of those in the catalogue's files."""

    layer = models.TextField("vrstva", unique=True)
    see = models.TextField("zobrazit", choices=Level.choices)
    query = models.TextField("dotazovat se", choices=Level.choices)
    download = models.TextField("odebírat", choices=Level.choices)

    class Meta:
        verbose_name = "stupeň otevřenosti vrstvy"
        verbose_name_plural = "stupně otevřenosti vrstev"
        ordering = ["layer"]

    def __str__(self) -> str:
        return self.layer
