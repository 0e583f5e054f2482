"""A finished file, handed to its asker as long as he may know all that is in it."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

from layers.access import layer_as
from layers.audit import Kind, record
from layers.catalogue import catalogue
from layers.extract.batch.errors import RefusedBatch
from layers.models import ExtractBatch


def file_for(user: User, batch: ExtractBatch) -> Path:
    """The file, once the download is noted; raises `RefusedBatch`.

    A right that was withdrawn, or is bound to a smaller territory now, closes the file too.
    """
    if batch.state != ExtractBatch.State.READY:
        raise RefusedBatch(f"Výpisy nelze stáhnout: {batch.get_state_display()}.")
    if _views(user, batch) != batch.report["layers"]:
        raise RefusedBatch("Vaše práva se od přípravy výpisů změnila; požádejte o nové.")
    path: Path = settings.EXTRACTS_FOLDER / batch.path
    if not path.is_file():
        raise RefusedBatch("Soubor výpisů na tomto stroji není; požádejte o nové.")
    record(
        Kind.DOWNLOAD, who=user.get_username(), what="výpisy staženy",
        note=f"{batch.pk} parcel {len(batch.parcels)} {batch.purpose}".strip(),
    )  # fmt: skip
    return path


def _views(user: User, batch: ExtractBatch) -> dict[str, str]:
    """How the user may ask about the layers that stand in the file."""
    known = catalogue().layers
    mine = (layer_as(user, "query", known[id_]) for id_ in batch.report["layers"] if id_ in known)
    return {layer.id: layer.view for layer in mine if layer}
