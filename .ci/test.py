"""`make test`: every test on SQLite and on PostgreSQL 15, then the browser tests; extra words go to pytest."""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import postgres
import processes

SETTINGS = ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SITE_URL", "DEMO_PASSWORD", "HOST", "PORT")
# Six processes import the same files: compiled by the first one, and read by the others.
HINDERING = ("PYTHONDONTWRITEBYTECODE",)


def environment(database_url: str, scratch: Path) -> dict[str, str]:
    """The shell's environment without our settings: neither they nor .env change the outcome."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS + HINDERING}
    paths = {"MEDIA_ROOT": f"{scratch}/media", "STATIC_ROOT": f"{scratch}/static"}
    # Both processes of a round must see sets in the same order, or they disagree about the names of tests.
    fixed = {"ENV_FILE": "/dev/null", "DEBUG": "True", "PYTHONHASHSEED": "0"}
    return {**kept, **paths, **fixed, "DATABASE_URL": database_url}


class Round(NamedTuple):
    """What one run of pytest came to."""

    ok: bool
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def pytest(title: str, arguments: list[str], env: dict[str, str], report: Path) -> Round:
    """Run pytest; ok when it ran tests and all passed (it exits with 5 when there was none)."""
    print(f"\n== {title}", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments, *sys.argv[1:]]
    child = processes.start(command, env=env)
    try:
        code = processes.wait(child)
    finally:
        processes.ask(child, signal.SIGINT)  # pytest's own way out: fixtures close what they opened
        processes.finish(child)
    verdict = "lulus" if code == 0 else f"GAGAL (kode {code})"
    print(f"== {title}: {verdict}, {time.monotonic() - began:.0f} detik", flush=True)
    return counted(code == 0, report)


def counted(ok: bool, report: Path) -> Round:
    """The numbers of pytest's report; none when it ended before writing one."""
    if not report.exists():
        return Round(ok, failed=0 if ok else 1)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 (written by our own pytest)
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return Round(ok, tests - failed - skipped, failed, skipped)


def run_all(scratch: Path) -> bool:
    """All three rounds, also when an earlier one failed."""
    # A file stays in one process, so that what it makes once (demonstration data, a rendered report) is made once.
    two = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    sqlite = environment(f"sqlite:///{scratch}/db.sqlite3", scratch)
    rounds = [pytest("SQLite", [*two, "-m", "not browser"], sqlite, scratch / "sqlite.xml")]
    with postgres.cluster() as url:
        again = [*two, "-m", "not browser and not once"]
        rounds.append(pytest("PostgreSQL 15", again, environment(url, scratch), scratch / "postgres.xml"))
    rounds.append(pytest("Peramban", [*two, "-m", "browser"], sqlite, scratch / "browser.xml"))
    passed, failed, skipped = (sum(numbers) for numbers in list(zip(*rounds, strict=True))[1:])
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return all(one.ok for one in rounds)


def main() -> int:
    """Exit code 0 only when all rounds passed; everything started or written is gone afterwards."""
    processes.raise_on_signals()
    try:
        with tempfile.TemporaryDirectory(prefix="sakip-test-") as scratch:
            return 0 if run_all(Path(scratch)) else 1
    except processes.Stopped as stopped:
        return 128 + stopped.signum


sys.exit(main())
