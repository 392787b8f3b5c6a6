"""Milliseconds on the server and queries of the pages that people open all day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache as cache_forever
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.measure import forget, table, timing
from indicators.models import PerangkatDaerah, Realisasi, RealisasiAnggaran, SubKegiatan, UnitKerja, User
from indicators.services import audit
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen
from reports.services import dokumen_finalize

UNIT, TAHUN, TW = "bagian-umum", 2025, 1  # the largest sheet of the open quarter
OPERATOR, PLANNER, AUDITOR = "operator.umum", "perencana", "inspektorat"


def lembar() -> dict[str, Any]:
    """The sheet that is measured."""
    return {"tahun": TAHUN, "tw": TW, "unit": UnitKerja.objects.get(kode=UNIT, perangkat_daerah__kode=PD).pk}


def unit() -> dict[str, Any]:
    """The unit of that sheet."""
    return {"pk": lembar()["unit"]}


def sel() -> dict[str, Any]:
    """The first row of its budget grid."""
    return {"tahun": TAHUN, "tw": TW, "pk": _sub_kegiatan().pk}


def isi_sel() -> dict[str, str]:
    """What the browser sends when one cell of that row was typed: a new value each time."""
    pk = _sub_kegiatan().pk
    row = RealisasiAnggaran.objects.filter(sub_kegiatan=pk, tahun=TAHUN, triwulan=TW).first()
    nama = f"s{pk}"
    return {f"{nama}-keuangan": str(next(NILAI)), f"{nama}-revisi": str(row.revisi if row else 0)}


def sandi() -> dict[str, str]:
    """The form of the login page."""
    return {"username": OPERATOR, "password": settings.DEMO_PASSWORD}


def tempat(jenis: str = "", **lain: str) -> dict[str, Any]:
    """The documents of a year that is over."""
    return {"kode": PD, "tahun": 2024, **({"jenis": jenis} if jenis else {}), **lain}


@cache_forever
def selesai() -> Dokumen:
    """A finished agreement."""
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=PD)
    minta = Permintaan(pd, 2024, tanggal=date(2024, 1, 31), final=True)
    return dokumen_finalize(jenis="pk", permintaan=minta, by=User.objects.get(username=PLANNER))


def laporan() -> dict[str, Any]:
    """The annual report of that year, whose agreement is finished: it can be made."""
    selesai()
    return tempat("lkjip")


def tulis() -> None:
    """Somebody saves a value, as all day long in a quarter."""
    nilai = Realisasi.objects.filter(indikator__perangkat_daerah__kode=PD).select_related("indikator__perangkat_daerah")
    satu = nilai.order_by("pk")[0]
    pelaku, pd = User.objects.get(username=OPERATOR), satu.indikator.perangkat_daerah
    audit.record(pelaku, audit.Event("realisasi.saved", satu, satu.indikator.nama, perangkat_daerah=pd))


PD, NILAI = "setda-tanjabtim", count(1_000_000)


def _sub_kegiatan() -> SubKegiatan:
    unit = UnitKerja.objects.get(kode=UNIT, perangkat_daerah__kode=PD)
    found = SubKegiatan.objects.filter(unit_kerja=unit).order_by("pk").first()
    assert found, "Data contoh tidak memuat sub kegiatan unit ini."
    return found


@dataclass(frozen=True)
class Page:
    """One line of the table. `user` None: nobody is signed in. `form`: posted, otherwise the page is fetched."""

    label: str
    url_name: str
    user: str | None = None
    kwargs: Callable[[], dict[str, Any]] = dict
    form: Callable[[], dict[str, str]] | None = None
    htmx: bool = False
    tanya: str = ""  # the query of the address
    sesudah: Callable[[], None] | None = None  # the first look after this


# One more page is one more line. The first one, a page without data, is the yardstick of the × column.
PAGES = [
    Page("masuk: halaman (tolok ukur)", "login"),
    Page("masuk: kata sandi diperiksa", "login", form=sandi),
    Page("beranda operator", "indicators:beranda", OPERATOR),
    Page("lembar isian (36 indikator, 28 sub kegiatan)", "indicators:realisasi_lembar", OPERATOR, lembar),
    Page("simpan satu sel", "indicators:anggaran_simpan", OPERATOR, sel, isi_sel, htmx=True),
    Page("antrean verifikasi", "indicators:verifikasi_antrean", PLANNER),
    Page("lembar verifikasi", "indicators:verifikasi_lembar", PLANNER, lembar),
    Page("perencanaan (107 unsur, 100 indikator)", "indicators:perencanaan", PLANNER),
    Page("pemeriksaan data", "indicators:pemeriksaan", PLANNER),
    Page("pemeriksaan data, sesudah isian", "indicators:pemeriksaan", PLANNER, sesudah=tulis),
    Page("dasbor perangkat daerah", "indicators:dasbor", AUDITOR),
    Page("dasbor unit", "indicators:dasbor_unit", AUDITOR, unit),
    Page("jejak audit", "indicators:jejak", AUDITOR),
    Page("daftar dokumen", "reports:daftar", PLANNER, tanya="?tahun=2024"),
    Page("daftar dokumen, sesudah isian", "reports:daftar", PLANNER, tanya="?tahun=2024", sesudah=tulis),
    Page("perjanjian semua pejabat", "reports:pk_daftar", PLANNER, tempat),
    Page("perjanjian semua pejabat, sesudah isian", "reports:pk_daftar", PLANNER, tempat, sesudah=tulis),
    Page("daftar periksa E.81", "reports:finalisasi", PLANNER, lambda: tempat("e81")),
    Page("daftar periksa E.81, sesudah isian", "reports:finalisasi", PLANNER, lambda: tempat("e81"), sesudah=tulis),
    Page("daftar periksa LKjIP", "reports:finalisasi", PLANNER, laporan),
    Page("daftar periksa LKjIP, sesudah isian", "reports:finalisasi", PLANNER, laporan, sesudah=tulis),
    Page("daftar periksa LKjIP, tanpa simpanan", "reports:finalisasi", PLANNER, laporan, sesudah=forget),
    Page("temuan LKjIP", "reports:temuan", PLANNER, lambda: tempat("lkjip")),
    Page("narasi LKjIP", "reports:narasi", PLANNER, lambda: tempat("lkjip")),
    Page("narasi LKjIP, sesudah isian", "reports:narasi", PLANNER, laporan, sesudah=tulis),
    Page("penyunting satu narasi", "reports:narasi_bagian", PLANNER, lambda: tempat("lkjip", bagian="lkjip.1.1")),
    Page("dokumen selesai", "reports:dokumen", PLANNER, lambda: {"pk": selesai().pk}),
    Page("pemeriksaan umum dokumen selesai", "reports:periksa_dokumen", None, lambda: {"kode": selesai().kode}),
]


def ask(page: Page, client: Client, address: str, form: dict[str, str] | None) -> None:
    """One request and its answer; anything but success would be a figure of something else."""
    headers = {"HX-Request": "true"} if page.htmx else {}
    answer = client.get(address) if form is None else client.post(address, form, headers=headers)
    if answer.status_code not in ((200, 302) if page.url_name == "login" else (200,)):
        raise SystemExit(f"{page.label}: {address} menjawab {answer.status_code}")


def measured(page: Page) -> tuple[float, float, int]:
    """Median and 95th percentile in ms, and queries, as its user."""
    client = Client()
    if page.user:
        client.force_login(User.objects.get(username=page.user))
    address = reverse(page.url_name, kwargs=page.kwargs()) + page.tanya

    def before() -> dict[str, str] | None:
        if page.sesudah:
            page.sesudah()
        if page.user is None:
            forget()  # a page for everybody counts how often an address asks
            client.cookies.clear()  # signing in again and again
        return page.form() if page.form else None

    result = timing(lambda form: ask(page, client, address, form), before)
    return result.median_ms, result.p95_ms, result.queries


def bench() -> None:
    """Every page of PAGES."""
    results = [(page.label, *measured(page)) for page in PAGES]
    yardstick = results[0][1]
    rows = [
        [label, f"{median:.1f}", f"{p95:.1f}", f"{median / yardstick:.1f}", str(queries)]
        for label, median, p95, queries in results
    ]
    table("Halaman (waktu di server)", ["", "median ms", "p95 ms", "×", "kueri"], rows)
    print("kueri: semua perintah ke basis data, juga BEGIN, SAVEPOINT, dan COMMIT.")
