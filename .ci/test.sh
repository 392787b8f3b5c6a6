#!/usr/bin/env bash
# `make test`: set up what is missing, then every test on SQLite, on PostgreSQL and in the browser.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash .ci/setup.sh dev
exec .venv/bin/python .ci/test.py "$@"
