"""One indikator of the cascade: create, change, let another one take its place.

Who may: a planner of the perangkat daerah (EDIT_CASCADE), in a period that is not closed. How an indikator is measured
stays once values were submitted or an approved plan promises it; then it gets a successor, and trends go on in that.
"""

import re
from dataclasses import replace
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Max

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue, StaleData
from indicators.models import (
    Indikator,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    Realisasi,
    Sasaran,
    Status,
    User,
    Variabel,
)
from indicators.permissions import Ability
from indicators.selectors.pendahulu import yang_mengukur
from indicators.services import audit
from indicators.services.baris import muat
from indicators.services.indikator_aturan import (
    KONDISI,
    TEKS,
    IsianDitolak,
    IsianIndikator,
    periksa,
    periksa_skala_dipakai,
    require_ukuran,
    ukuran_tetap,
)
from indicators.services.indikator_penerus import gantikan
from indicators.services.periode_tutup import tahan_terbuka
from indicators.services.rumus import rumus_remove
from indicators.services.versi import versi
from indicators.tingkat import Unsur, nama_unsur, tingkat_of

BERUBAH = "Indikator ini baru saja diubah orang lain. Bandingkan kedua isinya, lalu pilih mana yang disimpan."
DIHAPUS = "Indikator ini sudah dihapus orang lain. Muat ulang halaman."
AWALAN = {"tujuan": "tujuan", "sasaran": "sasaran", "program": "program", "kegiatan": "kegiatan", "sub_kegiatan": "sub"}
KOLOM = ("iku", "jenis_nilai", "satuan", "skala", "arah", "akumulasi", "desimal", "unit_kerja", "predecessor")
MAKS_GENERASI = 50


def isian_dari(indikator: Indikator) -> IsianIndikator:
    """What is stored of an indikator, as a person would write it. Two queries."""
    variabel = {v.peran: v.nama for v in indikator.variabel.all()}
    return IsianIndikator(
        **{k: getattr(indikator, k) for k in (*TEKS, *KOLOM, "rumus")},
        **{f"{k}_{bagian}": getattr(indikator, f"{k}_{bagian}") for k in KONDISI for bagian in ("nilai", "tingkat")},
        pembilang=variabel.get(Variabel.Peran.PEMBILANG, ""),
        penyebut=variabel.get(Variabel.Peran.PENYEBUT, ""),
        program=tuple(indikator.program_pendukung.order_by("urutan", "pk")),
    )


@transaction.atomic
def indikator_baru(*, unsur: Unsur, isian: IsianIndikator, by: User) -> Indikator:
    """Add one indikator to an element, the last of its indikator.

    Raises NotAllowed, Closed (the period), and InvalidValue: IsianDitolak with a sentence for each field.
    """
    jenjang = tingkat_of(unsur).jenis
    if jenjang not in Indikator.Jenjang.values:
        raise InvalidValue("Indikator diukur dari tujuan sampai sub kegiatan; visi dan misi tidak memilikinya.")
    pemilik = cast("Any", unsur).perangkat_daerah
    require_ubah(pemilik, unsur.periode, by)
    tahan_terbuka(unsur.periode)
    baru = Indikator(periode=unsur.periode, perangkat_daerah=pemilik, jenjang=jenjang, **{jenjang: unsur})
    _isi(baru, isian)
    milik = {"periode": unsur.periode, "perangkat_daerah": pemilik, jenjang: unsur}
    baru.urutan = (Indikator.objects.filter(**milik).aggregate(terakhir=Max("urutan"))["terakhir"] or 0) + 1
    _simpan_berkode(baru, _kode_baru(baru))
    _isi_milik(baru, isian)
    catat(by, baru, "indikator.created", {}, gambaran(baru))
    return baru


@transaction.atomic
def indikator_ubah(*, indikator: Indikator, isian: IsianIndikator, versi_dilihat: str, by: User) -> Indikator:
    """Change an indikator.

    Raises NotAllowed, Closed (the period; UkuranTetap for a measure that stays), InvalidValue (IsianDitolak), and
    StaleData when somebody changed it after `versi_dilihat`; the same values sent twice are no conflict.
    """
    require_ubah(indikator.perangkat_daerah, indikator.periode, by)
    tahan_terbuka(indikator.periode)
    kini = terkunci(indikator)
    lama = isian_dari(kini)
    sebelum, tetap = gambaran(kini), ukuran_tetap(kini)
    _isi(kini, isian, lama)
    sesudah = gambaran(kini) | _milik_teks(isian)
    if sebelum == sesudah:
        return kini
    if versi(kini) != versi_dilihat:
        raise StaleData(BERUBAH, tersimpan=terkunci(indikator))
    require_ukuran(*tetap, sebelum, sesudah)
    if lama.unit_kerja != kini.unit_kerja:
        _require_unit_dapat_diganti(kini)
    if lama.skala != kini.skala:
        periksa_skala_dipakai(kini, kini.skala)
    if lama.rumus == Indikator.Rumus.EKSPRESI != isian.rumus:
        rumus_remove(indikator=kini, by=by)
        kini.ekspresi = ""
    kini.save()
    _isi_milik(kini, isian)
    catat(by, kini, "indikator.changed", *audit.changes(sebelum, sesudah))
    return kini


@transaction.atomic
def indikator_penerus(*, indikator: Indikator, isian: IsianIndikator, by: User) -> Indikator:
    """Let a new indikator take the place of one whose measure stays: at the same element, linked as its predecessor.

    It takes its place in draft plans (measured alike, with the targets), and in all that is made once a plan has it
    (`selectors.pendahulu.yang_mengukur`); what was, stays with the old one. Raises what `indikator_baru` raises, and
    Closed when there is a successor already.
    """
    require_ubah(indikator.perangkat_daerah, indikator.periode, by)
    tahan_terbuka(indikator.periode)
    lama = terkunci(indikator)
    if (ada := lama.successor.filter(periode=lama.periode).first()) is not None:
        raise Closed(f"Indikator ini sudah diteruskan oleh “{ada.nama}”. Ubah penerusnya itu.")
    baru = Indikator(
        periode=lama.periode,
        perangkat_daerah=lama.perangkat_daerah,
        jenjang=lama.jenjang,
        urutan=lama.urutan,
        **{lama.jenjang: lama.unsur},
    )
    _isi(baru, replace(isian, predecessor=lama))
    _simpan_berkode(baru, _kode_penerus(lama))
    _isi_milik(baru, isian)
    catat(by, baru, "indikator.succeeded", {}, gambaran(baru))
    gantikan(lama, baru, by=by)
    return baru


# --- Who and when ------------------------------------------------------------------------------------------------


def require_ubah(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, by: User) -> None:
    """Raise NotAllowed unless the person may change indikator there, Closed when the period is over."""
    permissions.require(by, Ability.EDIT_CASCADE, perangkat_daerah)
    if periode.status == PeriodeRenstra.Status.CLOSED:
        raise Closed(f"Periode Renstra {periode} sudah ditutup; isinya tinggal dibaca.")


def terkunci(indikator: Indikator) -> Indikator:
    """The row as it is stored now, locked until the transaction ends, with what its words need."""
    rows = Indikator.objects.select_for_update(of=("self",)).select_related(
        *("perangkat_daerah__pemerintah_daerah", "periode", "unit_kerja", "satuan", "skala", "predecessor"),
        *("kondisi_awal_tingkat", "kondisi_akhir_tingkat", *Indikator.Jenjang.values),
    )
    kini = rows.filter(pk=indikator.pk).first()
    if kini is None:
        raise StaleData(DIHAPUS)
    return kini


def _require_unit_dapat_diganti(indikator: Indikator) -> None:
    """What waits for verification in a unit's sheet does not leave that sheet."""
    if Realisasi.objects.filter(indikator=indikator, status=Status.SUBMITTED).exists():
        kalimat = "Realisasinya sedang diverifikasi. Selesaikan verifikasinya, baru unit pengisinya diganti."
        raise IsianDitolak({"unit_kerja": kalimat})


# --- Writing -----------------------------------------------------------------------------------------------------


def _isi(indikator: Indikator, isian: IsianIndikator, lama: IsianIndikator | None = None) -> None:
    """Write the columns; raises IsianDitolak."""
    milik_unit = isinstance(indikator.unsur, Sasaran) and indikator.unsur.unit_kerja_id is not None
    periksa(isian, indikator.jenjang, milik_unit, lama)
    _periksa_kaitan(indikator, isian, lama)
    for kolom in TEKS:
        setattr(indikator, kolom, getattr(isian, kolom).strip())
    indikator.nama = " ".join(indikator.nama.split())
    for kolom in KOLOM:
        setattr(indikator, kolom, getattr(isian, kolom))
    for k in KONDISI:
        setattr(indikator, f"{k}_nilai", muat(getattr(isian, f"{k}_nilai"), "Kondisi"))
        setattr(indikator, f"{k}_tingkat", getattr(isian, f"{k}_tingkat"))
    if isian.rumus == Indikator.Rumus.EKSPRESI != indikator.rumus:
        raise IsianDitolak(
            {"rumus": "Rumus dengan variabel ditetapkan pada halaman Rumus, setelah indikatornya tersimpan."}
        )
    indikator.rumus = isian.rumus


def _periksa_kaitan(indikator: Indikator, isian: IsianIndikator, lama: IsianIndikator | None) -> None:
    """Units, programmes and predecessors are those of its own place."""
    galat = {}
    pd = indikator.perangkat_daerah_id
    unit = isian.unit_kerja
    if unit is not None and unit.perangkat_daerah_id != pd:
        galat["unit_kerja"] = "Unit kerja itu milik perangkat daerah yang lain."
    elif unit is not None and unit.berlaku_sampai is not None and (lama is None or lama.unit_kerja != unit):
        galat["unit_kerja"] = f"{unit.nama} sudah tidak berlaku. Pilih unit yang masih ada."
    if any(p.sasaran_id != indikator.sasaran_id for p in isian.program):
        galat["program"] = "Program pendukung dipilih dari program di bawah sasaran yang sama."
    if _nama_ganda(indikator, isian, lama):
        galat["nama"] = "Unsur ini sudah memiliki indikator bernama sama. Ubah yang sudah ada, atau bedakan namanya."
    if (isian.predecessor != lama.predecessor if lama else isian.predecessor) and (
        kalimat := _pendahulu_salah(indikator, isian.predecessor)
    ):
        galat["predecessor"] = kalimat
    if galat:
        raise IsianDitolak(galat)


def _nama_ganda(indikator: Indikator, isian: IsianIndikator, lama: IsianIndikator | None) -> bool:
    """Whether the element has the name already, but for what it continues: also what a form sent twice would do."""
    nama = _rapat(isian.nama)
    if lama is not None and _rapat(lama.nama) == nama:
        return False
    sebelah = Indikator.objects.filter(
        yang_mengukur(), **{f"{indikator.jenjang}_id": getattr(indikator, f"{indikator.jenjang}_id")}
    )
    lain = sebelah.exclude(pk__in=[k for k in (indikator.pk, getattr(isian.predecessor, "pk", None)) if k])
    return any(_rapat(n) == nama for n in lain.values_list("nama", flat=True))


def _rapat(nama: str) -> str:
    return " ".join(nama.split()).casefold()


def _pendahulu_salah(indikator: Indikator, pendahulu: Indikator | None) -> str:
    """Why the indikator cannot continue that one; empty when it can. A circle would be a trend without a beginning."""
    if pendahulu is None:
        return ""
    if pendahulu.perangkat_daerah_id != indikator.perangkat_daerah_id:
        return "Pendahulunya dipilih dari indikator perangkat daerah yang sama."
    if pendahulu.periode.tahun_awal > indikator.periode.tahun_awal:
        return "Pendahulunya tidak mungkin dari periode sesudahnya."
    lain = pendahulu.successor.filter(periode=indikator.periode).exclude(pk=indikator.pk).first()
    if lain is not None:
        return f"Indikator itu sudah diteruskan oleh “{lain.nama}” pada periode ini."
    atas: int | None = pendahulu.pk
    for _ in range(MAKS_GENERASI):
        if atas is None:
            return ""
        if atas == indikator.pk:
            return "Indikator ini sendiri pendahulu dari indikator itu; keduanya tidak dapat saling meneruskan."
        atas = Indikator.objects.filter(pk=atas).values_list("predecessor_id", flat=True).first()
    return "Rantai pendahulunya terlalu panjang."


def _isi_milik(indikator: Indikator, isian: IsianIndikator) -> None:
    """Store what a ratio divides, and the programmes behind an IKU. A formula keeps the ratio it replaced."""
    if isian.rumus != Indikator.Rumus.EKSPRESI:
        for peran in Variabel.Peran:
            nama = getattr(isian, peran.value.lower()).strip()
            if nama:
                Variabel.objects.update_or_create(indikator=indikator, peran=peran, defaults={"nama": nama})
            else:
                indikator.variabel.filter(peran=peran).delete()
    if isian.program or indikator.program_pendukung.exists():
        indikator.program_pendukung.set(isian.program)


def _simpan_berkode(indikator: Indikator, kode: str) -> None:
    """Store a new row; two who add one in the same moment are told apart by the database."""
    indikator.kode = kode
    try:
        with transaction.atomic():
            indikator.save()
    except IntegrityError as error:
        raise InvalidValue("Indikator lain baru saja ditambahkan di tempat yang sama. Simpan sekali lagi.") from error


def _kode_baru(indikator: Indikator) -> str:
    """`iku-7`: the next number among the codes of its kind in the period. Workbooks and documents know it by that."""
    awalan = "iku" if indikator.iku else AWALAN[indikator.jenjang]
    milik = Indikator.objects.filter(perangkat_daerah=indikator.perangkat_daerah, periode=indikator.periode)
    nomor = [re.fullmatch(rf"{awalan}-(\d+)", k) for k in milik.values_list("kode", flat=True)]
    return f"{awalan}-{max((int(n[1]) for n in nomor if n), default=0) + 1}"


def _kode_penerus(lama: Indikator) -> str:
    """`iku-7-p2`, the successor of `iku-7`."""
    cocok = re.fullmatch(r"(.*)-p(\d+)", lama.kode)
    dasar, nomor = (cocok[1], int(cocok[2])) if cocok else (lama.kode, 1)
    return f"{dasar[:74]}-p{nomor + 1}"


# --- The trail ---------------------------------------------------------------------------------------------------


def gambaran(indikator: Indikator) -> dict[str, Any]:
    """An indikator in words, field by field: what the trail keeps, and what two versions are told by. Two queries."""
    isi: dict[str, Any] = {k: getattr(indikator, k) for k in (*TEKS, *KOLOM, "rumus")}
    for k in ("satuan", "skala", "unit_kerja", "predecessor"):
        isi[k] = isi[k].nama if isi[k] else ""
    for k in KONDISI:
        isi[f"{k}_nilai"] = audit.as_text(getattr(indikator, f"{k}_nilai"))
        isi[f"{k}_tingkat"] = str(getattr(indikator, f"{k}_tingkat") or "")
    variabel = {v.peran: v.nama for v in indikator.variabel.all()}
    return isi | {
        "letak": nama_unsur(cast("Unsur", indikator.unsur)),
        "pembilang": variabel.get(Variabel.Peran.PEMBILANG, ""),
        "penyebut": variabel.get(Variabel.Peran.PENYEBUT, ""),
        "program": _nama_program(indikator.program_pendukung.order_by("urutan", "pk")),
    }


def _milik_teks(isian: IsianIndikator) -> dict[str, Any]:
    """What `gambaran` will say of the rows beside it once they are stored."""
    program = sorted(isian.program, key=lambda p: (p.urutan, p.pk))
    hasil: dict[str, Any] = {"program": _nama_program(program)}
    if isian.rumus != Indikator.Rumus.EKSPRESI:
        hasil |= {k: getattr(isian, k).strip() for k in ("pembilang", "penyebut")}
    return hasil


def _nama_program(program: Any) -> list[str]:
    return [nama_unsur(cast("Program", p)) for p in program]


def catat(by: User, indikator: Indikator, aksi: str, sebelum: dict[str, Any], sesudah: dict[str, Any]) -> None:
    """One event about an indikator; of a new one only what was filled in."""
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=indikator,
            nama=indikator.nama,
            perangkat_daerah=indikator.perangkat_daerah,
            unit_kerja=indikator.unit_kerja,
            sebelum=sebelum,
            sesudah={k: v for k, v in sesudah.items() if sebelum or v not in (None, "", [], False)},
        ),
    )
