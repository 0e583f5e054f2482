"""Where each page of conflicts is."""

from django.urls import path

from gis.conflicts import pages, sheet, sheet_pdf

app_name = "conflicts"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("sheet", sheet.shown, name="sheet"),
    path("sheet.pdf", sheet_pdf.shown, name="sheet_pdf"),
    path("sheet.xlsx", sheet.workbook, name="sheet_xlsx"),
    path("<str:conflict_id>/", pages.detail, name="detail"),
]
