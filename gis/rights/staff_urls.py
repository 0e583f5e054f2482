"""Where rights are looked after."""

from django.urls import path, re_path

from gis.rights import decision_pages, matrix_page, viewing_pages

app_name = "rights_staff"
urlpatterns = [
    path("requests/", decision_pages.requests, name="requests"),
    path("requests/<int:pk>/", decision_pages.detail, name="request"),
    re_path(
        r"^requests/(?P<pk>\d+)/(?P<decision>accept|reject)$",
        decision_pages.decide,
        name="decide",
    ),
    path("matrix/", matrix_page.matrix, name="matrix"),
    path("matrix.csv", matrix_page.matrix_csv, name="matrix_csv"),
    path("view-as/", viewing_pages.view_as, name="view_as"),
    path("view-as/end", viewing_pages.end, name="end"),
]
