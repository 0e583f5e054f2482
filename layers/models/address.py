"""Streets and address places of RÚIAN."""

from django.contrib.gis.db import models

from layers.models.version import CURRENT, Version


class Street(Version):
    """Ulice: name and definition line."""

    code = models.BigIntegerField()
    name = models.TextField()
    municipality_code = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class AddressPlace(Version):
    """Adresní místo: house number, or orientation number in a street; one address point."""

    code = models.BigIntegerField()
    house_number = models.IntegerField(null=True)
    orientation_number = models.IntegerField(null=True)
    orientation_letter = models.TextField(null=True)
    postcode = models.IntegerField(null=True)
    building_code = models.BigIntegerField(null=True)
    street_code = models.BigIntegerField(null=True)
    municipality_part_code = models.BigIntegerField(null=True)
    municipality_code = models.BigIntegerField(null=True)
    polling_district_code = models.BigIntegerField(null=True)

    class Meta(Version.Meta):
        indexes = [
            *Version.Meta.indexes,
            models.Index(  # the addresses of a street: search
                fields=["street_code", "house_number"],
                name="address_street_current",
                condition=CURRENT,
            ),
            models.Index(  # scope of an import; addresses of a municipality: search
                fields=["municipality_code", "house_number"],
                name="address_municipality_current",
                condition=CURRENT,
            ),
            models.Index(  # search by house number alone
                fields=["house_number", "postcode"],
                name="address_number_current",
                condition=CURRENT,
            ),
            models.Index(  # search by postcode
                fields=["postcode", "municipality_part_code"],
                name="address_postcode_current",
                condition=CURRENT,
            ),
            models.Index(  # filter of the API: the addresses of a building
                fields=["building_code"],
                name="address_building_current",
                condition=CURRENT,
            ),
            models.Index(  # filter of the API: the addresses of one municipality part
                fields=["municipality_part_code"],
                name="address_part_current",
                condition=CURRENT,
            ),
        ]

    def __str__(self) -> str:
        return str(self.code)
