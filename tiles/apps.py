"""The Django application of the tiles: drops them when data are published."""

from django.apps import AppConfig


class TilesConfig(AppConfig):
    name = "tiles"
