"""Where each address below /desktop/ leads."""

from django.urls import path

from gis.desktop import files, page

app_name = "desktop"
urlpatterns = [
    path("", page.page, name="page"),
    path("municipality", files.chosen_municipality, name="chosen_municipality"),
    path("theme/<slug:theme>.qlr", files.theme_layers, name="theme_layers"),
    path("theme/<slug:theme>.qgs", files.theme_project, name="theme_project"),
    path("municipality/<int:code>.qgs", files.municipality_project, name="municipality_project"),
    path("style/<slug:layer>.qml", files.style, name="style_qml"),
    path("style/<slug:layer>-1.1.sld", files.style_11, name="style_sld_11"),
    path("style/<slug:layer>.sld", files.style_10, name="style_sld"),
]
