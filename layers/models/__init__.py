"""The tables: registers, thematic features, import runs and their quarantine."""

from layers.models.access import (
    AccessRequest,
    Grant,
    LayerLevels,
    Level,
    Membership,
    Operation,
    Role,
)
from layers.models.address import AddressPlace, Street
from layers.models.admin import (
    CadastralUnit,
    District,
    Municipality,
    MunicipalityPart,
    Orp,
    Pou,
    Region,
    SettlementUnit,
)
from layers.models.audit import AuditLine
from layers.models.cadastre import Building, Parcel
from layers.models.conflict import ConflictDecision, ConflictRule, UncountedRun
from layers.models.delivery import (
    Delivery,
    DifferenceRow,
    ImportSource,
    WatchedFile,
)
from layers.models.extract import ExtractText, IssuedExtract
from layers.models.extract_batch import ExtractBatch
from layers.models.feature import Feature
from layers.models.job import Job
from layers.models.mapping import OwnIndicator, OwnLayer, OwnMapping
from layers.models.numbering import OwnNumber
from layers.models.outline import ParcelOutline
from layers.models.print import PrintedSeries
from layers.models.release import Release, StandingOrder
from layers.models.remote import RemoteLayer, RemoteService
from layers.models.run import ChangedArea, Coverage, ImportRun, Quarantine
from layers.models.statistic import Statistic
from layers.models.version import Version

__all__ = [
    "AccessRequest",
    "AddressPlace",
    "AuditLine",
    "Building",
    "CadastralUnit",
    "ChangedArea",
    "ConflictDecision",
    "ConflictRule",
    "Coverage",
    "Delivery",
    "DifferenceRow",
    "District",
    "ExtractBatch",
    "ExtractText",
    "Feature",
    "Grant",
    "ImportRun",
    "ImportSource",
    "IssuedExtract",
    "Job",
    "LayerLevels",
    "Level",
    "Membership",
    "Municipality",
    "MunicipalityPart",
    "Operation",
    "Orp",
    "OwnIndicator",
    "OwnLayer",
    "OwnMapping",
    "OwnNumber",
    "Parcel",
    "ParcelOutline",
    "Pou",
    "PrintedSeries",
    "Quarantine",
    "Region",
    "Release",
    "RemoteLayer",
    "RemoteService",
    "Role",
    "SettlementUnit",
    "StandingOrder",
    "Statistic",
    "Street",
    "UncountedRun",
    "Version",
    "WatchedFile",
]
