# The commands of the project. Each one sets up what it needs by itself; nothing has to be installed before.
.DEFAULT_GOAL := help
.PHONY: help run test check bench

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

help:
	@echo "make run    siapkan semuanya, lalu layani http://$(HOST):$(PORT) (ubah dengan HOST=... PORT=...)"
	@echo "make test   semua pengujian: SQLite, PostgreSQL 15, dan peramban"
	@echo "make check  gaya, tipe, templat, migrasi, dan kesiapan produksi"
	@echo "make bench  angka kecepatan dan memori"

run:
	@bash .ci/serve.sh

test:
	@bash .ci/test.sh

check:
	@bash .ci/check.sh

bench:
	@bash .ci/bench.sh
