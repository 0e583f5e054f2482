"""QGIS as a known client of OAuth2: public, so it must prove itself by PKCE."""

from typing import Any

from django.db import migrations


def create(apps: Any, schema_editor: Any) -> None:
    apps.get_model("allauth_idp_oidc", "Client").objects.get_or_create(
        id="qgis",
        defaults={
            "name": "QGIS",
            "type": "public",
            "secret": "!",
            "grant_types": "authorization_code\nrefresh_token",
            "response_types": "code",
            "scopes": "openid\nmaps",
            "default_scopes": "maps",
            "redirect_uris": "http://127.0.0.1:7070/\nhttp://localhost:7070/",
        },
    )


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("allauth_idp_oidc", "Client").objects.filter(id="qgis").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
        ("allauth_idp_oidc", "0003_client_allow_uri_wildcards"),
    ]

    operations = [migrations.RunPython(create, remove)]
