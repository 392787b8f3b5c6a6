"""The quarterly sheet: server time by number of rows, fifty people at once on each database, and a key to its mark."""

import http.client
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.measure import CHROMIUM, Timing, forget, table, timing
from indicators.models import JadwalPengisian, RealisasiAnggaran, SubKegiatan, UnitKerja, User
from tests import builders as b

TAHUN, TW = 2025, 1
BARIS = (6, 60, 20, 200)
ORANG, SEL_PER_ORANG, BARIS_PER_ORANG = 50, 10, 12
HOST, PORT = "127.0.0.1", 8391
NILAI = count(1_000)


# --- Sheets ----------------------------------------------------------------------------------------------------


def perangkat_daerah() -> Any:
    """A Setda with an approved plan and an open quarter, of its own for one measurement."""
    pd = b.make_pd()
    b.make_jadwal(pd, status=JadwalPengisian.Status.OPEN)
    return b.make_rencana(pd)


def buat_lembar(rencana: Any, baris: int) -> tuple[UnitKerja, User]:
    """A unit with a sheet of so many rows, half indikator and half sub kegiatan, every second one filled."""
    unit = b.make_unit(rencana.perangkat_daerah)
    for nomor in range(baris // 2):
        indikator = b.make_indikator(unit)
        b.make_target(rencana, indikator)
        sub = b.make_sub_kegiatan(unit, indikator.sasaran, uraian=f"Pekerjaan {nomor}")
        b.make_pagu(rencana, sub, 10**9)
        if nomor % 2:
            b.make_realisasi(indikator)
            b.make_realisasi_anggaran(sub)
    return unit, b.make_user("operator", unit)


def menurut_baris() -> None:
    """Opening a sheet and saving one cell of it, at a size and at a tenth of it."""
    rencana = perangkat_daerah()
    hasil: dict[int, tuple[Timing, Timing, Timing]] = {}
    for baris in BARIS:
        unit, operator = buat_lembar(rencana, baris)
        client = Client()
        client.force_login(operator)
        lembar = reverse("indicators:realisasi_lembar", kwargs={"tahun": TAHUN, "tw": TW, "unit": unit.pk})
        sub = SubKegiatan.objects.filter(unit_kerja=unit).order_by("pk").first()
        assert sub
        simpan = reverse("indicators:anggaran_simpan", kwargs={"tahun": TAHUN, "tw": TW, "pk": sub.pk})
        pertama = timing(lambda _, c=client, a=lembar: c.get(a), forget, rounds=15)
        buka = timing(lambda _, c=client, a=lembar: c.get(a), lambda: None)
        sel = timing(
            lambda isi, c=client, a=simpan: c.post(a, isi, headers={"HX-Request": "true"}),
            lambda pk=sub.pk: isian(pk, revisi_of(pk)),
        )
        hasil[baris] = (pertama, buka, sel)
    head = ["", "buka pertama", "buka ms", "p95", "kueri", "× sepersepuluh", "sel ms", "p95", "kueri", "× sepersepuluh"]
    rows = [
        [
            f"{baris} baris",
            f"{pertama.median_ms:.1f}",
            *_sel(buka, hasil.get(baris // 10, ())[1:2]),
            *_sel(sel, hasil.get(baris // 10, ())[2:3]),
        ]
        for baris, (pertama, buka, sel) in sorted(hasil.items())
    ]
    table("Lembar menurut jumlah baris (waktu di server)", head, rows)


def _sel(timing: Timing, kecil: Sequence[Timing]) -> list[str]:
    """Median, p95, queries, and how many times as long as at a tenth of the rows."""
    kali = [f"{timing.median_ms / k.median_ms:.1f}" for k in kecil] or [""]
    return [f"{timing.median_ms:.1f}", f"{timing.p95_ms:.1f}", str(timing.queries), *kali]


def revisi_of(pk: int) -> int:
    """The revision on the screen of who saves next."""
    row = RealisasiAnggaran.objects.filter(sub_kegiatan=pk, tahun=TAHUN, triwulan=TW).first()
    return row.revisi if row else 0


def isian(pk: int, revisi: int) -> dict[str, str]:
    """What the browser sends when one amount was typed: another one each time."""
    return {f"s{pk}-keuangan": str(next(NILAI)), f"s{pk}-fisik": "10", f"s{pk}-revisi": str(revisi)}


# --- Fifty people ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Orang:
    """One person with a session: which rows are hers."""

    kuki: str
    csrf: str
    baris: list[int]


def buat_orang(rencana: Any) -> Orang:
    """One unit, one operator, signed in."""
    unit, operator = buat_lembar(rencana, BARIS_PER_ORANG)
    client = Client()
    client.force_login(operator)
    client.get(reverse("indicators:realisasi_lembar", kwargs={"tahun": TAHUN, "tw": TW, "unit": unit.pk}))
    csrf = client.cookies["csrftoken"].value
    kuki = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={csrf}"
    return Orang(kuki, csrf, list(SubKegiatan.objects.filter(unit_kerja=unit).values_list("pk", flat=True)))


@contextmanager
def server() -> Iterator[None]:
    """The site as `make run` serves it: two processes with four threads each."""
    command = [sys.executable, "-m", "gunicorn", "--workers=2", "--threads=4", "--log-level=error", "--timeout=60"]
    process = subprocess.Popen([*command, f"--bind={HOST}:{PORT}", "sakip.wsgi"], env=os.environ.copy())
    try:
        for _ in range(150):
            if sehat():
                break
            time.sleep(0.1)
        else:
            raise SystemExit("Server untuk pengukuran tidak mau berjalan.")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def sehat() -> bool:
    """Whether it answers."""
    try:
        connection = http.client.HTTPConnection(HOST, PORT, timeout=2)
        connection.request("GET", "/sehat/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def menyimpan(orang: Orang, mulai: threading.Barrier) -> list[tuple[float, int, str]]:
    """Save SEL_PER_ORANG cells one after the other, as the page does: milliseconds, status, and what was sent."""
    connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
    headers = {
        "Cookie": orang.kuki, "X-CSRFToken": orang.csrf, "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    revisi = dict.fromkeys(orang.baris, 0)
    hasil = []
    mulai.wait()
    for nomor in range(SEL_PER_ORANG):
        pk = orang.baris[nomor % len(orang.baris)]
        if nomor < len(orang.baris) and nomor % 2:
            revisi[pk] = 1  # every second row was filled before
        form = isian(pk, revisi[pk])
        began = time.perf_counter()
        url = reverse("indicators:anggaran_simpan", kwargs={"tahun": TAHUN, "tw": TW, "pk": pk})
        connection.request("POST", url, urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        hasil.append(((time.perf_counter() - began) * 1000, answer.status, f"{pk}={form[f's{pk}-keuangan']}"))
        revisi[pk] += 1 if revisi[pk] or answer.status == 200 else 0
    return hasil


def ramai() -> None:
    """Fifty people save at once, on the database of this process; every acknowledged value must be stored."""
    rencana = perangkat_daerah()
    semua = [buat_orang(rencana) for _ in range(ORANG)]
    with server():
        mulai = threading.Barrier(ORANG)
        began = time.perf_counter()
        with ThreadPoolExecutor(ORANG) as pool:
            jawaban = [j for hasil in pool.map(lambda o: menyimpan(o, mulai), semua) for j in hasil]
        spent = time.perf_counter() - began
    diterima = dict(teks.split("=") for _, status, teks in jawaban if status == 200)
    tersimpan = dict(RealisasiAnggaran.objects.filter(tahun=TAHUN, triwulan=TW).values_list("sub_kegiatan", "keuangan"))
    hilang = [pk for pk, nilai in diterima.items() if str(tersimpan.get(int(pk))) != nilai]
    if hilang:
        raise SystemExit(f"{len(hilang)} nilai diterima tetapi tidak tersimpan.")
    ms = sorted(m for m, _, _ in jawaban)
    ditolak = sum(status != 200 for _, status, _ in jawaban)
    print(
        "\t".join(
            [
                str(len(jawaban)),
                f"{statistics.median(ms):.0f}",
                f"{ms[int(len(ms) * 0.95)]:.0f}",
                f"{ms[-1]:.0f}",
                f"{len(jawaban) / spent:.0f}",
                str(ditolak),
                "0",
            ]
        )  # fmt: skip
    )


def ramai_di_dua_basis_data() -> None:
    """The same crowd on SQLite and on a PostgreSQL of its own."""
    sys.path.insert(0, str(Path(".ci").resolve()))
    import postgres

    rows = [["SQLite (WAL)", *_di(os.environ["DATABASE_URL"] + ".ramai")]]
    with postgres.cluster() as url:
        rows.append(["PostgreSQL 15", *_di(url)])
    table(
        f"{ORANG} orang menyimpan bersamaan, masing-masing {SEL_PER_ORANG} sel (dari pengiriman sampai jawaban)",
        ["", "sel", "median ms", "p95", "terlama", "sel/s", "ditolak", "hilang"],
        rows,
    )


def _di(database_url: str) -> list[str]:
    """The line that `ramai` prints in a process with that database."""
    code = "import bench.sendiri as s; s.siap(); import bench.lembar as l; l.ramai()"
    env = os.environ | {"DATABASE_URL": database_url}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.strip().splitlines()[-1].split("\t")


# --- From key to mark -----------------------------------------------------------------------------------------------


UKUR = """async ([row, value]) => {
  const cell = document.querySelectorAll('input[data-kolom=keuangan]')[row];
  cell.focus(); cell.value = value;
  const done = new Promise((resolve) => document.addEventListener('grid:tersimpan', resolve, { once: true }));
  const began = performance.now();
  cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  await done;
  const saved = performance.now();
  await new Promise(requestAnimationFrame);
  return [saved - began, performance.now() - began];
}"""


def di_peramban() -> None:
    """In Chromium: from the key that leaves a cell to the mark that says it is stored, by rows on the page."""
    from playwright.sync_api import sync_playwright

    rencana = perangkat_daerah()
    lembar = [(baris, *buat_lembar(rencana, baris)) for baris in (20, 60, 200)]
    kuki = []
    for _, _, operator in lembar:
        client = Client()
        client.force_login(operator)
        kuki.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    rows = []
    with server(), sync_playwright() as playwright:
        peramban = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for (baris, unit, _), sesi in zip(lembar, kuki, strict=True):
            context = peramban.new_context(base_url=f"http://{HOST}:{PORT}")
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesi, "url": f"http://{HOST}:{PORT}"}])
            page = context.new_page()
            page.goto(f"/realisasi/{TAHUN}/{TW}/{unit.pk}/")
            page.locator(".grid-bar").wait_for()
            ms = sorted(page.evaluate(UKUR, [n % (baris // 2), str(2000 + n)])[0] for n in range(30))
            siap = page.evaluate("performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart")
            rows.append([f"{baris} baris", f"{statistics.median(ms):.0f}", f"{ms[28]:.0f}", str(siap)])
            context.close()
        peramban.close()
    table("Di peramban (Chromium)", ["", "tombol → tersimpan ms", "p95", "halaman siap ms"], rows)


def bench() -> None:
    """All of it."""
    menurut_baris()
    ramai_di_dua_basis_data()
    di_peramban()
