"""The Django application of the data."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class LayersConfig(AppConfig):
    name = "layers"

    def ready(self) -> None:
        import layers.place_check  # noqa: F401, PLC0415  registers its checks
        from layers.served import create_views, drop_views  # noqa: PLC0415  needs loaded apps
        from layers.spatial_ref_sys import pin  # noqa: PLC0415

        from layers.deliveries.state import note_rollback  # noqa: PLC0415
        from layers.signals import published  # noqa: PLC0415

        published.connect(note_rollback)
        pre_migrate.connect(drop_views, sender=self)
        post_migrate.connect(create_views, sender=self)
        post_migrate.connect(pin, sender=self)
