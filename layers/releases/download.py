"""A finished package, handed to its owner as long as he may have all that is in it."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from layers.models import Release
from layers.releases.audit import note
from layers.releases.errors import NotYours, RefusedRelease
from layers.releases.rights import takeable


@transaction.atomic
def package_for(user: User, release: Release) -> Path:
    """The file, once the download is noted; raises `NotYours`, `RefusedRelease`.

    A right that was withdrawn, or is bound to a smaller territory now, closes the package too.
    """
    if release.owner_id != user.pk:
        raise NotYours("Takový výdej není.")
    if release.state != Release.State.READY:
        raise RefusedRelease(f"Výdej nelze stáhnout: {release.get_state_display()}.")
    given = [each for each, told in release.report["layers"].items() if told["given"]]
    mine = takeable(user, given)
    if any(each not in mine for each in given) or _views(release) != {
        each: mine[each].view for each in given
    }:
        raise RefusedRelease("Vaše práva se od přípravy výdeje změnila; požádejte o nový.")
    path: Path = settings.RELEASES_FOLDER / release.path
    if not path.is_file():
        raise RefusedRelease("Soubor výdeje na tomto stroji není; požádejte o nový.")
    Release.objects.filter(pk=release.pk).update(downloads=F("downloads") + 1)
    note(user.get_username(), "výdej stažen", release)
    return path


def _views(release: Release) -> dict[str, str]:
    return {each: told.get("view", "") for each, told in release.report["layers"].items()
            if told["given"]}  # fmt: skip
