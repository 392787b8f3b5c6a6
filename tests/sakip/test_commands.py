"""The commands leave nothing behind: what `make run` serves and what `make test` starts ends with them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from tests import databases

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds: the first start migrates, a quarter of a minute where nothing else runs
SERVE = [sys.executable, ".ci/serve.py"]
CLUSTER = """
import sys, time
sys.path.insert(0, ".ci")
import postgres, processes
processes.raise_on_signals()
try:
    with postgres.cluster() as url:
        print(url.split("host=")[1], flush=True)
        time.sleep(300)
except processes.Stopped:
    pass
"""


def environment(folder: Path, port: int) -> dict[str, str]:
    """An installation of its own, without demonstration data; MARK finds its processes again."""
    return {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "/dev/null",
        "DATABASE_URL": f"sqlite:///{folder}/data.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "DEMO_PASSWORD": "",
        "PORT": str(port),
        "MARK": str(folder),
    }


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(address: str) -> tuple[int, str]:
    """Status and body of a page."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status, answer.read().decode()


def wait_for_page(address: str, process: subprocess.Popen) -> None:
    """Return once the page answers; fail at once when the process has ended."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[0]
        try:
            fetch(address)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("tidak ada jawaban")


def running(mark: Path) -> list[str]:
    """Command lines of living processes that carry the mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"MARK={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_serves_with_a_worker_and_ends_both(migrated, tmp_path, signum):
    # The first start has made the database that all tests on SQLite stand on; each start from now on finds it.
    if connection.vendor == "sqlite":
        databases.copy(migrated, f"{tmp_path}/data.sqlite3")
    port = free_port()
    env = environment(tmp_path, port)
    process = subprocess.Popen(SERVE, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        wait_for_page(f"http://127.0.0.1:{port}/sehat/", process)
        # The page answers a moment before the command has noticed and says so.
        siap = next((line for line in process.stdout or () if "SAKIP siap" in line), "")
        assert any("gunicorn" in line for line in running(tmp_path))
        assert any("db_worker" in line for line in running(tmp_path))
        assert fetch(f"http://127.0.0.1:{port}/masuk/")[0] == 200
        assert fetch(f"http://127.0.0.1:{port}/static/css/base.css")[0] == 200
    finally:
        process.send_signal(signum)
        output = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0, output
    assert f"http://127.0.0.1:{port}/" in siap
    assert running(tmp_path) == []


def test_taken_port_is_named_with_a_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = subprocess.run(
            SERVE, cwd=ROOT, env=environment(tmp_path, port), capture_output=True, text=True, timeout=PATIENCE
        )
    assert result.returncode == 1
    assert f"make run PORT={port + 1}" in result.stderr
    assert not (tmp_path / "data.sqlite3").exists()


def test_database_for_tests_vanishes_when_told_to_stop():
    process = subprocess.Popen([sys.executable, "-c", CLUSTER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        home = Path(process.stdout.readline().strip())
        assert (home / "data" / "postmaster.pid").exists()
        server = int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert not home.exists()
    assert not Path(f"/proc/{server}").exists()
