"""The system users that programs run as: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gis.launcher import checkout
from gis.launcher.errors import LauncherError

_RUNTIME = Path("/run")
_TEMPORARY = Path("/tmp")  # noqa: S108 - `own_folder` refuses what another user laid there


@dataclass(frozen=True)
class Account:
    """A user of the system, and how to act as that user."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of_database(cls) -> "Account":
        """The calling user, or `postgres` when that is root."""
        if os.geteuid() != 0:
            return cls.of_caller()
        entry = pwd.getpwnam("postgres")
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @classmethod
    def of_caller(cls) -> "Account":
        """The user who runs this program."""
        entry = pwd.getpwuid(os.geteuid())
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    def run(
        self, command: list[str | Path], *, text_in: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as this user, away from folders it may not enter."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PG")
        }
        is_other = self.uid != os.geteuid()
        return subprocess.run(
            command,
            user=self.uid if is_other else None,
            group=self.gid if is_other else None,
            extra_groups=[] if is_other else None,
            cwd="/",
            env=environment | {"LC_ALL": "C.UTF-8", "HOME": "/"},
            input=text_in,
            capture_output=True,
            text=True,
            check=False,
        )

    def reaches(self, folder: Path) -> bool:
        """Whether this user may enter the folder through all that are above it."""
        return self.run(["test", "-x", folder]).returncode == 0

    def write(self, file: Path, text: str) -> None:
        """Write a file as this user, readable by no other."""
        done = self.run(["sh", "-c", 'umask 077; cat > "$1"', "sh", file], text_in=text)
        if done.returncode:
            raise LauncherError(f"Nelze zapsat {file}: {done.stderr.strip()}")

    def short_folder(self, stands_for: Path) -> Path:
        """A folder of this user for sockets: their paths may have 107 bytes, a checkout's not."""
        shared = _RUNTIME if os.geteuid() == 0 else _TEMPORARY
        folder = shared / f"dmvs-{self.uid}-{checkout.short_name(stands_for)}"
        self.own_folder(folder)
        return folder

    def own_folder(self, folder: Path) -> None:
        """Make a folder that belongs to this user alone, or check that it does.

        A folder that another user laid in a shared place (`/tmp`) beforehand is refused.
        """
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, self.uid, self.gid)
        except FileExistsError:
            state = folder.lstat()
            if folder.is_symlink() or not folder.is_dir() or state.st_uid != self.uid:
                raise LauncherError(
                    f"{folder} nepatří uživateli {self.name}.",
                    hint="Spusťte ./dmvs pod uživatelem, který ho spustil poprvé, "
                    "nebo složku přejmenujte.",
                ) from None
