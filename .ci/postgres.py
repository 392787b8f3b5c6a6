"""A PostgreSQL 15 of our own for as long as the tests run: temporary folder, unix socket only, no service."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import processes

BIN = Path("/usr/lib/postgresql/15/bin")
# PostgreSQL refuses to run as root: then Debian's user postgres runs it.
SERVER_USER = "postgres" if os.geteuid() == 0 else None
INITDB = ["--no-sync", "--auth=trust", "--username=sakip", "--encoding=UTF8", "--locale=C.UTF-8"]
# Nothing here outlives the tests, so nothing has to survive a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "autovacuum": "off",
    "jit": "off",
    "max_wal_size": "4GB",
}


def _fail(home: Path, what: str) -> SystemExit:
    log = (home / "log.txt").read_text(errors="replace")
    return SystemExit(f"Gagal: {what}. Catatan PostgreSQL:\n{log}")


def _initialise(home: Path) -> None:
    with (home / "log.txt").open("ab") as log:
        command = [f"{BIN}/initdb", *INITDB, f"--pgdata={home}/data"]
        child = processes.start(command, cwd=home, user=SERVER_USER, output=log)
    try:
        code = child.wait()
    finally:
        processes.ask(child)
        processes.finish(child)
    if code:
        raise _fail(home, "kluster PostgreSQL sementara tidak dapat dibuat")


def _start(home: Path) -> processes.Process:
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    command = [f"{BIN}/postgres", "-D", f"{home}/data", f"-cunix_socket_directories={home}", *options]
    with (home / "log.txt").open("ab") as log:
        return processes.start(command, cwd=home, user=SERVER_USER, output=log)


def _wait_until_ready(home: Path, server: processes.Process) -> None:
    ready = [f"{BIN}/pg_isready", "--quiet", f"--host={home}"]
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(ready, check=False).returncode == 0:  # noqa: S603
            return
        time.sleep(0.05)
    raise _fail(home, "PostgreSQL sementara tidak mau berjalan")


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start the cluster, yield its DATABASE_URL, and remove every trace of it, however the block ends."""
    if not (BIN / "initdb").exists():
        raise SystemExit(f"Gagal: PostgreSQL 15 tidak ada di {BIN}. Pasang dengan: apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="sakip-pg-", dir="/tmp"))  # the path of a socket must be short
    server = None
    try:
        if SERVER_USER:
            shutil.chown(home, SERVER_USER)
        _initialise(home)
        server = _start(home)
        _wait_until_ready(home, server)
        yield f"postgres://sakip@/postgres?host={home}"
    finally:
        with processes.signals_held():
            if server:
                processes.ask(server, signal.SIGQUIT)  # at once: the data are thrown away
                processes.finish(server)
            shutil.rmtree(home, ignore_errors=True)
