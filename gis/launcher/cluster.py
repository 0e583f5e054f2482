"""A private PostgreSQL server with PostGIS: made, configured, started, stopped."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gis.launcher import cluster_files, console, system
from gis.launcher.account import Account
from gis.launcher.errors import LauncherError

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Cluster:
    """One private server: where its data and its socket are, and who runs it."""

    account: Account
    data: Path
    socket_folder: Path
    for_tests: bool = False

    @property
    def version(self) -> int:
        """The major version that made the data, or the newest installed when there are none."""
        made = self.data / "PG_VERSION"
        installed = system.server_versions()
        version = int(made.read_text()) if made.exists() else installed[0]
        if version not in installed:
            raise LauncherError(
                f"Data v {self.data} jsou z PostgreSQL {version}, nainstalováno je {installed}.",
                hint=f"Nainstalujte postgresql-{version}-postgis-3, nebo data převeďte pg_upgrade.",
            )
        return version

    def url(self, role: str) -> str:
        """The connection for a role, as `DATABASE_URL` has it."""
        return f"postgresql://{role}@/dmvs?host={self.socket_folder}"

    def is_running(self) -> bool:
        """Whether a server serves these data now."""
        return self._control("status").returncode == 0

    def start(self) -> None:
        """Start the server, make roles and database; nothing to do when it runs."""
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if not self.is_running():
            self._write_files()
            log = self.data / "startup.log"
            done = self._control("start", "-w", "-t", "120", "-l", str(log))
            if done.returncode:
                raise LauncherError(
                    f"Databáze se nespustila:\n{console.tail(log)}",
                    hint=f"Podrobnosti jsou v {log} a {self.data / 'log'}.",
                )
        self._prepare()

    def stop(self) -> None:
        """Stop the server; queries that still run are cancelled."""
        done = self._control("stop", "-m", "fast", "-w", "-t", "60")
        if done.returncode and self.is_running():
            raise LauncherError(f"Databáze se nezastavila: {done.stderr.strip()}")

    def sql(self, file: Path, database: str) -> None:
        """Run a file as superuser."""
        psql = system.server_program("psql", self.version)
        command: list[str | Path] = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]
        command += ["-h", self.socket_folder, "-U", "postgres", "-f", "-"]
        done = self.account.run(command, text_in=file.read_text(encoding="utf-8"))
        if done.returncode:
            raise LauncherError(f"{file.name} v databázi {database}: {done.stderr.strip()}")

    def _control(self, action: str, *options: str) -> subprocess.CompletedProcess[str]:
        program = system.server_program("pg_ctl", self.version)
        return self.account.run([program, action, "-D", self.data, *options])

    def _create(self) -> None:
        """Made under another name first: a half-made cluster must not be taken for one."""
        unfinished = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        self.account.own_folder(unfinished)
        command: list[str | Path] = [system.server_program("initdb", self.version)]
        command += ["-D", unfinished, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        command += ["--auth=reject", "--no-sync" if self.for_tests else "--data-checksums"]
        with console.step("Zakládám databázi"):
            done = self.account.run(command)
            if done.returncode:
                raise LauncherError(f"initdb selhal: {done.stderr.strip()}")
            includes = (cluster_files.SETTINGS_FILE, cluster_files.LOCAL_FILE)
            lines = "".join(f"include_if_exists = '{name}'\n" for name in includes)
            self.account.write(unfinished / "postgresql.conf", lines)
            if self.data.exists():
                self.data.rmdir()
            unfinished.rename(self.data)

    def _write_files(self) -> None:
        application = pwd.getpwuid(os.geteuid()).pw_name
        files = {
            cluster_files.ACCESS_FILE: cluster_files.ACCESS,
            cluster_files.IDENTITY_FILE: cluster_files.identity(
                database_user=self.account.name, application_user=application
            ),
            cluster_files.SETTINGS_FILE: cluster_files.settings(
                self.socket_folder,
                memory_bytes=system.memory_bytes(),
                durable=not self.for_tests,
            ),
        }
        for name, text in files.items():
            self.account.write(self.data / name, text)

    def _prepare(self) -> None:
        """Roles, database, extensions: once for each wording of the SQL files."""
        stamp = self.data / "dmvs-prepared"
        files = sorted(_SQL.glob("*.sql"))
        wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.sql(_SQL / "roles.sql", "postgres")
        self.sql(_SQL / "private.sql", "postgres")
        self.sql(_SQL / "database.sql", "dmvs")
        if self.for_tests:
            self.sql(_SQL / "tests.sql", "postgres")
            self.sql(_SQL / "database.sql", "template1")  # what test databases are copied from
        self.account.write(stamp, wanted)
