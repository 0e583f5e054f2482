"""The system user that runs the private database: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gis.launcher.errors import LauncherError


@dataclass(frozen=True)
class Account:
    """A user of the system, and how to act as that user."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of_database(cls) -> "Account":
        """The calling user, or `postgres` when that is root."""
        entry = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    def run(
        self, command: list[str | Path], *, text_in: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as this user, away from folders it may not enter."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PG")
        }
        if os.geteuid() == 0:
            return subprocess.run(
                command,
                user=self.uid,
                group=self.gid,
                extra_groups=[],
                cwd="/",
                env=environment | {"LC_ALL": "C.UTF-8", "HOME": "/"},
                input=text_in,
                capture_output=True,
                text=True,
                check=False,
            )
        return subprocess.run(
            command,
            cwd="/",
            env=environment | {"LC_ALL": "C.UTF-8"},
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
