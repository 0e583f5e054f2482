"""A record as a row of pycsw's model: what it is searched by, and the record itself."""

from gis.metadata.iso import data_set_record, service_record, text
from gis.metadata.subject import DataSet, Place, Service
from gis.metadata.table import Row
from gis.metadata.vocabulary import INTEROPERABILITY, NETWORK_SERVICES, THEMES

_GMD = "http://www.isotc211.org/2005/gmd"


def data_set_row(found: DataSet) -> Row:
    layer = found.layer
    inspire = [THEMES[layer.inspire].cs] if layer.inspire else []
    return _complete(
        identifier=found.id,
        type="dataset",
        title=layer.title.cs,
        title_alternate=layer.title.en,
        abstract=layer.abstract.cs,
        keywords=",".join([*inspire, found.theme.cs]),
        topicategory=layer.topic,
        organization=layer.provider,
        creator=layer.provider,
        publisher=found.operator.name,
        lineage=found.lineage.cs,
        accessconstraints="otherRestrictions",
        otherconstraints=layer.licence,
        denominator=str(layer.source_scale) if layer.source_scale else None,
        date=found.changed.isoformat(),
        date_modified=found.changed.isoformat(),
        date_revision=found.data.isoformat() if found.data else None,
        time_begin=found.oldest.isoformat() if found.oldest else None,
        time_end=found.data.isoformat() if found.data else None,
        wkt_geometry=found.box.wkt,
        specificationtitle=INTEROPERABILITY[0],
        specificationdate=INTEROPERABILITY[1],
        links="^".join(_link(place) for place in found.places),
        anytext=" ".join(
            (found.id, layer.title.cs, layer.title.en, layer.abstract.cs, layer.abstract.en,
             layer.provider, layer.law, found.theme.cs, *inspire)
        ),
        xml=text(data_set_record(found)),
    )  # fmt: skip


def service_row(found: Service) -> Row:
    return _complete(
        identifier=found.id,
        type="service",
        title=found.title.cs,
        title_alternate=found.title.en,
        abstract=found.abstract.cs,
        keywords=found.category,
        organization=found.operator.name,
        publisher=found.operator.name,
        servicetype=found.kind,
        servicetypeversion=found.version,
        operation=",".join(found.operations),
        couplingtype="tight",
        operateson=",".join(each.id for each in found.data_sets),
        operatesonidentifier=",".join(each.id for each in found.data_sets),
        accessconstraints="otherRestrictions",
        date=found.changed.isoformat(),
        date_modified=found.changed.isoformat(),
        date_revision=found.changed.isoformat(),
        wkt_geometry=found.box.wkt,
        specificationtitle=NETWORK_SERVICES[0],
        specificationdate=NETWORK_SERVICES[1],
        links=_link(found.place),
        anytext=f"{found.id} {found.title.cs} {found.title.en} {found.abstract.cs}",
        xml=text(service_record(found)),
    )


def _complete(**told: str | None) -> Row:
    return told | {
        "typename": "gmd:MD_Metadata",
        "schema": _GMD,
        "mdsource": "local",
        "insert_date": f"{told['date']}T00:00:00Z",
        "language": "cze",
        "resourcelanguage": "cze",
        "degree": "notEvaluated",
        "specificationdatetype": "publication",
    }


def _link(place: Place) -> str:
    return f"{place.name},{place.title.cs},{place.protocol},{place.url}"
