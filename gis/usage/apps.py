"""The Django application of usage statistics."""

from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "gis.usage"
    label = "usage"
    verbose_name = "Využití"
