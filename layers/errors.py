"""Errors that a person can act on."""


class LayersError(Exception):
    """Base of all errors of this package: the message is a sentence for the user."""


class UnreadableFile(LayersError):
    """The file is broken, hostile or of another format; nothing of it was taken."""


class RefusedImport(LayersError):
    """The file is sound, but may not be published now (out of its chain, older, suspicious)."""


class FailedImport(LayersError):
    """Something outside the file ended the import: the database, the disk; it can be run again."""


class LostDatabase(FailedImport):
    """The connection broke: once the database is back, the same will do."""


class CatalogueError(LayersError):
    """A catalogue or style file is wrong; the message names file, place and what is allowed."""


class UnknownLayer(LayersError):
    """No such layer, or not for this user: both look the same."""


class BadCoordinates(LayersError):
    """Coordinates that are not finite, or a system that is not supported."""
