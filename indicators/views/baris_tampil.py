"""One row of the sheet as the template shows it: its cells with what was typed, what is stored, and the refusals."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from indicators.checks import Temuan
from indicators.selectors.baris import KolomSel
from indicators.selectors.baris_anggaran import BarisAnggaran, JumlahAnggaran
from indicators.selectors.baris_indikator import BarisIndikator
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan

Baris = BarisIndikator | BarisAnggaran
SEHARI = 24 * 60 * 60
KOLOM = {
    "realisasi": ("nilai", "tingkat", "pembilang", "penyebut", "penyebab", "solusi", "revisi"),
    "anggaran": ("keuangan", "fisik", "alasan_lebih", "penyebab", "solusi", "revisi"),
}


def kolom_baris(baris: Baris) -> list[str]:
    """The names of a row's controls."""
    if isinstance(baris, BarisIndikator) and baris.berumus:
        return [*(k.nama for k in baris.kolom), "revisi"]
    return list(KOLOM[baris.jenis])


@dataclass(frozen=True)
class Sel:
    """One control of a row: what it shows, what is stored, and why it was refused.

    `tenang`: what is wrong with the row is not about this cell.
    """

    nama: str
    isi: str
    tersimpan: str
    galat: str = ""
    tenang: bool = False


@dataclass(frozen=True)
class BarisTampil:
    """One row as the template shows it."""

    b: Baris
    sel: dict[str, Sel]
    dapat_diubah: bool
    url: str
    url_bukti: str
    bentrok: dict[str, Any]
    galat: str = ""
    lebih: bool = False

    @property
    def html(self) -> SafeString:
        """The row as it stands on the page, kept between requests while nothing of it changed.

        Most rows of a sheet are as they were when it was opened last; rendering all of them anew was half of the
        page's time. A row that shows a refusal is rendered each time.
        """
        if self.galat or self.bentrok or any(s.galat or s.isi != s.tersimpan for s in self.sel.values()):
            return self._render()
        sekitar = (self.dapat_diubah, self.url, self.url_bukti, *ciri_temuan(self.temuan))
        return tetap((*sekitar, *ciri_baris(self.b)), self._render)

    def _render(self) -> SafeString:
        nama = "realisasi_row" if isinstance(self.b, BarisIndikator) else "anggaran_row"
        return render_to_string(f"indicators/partials/{nama}.html", {"t": self})

    @property
    def temuan(self) -> list[Temuan]:
        """What the checks say of the values that stand here; a cell that is empty, or has no evidence, shows that."""
        return [t for t in self.b.temuan_sendiri if t.kode not in ("CARD", "BUKTI")]

    @property
    def variabel(self) -> list[tuple[KolomSel, Sel]]:
        """The variables of the row's formula with their cells."""
        kolom = self.b.kolom if isinstance(self.b, BarisIndikator) and self.b.berumus else []
        return [(k, self.sel[k.nama]) for k in kolom if k.nama.startswith("v_")]

    @property
    def id(self) -> str:
        """The id of the row on the page; findings link to it."""
        pk = self.b.indikator.pk if isinstance(self.b, BarisIndikator) else self.b.sub_kegiatan.pk
        return f"baris-{self.b.jenis}-{pk}"

    @property
    def galat_id(self) -> str:
        """The id of the sentence that refuses the row as a whole, empty when nothing does."""
        return f"galat-{self.b.kunci}" if self.galat else ""

    @property
    def galat_id_fisik(self) -> str:
        """The same for the cell of progress: a refusal for want of a reason is about the money alone."""
        return "" if self.lebih and not self.sel["alasan_lebih"].isi else self.galat_id

    @property
    def rincian(self) -> SafeString:
        """The link to the row's side panel, with the number of remarks of the quarter."""
        nama = self.b.indikator.nama if isinstance(self.b, BarisIndikator) else self.b.sub_kegiatan.uraian
        return tautan_rincian(self.b.kunci, self.url.replace("/simpan/", "/panel/"), nama, self.b.jumlah_catatan)

    @property
    def url_tindak_lanjut(self) -> str:
        """Where the row's follow-up items are."""
        return self.url_bukti.replace("/bukti/", "/tindak-lanjut/", 1)

    @property
    def url_hitungan(self) -> str:
        """Where the arithmetic of a value computed from its programmes is shown."""
        return self.url.replace("/simpan/", "/hitungan/")

    @property
    def perlu_alasan(self) -> bool:
        """Whether the row asks why its money is above pagu: as long as it is, or a reason still stands there."""
        return self.lebih or bool(self.sel["alasan_lebih"].isi)

    @property
    def bermasalah(self) -> bool:
        """Whether the row has a refusal, a conflict or a note of the verifier to show."""
        return bool(self.galat or self.bentrok or (self.b.baris and self.b.baris.catatan_verifikasi))


def tetap(ciri: tuple[object, ...], render: Callable[[], SafeString]) -> SafeString:
    """What `render` gives, kept while `ciri` is the same: everything it shows, or what changes whenever that does."""
    kunci = f"baris:{hashlib.sha256(repr(ciri).encode()).hexdigest()}"
    html = cache.get(kunci)
    if html is None:
        html = render()
        cache.set(kunci, html, SEHARI)
    return mark_safe(html)  # noqa: S308  rendered from a template just above


def ciri_temuan(temuan: Iterable[Temuan]) -> list[tuple[str, str, str]]:
    """What a row shows of its findings."""
    return [(t.level, t.pesan, t.penjelasan) for t in temuan]


def ciri_baris(b: Baris) -> tuple[object, ...]:
    """All that a row shows beside its findings and what may be done with it, or what changes whenever that does."""
    rows = [(q, r.pk, r.revisi, r.diubah_pada) for q, r in sorted(b.per_triwulan.items())]
    sekitar = ([f.pk for f in b.bukti], b.jumlah_catatan, b.catatan_lalu, b.tindak_lanjut)
    common = (b.triwulan, rows, sekitar)
    if isinstance(b, BarisAnggaran):
        return (*common, b.sub_kegiatan.pk, b.sub_kegiatan.diubah_pada, b.pagu, b.desimal, b.cara, b.berpagu_lalu)
    variabel: list[object] = [(v.peran, v.nama) for v in b.indikator.variabel.all()] if b.rasio else []
    if b.berumus:
        variabel = [b.indikator.ekspresi, *b.kolom, sorted(b.isi_variabel.items())]
    pilihan = [(p.pk, p.kode) for p in b.pilihan]
    satuan = b.indikator.satuan.simbol if b.indikator.satuan else ""
    bernilai = (b.target.pk, b.target.diubah_pada, b.capaian_teks, b.kategori, b.wajib)
    return (*common, b.indikator.pk, b.indikator.diubah_pada, satuan, variabel, pilihan, *bernilai)


def tautan_rincian(kunci: str, url: str, nama: str, jumlah: int, *, oob: bool = False) -> SafeString:
    """The link to the side panel of a row; `oob`: to take the place of the one on the page (hx-swap-oob)."""
    return format_html(
        '<a class="rincian" id="rincian-{}" href="{}" data-rincian{}>Rincian{}<span class="sr-only"> {}</span></a>',
        kunci,
        url,
        mark_safe(' hx-swap-oob="true"') if oob else "",
        f" · {jumlah} catatan" if jumlah else "",
        nama,
    )


def bentrok_dari(baris: Baris, form: Any) -> dict[str, Any]:
    """What another person stored meanwhile, where it differs from what this person typed."""
    siapa = str(baris.baris.diisi_oleh or "orang lain") if baris.baris else "orang lain"
    beda = [
        {
            "nama": f"{baris.kunci}-{kolom}",
            "label": str(form.fields[kolom].label),
            "tersimpan": value,
            "isian": str(form[kolom].value() or ""),
        }
        for kolom, value in tersimpan(baris).items()
        if kolom not in ("revisi", "tingkat", *_tak_dikirim(form)) and value != str(form[kolom].value() or "")
    ]
    return {"siapa": siapa, "beda": beda}


def _tak_dikirim(form: Any) -> list[str]:
    """The cells a budget row did not show: of them the person said nothing."""
    return [
        kolom
        for kolom, tetap in (("keuangan", "keuangan_tetap"), ("alasan_lebih", "alasan_tetap"))
        if getattr(form, tetap, False)
    ]


def tersimpan(baris: Baris) -> dict[str, str]:
    """The stored values of a row as a person would type them."""
    row: Any = baris.baris
    hasil = {}
    variabel = baris.isi_variabel if isinstance(baris, BarisIndikator) else {}
    for kolom in kolom_baris(baris):
        if kolom.startswith("v_"):
            value: Any = variabel.get(kolom.removeprefix("v_"))
        elif kolom == "keuangan" and isinstance(baris, BarisAnggaran):
            value = baris.keuangan_isi
        else:
            value = getattr(row, f"{kolom}_id" if kolom == "tingkat" else kolom) if row else None
        if kolom == "revisi":
            hasil[kolom] = str(value or 0)
        elif kolom in ("penyebab", "solusi", "tingkat", "alasan_lebih"):
            hasil[kolom] = str(value or "")
        else:
            hasil[kolom] = "" if value is None else format_number(value)
    return hasil


def tampilkan(
    baris: Baris, dapat: bool, form: Any = None, *, galat: str = "", bentrok: dict[str, Any] | None = None
) -> BarisTampil:
    """The row as the template shows it; a refused form keeps what was typed."""
    stored = tersimpan(baris)
    beda = {x["nama"] for x in (bentrok or {}).get("beda", ())}
    sel = {}
    for kolom, value in stored.items():
        isi, pesan = value, ""
        if form is not None and kolom not in ("revisi", *_tak_dikirim(form)):
            isi = str(form[kolom].value() or "")
            pesan = " ".join(str(e) for e in form.errors.get(kolom, []))
        nama = f"{baris.kunci}-{kolom}"
        sel[kolom] = Sel(nama, isi, value, pesan, bool(beda) and nama not in beda)
    pk = baris.indikator.pk if isinstance(baris, BarisIndikator) else baris.sub_kegiatan.pk
    simpan, bukti = _alamat(baris.jenis, baris.triwulan)
    return BarisTampil(
        baris,
        sel,
        dapat and baris.dapat_diisi,
        simpan.format(pk),
        bukti.format(pk),
        bentrok or {},
        galat,
        _lebih(baris, form),
    )


def _lebih(baris: Baris, form: Any) -> bool:
    """Whether the money typed (or else stored) is above pagu."""
    if not isinstance(baris, BarisAnggaran):
        return False
    isi = baris.keuangan_isi
    if form is not None and not form.keuangan_tetap:
        isi = getattr(form, "cleaned_data", {}).get("keuangan")
    return baris.melebihi_pagu(isi)


def kaki_anggaran(jumlah: JumlahAnggaran) -> SafeString:
    """The foot of the budget grid, to take the place of the one on the page."""
    return render_to_string("indicators/partials/anggaran_jumlah.html", {"j": jumlah, "oob": True})


@lru_cache(maxsize=64)
def _alamat(jenis: str, triwulan: Triwulan) -> tuple[str, str]:
    """Where a row of the quarter is saved and where its evidence lies, with `{}` for its key.

    Reversed once a quarter, not twice a row: on a sheet of sixty rows that was a tenth of the page's time.
    """
    q = {"tahun": triwulan.tahun, "tw": triwulan.nomor, "pk": 0}
    simpan = "realisasi_simpan" if jenis == "realisasi" else "anggaran_simpan"
    urls = (reverse(f"indicators:{simpan}", kwargs=q), reverse("indicators:bukti", kwargs={**q, "jenis": jenis}))
    return urls[0].replace("/0/", "/{}/"), urls[1].replace("/0/", "/{}/")
