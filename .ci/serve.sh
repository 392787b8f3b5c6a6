#!/usr/bin/env bash
# `make run`: set up what is missing, then hand over to the supervisor (signals reach it directly).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash .ci/setup.sh run
exec .venv/bin/python .ci/serve.py
