"""`make test`: every test on SQLite; beside it the browser tests, then PostgreSQL 15. Extra words go to pytest."""

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


class Run:
    """One round under way. With `quiet` it says nothing before it has ended: another one is speaking."""

    def __init__(self, title: str, arguments: list[str], env: dict[str, str], scratch: Path, *, quiet: bool = False):
        self.title, self.began = title, time.time()
        self.report, self.log = scratch / f"{title}.xml", scratch / f"{title}.log" if quiet else None
        command = [sys.executable, "-m", "pytest", f"--junitxml={self.report}", *arguments, *sys.argv[1:]]
        if self.log:
            with self.log.open("wb") as output:
                self.child = processes.start(command, env=env, output=output)
        else:
            print(f"\n== {title}", flush=True)
            self.child = processes.start(command, env=env)

    def wait(self) -> int:
        """The exit code, once it has ended."""
        return processes.wait(self.child)

    def result(self) -> Round:
        """Wait for the end; ok when it ran tests and all passed (pytest exits with 5 when there was none)."""
        code = self.wait()
        if self.log:
            print(f"\n== {self.title}\n{self.log.read_text(errors='replace')}", end="")
        verdict = "lulus" if code == 0 else f"GAGAL (kode {code})"
        ended = self.report.stat().st_mtime if self.report.exists() else time.time()
        print(f"== {self.title}: {verdict}, {ended - self.began:.0f} detik", flush=True)
        return counted(code == 0, self.report)

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *_: object) -> None:
        processes.ask(self.child, signal.SIGINT)  # pytest's own way out: fixtures close what they opened
        processes.finish(self.child)


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
    """All three rounds, also when another one failed: two at a time, so that neither waits for the other's last test.

    SQLite speaks while it runs. The browser, and after it PostgreSQL, say what they have to say at the end.
    """
    # A file stays in one process, so that what it makes once (demonstration data, a rendered report) is made once.
    two = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    browser = [*two, "-m", "browser", *([] if sys.argv[1:] else ["tests/browser"])]
    plain = [*two, "--ignore=tests/browser"]
    sqlite = environment(f"sqlite:///{scratch}/db.sqlite3", scratch)
    again = [*plain, "-m", "not browser and not once"]
    with (
        Run("Peramban", browser, sqlite, scratch, quiet=True) as seen,
        Run("SQLite", [*plain, "-m", "not browser"], sqlite, scratch) as first,
    ):
        seen.wait()
        with (
            postgres.cluster() as url,
            Run("PostgreSQL 15", again, environment(url, scratch), scratch, quiet=True) as second,
        ):
            rounds = [first.result(), seen.result(), second.result()]
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
