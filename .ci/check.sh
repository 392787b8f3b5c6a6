#!/usr/bin/env bash
# `make check`: style, types, templates, migrations, and Django's own list for a server. All run; any may fail it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
bash .ci/setup.sh dev || exit 1

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
python="$PWD/.venv/bin/python"
failed=()

step() {
    local name="$1"
    shift
    printf '== %s\n' "$name"
    "$@" || failed+=("$name")
}

# Neither the shell's settings nor .env may change the outcome.
development() { env -u SECRET_KEY -u ALLOWED_HOSTS ENV_FILE=/dev/null DEBUG=True DATABASE_URL="sqlite:///$scratch/check.sqlite3" "$@"; }
production() {
    env ENV_FILE=/dev/null DEBUG=False ALLOWED_HOSTS=sakip.example.go.id SITE_URL=https://sakip.example.go.id \
        SECRET_KEY="$("$python" -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        DATABASE_URL="sqlite:///$scratch/check.sqlite3" "$@"
}

step "ruff check" "$python" -m ruff check .
step "ruff format" "$python" -m ruff format --check .
step "mypy" development "$python" -m mypy sakip indicators reports .ci/*.py
step "djlint" "$python" -m djlint --lint --quiet templates
step "makemigrations --check" development "$python" manage.py makemigrations --check --dry-run
step "check --deploy" production "$python" manage.py check --deploy --fail-level WARNING

if [ "${#failed[@]}" -gt 0 ]; then
    printf -v list '%s, ' "${failed[@]}"
    printf 'Pemeriksaan gagal: %s\n' "${list%, }" >&2
    exit 1
fi
echo "Semua pemeriksaan lulus."
