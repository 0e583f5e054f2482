"""What pycsw is told of the product."""

from configparser import ConfigParser
from datetime import date

from django.conf import settings

from gis.api.data_state import data_version
from gis.metadata.holdings import operator, title

_REPOSITORY = "gis.metadata.repository.Repository"
_MAX_RECORDS = "100"
"""Records in one answer; clients page by `startPosition`."""


def configuration(url: str) -> ConfigParser:
    """Values as they are: nothing in them is expanded."""
    found = ConfigParser(interpolation=None)
    told = title(data_version())
    who = operator()
    found.read_dict(
        {
            "server": {
                "home": "",
                "url": url,
                "encoding": "UTF-8",
                "language": "en-US",
                "maxrecords": _MAX_RECORDS,
                "profiles": "apiso",
                "pretty_print": "false",
            },
            "manager": {"transactions": "false"},
            "repository": {"source": _REPOSITORY},
            "metadata:main": {
                "identification_title": told.cs,
                "identification_abstract": told.en,
                "identification_keywords": "metadata, INSPIRE, infoCatalogueService",
                "identification_keywords_type": "theme",
                "identification_fees": "None",
                "identification_accessconstraints": "None",
                "provider_name": who.name,
                "provider_url": url.removesuffix("/csw"),
                "contact_name": who.name,
                "contact_position": "",
                "contact_address": "",
                "contact_city": "",
                "contact_stateorprovince": "",
                "contact_postalcode": "",
                "contact_country": "CZ",
                "contact_phone": "",
                "contact_fax": "",
                "contact_email": who.email,
                "contact_url": url.removesuffix("/csw"),
                "contact_hours": "",
                "contact_instructions": "",
                "contact_role": "pointOfContact",
            },
        }
    )
    if settings.OPERATOR_NAME and settings.OPERATOR_EMAIL:
        found.read_dict({"metadata:inspire": _inspire()})
    return found


def _inspire() -> dict[str, str]:
    """What INSPIRE asks of a discovery service; it cannot be told without an operator."""
    today = date.today().isoformat()
    return {
        "enabled": "true",
        "languages_supported": "cze,eng",
        "default_language": "cze",
        "date": today,
        "gemet_keywords": "Land use",
        "conformity_service": "notEvaluated",
        "contact_name": settings.OPERATOR_NAME,
        "contact_email": settings.OPERATOR_EMAIL,
        "temp_extent": today,
    }
