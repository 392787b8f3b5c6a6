#!/usr/bin/env bash
# `make bench`: set up what is missing, then print the figures. Usage: bench.sh [name ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash .ci/setup.sh dev
exec .venv/bin/python -m bench.run "$@"
