"""The configuration files of the private database, fit for the machine and for bulk import."""

import os
import shutil
from pathlib import Path

MEGABYTE = 1024 * 1024

IDENTITY_FILE = "pg_ident.conf"
ACCESS_FILE = "pg_hba.conf"
SETTINGS_FILE = "dmvs.conf"
LOCAL_FILE = "local.conf"
"""An operator's own settings: read last, never written."""

ACCESS = "local all all peer map=dmvs\n"


def identity(*, database_user: str, application_user: str) -> str:
    """Who of the system's users may be which role: no passwords anywhere."""
    return (
        f"dmvs {_quoted(database_user)} postgres\n"
        f"dmvs {_quoted(application_user)} dmvs_owner\n"
        f"dmvs {_quoted(application_user)} dmvs_reader\n"
    )


def settings(socket_folder: Path, *, memory_bytes: int, durable: bool) -> str:
    """`dmvs.conf`; what is not durable (the tests' cluster) is faster and takes less memory."""
    memory_mb = memory_bytes // MEGABYTE
    values = _COMMON | {
        "unix_socket_directories": f"'{socket_folder}'",
        "shared_buffers": f"{_between(128, memory_mb // 4, 8192)}MB",
        "effective_cache_size": f"{_between(256, memory_mb // 2, 65536)}MB",
        "maintenance_work_mem": f"{_between(64, memory_mb // 16, 2048)}MB",
        "work_mem": f"{_between(4, memory_mb // 256, 64)}MB",
        "max_parallel_workers_per_gather": str(_between(0, (os.cpu_count() or 2) // 2, 4)),
    }
    if _shared_memory_is_small():
        values["dynamic_shared_memory_type"] = "mmap"
    if not durable:
        values |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        values |= {"shared_buffers": "256MB", "max_wal_size": "1GB"}
    return "".join(f"{name} = {value}\n" for name, value in values.items())


_COMMON = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "'UTC'",
    "jit": "off",  # short queries: compiling them costs more than it saves
    "random_page_cost": "1.1",
    "effective_io_concurrency": "100",
    "wal_compression": "on",
    "max_wal_size": "8GB",
    "min_wal_size": "512MB",
    "checkpoint_timeout": "15min",
    "default_statistics_target": "200",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.02",
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'database-%a.log'",  # a week, then written over
    "log_truncate_on_rotation": "on",
    "log_rotation_size": "0",
    "log_line_prefix": "'%m [%p] %u@%d '",
    "log_min_duration_statement": "'2s'",
    "log_lock_waits": "on",
    "log_timezone": "'UTC'",
}


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))


def _shared_memory_is_small() -> bool:
    """Containers often have 64 MB there, too little for parallel queries."""
    folder = Path("/dev/shm")  # noqa: S108 - looked at, nothing is written
    return not folder.is_dir() or shutil.disk_usage(folder).total < 512 * MEGABYTE


def _quoted(user: str) -> str:
    return f'"{user}"'
