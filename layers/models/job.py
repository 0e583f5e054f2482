"""Background jobs as people watch them: progress, log, heartbeat, the wish to cancel."""

from django.conf import settings
from django.db import models


class Job(models.Model):
    """One piece of work in the queue; bound to the task result that carries it now.

    A job outlives its worker: when `heartbeat_at` grows old, it is given a new task result and
    another worker begins it anew (`attempt` counts that). `log` holds the last lines only.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "čeká"
        RUNNING = "running", "běží"
        DONE = "done", "hotovo"
        FAILED = "failed", "selhalo"
        CANCELLED = "cancelled", "zrušeno"

    title = models.TextField("úloha")
    state = models.TextField("stav", choices=State.choices, default=State.WAITING)
    result_id = models.UUIDField(null=True, unique=True)
    delivery = models.ForeignKey("layers.Delivery", models.CASCADE, null=True, related_name="jobs")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="zadal"
    )
    created_at = models.DateTimeField("zadáno", auto_now_add=True)
    started_at = models.DateTimeField("začátek", null=True)
    finished_at = models.DateTimeField("konec", null=True)
    heartbeat_at = models.DateTimeField("naposledy živá", null=True)
    attempt = models.PositiveIntegerField("pokus", default=0)
    phase = models.TextField("fáze", default="", blank=True)
    done = models.BigIntegerField("hotovo", default=0)
    total = models.BigIntegerField("celkem", null=True)
    log = models.JSONField("záznam", default=list)
    cancel_wanted_by = models.TextField("zrušil", default="", blank=True)

    class Meta:
        verbose_name = "úloha"
        verbose_name_plural = "úlohy"
        indexes = [models.Index(fields=["state"], name="job_state")]  # sweep, overview

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen with it."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def percent(self) -> int | None:
        """How much of the present phase is done, if it is known of how much."""
        return min(100, 100 * self.done // self.total) if self.total else None
