"""Production refuses to start on what only suits development; each case is a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "ENV_FILE": "/dev/null",
    "DEBUG": "False",
    "SECRET_KEY": "r4h4s14-acak-untuk-pengujian-saja-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "sakip.example.go.id",
    "SITE_URL": "https://sakip.example.go.id",
}


def start(code: str = "import sakip.settings", **settings: str | None) -> "subprocess.CompletedProcess[str]":
    """Load the settings with exactly these variables; None leaves one out."""
    env = {"PATH": os.environ["PATH"], **{name: value for name, value in settings.items() if value is not None}}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)


def show(expression: str, **settings: str) -> str:
    """What the expression prints after the settings are loaded."""
    result = start(f"from sakip import settings as s; print(({expression}))", **settings)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_production_starts_with_its_own_settings():
    assert show("s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT", **PRODUCTION) == "(False, True, True)"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "pendek"),
        ("SECRET_KEY", "hanya-untuk-pengembangan-jangan-dipakai-di-server-0123456789"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", ""),
        ("SITE_URL", None),
        ("DEMO_PASSWORD", "sakip-demo"),
    ],
)
def test_production_refuses_development_default(name, value):
    result = start(**{**PRODUCTION, name: value})
    assert result.returncode != 0
    message = result.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in message
    assert name in message
    assert "DEBUG=False" in message


def test_development_starts_with_nothing_set():
    assert show("s.DEBUG, s.DATABASES['default']['ENGINE']", ENV_FILE="/dev/null") == (
        "(True, 'django.db.backends.sqlite3')"
    )


def test_host_and_port_reach_allowed_hosts_and_site_url():
    shown = show("s.SITE_URL, '10.0.0.5' in s.ALLOWED_HOSTS", ENV_FILE="/dev/null", HOST="10.0.0.5", PORT="8123")
    assert shown == "('http://10.0.0.5:8123', True)"


def test_env_file_is_read_and_the_shell_wins(tmp_path):
    file = tmp_path / "sakip.env"
    file.write_text(f"DATABASE_URL=postgres://sakip:rahasia@db.example/sakip\nMEDIA_ROOT={tmp_path}/berkas\n")
    values = "s.DATABASES['default']['HOST'], str(s.MEDIA_ROOT)"
    assert show(values, ENV_FILE=str(file)) == f"('db.example', '{tmp_path}/berkas')"
    assert show(values, ENV_FILE=str(file), MEDIA_ROOT="/srv/berkas") == "('db.example', '/srv/berkas')"
