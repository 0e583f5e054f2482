"""The Django application of the tiles: drops them when data are published."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TilesConfig(AppConfig):
    name = "tiles"

    def ready(self) -> None:
        from layers import map_picture  # noqa: PLC0415
        from layers.selfcheck import register_module  # noqa: PLC0415
        from layers.signals import published  # noqa: PLC0415  needs loaded apps
        from tiles.invalidation import drop_changed  # noqa: PLC0415

        register_module("tiles.place_check")
        register_module("tiles.service_check")
        map_picture.register_module("tiles.paper")
        published.connect(drop_changed)
        post_migrate.connect(drop_changed, sender=self)  # what a killed process has left
