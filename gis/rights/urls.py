"""Where a user asks for access."""

from django.urls import path

from gis.rights import request_pages

app_name = "rights"
urlpatterns = [
    path("", request_pages.requests, name="requests"),
    path("<int:pk>/withdraw", request_pages.withdraw, name="withdraw"),
]
