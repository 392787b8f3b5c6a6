"""How times, queries and memory are taken, and how figures are printed."""

import os
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
WARM_UP = 3
LIMIT = 170
PAGE_SIZE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(frozen=True)
class Timing:
    """One page: milliseconds on the server, and how many queries one answer takes."""

    median_ms: float
    p95_ms: float
    queries: int


@dataclass(frozen=True)
class Run:
    """One command from its start to its end: seconds, and the most memory it and its children held together."""

    seconds: float
    peak_mb: float


def forget() -> None:
    """Nothing is kept any more, as when a process begins."""
    for cache in caches.all(initialized_only=False):
        cache.clear()


def timing(answer: Callable[[Any], object], before: Callable[[], Any], rounds: int = 40) -> Timing:
    """Take the time of `rounds` calls of `answer(before())`, after warming up; `before` is not counted."""
    for _ in range(WARM_UP):
        answer(before())
    prepared = before()
    with CaptureQueriesContext(connection) as captured:
        answer(prepared)
    queries = len(captured)  # now: the next request empties the log
    spent = []
    for _ in range(rounds):
        prepared = before()
        began = time.perf_counter()
        answer(prepared)
        spent.append((time.perf_counter() - began) * 1000)
    return Timing(statistics.median(spent), statistics.quantiles(spent, n=20)[-1], queries)


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run | None:
    """Run `command` in a session of its own and watch its memory; it must end with 0.

    None when it was stopped after LIMIT seconds: one that hangs must not take the other figures with it.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    peak = 0.0
    while process.poll() is None:
        if time.perf_counter() - began > LIMIT:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
        looked = time.perf_counter()
        peak = max(peak, _memory_mb(process.pid))
        # Reading the memory of a large process stops it for as long: a look may cost it no more than a twentieth.
        time.sleep(max(0.02, 20 * (time.perf_counter() - looked)))
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} gagal:\n{process.communicate()[1].decode()}")
    return Run(seconds, peak)


def _memory_mb(leader: int) -> float:
    """Proportional set size of `leader` and its descendants: pages they share are counted once."""
    total = 0
    for pid in _family(leader):
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _family(leader: int) -> list[int]:
    family = [leader]
    for pid in family:
        with suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                family += [int(child) for child in children.read_text().split()]
    return family


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print one table in plain text, first column to the left, figures to the right."""
    widths = [max(len(line[column]) for line in [head, *rows]) for column in range(len(head))]
    print(f"\n{title}")
    for line in [head, ["-" * width for width in widths], *rows]:
        print("  ".join([line[0].ljust(widths[0]), *(t.rjust(w) for t, w in zip(line[1:], widths[1:], strict=True))]))
