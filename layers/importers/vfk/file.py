"""One VFK file, by itself or inside an archive, read piece by piece and never unpacked to disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from layers.importers.archive import member_chunks

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class VfkFile:
    """The file at `path`, or the checked member of the archive there."""

    path: Path
    member: ZipInfo | None = None

    @property
    def name(self) -> str:
        return PurePosixPath(self.member.filename).name if self.member else self.path.name

    def chunks(self) -> Iterator[bytes]:
        """Its bytes in order; raises `UnreadableFile` for a damaged archive."""
        if self.member:
            yield from member_chunks(self.path, self.member)
            return
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
