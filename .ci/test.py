"""`make test`: every test on SQLite and on PostgreSQL 15, then the browser tests; extra words go to pytest."""

import os
import signal
import sys
import tempfile
import time

import postgres
import processes

SETTINGS = ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SITE_URL", "DEMO_PASSWORD", "HOST", "PORT")


def environment(database_url: str, scratch: str) -> dict[str, str]:
    """The shell's environment without our settings: neither they nor .env change the outcome."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    paths = {"MEDIA_ROOT": f"{scratch}/media", "STATIC_ROOT": f"{scratch}/static"}
    return {**kept, **paths, "ENV_FILE": "/dev/null", "DEBUG": "True", "DATABASE_URL": database_url}


def pytest(title: str, arguments: list[str], env: dict[str, str]) -> bool:
    """Run pytest; True when it ran tests and all passed (it exits with 5 when there was none)."""
    print(f"\n== {title}", flush=True)
    began = time.monotonic()
    child = processes.start([sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]], env=env)
    try:
        code = processes.wait(child)
    finally:
        processes.ask(child, signal.SIGINT)  # pytest's own way out: fixtures close what they opened
        processes.finish(child)
    verdict = "lulus" if code == 0 else f"GAGAL (kode {code})"
    print(f"== {title}: {verdict}, {time.monotonic() - began:.0f} detik", flush=True)
    return code == 0


def run_all(scratch: str) -> bool:
    """All three rounds, also when an earlier one failed."""
    sqlite = environment(f"sqlite:///{scratch}/db.sqlite3", scratch)
    everything = ["-n", "2", "-m", "not browser"]
    passed = [pytest("SQLite", everything, sqlite)]
    with postgres.cluster() as url:
        passed.append(pytest("PostgreSQL 15", everything, environment(url, scratch)))
    passed.append(pytest("Peramban", ["-m", "browser"], sqlite))
    return all(passed)


def main() -> int:
    """Exit code 0 only when all rounds passed; everything started or written is gone afterwards."""
    processes.raise_on_signals()
    try:
        with tempfile.TemporaryDirectory(prefix="sakip-test-") as scratch:
            return 0 if run_all(scratch) else 1
    except processes.Stopped as stopped:
        return 128 + stopped.signum


sys.exit(main())
