"""`make bench`: figures on the demonstration data in a database of their own. Names as words choose some."""

import os
import sys
import tempfile
import time
from collections.abc import Callable

SCRATCH = tempfile.TemporaryDirectory(prefix="sakip-bench-")
os.environ |= {
    "ENV_FILE": "/dev/null",
    "DEBUG": "True",
    "DATABASE_URL": f"sqlite:///{SCRATCH.name}/data.sqlite3",
    "MEDIA_ROOT": f"{SCRATCH.name}/media",
    "STATIC_ROOT": SCRATCH.name,
    "DJANGO_SETTINGS_MODULE": "sakip.settings",
    "LOG_LEVEL": "ERROR",
}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from bench import buku_kerja, dasbor, documents, kaskade, lembar, lkjip, pages, pemeriksaan, pohon  # noqa: E402

# Another subject: a function without arguments that prints its own tables.
BENCHMARKS: dict[str, Callable[[], None]] = {
    "halaman": pages.bench,
    "lembar": lembar.bench,
    "buku_kerja": buku_kerja.bench,
    "dokumen": documents.bench,
    "lkjip": lkjip.bench,
    "pohon": pohon.bench,
    "kaskade": kaskade.bench,
    "dasbor": dasbor.bench,
    "pemeriksaan": pemeriksaan.bench,
}


def main() -> None:
    """Seed once, then run what was asked for, or everything."""
    wanted = sys.argv[1:] or list(BENCHMARKS)
    if unknown := set(wanted) - set(BENCHMARKS):
        raise SystemExit(f"Tidak dikenal: {', '.join(sorted(unknown))}. Pilihan: {', '.join(BENCHMARKS)}")
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    call_command("seed_demo", verbosity=0)
    print(f"Seluruhnya dimuat dalam {time.perf_counter() - began:.1f} detik.")
    print("Komputer yang sibuk mengubah milidetik; yang dapat dibandingkan ialah kolom ×.")
    for name in wanted:
        BENCHMARKS[name]()


if __name__ == "__main__":
    main()
