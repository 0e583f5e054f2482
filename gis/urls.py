"""Where each address of the API, the portal and the admin leads."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("gis.api.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "gis.api.problems.bad_request"
handler404 = "gis.api.problems.not_found"
handler500 = "gis.api.problems.server_error"
