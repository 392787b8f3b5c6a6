"""All settings of the project: one file, the environment through django-environ, SQLite unless DATABASE_URL."""

from pathlib import Path
from socket import gethostname
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# A server may keep its settings elsewhere (ENV_FILE=/etc/sakip.env). What the shell says wins over the file.
environ.Env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

# --- Who we are: development defaults, which production refuses (see the end of this block) -----------------
DEVELOPMENT_KEY = "hanya-untuk-pengembangan-jangan-dipakai-di-server-0123456789"
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY)
# HOST and PORT say where `make run` listens; whoever opens it to the network means every name of this machine.
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
OPEN_TO_NETWORK = HOST in ("0.0.0.0", "::")  # noqa: S104
DEVELOPMENT_HOSTS = ["127.0.0.1", "localhost", "[::1]", "*" if OPEN_TO_NETWORK else HOST]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=DEVELOPMENT_HOSTS if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Set to the public address (https://sakip.example.go.id) so that printed QR codes lead somewhere.
SITE_URL = env.str("SITE_URL", default=f"http://{gethostname() if OPEN_TO_NETWORK else HOST}:{PORT}")
# RFC 3161 time-stamp server for signatures made here (https://...). Empty: signatures carry this server's clock only.
TSA_URL = env.str("TSA_URL", default="")
# The demonstration accounts of seed_demo sign in with this; seed_demo refuses to run outside DEBUG without it.
DEVELOPMENT_DEMO_PASSWORD = "sakip-demo"  # noqa: S105 (known to everybody, refused below)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default=DEVELOPMENT_DEMO_PASSWORD if DEBUG else "")

if not DEBUG:
    if SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY harus diisi rahasia acak sedikitnya 50 huruf bila DEBUG=False.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS harus diisi nama server bila DEBUG=False.")
    if not env.str("SITE_URL", default=""):
        raise ImproperlyConfigured("SITE_URL harus diisi alamat umum (https://...) bila DEBUG=False.")
    if DEMO_PASSWORD == DEVELOPMENT_DEMO_PASSWORD:
        raise ImproperlyConfigured("DEMO_PASSWORD bawaan dikenal umum; kosongkan atau ganti bila DEBUG=False.")

INSTALLED_APPS = [
    "sakip.admin_config.SakipAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_tables2",
    "import_export",
    "django_tasks",
    "django_prose_editor",
    "sakip",
    "indicators",
    "reports",
    "django_tasks_db",  # after reports, whose db_worker of the same name would lose against its own
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sakip.pribadi.PribadiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sakip.middleware.MasukMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sakip.middleware.TodayMiddleware",
    "sakip.middleware.DomainErrorMiddleware",
    "sakip.nol.TandaNolMiddleware",
]

ROOT_URLCONF = "sakip.urls"
WSGI_APPLICATION = "sakip.wsgi.application"
FORM_RENDERER = "sakip.form_renderer.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sakip.context_processors.app",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'data.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so that two writers
    # wait for each other instead of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Rendered rows and dashboards, each under a key that changes with what it shows: nothing has to be thrown away, and
# a process that has not seen a change works it out itself.
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCMEM, "OPTIONS": {"MAX_ENTRIES": 10_000}},  # rows of sheets, charts: a few KB each
    # Whole pages and what they are made of, of which every write leaves another state: some 200 KB each.
    "fakta": {"BACKEND": LOCMEM, "LOCATION": "fakta", "OPTIONS": {"MAX_ENTRIES": 250}},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "indicators.User"
AUTHENTICATION_BACKENDS = ["indicators.masuk.Backend"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
MEDIA_URL = "/berkas/"  # never served from disk: every file goes through a view that checks who asks
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "sakip.storage.FingerprintedStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the whole sheet of a unit is one form without JavaScript
FILE_UPLOAD_PERMISSIONS = 0o640

# Where ClamAV listens (/run/clamav/clamd.ctl, or host:port); every uploaded file is then asked about before it is kept.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

# --- Background work: a table as the queue, claimed by any number of workers ------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

# --- Signing in and protecting the session --------------------------------------------------------------------
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "indicators:beranda"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
# Our own pages show evidence and documents in a frame beside the figures; nobody else may frame us.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Tables, mail, log ---------------------------------------------------------------------------------------
DJANGO_TABLES2_TEMPLATE = "components/table.html"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="sakip@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
