"""Where a finding is mended: the form of the indikator, a grid of targets, the editor of the cascade, a plan."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from indicators.checks_data import TemuanData
from indicators.models import Indikator, Pejabat, PerangkatDaerah, RencanaTahunan
from indicators.selectors.indikator_isian import rencana_terbaru

# Rules about targets: of the years of the Renstra, of the year's plan, or of either (their sentence says which).
RENSTRA = frozenset(
    ("iku-tanpa-target", "target-berlubang", "target-akhir-jumlah", "target-melonjak", "target-berlawanan-arah")
) | {"nama-sama-target-beda"}
RENCANA = frozenset(("target-beda-renstra", "rencana-tanpa-target", "rencana-tanpa-triwulan", "target-triwulan-beda"))
TARGET = frozenset(("target-negatif", "target-bukan-bagian", "cacahan-tidak-bulat")) | {
    *("target-beda-dari-predikat", "target-tanpa-predikat")
}
SEBUT_RENCANA = "Target rencana"
"""How `IndikatorCek.semua_target` calls the target of the year's plan."""
BIDANG = {
    "tanpa-satuan": "satuan",
    "satuan-tidak-cocok": "jenis_nilai",
    "rasio-tanpa-variabel": "pembilang",
    "pembilang-sama-penyebut": "pembilang",
    "persen-dihitung-jumlah": "formulasi",
    "iku-tanpa-program": "program",
    "uraian-iku-kosong": "alasan",
    "kondisi-akhir-beda": "kondisi_akhir_nilai",
}
"""The field of the form that a rule is about; the name where none is named."""
POHON = frozenset(("unit-tanpa-kontribusi", "tanpa-crosscutting"))


@dataclass(frozen=True)
class Perbaikan:
    """Where one finding is mended, and what the place is called; an empty address: nowhere a planner can go."""

    alamat: str = ""
    sebutan: str = ""


NIHIL = Perbaikan()


class Tempat:
    """The places of one perangkat daerah, year and period (by its key in addresses)."""

    def __init__(self, perangkat_daerah: PerangkatDaerah, tahun: int, periode: str) -> None:
        self.kueri = urlencode({"pd": perangkat_daerah.kode, "tahun": str(tahun)})
        self.pd, self.tahun, self.periode = perangkat_daerah, tahun, periode
        # As in the tree (views/kaskade_jawab.hak): there may be a thousand findings.
        self.akar = reverse("indicators:perencanaan")
        self.renstra = reverse("indicators:target_renstra", args=[perangkat_daerah.kode, periode])

    @cached_property
    def rencana(self) -> RencanaTahunan | None:
        """The newest version of the year's plan. One query, for those findings that are mended there."""
        return rencana_terbaru(self.pd, self.tahun)

    def untuk(self, t: TemuanData) -> Perbaikan:
        """Where the finding is mended. A row of a sheet is its own place; officials of the regency are the admin's."""
        jenis = t.objek.jenis
        if jenis == "pejabat":
            return self._pejabat(t)
        if jenis == "statistik":
            return Perbaikan(reverse("indicators:pegawai", args=[self.pd.kode, self.tahun]), "jumlah pegawai")
        if t.objek.triwulan is not None:
            return NIHIL
        if t.aturan.kunci in POHON:
            return Perbaikan(f"{reverse('indicators:pohon')}?{self.kueri}", "pohon kinerja")
        if jenis == "indikator":
            return self._indikator(t)
        if jenis == "rencana":
            return Perbaikan(reverse("indicators:rencana", args=[t.objek.pk]), "rencana tahunan")
        if t.aturan.kunci == "sasaran-tanpa-indikator":
            return Perbaikan(self._formulir(f"baru/{jenis}/{t.objek.pk}"), "tambah indikator")
        if t.aturan.kunci == "tahun-di-luar-periode":
            return NIHIL
        jangkar = f"#{jenis}-{t.objek.pk}" if jenis in TERTANAM else ""
        return self._kaskade(jangkar)

    @cached_property
    def pejabat_daerah(self) -> frozenset[int]:
        """The officials of the regency itself, whom its admin keeps. One query."""
        rows = Pejabat.objects.filter(pemerintah_daerah=self.pd.pemerintah_daerah_id, perangkat_daerah=None)
        return frozenset(rows.values_list("pk", flat=True))

    def _pejabat(self, t: TemuanData) -> Perbaikan:
        if t.aturan.kunci == "tanpa-kepala":
            return Perbaikan(f"{reverse('indicators:unit_daftar')}?pd={self.pd.kode}#pimpinan", "pimpinan")
        if t.objek.unit is not None:
            return Perbaikan(reverse("indicators:pejabat_ubah", args=[t.objek.unit, t.objek.pk]), "data pejabat")
        if t.objek.pk in self.pejabat_daerah:
            return NIHIL
        return Perbaikan(reverse("indicators:kepala_ubah", args=[self.pd.kode, t.objek.pk]), "data pejabat")

    def _indikator(self, t: TemuanData) -> Perbaikan:
        kunci, pk = t.aturan.kunci, t.objek.pk
        if kunci in RENCANA or (kunci in TARGET and t.pesan.startswith(SEBUT_RENCANA)):
            return self._target_rencana(pk)
        if kunci in RENSTRA | TARGET:
            return Perbaikan(f"{self.renstra}#baris-r{pk}", "target Renstra")
        if kunci == "rumus-tidak-terbaca":
            return Perbaikan(reverse("indicators:rumus", args=[pk]), "halaman Rumus")
        if kunci == "unit-iku-tanpa-sasaran":
            return self._kaskade("")
        return Perbaikan(f"{self._formulir(f'{pk}/ubah')}#id_{BIDANG.get(kunci, 'nama')}", "formulir indikator")

    def _target_rencana(self, pk: int) -> Perbaikan:
        """The grid of the draft; a plan that is approved is changed by opening the next version on its page."""
        r = self.rencana
        if r is None:
            return Perbaikan(f"{reverse('indicators:rencana_daftar')}?{self.kueri}", "rencana tahunan")
        if r.status == RencanaTahunan.Status.DRAFT:
            return Perbaikan(f"{reverse('indicators:target', args=[r.pk])}#baris-t{pk}", "target draf rencana")
        return Perbaikan(reverse("indicators:rencana", args=[r.pk]), "buka perubahan rencana")

    def _formulir(self, jalan: str) -> str:
        return f"{self.akar}indikator/{jalan}/?{self.kueri}&dari=pemeriksaan"

    def _kaskade(self, jangkar: str) -> Perbaikan:
        return Perbaikan(f"{self.akar}?{self.kueri}&periode={self.periode}&ubah=1{jangkar}", "kaskade")


TERTANAM = frozenset(Indikator.Jenjang.values)
"""The levels that have a place of their own in the editor."""
