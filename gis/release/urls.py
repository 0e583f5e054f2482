"""Where each page of releases is."""

from django.urls import path

from gis.release import pages

app_name = "release"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("<uuid:pk>/", pages.detail, name="detail"),
    path("<uuid:pk>/balicek.zip", pages.package, name="package"),
    path("<uuid:pk>/<slug:decision>", pages.decide, name="decide"),
    path("objednavky/<int:pk>/ukoncit", pages.stop_order, name="stop_order"),
]
