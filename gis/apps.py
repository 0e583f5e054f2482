"""The Django application of API, portal and admin."""

from django.apps import AppConfig


class GisConfig(AppConfig):
    name = "gis"
    label = "dmvs_gis"  # django.contrib.gis holds the label gis

    def ready(self) -> None:
        from gis.conflicts import admin as conflicts  # noqa: F401, PLC0415  needs loaded apps
        from gis.extract import admin as extract  # noqa: F401, PLC0415
