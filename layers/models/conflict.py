"""Conflicts (střety a závady): the rules that find them, what people decided of them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower


class ConflictRule(models.Model):
    """Objects of layer A meet objects of layer B: what that is, and from which measure on.

    A side is a whole layer, or those of its objects whose `field` is one of `values` (with
    `starts`: begins with one). `threshold` is of the common part, in `unit`; a share is of A.
    """

    class Relation(models.TextChoices):
        INTERSECTS = "intersects", "A se protíná s B"
        CONTAINS = "contains", "A obsahuje celé B"
        WITHIN = "within", "A leží celé v B"
        TOUCHES = "touches", "A se dotýká hranice B"
        NEAR = "near", "A je od B do vzdálenosti"

    class Unit(models.TextChoices):
        AREA = "m2", "m²"
        LENGTH = "m", "m"
        SHARE = "percent", "% z A"

    class Kind(models.TextChoices):
        CONFLICT = "conflict", "střet"
        DEFECT = "defect", "závada"
        PROBLEM = "problem", "problém"

    class Severity(models.IntegerChoices):
        LOW = 1, "nízká"
        MEDIUM = 2, "střední"
        HIGH = 3, "vysoká"

    code = models.TextField(
        "kód",
        unique=True,
        validators=[RegexValidator(r"^[snp][A-Z][A-Za-z0-9]{0,9}o[A-Z][A-Za-z0-9]{0,9}\Z")],
        help_text="Předpona s (střet), n (závada), p (problém), zkratka A, „o“, zkratka B: sZUoZQ",
    )
    active = models.BooleanField("počítat", default=True)
    kind = models.TextField("druh", choices=Kind.choices)
    severity = models.PositiveSmallIntegerField("závažnost", choices=Severity.choices, default=2)
    text_cs = models.TextField("text česky")
    text_en = models.TextField("text anglicky")
    layer_a = models.TextField("vrstva A")
    field_a = models.TextField("údaj A", default="", blank=True)
    values_a = ArrayField(models.TextField(), verbose_name="hodnoty A", default=list, blank=True)
    starts_a = models.BooleanField("A hodnotou začíná", default=False)
    layer_b = models.TextField("vrstva B")
    field_b = models.TextField("údaj B", default="", blank=True)
    values_b = ArrayField(models.TextField(), verbose_name="hodnoty B", default=list, blank=True)
    starts_b = models.BooleanField("B hodnotou začíná", default=False)
    relation = models.TextField("vztah", choices=Relation.choices, default=Relation.INTERSECTS)
    distance_m = models.FloatField(
        "vzdálenost (m)", null=True, blank=True, validators=[MinValueValidator(0.001)]
    )
    threshold = models.FloatField("práh", default=1, validators=[MinValueValidator(0)])
    unit = models.TextField("práh v", choices=Unit.choices, default=Unit.AREA)
    computed_at = models.DateTimeField("spočteno celé", null=True, editable=False)

    class Meta:
        verbose_name = "pravidlo střetů"
        verbose_name_plural = "pravidla střetů"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                Lower("code"),
                name="conflict_rule_code",
                violation_error_message="Kód se liší od jiného jen velikostí písmen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.text_cs}"

    @property
    def layer_id(self) -> str:
        """The layer of the catalogue that shows what the rule finds."""
        return f"conflict_{self.code.lower()}"

    def clean(self) -> None:
        """Asks the catalogue; raises what is wrong beside its field."""
        from layers.conflicts.validation import faults  # noqa: PLC0415  it asks this model

        if found := faults(self):
            raise ValidationError(dict(found))


class ConflictDecision(models.Model):
    """What someone decided of a conflict and why; the last one counts, all are kept.

    `measure` is the extent of the conflict at that time: whoever looks later sees if it grew.
    """

    class State(models.TextChoices):
        OPEN = "open", "otevřený"
        SOLVED = "solved", "vyřešený v plánu"
        ACCEPTED = "accepted", "přijatý"

    conflict = models.TextField("střet", db_index=True)
    state = models.TextField("stav", choices=State.choices)
    reason = models.TextField("důvod")
    measure = models.FloatField("rozsah tehdy", null=True)
    decided_at = models.DateTimeField("kdy", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="kdo"
    )
    who = models.TextField("jméno")

    class Meta:
        verbose_name = "rozhodnutí o střetu"
        verbose_name_plural = "rozhodnutí o střetech"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.conflict}: {self.get_state_display()}"


class UncountedRun(models.Model):
    """A published run whose changes the conflicts do not know yet; gone once they do."""

    run = models.OneToOneField("layers.ImportRun", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.run_id)
