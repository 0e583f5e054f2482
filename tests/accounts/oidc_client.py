"""Run beside the product: enters a confidential client that signs its own users in over OIDC.

Arguments: the client's id, its secret, and where users come back to.
"""

import sys

import django

django.setup()

from allauth.idp.oidc.models import Client  # noqa: E402


def enter(client_id: str, secret: str, back: str) -> None:
    client = Client(id=client_id, name="Krajský úřad", type=Client.Type.CONFIDENTIAL)
    client.set_secret(secret)
    client.set_grant_types([Client.GrantType.AUTHORIZATION_CODE])
    client.set_response_types(["code"])
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris([back])
    client.save()


if __name__ == "__main__":
    enter(*sys.argv[1:])
