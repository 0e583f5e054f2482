"""Personal addresses: secrets by which desktop clients show whose rights they have."""

import hashlib
import re
import secrets
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gis.accounts.errors import AlreadyRevoked

SHAPE = r"[A-Za-z0-9_-]{32}"
_TOKEN = re.compile(SHAPE, re.ASCII)
_USE_TOLD_EVERY = timedelta(minutes=1)


class PersonalAddressQuerySet(models.QuerySet["PersonalAddress"]):
    """Personal addresses."""

    def valid(self) -> Self:
        """Those that open something now."""
        expired = Q(expires_on__lt=timezone.localdate())
        return self.filter(revoked_at=None, user__is_active=True).exclude(expired)

    def by_token(self, token: str) -> "PersonalAddress | None":
        """The valid one with this secret, with its user."""
        if not _TOKEN.fullmatch(token):
            return None
        return self.valid().select_related("user").filter(digest=digest(token)).first()


class PersonalAddress(models.Model):
    """A secret in the path of the services that stands for its user; only its hash is kept.

    It opens maps and data to read, with the rights of the user, and nothing else. A municipality
    is a user of its own, who need not have a password.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="personal_addresses",
        verbose_name="čí práva má",
    )
    name = models.CharField("název", max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField("konec", max_length=4, editable=False)
    created_at = models.DateTimeField("vytvořena", auto_now_add=True)
    made_by = models.TextField("vytvořil", editable=False)
    expires_on = models.DateField("platí do", null=True, blank=True)
    revoked_at = models.DateTimeField("zrušena", null=True, editable=False)
    last_used_at = models.DateTimeField("naposledy použita", null=True, editable=False)

    objects = PersonalAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "osobní adresa"
        verbose_name_plural = "osobní adresy"
        ordering = ["-pk"]
        permissions = [("make_for_others", "Smí zakládat osobní adresy i jiným účtům")]

    def __str__(self) -> str:
        return f"{self.name} (…{self.ending})"

    @classmethod
    def make(
        cls, user: models.Model, name: str, *, made_by: str, expires_on: date | None = None
    ) -> tuple["PersonalAddress", str]:
        """A new address and its secret, which cannot be found out again."""
        token = secrets.token_urlsafe(24)
        made = cls.objects.create(
            user=user,
            name=name,
            digest=digest(token),
            ending=token[-4:],
            made_by=made_by,
            expires_on=expires_on,
        )
        return made, token

    @property
    def is_valid(self) -> bool:
        expired = self.expires_on is not None and self.expires_on < timezone.localdate()
        return self.revoked_at is None and not expired

    def revoke(self) -> None:
        """Ends it at once: each request asks."""
        ended = PersonalAddress.objects.filter(pk=self.pk, revoked_at=None)
        if not ended.update(revoked_at=timezone.now()):
            raise AlreadyRevoked(f"Přístup {self} už zrušen je.")

    def used(self) -> None:
        """Remembers when, at most once a minute: a map asks for many tiles."""
        now = timezone.now()
        before = now - _USE_TOLD_EVERY
        if self.last_used_at is None or self.last_used_at < before:
            stale = Q(last_used_at=None) | Q(last_used_at__lt=before)
            PersonalAddress.objects.filter(stale, pk=self.pk).update(last_used_at=now)


def digest(token: str) -> str:
    """What is kept of a secret. It is too long to be guessed, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
