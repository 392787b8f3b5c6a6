"""The table of IKU of the decree: columns, values and formulas in the way an institution writes them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import Indikator, Variabel
from indicators.selectors import nilai as cetak
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.rumus_tertulis import RumusTertulis
from reports.builders import pola
from reports.builders.tabel import Baris, Kolom, kolom_dari, kolom_terisi, susun
from reports.payloads import Pecahan, Tabel
from sakip.lib.numbers import format_number

SUMBER = frozenset(
    ("no", "no_indikator", "no_jenjang", "tujuan", "tujuan_sendiri", "sasaran", "sasaran_sendiri", "indikator")
    + ("satuan", "makna", "definisi", "alasan", "penjelasan", "formulasi", "kondisi_awal", "target")
    + ("kondisi_akhir", "sumber_data", "penanggung_jawab")
)
"""What a column of the IKU table may show."""

PENJELASAN = frozenset(("makna", "definisi", "alasan", "formulasi", "sumber_data"))
"""What the stacked explanation may be made of."""

RUMUS = ("tertulis", "pecahan", "miring", "kalimat", "titik-dua")
"""How a formula of numerator and denominator is written: as entered, A over B, A / B, A dibagi B, A × 100% : B."""

BAWAAN: dict[str, Any] = {
    "kolom": [
        {"sumber": "no", "label": "No", "lebar": 4, "rata": "tengah", "gabung": True},
        {"sumber": "sasaran", "label": "Sasaran Strategis", "lebar": 15, "gabung": True},
        {"sumber": "indikator", "label": "Indikator Kinerja Utama", "lebar": 16},
        {"sumber": "satuan", "label": "Satuan", "lebar": 9, "rata": "tengah"},
        {"sumber": "penjelasan", "label": "Penjelasan", "lebar": 26},
        {"sumber": "formulasi", "label": "Formulasi", "lebar": 17},
        {"sumber": "kondisi_awal", "label": "Kondisi Awal", "lebar": 7, "rata": "tengah"},
        {"sumber": "target", "label": "{tahun}", "lebar": 6.3, "rata": "tengah", "grup": "Target Tahun"},
        {"sumber": "kondisi_akhir", "label": "Kondisi Akhir", "lebar": 7, "rata": "tengah"},
        {"sumber": "sumber_data", "label": "Sumber Data", "lebar": 13},
        {"sumber": "penanggung_jawab", "label": "Penanggung Jawab", "lebar": 11},
    ],
    "nomor_kolom": "{n}",
    "ulang_kepala": True,
    "no": "{n}",
    "tahun": [],
    "rumus": "tertulis",
    "nilai": {
        "predikat": "{tingkat} ({nilai})",
        "predikat_skala": {},
        "persen": True,
        "satuan": False,  # the word of a unit has a column of its own
        "desimal": "indikator",
    },
    "penjelasan": [
        {"sumber": "makna", "label": "Makna"},
        {"sumber": "definisi", "label": "Definisi"},
        {"sumber": "alasan", "label": "Alasan"},
    ],
    "penjelasan_berlabel": False,
}

DITULIS_PECAHAN = re.compile(r"\((?P<atas>[^()]+?) / (?P<bawah>[^()/]+)\)(?P<akhir>.*)")


@dataclass(frozen=True)
class Isi:
    """One line: the IKU, the number of what it measures, and the group its merged cells belong to."""

    row: IkuRow
    nomor: int
    grup: object


@dataclass(frozen=True)
class Gaya:
    """How one table writes its IKU: its layout, its years; by indikator the variables of its ratio, and the formula
    its values are computed by."""

    tata: Mapping[str, Any]
    tahun: Sequence[int]
    variabel: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    hitungan: Mapping[int, RumusTertulis] = field(default_factory=dict)


def periksa_tata(tata: Mapping[str, Any], nama: str) -> None:
    """Raises InvalidValue for a layout that no table can be made of. `nama` says which."""
    kolom_dari(tata["kolom"], SUMBER, (True, "tujuan"))
    salah = ""
    if tata["rumus"] not in RUMUS:
        salah = f"rumus harus salah satu dari {', '.join(RUMUS)}"
    elif not all(type(t) is int for t in tata["tahun"]):
        salah = "tahun harus berupa daftar angka tahun"
    elif not re.fullmatch(r"indikator|seragam|[0-4]", tata["nilai"]["desimal"]):
        salah = "nilai.desimal harus indikator, seragam, atau angka 0 sampai 4"
    elif not all(isinstance(p, str) for p in tata["nilai"]["predikat_skala"].values()):
        salah = "nilai.predikat_skala harus memuat pola teks untuk setiap kode skala"
    elif not all(isinstance(p, dict) and p.get("sumber") in PENJELASAN for p in tata["penjelasan"]):
        salah = f"penjelasan harus memuat sumber dan label; sumber yang dikenal: {', '.join(sorted(PENJELASAN))}"
    if salah:
        raise InvalidValue(f"Tata dokumen {nama}: {salah}. Mintalah admin memperbaikinya.")


def perlu_variabel(tata: Mapping[str, Any]) -> bool:
    """Whether formulas are written from their variables instead of as they were entered."""
    return bool(tata["rumus"] != "tertulis")


def tabel(isi: Sequence[Isi], gaya: Gaya, kode: str) -> Tabel:
    """The IKU table. Columns that no IKU fills (explanations, baseline, all targets) are left out."""
    baris = [_baris(satu, gaya) for satu in isi]
    ada_target = any(not t.kosong for satu in isi for t in satu.row.target.values())
    terisi: list[Kolom] = []
    for k in kolom_dari(gaya.tata["kolom"], SUMBER, (True, "tujuan")):
        if k.sumber == "target":
            tahun = gaya.tahun if ada_target else []
            terisi += [replace(k, sumber=f"target_{t}", label=pola.isi(k.label, {"tahun": str(t)})) for t in tahun]
        else:
            terisi += kolom_terisi([k], baris)
    kelas = "rapat" if len(terisi) > 8 else ""
    hasil = susun(terisi, baris, kode=kode, nomor_kolom=gaya.tata["nomor_kolom"], kelas=kelas, utuh=True)
    if not gaya.tata["ulang_kepala"]:
        hasil["kepala_sekali"] = True
    return hasil


def _baris(isi: Isi, gaya: Gaya) -> Baris:
    i = isi.row.indikator
    formulasi, pecahan = rumus(i, gaya.variabel.get(i.pk, {}), gaya.tata["rumus"])
    if i.pk in gaya.hitungan:
        formulasi, pecahan = dengan_hitungan(formulasi, pecahan, gaya.hitungan[i.pk], gaya.tata["rumus"])
    sel = _teks(isi, gaya) | {"formulasi": formulasi} | _angka(isi.row, gaya)
    sel["penjelasan"] = _penjelasan(sel, gaya.tata)
    return Baris(sel, isi.grup, {"tujuan": isi.row.nomor_tujuan}, {"formulasi": pecahan} if pecahan else {})


def _teks(isi: Isi, gaya: Gaya) -> dict[str, str]:
    row, i = isi.row, isi.row.indikator
    tujuan = row.tujuan.uraian if row.tujuan else ""
    jenjang = f"{row.nomor_tujuan}.{row.nomor_dalam_tujuan}" if row.sasaran else f"{row.nomor_tujuan}."
    return {
        "no": pola.isi(gaya.tata["no"], {"n": str(isi.nomor)}),
        "no_indikator": pola.isi(gaya.tata["no"], {"n": str(row.nomor)}),
        "no_jenjang": jenjang,
        "tujuan": tujuan,
        "tujuan_sendiri": "" if row.sasaran else tujuan,
        "sasaran": row.sasaran.uraian if row.sasaran else f"Tujuan: {row.induk_teks}",
        "sasaran_sendiri": row.sasaran.uraian if row.sasaran else "",
        "indikator": i.nama,
        "satuan": satuan(i),
        "makna": i.makna,
        "definisi": i.definisi,
        "alasan": bernomor(i.alasan),
        "sumber_data": i.sumber_data,
        "penanggung_jawab": i.penanggung_jawab,
    }


def _angka(row: IkuRow, gaya: Gaya) -> dict[str, str]:
    i = row.indikator
    awal = Besaran(i.kondisi_awal_nilai, i.kondisi_awal_tingkat)
    akhir = Besaran(i.kondisi_akhir_nilai, i.kondisi_akhir_tingkat)
    desimal = _desimal(i, [awal, akhir, *row.target.values()], gaya.tata["nilai"]["desimal"])

    def teks(besaran: Besaran) -> str:
        return nilai(i, besaran, gaya.tata["nilai"], desimal)

    sel = {f"target_{t}": teks(row.target.get(t, TANPA_NILAI)) for t in gaya.tahun}
    return sel | {"kondisi_awal": "NA" if awal.kosong else teks(awal), "kondisi_akhir": teks(akhir)}


def _desimal(indikator: Indikator, semua: Sequence[Besaran], aturan: str) -> int | None:
    """How many decimals the values of one IKU print; None: as many as each has."""
    if aturan == "indikator":
        return indikator.desimal
    if aturan != "seragam":
        return int(aturan)
    return max((_pecahan(b.nilai) for b in semua if b.nilai is not None), default=None)


def _pecahan(angka: Decimal) -> int:
    eksponen = angka.normalize().as_tuple().exponent
    return max(0, -eksponen) if isinstance(eksponen, int) else 0


def nilai(indikator: Indikator, besaran: Besaran, aturan: Mapping[str, Any], desimal: int | None) -> str:
    """One value by the patterns of the layout: `BB`, `B = 66,04`, `3,40 (B-)`, `100%`, `12 Laporan`, `-`."""
    angka = "" if besaran.nilai is None else format_number(besaran.nilai, desimal)
    if besaran.tingkat is not None:
        bentuk = aturan["predikat_skala"].get(indikator.skala.kode if indikator.skala else "", aturan["predikat"])
        return pola.isi(bentuk, {"tingkat": besaran.tingkat.kode, "nilai": angka}) if angka else besaran.tingkat.kode
    if not angka:
        return cetak.KOSONG
    persen = indikator.satuan is not None and indikator.satuan.simbol == "%"
    return cetak.dengan_satuan(indikator, angka) if aturan["persen" if persen else "satuan"] else angka


def rumus(indikator: Indikator, variabel: Mapping[str, str], gaya: str) -> tuple[str, Pecahan | None]:
    """The formula in one line, and drawn as a fraction where the layout wants that and the formula has one."""
    atas, bawah = variabel.get(Variabel.Peran.PEMBILANG, ""), variabel.get(Variabel.Peran.PENYEBUT, "")
    if gaya == "tertulis":
        return indikator.formulasi, None
    if gaya == "pecahan":
        return indikator.formulasi or (f"({atas} / {bawah})" if atas and bawah else ""), _digambar(
            indikator, atas, bawah
        )
    if not (atas and bawah):
        return indikator.formulasi, None
    seratus = _seratus(indikator)
    bentuk = {
        "miring": f"{atas} / {bawah} × {seratus}",
        "kalimat": f"{atas} dibagi {bawah} dikali {seratus}",
        "titik-dua": f"{atas} × {seratus} : {bawah}",
    }
    return bentuk[gaya], None


def dengan_hitungan(
    formulasi: str, pecahan: Pecahan | None, hitungan: RumusTertulis, gaya: str
) -> tuple[str, Pecahan | None]:
    """The words an institution wrote, and below them what the values are computed by: one signs both.

    Where the layout draws fractions the computed one is drawn. Words that say the same are not repeated.
    """
    sama = _kata(formulasi) == _kata(hitungan.teks)
    teks = hitungan.teks if sama or not formulasi else f"{formulasi}\nDihitung: {hitungan.teks}"
    if gaya == "pecahan" and hitungan.pecahan is not None and (sama or not formulasi or pecahan is not None):
        atas, bawah, akhir = hitungan.pecahan
        return teks, {"awal": "", "atas": atas, "bawah": bawah, "akhir": akhir}
    return teks, None if gaya == "pecahan" and not sama else pecahan


def _kata(teks: str) -> list[str]:
    return re.findall(r"\w+|[-+/×]", teks.casefold())


def _digambar(indikator: Indikator, atas: str, bawah: str) -> Pecahan | None:
    """From the variables, or from a formula entered as `(A / B) x C`."""
    if atas and bawah:
        return {"awal": "", "atas": atas, "bawah": bawah, "akhir": f"× {_seratus(indikator)}"}
    ditulis = DITULIS_PECAHAN.fullmatch(indikator.formulasi.strip())
    if ditulis is None:
        return None
    akhir = re.sub(r"^\s*[xX×]\s*", "× ", ditulis["akhir"])
    return {"awal": "", "atas": ditulis["atas"], "bawah": ditulis["bawah"], "akhir": akhir}


def _seratus(indikator: Indikator) -> str:
    return "100%" if indikator.satuan is not None and indikator.satuan.simbol == "%" else "100"


def _penjelasan(sel: Mapping[str, str], tata: Mapping[str, Any]) -> str:
    """Makna, reason and formula in one cell, each under its label where there are several."""
    isi = [(str(p.get("label", "")), sel[p["sumber"]]) for p in tata["penjelasan"] if sel[p["sumber"]]]
    berlabel = tata["penjelasan_berlabel"] or len(isi) > 1
    return "\n".join(f"{label}: {teks}" if berlabel and label else teks for label, teks in isi)


def bernomor(teks: str) -> str:
    """Several lines (regulations a choice rests on) as a numbered list; one line as it is."""
    baris = [b for b in teks.split("\n") if b.strip()]
    return "\n".join(f"{n}. {b}" for n, b in enumerate(baris, 1)) if len(baris) > 1 else teks


def satuan(indikator: Indikator) -> str:
    """The unit as a column of its own prints it: `%` as the sign, everything else as the word."""
    if indikator.satuan is None:
        return "-"
    return "%" if indikator.satuan.simbol == "%" else indikator.satuan.nama
