"""The Django application of the tiles: drops them when data are published."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TilesConfig(AppConfig):
    name = "tiles"

    def ready(self) -> None:
        import tiles.place_check  # noqa: PLC0415  registers its checks
        import tiles.service_check  # noqa: F401, PLC0415  registers its checks
        from layers.signals import published  # noqa: PLC0415  needs loaded apps
        from tiles.invalidation import drop_changed  # noqa: PLC0415

        published.connect(drop_changed)
        post_migrate.connect(drop_changed, sender=self)  # what a killed process has left
