"""Where each address below /atom/ leads."""

from django.urls import path

from gis.atom import views

urlpatterns = [
    path("", views.service, name="atom"),
    path("search", views.search, name="atom_search"),
    path("search.xml", views.search_description, name="atom_search_description"),
    path("<str:layer>.xml", views.data_set, name="atom_data_set"),
]
