"""Child processes that never outlive their starter: what serving and testing have in common."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

Process = subprocess.Popen[bytes]
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STARTER = os.getppid()
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Stopped(BaseException):
    """A stop signal arrived: unwind, clean up, end. Not an Exception, so that no handler swallows it."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signum = signum


def _raise_stopped(signum: int, frame: FrameType | None) -> NoReturn:
    raise Stopped(signum)


def raise_on_signals() -> None:
    """Turn stop signals into Stopped, SIGINT also where a shell started us in the background, ignoring it."""
    for signum in STOP_SIGNALS:
        signal.signal(signum, _raise_stopped)


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Clean-up in peace: a second Ctrl-C waits until the block has ended."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _before_exec() -> None:
    # An ignored SIGINT and a blocked signal would survive exec.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    # Should the starter be killed outright, the kernel tells the child.
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: str | None = None,
    output: IO[bytes] | None = None,
) -> Process:
    """Start `command` in a session of its own: Ctrl-C reaches only us, and we end it in our order."""
    return subprocess.Popen(  # noqa: S603
        command,
        env=env,
        cwd=cwd,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=_before_exec,
    )


def _starter() -> dict[str, str]:
    """What the kernel says about the process that started us; empty once it is gone."""
    with contextlib.suppress(FileNotFoundError):
        lines = Path(f"/proc/{STARTER}/status").read_text().splitlines()
        return dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {}


STARTED_BY_MAKE = _starter().get("Name") == "make"


def heed_make() -> None:
    """Raise Stopped when `make` alone was interrupted or killed; Ctrl-C reaches us by itself.

    `make` hands a SIGTERM on to us, but upon a SIGINT of its own it only waits for us, with that signal blocked.
    """
    if not STARTED_BY_MAKE:
        return
    status = _starter()
    if not status or int(status["SigBlk"], 16) & 1 << signal.SIGINT - 1:
        raise Stopped(signal.SIGINT)


def wait(process: Process) -> int:
    """The exit code of `process`, while staying open for a stop."""
    while (code := process.poll()) is None:
        heed_make()
        time.sleep(0.1)
    return code


def ask(process: Process, signum: int = signal.SIGTERM) -> None:
    """Ask once: what it is doing may be finished first."""
    if process.poll() is None:
        process.send_signal(signum)


def finish(process: Process, seconds: float = 10) -> None:
    """Wait for one that was asked; after `seconds` ask again, then end it and what it started by force."""
    for patience in (seconds, 2):
        try:
            process.wait(patience)
            break
        except subprocess.TimeoutExpired:
            process.terminate()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
