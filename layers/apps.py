"""The Django application of the data."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate


class LayersConfig(AppConfig):
    name = "layers"
    verbose_name = "Data mapy"

    def ready(self) -> None:
        from layers import originals  # noqa: PLC0415  needs loaded apps
        from layers.catalogue.rows import publish_later  # noqa: PLC0415
        from layers.conflicts.first_rules import add_first_rules  # noqa: PLC0415
        from layers.conflicts.listening import note_run  # noqa: PLC0415
        from layers.deliveries.state import note_job, note_rollback  # noqa: PLC0415
        from layers.first_roles import add_first_roles  # noqa: PLC0415
        from layers.rasters.store import sweep  # noqa: PLC0415
        from layers.selfcheck import register_module  # noqa: PLC0415
        from layers.served import create_views, drop_views  # noqa: PLC0415  needs loaded apps
        from layers.signals import job_ended, published  # noqa: PLC0415
        from layers.spatial_ref_sys import pin  # noqa: PLC0415

        register_module("layers.place_check")
        published.connect(note_rollback)
        job_ended.connect(note_job)
        pre_migrate.connect(drop_views, sender=self)
        post_migrate.connect(create_views, sender=self)
        post_migrate.connect(pin, sender=self)
        post_migrate.connect(add_first_roles, sender=self)
        post_migrate.connect(add_first_rules, sender=self)
        published.connect(sweep)
        published.connect(note_run)
        published.connect(originals.sweep)
        for told in ("layers.LayerLevels", "layers.OwnIndicator"):
            post_save.connect(publish_later, sender=told)
            post_delete.connect(publish_later, sender=told)
