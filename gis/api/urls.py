"""Where each address below /api/ leads."""

from django.urls import URLPattern, path

from gis.api import collections, items, landing, problems
from gis.api.endpoint import endpoint

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("", landing.landing, name="landing"),
    path("conformance", landing.conformance, name="conformance"),
    path("collections", collections.collections, name="collections"),
    path("collections/<str:collection_id>", collections.collection, name="collection"),
    path("collections/<str:collection_id>/items", items.items, name="items"),
    path("collections/<str:collection_id>/items/<str:feature_id>", items.item, name="item"),
    path("<path:rest>", endpoint(problems.unknown_address), name="unknown"),
]
