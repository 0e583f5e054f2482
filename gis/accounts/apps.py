"""The Django application of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gis.accounts"
    label = "accounts"
    verbose_name = "Účty a přístupy"

    def ready(self) -> None:
        from gis.accounts import checks, remembered  # noqa: F401, PLC0415  registers by import
