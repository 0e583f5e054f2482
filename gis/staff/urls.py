"""Where each staff page is."""

from django.urls import path

from gis.staff import delivery, job, overview, quarantine, run, upload

app_name = "staff"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("upload", upload.upload, name="upload"),
    path("deliveries/<int:pk>/", delivery.detail, name="delivery"),
    path("deliveries/<int:pk>/difference.geojson", delivery.difference, name="difference"),
    path("deliveries/<int:pk>/<slug:decision>", delivery.decide, name="decide"),
    path("runs/<int:pk>/rollback", run.roll_back, name="rollback"),
    path("jobs/", job.jobs, name="jobs"),
    path("jobs/<int:pk>.json", job.progress, name="progress"),
    path("jobs/<int:pk>/cancel", job.cancel, name="cancel"),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine.geojson", quarantine.geojson, name="quarantine_geojson"),
    path("quarantine.csv", quarantine.table, name="quarantine_csv"),
]
