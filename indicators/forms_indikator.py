"""The form of one indikator: it reads what was typed and says beside each field what belongs there."""

from collections.abc import Iterable
from typing import Any

from django import forms

from indicators.forms_pilih import BanyakField, ObjekField, Pilih, PilihTampak
from indicators.models import Indikator, PeriodeRenstra, TingkatPredikat
from indicators.selectors.indikator_isian import Pilihan
from indicators.selectors.unit_nama import bersebutan
from indicators.services.indikator_aturan import (
    BERLAKU,
    MAKS_DESIMAL,
    TAK_BERLAKU,
    IsianDitolak,
    IsianIndikator,
    periksa,
)
from sakip.forms import NumberField

JenisNilai, Rumus, Akumulasi = Indikator.JenisNilai, Indikator.Rumus, Indikator.Akumulasi

BAGIAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Apa yang diukur", ("nama", "definisi", "makna", "alasan", "iku", "program")),
    ("Bentuk nilainya", ("jenis_nilai", "skala", "satuan", "arah", "akumulasi", "desimal")),
    ("Dari mana nilainya", ("rumus", "pembilang", "penyebut", "formulasi", "sumber_data")),
    ("Siapa yang menangani", ("unit_kerja", "penanggung_jawab")),
    (
        "Titik awal dan kaitannya",
        ("kondisi_awal_nilai", "kondisi_awal_tingkat", "kondisi_akhir_nilai", "kondisi_akhir_tingkat", "predecessor"),
    ),
)

# Label, what belongs there, an example.
KATA: dict[str, tuple[str, str, str]] = {
    "nama": (
        "Nama indikator",
        "Sebut apa yang diukur dan dari siapa atau apa, tanpa kata kerja dan tanpa angka targetnya.",
        "Persentase desa yang tertib administrasi pemerintahan",
    ),
    "definisi": (
        "Definisi operasional",
        "Jelaskan setiap kata yang dapat dibaca berbeda: apa yang dihitung, apa yang tidak, dan sejak kapan.",
        "Desa tertib administrasi adalah desa yang lengkap kelima buku registernya menurut pembinaan triwulan itu.",
    ),
    "makna": (
        "Makna",
        "Katakan apa artinya bila nilainya naik atau turun bagi masyarakat atau pimpinan.",
        "Makin tinggi nilainya, makin pasti layanan yang diterima warga desa.",
    ),
    "alasan": (
        "Alasan pemilihan",
        "Mengapa indikator ini yang dipilih; wajib diterangkan untuk IKU.",
        "Menunjukkan langsung hasil pembinaan pemerintahan desa yang menjadi tugas Bagian.",
    ),
    "iku": (
        "Indikator kinerja utama (IKU)",
        "Tandai bila indikator ini ditetapkan dalam keputusan tentang IKU; targetnya lalu wajib ada setiap tahun.",
        "",
    ),
    "program": (
        "Program pendukung",
        "Tandai program yang anggarannya dipakai untuk mencapai IKU ini.",
        "",
    ),
    "jenis_nilai": ("Jenis nilai", "Bagaimana nilainya ditulis dalam laporan.", ""),
    "skala": (
        "Skala",
        "Dari skala ini predikatnya dipilih. Skala yang belum ada ditambahkan oleh admin.",
        "Predikat AKIP untuk nilai SAKIP",
    ),
    "satuan": (
        "Satuan",
        "Ditulis di belakang angkanya. Satuan yang belum ada ditambahkan oleh admin.",
        "% untuk persen, Dok untuk dokumen, Indeks untuk skor",
    ),
    "arah": ("Arah", "Ke mana nilainya harus bergerak agar kinerja membaik.", ""),
    "akumulasi": ("Nilai setahun", "Bagaimana nilai keempat triwulan menjadi nilai tahun itu.", ""),
    "desimal": (
        "Desimal saat dicetak",
        "Kosongkan agar dicetak sebanyak desimal nilainya.",
        "2 mencetak 72,3 sebagai 72,30",
    ),
    "rumus": ("Cara nilai diperoleh", "Apa yang diketik pengisi pada lembar triwulan.", ""),
    "pembilang": ("Pembilang", "Bagian yang memenuhi syarat.", "Jumlah desa yang tertib administrasi"),
    "penyebut": ("Penyebut", "Keseluruhan yang dibandingkan.", "Jumlah seluruh desa"),
    "formulasi": (
        "Formulasi pengukuran",
        "Rumusnya dalam kalimat, seperti yang dicetak dalam dokumen IKU.",
        "Jumlah desa tertib administrasi dibagi jumlah seluruh desa, dikali 100",
    ),
    "sumber_data": (
        "Sumber data",
        "Dokumen atau aplikasi tempat angkanya dapat diperiksa kembali.",
        "Laporan pembinaan pemerintahan desa, setiap triwulan",
    ),
    "unit_kerja": (
        "Unit pengampu",
        "Unit ini mengisi nilainya tiap triwulan dan mengajukannya untuk diverifikasi.",
        "Bagian Pemerintahan",
    ),
    "penanggung_jawab": (
        "Penanggung jawab",
        "Jabatan yang bertanggung jawab, seperti dicetak dalam dokumen. Kosong: nama unit pengampunya.",
        "Kepala Bagian Pemerintahan",
    ),
    "kondisi_awal_nilai": ("Kondisi awal", "Nilai sebelum periode Renstra dimulai, titik tolak targetnya.", "61,5"),
    "kondisi_awal_tingkat": ("Predikat kondisi awal", "Predikat sebelum periode Renstra dimulai.", "B"),
    "kondisi_akhir_nilai": ("Kondisi akhir", "Nilai yang dituju pada akhir periode Renstra.", "90"),
    "kondisi_akhir_tingkat": ("Predikat kondisi akhir", "Predikat yang dituju pada akhir periode Renstra.", "A"),
    "predecessor": (
        "Kelanjutan dari",
        "Indikator yang diteruskan, dari periode sebelumnya atau dari unsur yang sama; grafiknya lalu bersambung.",
        "",
    ),
}
ARTI: dict[str, dict[str, str]] = {
    "jenis_nilai": {
        JenisNilai.ANGKA: "jumlah, indeks, atau skor, misalnya 12 dokumen atau 3,45",
        JenisNilai.PERSEN: "bagian dari keseluruhan, misalnya 87,5%",
        JenisNilai.PREDIKAT: "predikat dari suatu skala beserta angkanya, misalnya BB (72,31)",
        JenisNilai.KESESUAIAN: "sesuai atau tidak sesuai, tanpa angka",
        JenisNilai.PERINGKAT: "urutan di antara yang lain, misalnya peringkat 3",
        JenisNilai.KATEGORI: "satu pilihan dari suatu skala, tanpa angka, misalnya WTP",
    },
    "arah": {
        Indikator.Arah.NAIK: "misalnya cakupan layanan atau indeks kepuasan",
        Indikator.Arah.TURUN: "misalnya jumlah pengaduan, lama layanan, atau peringkat",
    },
    "akumulasi": {
        Akumulasi.JUMLAH: "3 + 4 + 2 + 3 dokumen menjadi 12",
        Akumulasi.AKHIR: "triwulan IV sudah memuat semuanya, misalnya persentase kumulatif",
        Akumulasi.RATA_RATA: "80, 84, 82, dan 86 menjadi 83",
        Akumulasi.TAHUNAN: "misalnya hasil evaluasi atau survei yang terbit sekali setahun",
    },
    "rumus": {
        Rumus.LANGSUNG: "satu angka, atau satu predikat",
        Rumus.RASIO: "dua angka diisi, persentasenya dihitung sendiri",
        Rumus.PROGRAM: "dihitung dari penyerapan dan fisik program pendukung, ditimbang dengan pagunya",
        Rumus.EKSPRESI: "beberapa angka diisi, misalnya sembilan unsur IKM; rumusnya ditetapkan setelah disimpan",
    },
}


class IndikatorForm(forms.Form):
    """Every field of an indikator that its level may have. What belongs together is said by the service."""

    nama = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    definisi = forms.CharField(required=False, widget=forms.Textarea)
    makna = forms.CharField(required=False, widget=forms.Textarea)
    alasan = forms.CharField(required=False, widget=forms.Textarea)
    iku = forms.BooleanField(required=False)
    jenis_nilai = forms.ChoiceField(choices=JenisNilai.choices, widget=PilihTampak)
    arah = forms.ChoiceField(choices=Indikator.Arah.choices, required=False, widget=PilihTampak)
    akumulasi = forms.ChoiceField(choices=Akumulasi.choices, widget=PilihTampak)
    desimal = forms.TypedChoiceField(
        choices=[("", "sebanyak desimal nilainya"), *((str(n), str(n)) for n in range(MAKS_DESIMAL + 1))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Pilih,
    )
    rumus = forms.ChoiceField(choices=Rumus.choices, required=False, widget=PilihTampak)
    pembilang = forms.CharField(required=False)
    penyebut = forms.CharField(required=False)
    formulasi = forms.CharField(required=False, widget=forms.Textarea)
    sumber_data = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    penanggung_jawab = forms.CharField(required=False)
    kondisi_awal_nilai = NumberField(required=False)
    kondisi_akhir_nilai = NumberField(required=False)

    def __init__(
        self,
        indikator: Indikator,
        pilihan: Pilihan,
        isian: IsianIndikator,
        data: Any = None,
        *,
        tetap: Iterable[str] = (),
    ) -> None:
        """`isian`: what the form shows; `tetap`: fields that stay as `isian` has them, and have no control."""
        super().__init__(data, initial={k: getattr(isian, k) for k in IsianIndikator.__dataclass_fields__})
        self.tetap = frozenset(tetap)
        milik_unit = indikator.sasaran is not None and indikator.sasaran.unit_kerja_id is not None
        self._tempat = (indikator.jenjang, milik_unit, isian if indikator.pk else None)
        self._pasang_pilihan(pilihan)
        for nama in self._tanpa(indikator, pilihan):
            del self.fields[nama]
        for nama, field in self.fields.items():
            field.label, field.help_text, contoh = KATA[nama]
            field.contoh = contoh  # type: ignore[attr-defined]
            field.syarat = _syarat(nama)  # type: ignore[attr-defined]
            field.bukan = _bukan(nama)  # type: ignore[attr-defined]
            if nama in ARTI:
                field.choices = [(k, f"{label}: {ARTI[nama][k]}") for k, label in field.choices]  # type: ignore[attr-defined]
            if isinstance(field, forms.CharField):
                field.widget.attrs["autocomplete"] = "off"
        if not self._dari_program(indikator):
            rumus: Any = self.fields["rumus"]
            rumus.choices = [(k, v) for k, v in rumus.choices if k not in {Rumus.PROGRAM} - {isian.rumus}]
        self._pasang_tahun(indikator.periode)
        self._pasang_galat()
        if data is not None:
            self.data = self._lengkapi(data)

    def _pasang_pilihan(self, pilihan: Pilihan) -> None:
        self.fields |= {
            "skala": ObjekField(pilihan.skala, required=False),
            "satuan": ObjekField(pilihan.satuan, required=False),
            "unit_kerja": ObjekField(bersebutan(pilihan.unit), lambda u: str(u.sebutan)),
            "kondisi_awal_tingkat": ObjekField(pilihan.tingkat, _sebut_tingkat, required=False),
            "kondisi_akhir_tingkat": ObjekField(pilihan.tingkat, _sebut_tingkat, required=False),
            "program": BanyakField(pilihan.program, lambda p: f"{p.kode} {p.uraian}".strip(), required=False),
            "predecessor": ObjekField(pilihan.pendahulu, _sebut_pendahulu, required=False),
        }

    def _tanpa(self, indikator: Indikator, pilihan: Pilihan) -> list[str]:
        """The fields its level has not, or that have nothing to choose from."""
        punya = {
            "iku": indikator.jenjang in (Indikator.Jenjang.TUJUAN, Indikator.Jenjang.SASARAN),
            "program": self._dari_program(indikator),
            "predecessor": bool(pilihan.pendahulu),
        }
        return [nama for nama, ada in punya.items() if not ada]

    @staticmethod
    def _dari_program(indikator: Indikator) -> bool:
        """Whether programmes can stand behind it: those of a sasaran of the perangkat daerah itself."""
        sasaran = indikator.sasaran if indikator.jenjang == Indikator.Jenjang.SASARAN else None
        return sasaran is not None and sasaran.unit_kerja_id is None

    def _pasang_tahun(self, periode: PeriodeRenstra) -> None:
        """The conditions say which years they are of."""
        for kondisi, tahun in (("kondisi_awal", periode.tahun_awal - 1), ("kondisi_akhir", periode.tahun_akhir)):
            for bagian in ("nilai", "tingkat"):
                field = self.fields[f"{kondisi}_{bagian}"]
                field.label = f"{field.label} ({tahun})"

    def _pasang_galat(self) -> None:
        """A choice that was not made is said as the service would say it."""
        self.fields["nama"].error_messages["required"] = (
            "Tulis nama indikatornya, misalnya “Persentase desa yang tertib administrasi”."
        )
        self.fields["unit_kerja"].error_messages["required"] = "Pilih unit kerja yang mengisi nilainya tiap triwulan."
        for nama in ("jenis_nilai", "akumulasi"):
            self.fields[nama].error_messages["required"] = "Pilih salah satu."

    def _lengkapi(self, data: Any) -> Any:
        """What was sent, with what has no control; a control of an older page is sent, and refused by the service."""
        lengkap = data.copy()
        for nama in self.tetap - set(data):
            lengkap[nama] = self[nama].field.prepare_value(self.initial[nama]) or ""
        return lengkap

    def clean(self) -> dict[str, Any]:
        """Where something is refused already, say in the same round what else the rules have against it.

        A choice that was not made says nothing about the fields that depend on it.
        """
        isi: dict[str, Any] = super().clean() or {}
        if self.errors and not {"jenis_nilai", "rumus"} & set(self.errors):
            try:
                periksa(self.isian(), *self._tempat)
            except IsianDitolak as error:
                for nama, kalimat in error.per_kolom.items():
                    if nama in self.fields and nama not in self.errors and nama not in self.tetap:
                        self.add_error(nama, kalimat)
        return isi

    @property
    def bagian(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by section, in the order a person thinks of them."""
        return [(judul, [self[n] for n in nama if n in self.fields and n not in self.tetap]) for judul, nama in BAGIAN]

    def isian(self) -> IsianIndikator:
        """What was typed, for the service. What a field that was not sent means is what it means when empty."""
        data = {k: v for k, v in self.cleaned_data.items() if v is not None or k in ("desimal",)}
        data.setdefault("nama", "")
        for nama in ("arah", "rumus"):
            data[nama] = data.get(nama) or IsianIndikator.__dataclass_fields__[nama].default
        return IsianIndikator(**data)


def _sebut_tingkat(t: TingkatPredikat) -> str:
    return f"{t.kode} ({t.skala.nama})"


def _sebut_pendahulu(i: Indikator) -> str:
    nama = i.nama if len(i.nama) <= 110 else f"{i.nama[:109]}…"
    return f"{i.periode}: {nama} ({i.get_jenjang_display().lower()})"


def _syarat(nama: str) -> str:
    """When the field is shown, as its script reads it: `jenis_nilai=ANGKA|PERSEN;rumus=RASIO`."""
    return ";".join(f"{lain}={'|'.join(nilai)}" for lain, nilai in BERLAKU.get(nama, {}).items())


def _bukan(nama: str) -> str:
    """Which choices a kind has not, in the same words: `PREDIKAT=JUMLAH|RATA_RATA;…`."""
    return ";".join(f"{jenis}={'|'.join(pilihan)}" for jenis, pilihan in TAK_BERLAKU.get(nama, {}).items())
