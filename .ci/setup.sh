#!/usr/bin/env bash
# Prepares this machine and .venv. Usage: setup.sh run|dev
#   run  what serving needs;  dev  that, and what tests, checks and benchmarks need.
# What is already there is not touched: a second call takes a few tenths of a second and no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode="${1:-run}"
case "$mode" in
    run) lock=requirements.lock ;;
    dev) lock=.ci/requirements-dev.lock ;;
    *) echo "Pemakaian: setup.sh run|dev" >&2; exit 2 ;;
esac

# WeasyPrint loads Pango, HarfBuzz and fontconfig; Liberation carries the metrics of Times and Arial; time zones
# come from tzdata, which a minimal Debian lacks.
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-liberation tzdata)
if [ "$mode" = dev ]; then
    # Playwright brings a program of its own that is linked against libatomic.
    packages+=(libatomic1 postgresql poppler-utils)
fi

say() { printf '== %s\n' "$*"; }
fail() { printf 'Gagal: %s\n' "$*" >&2; exit 1; }

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian starts a cluster of its own when the server package arrives. The tests make theirs, so none is wanted.
skip_main_cluster() {
    local settings=/etc/postgresql-common/createcluster.d/sakip-tests.conf
    as_root mkdir -p "${settings%/*}"
    echo 'create_main_cluster = false' | as_root tee "$settings" >/dev/null
}
restore_main_cluster() { as_root rm -f /etc/postgresql-common/createcluster.d/sakip-tests.conf; }

apt_install() {
    local new_server=no status=0
    if ! command -v apt-get >/dev/null; then
        fail "paket sistem berikut belum ada: $*. Komputer ini tidak memakai apt; pasang padanannya, lalu ulangi."
    fi
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "paket sistem berikut belum ada: $*. Jalankan sebagai root: apt-get install $*"
    fi
    say "Memasang paket sistem: $*"
    case " $* " in *" postgresql "*) installed postgresql-common || new_server=yes ;; esac
    if [ "$new_server" = yes ]; then skip_main_cluster; fi
    as_root apt-get -q update >/dev/null || say "apt-get update gagal; dicoba dengan daftar paket yang ada."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >/dev/null || status=$?
    if [ "$new_server" = yes ]; then restore_main_cluster; fi
    [ "$status" = 0 ] || fail "paket sistem $* tidak dapat dipasang. Periksa sambungan ke gudang paket Debian."
}

ensure_packages() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null; then
        say "Bukan Debian: pastikan sendiri paket berikut ada: ${packages[*]}"
        return
    fi
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    if [ "${#missing[@]}" -gt 0 ]; then apt_install "${missing[@]}"; fi
}

# Chromium without its windows, which take half of its time; the whole one does where the archive has no other.
ensure_browser() {
    if installed chromium-headless-shell || (ensure_packages chromium-headless-shell); then return; fi
    say "Dipakai chromium sebagai gantinya"
    ensure_packages chromium
}

is_python() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Prints the Python 3.11 that .venv is made from; installs Debian's where there is none, or only half of one.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.11 python3 /usr/bin/python3.11; do
        if [ -n "$candidate" ] && is_python "$candidate" && can_make_venv "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    ensure_packages python3 python3-venv >&2
    if is_python /usr/bin/python3 && can_make_venv /usr/bin/python3; then
        echo /usr/bin/python3
        return
    fi
    fail "Python 3.11 dengan modul venv tidak ditemukan. Pasang python3.11 dan python3.11-venv, atau tunjuk dengan PYTHON=/jalur/python3.11."
}

ensure_venv() {
    local python
    if is_python .venv/bin/python; then return; fi
    python="$(find_python)"
    say "Membuat .venv dengan $python"
    rm -rf .venv
    "$python" -m venv .venv
}

# .venv/.locks names the lock files whose packages are in .venv. The development lock contains the other one
# with the same versions, so after installing it both are there.
ensure_dependencies() {
    local digest
    digest="$(sha256sum "$lock")"
    if grep -qxF "$digest" .venv/.locks 2>/dev/null; then return; fi
    say "Memasang pustaka Python dari $lock"
    rm -f .venv/.locks
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock" ||
        fail "pustaka Python tidak dapat dipasang. Periksa sambungan ke gudang paket Python, lalu ulangi."
    if [ "$mode" = dev ]; then sha256sum requirements.lock "$lock"; else echo "$digest"; fi >.venv/.locks
}

ensure_packages "${packages[@]}"
if [ "$mode" = dev ]; then ensure_browser; fi
ensure_venv
ensure_dependencies
