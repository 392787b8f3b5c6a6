"""`make run`: prepare the database, then serve pages and work off background tasks until told to stop."""

import contextlib
import http.client
import os
import socket
import sys
import time

import processes

HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
PREPARE = [sys.executable, ".ci/prepare.py"]
WORKER = [sys.executable, "manage.py", "db_worker", "--no-reload", "--no-startup-delay"]


def bind_address() -> str:
    """Where gunicorn listens, IPv6 in brackets."""
    return f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"


def own_host() -> str:
    """The host under which this machine reaches itself."""
    return WILDCARDS.get(HOST, HOST)


def address() -> str:
    """What a person types into the browser."""
    host = own_host()
    return f"http://[{host}]:{PORT}/" if ":" in host else f"http://{host}:{PORT}/"


def refuse_taken_port() -> None:
    """Say so before any work is done when something else listens already."""
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as error:
            raise SystemExit(
                f"Gagal: alamat {bind_address()} tidak dapat dipakai ({error.strerror}). "
                f"Hentikan program yang memakainya, atau pilih yang lain: make run PORT={PORT + 1}"
            ) from error


def gunicorn() -> list[str]:
    """Two processes with a few threads each: one slow page does not hold up the others."""
    options = ["--workers=2", "--threads=4", "--graceful-timeout=5", "--timeout=120", "--log-level=warning"]
    return [sys.executable, "-m", "gunicorn", *options, f"--bind={bind_address()}", "sakip.wsgi"]


def answers() -> bool:
    """Whether the site and its database answer; in production the redirect to https is an answer too."""
    connection = http.client.HTTPConnection(own_host(), PORT, timeout=5)
    try:
        connection.request("GET", "/sehat/")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def prepare() -> None:
    """Run the preparation; its own words have said what is wrong when it fails."""
    child = processes.start(PREPARE)
    try:
        code = processes.wait(child)
    finally:
        processes.ask(child)
        processes.finish(child)
    if code:
        raise SystemExit("Gagal: persiapan tidak selesai; lihat pesan di atas.")


def serve(children: list[processes.Process]) -> None:
    """Start both, say where to look once a page comes back, and watch them."""
    children.append(processes.start(gunicorn()))
    children.append(processes.start(WORKER))
    announced = False
    while all(child.poll() is None for child in children):
        processes.heed_make()
        if not announced and answers():
            announced = True
            print(f"\n  SAKIP siap di {address()}   (Ctrl-C untuk berhenti)\n", flush=True)
        time.sleep(0.5 if announced else 0.1)
    raise SystemExit("Gagal: salah satu proses berhenti sendiri; lihat pesan di atas.")


def main() -> None:
    """Serve until a signal arrives, then end everything that was started."""
    refuse_taken_port()
    processes.raise_on_signals()
    children: list[processes.Process] = []
    try:
        with contextlib.suppress(processes.Stopped):
            prepare()
            serve(children)
    finally:
        with processes.signals_held():
            for child in children:
                processes.ask(child)
            for child in children:
                processes.finish(child)


main()
