"""Where the account's own pages are; those of signing in come after, from allauth."""

from django.urls import path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from gis.accounts import access, entrance_pages

app_name = "accounts"
urlpatterns = [
    path("oidc/oidc/login/", entrance_pages.sign_in_elsewhere, name="sign_in_elsewhere"),
    path("password/reset/", entrance_pages.new_password, name="new_password"),
    path("", RedirectView.as_view(pattern_name="accounts:accesses"), name="account"),
    path("access/", access.accesses, name="accesses"),
    path("access/<int:pk>/revoke", access.revoke, name="revoke"),
    path("language", set_language, name="language"),
]
