"""The cascade, element by element: create, change, move, put in order, delete.

Who may: a planner of the perangkat daerah (EDIT_CASCADE) everything from tujuan down. Visi and misi stand above every
perangkat daerah of the regency, so they need the same ability on the regency itself: a planner of one Setda does not
rewrite the vision forty-two others plan under. Nobody changes anything in a closed period.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue, StaleData
from indicators.models import (
    PemerintahDaerah,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    RealisasiAnggaran,
    Sasaran,
    Status,
    SubKegiatan,
    UnitKerja,
    User,
)
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.kaskade_hapus import require_dapat_dihapus, sertakan_pagu_draf
from indicators.services.periode_tutup import TUTUP, tahan_terbuka
from indicators.services.versi import versi
from indicators.tingkat import TINGKAT, Tingkat, Unsur, induk_of, kolom_induk, nama_unsur, tingkat_of

BERUBAH = "{nama} ini baru saja diubah orang lain. Bandingkan kedua isinya, lalu pilih mana yang disimpan."
PINDAH_LAIN = "{nama} ini baru saja dipindahkan orang lain. Muat ulang halaman, lalu ulangi."
MAKS_URAIAN = 2000


@dataclass(frozen=True)
class IsianUnsur:
    """What a person writes of one element; what its level does not have stays empty."""

    uraian: str
    kode: str = ""
    penjelasan: str = ""
    akronim: str = ""
    unit: UnitKerja | None = None


@transaction.atomic
def kaskade_create(
    *,
    jenis: str,
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    induk: Unsur | None,
    isian: IsianUnsur,
    by: User,
) -> Unsur:
    """Add one element, the last among its siblings. Raises NotAllowed, Closed and InvalidValue (with a sentence).

    A sasaran with a unit is that unit's, and `induk` the sasaran above it.
    """
    tingkat = TINGKAT[jenis]
    baru = cast(
        "Unsur", tingkat.model(periode=periode, **({} if tingkat.daerah else {"perangkat_daerah": perangkat_daerah}))
    )
    require_ubah(baru, by)
    tahan_terbuka(periode)
    if jenis == "sasaran" and isian.unit is not None:
        cast("Sasaran", baru).unit_kerja = isian.unit
    _pasang_induk(baru, induk)
    _isi(baru, isian, kode_baru=True)
    terakhir = _saudara(baru).aggregate(terakhir=Max("urutan"))["terakhir"]
    baru.urutan = (terakhir or 0) + 1
    _simpan(baru)
    _catat(by, baru, "created", {}, _gambaran(baru))
    return baru


@transaction.atomic
def kaskade_change(*, unsur: Unsur, isian: IsianUnsur, versi_dilihat: str, by: User) -> Unsur:
    """Change the words, code and unit of an element.

    Raises NotAllowed, Closed, InvalidValue, and StaleData when somebody changed it after `versi_dilihat`; the same
    values sent twice are stored already and no conflict.
    """
    require_ubah(unsur, by)
    tahan_terbuka(unsur.periode)
    kini = _terkunci(unsur)
    sebelum = _gambaran(kini)
    unit_lama = getattr(kini, "unit_kerja", None)
    _isi(kini, isian, kode_baru=getattr(kini, "kode", "") != isian.kode.strip())
    lama, baru = audit.changes(sebelum, _gambaran(kini))
    if not baru:
        return kini
    if versi(kini) != versi_dilihat:
        nama = tingkat_of(unsur).nama.capitalize()
        raise StaleData(BERUBAH.format(nama=nama), tersimpan=_terkunci(unsur))
    if unit_lama != getattr(kini, "unit_kerja", None):
        _require_unit_dapat_diganti(kini)
    _simpan(kini)
    _catat(by, kini, "changed", lama, baru)
    return kini


@transaction.atomic
def kaskade_move(*, unsur: Unsur, induk: Unsur | None, dari: int | None, by: User) -> Unsur:
    """Hang an element, with all below it, on another one. `dari` is the key of the element above that was seen.

    A moved program lets go of the IKU of its former sasaran. Raises NotAllowed, Closed, InvalidValue (a circle, a code
    that does not begin with that of the new place, another period) and StaleData.
    """
    require_ubah(unsur, by)
    tahan_terbuka(unsur.periode)
    kini = _terkunci(unsur)
    lama = induk_of(kini)
    if lama == induk:
        return kini
    if (lama.pk if lama else None) != dari:
        raise StaleData(PINDAH_LAIN.format(nama=tingkat_of(unsur).nama.capitalize()), tersimpan=kini)
    _pasang_induk(kini, induk)
    _require_kode_di_bawah(kini)
    _require_kode_tunggal(kini)
    terakhir = _saudara(kini).exclude(pk=kini.pk).aggregate(terakhir=Max("urutan"))["terakhir"]
    kini.urutan = (terakhir or 0) + 1
    sebelum: dict[str, Any] = {"letak": nama_unsur(lama) if lama else ""}
    sesudah: dict[str, Any] = {"letak": nama_unsur(induk) if induk else ""}
    if isinstance(kini, Program):
        lepas = list(kini.iku.exclude(sasaran=kini.sasaran))
        kini.iku.remove(*lepas)
        if lepas:
            sebelum["iku"], sesudah["iku"] = [i.nama for i in lepas], []
    _simpan(kini)
    _catat(by, kini, "moved", sebelum, sesudah)
    return kini


@transaction.atomic
def kaskade_reorder(*, unsur: Unsur, ke: int, by: User) -> Unsur:
    """Put an element at place `ke` (0 the first; what is beyond either end is the end) among its siblings.

    The words of nobody change, so an open form of a sibling stays valid. Raises NotAllowed and Closed.
    """
    require_ubah(unsur, by)
    tahan_terbuka(unsur.periode)
    saudara = list(_saudara(unsur).select_for_update().order_by("urutan", "pk"))
    letak = next((n for n, s in enumerate(saudara) if s.pk == unsur.pk), None)
    if letak is None:
        raise StaleData(PINDAH_LAIN.format(nama=tingkat_of(unsur).nama.capitalize()))
    ke = max(0, min(ke, len(saudara) - 1))
    if ke == letak:
        return unsur
    saudara.insert(ke, saudara.pop(letak))
    berubah = []
    for urutan, s in enumerate(saudara, start=1):
        if s.urutan != urutan:
            s.urutan = urutan
            berubah.append(s)
    tingkat_of(unsur).model._default_manager.bulk_update(berubah, ["urutan"])
    _catat(by, unsur, "reordered", {"urutan": letak + 1}, {"urutan": ke + 1})
    return unsur


def letak_di_antara_saudara(unsur: Unsur) -> int:
    """Its place among its siblings, 0 the first."""
    return list(_saudara(unsur).order_by("urutan", "pk").values_list("pk", flat=True)).index(unsur.pk)


def letak_di_sebelah(unsur: Unsur, saudara: int, *, sesudah: bool) -> int:
    """The place (0 the first) before or after the sibling with that key. Raises StaleData when it is none any more."""
    lain = list(_saudara(unsur).exclude(pk=unsur.pk).order_by("urutan", "pk").values_list("pk", flat=True))
    if saudara not in lain:
        raise StaleData(PINDAH_LAIN.format(nama=tingkat_of(unsur).nama.capitalize()))
    return lain.index(saudara) + sesudah


@transaction.atomic
def kaskade_delete(*, unsur: Unsur, versi_dilihat: str, by: User) -> None:
    """Delete an element nothing hangs on; pagu of a plan that is still a draft goes with its sub kegiatan.

    Raises NotAllowed, Closed, Incomplete (listing what hangs on it) and StaleData.
    """
    require_ubah(unsur, by)
    tahan_terbuka(unsur.periode)
    kini = _terkunci(unsur)
    if versi(kini) != versi_dilihat:
        pesan = f"{tingkat_of(unsur).nama.capitalize()} ini baru saja diubah orang lain. Lihat isinya yang baru dulu."
        raise StaleData(pesan, tersimpan=kini)
    require_dapat_dihapus(kini)
    sebelum = _gambaran(kini) | sertakan_pagu_draf(kini)
    _catat(by, kini, "deleted", sebelum, {})
    kini.delete()


# --- Who and when ------------------------------------------------------------------------------------------------


def lingkup_of(unsur: Unsur) -> PerangkatDaerah | PemerintahDaerah:
    """Where the ability is needed: the perangkat daerah, for visi and misi the whole regency."""
    if tingkat_of(unsur).daerah:
        return unsur.periode.pemerintah_daerah
    return cast("PerangkatDaerah", cast("Any", unsur).perangkat_daerah)


def require_ubah(unsur: Unsur, by: User) -> None:
    """Raise NotAllowed unless the person may change it, Closed when its period is closed. A writer also holds that."""
    permissions.require(by, Ability.EDIT_CASCADE, lingkup_of(unsur))
    if unsur.periode.status == PeriodeRenstra.Status.CLOSED:
        raise Closed(TUTUP.format(periode=unsur.periode))


# --- What may stand where ----------------------------------------------------------------------------------------


def _pasang_induk(unsur: Unsur, induk: Unsur | None) -> None:
    """Hang it on the element, once that is of the level above, the same period and perangkat daerah, and no circle."""
    tingkat, kolom = tingkat_of(unsur), kolom_induk(unsur)
    if kolom is None:
        if induk is not None:
            raise InvalidValue("Visi tidak berada di bawah unsur lain.")
        return
    if induk is None:
        if not tingkat.lepas:
            raise InvalidValue(f"Pilih {TINGKAT[kolom].nama} tempat {tingkat.nama} ini berada.")
        setattr(unsur, kolom, None)
        return
    jenis = "sasaran" if kolom == "induk" else kolom
    if tingkat_of(induk).jenis != jenis:
        raise InvalidValue(f"{tingkat.nama.capitalize()} hanya dapat berada di bawah {TINGKAT[jenis].nama}.")
    if induk.periode_id != unsur.periode_id:
        raise InvalidValue(f"{TINGKAT[jenis].nama.capitalize()} itu milik periode Renstra yang lain.")
    milik = getattr(induk, "perangkat_daerah_id", None)
    if milik is not None and milik != getattr(unsur, "perangkat_daerah_id", milik):
        raise InvalidValue(f"{TINGKAT[jenis].nama.capitalize()} itu milik perangkat daerah yang lain.")
    if kolom == "induk":
        _require_bukan_lingkaran(cast("Sasaran", unsur), cast("Sasaran", induk))
    setattr(unsur, kolom, induk)


def _require_bukan_lingkaran(sasaran: Sasaran, induk: Sasaran) -> None:
    """A sasaran below itself would be a tree without a root: every page that walks it would never end."""
    atas = dict(Sasaran.objects.filter(periode_id=sasaran.periode_id).values_list("pk", "induk_id"))
    kunci: int | None = induk.pk
    dilalui: set[int] = set()
    while kunci is not None and kunci not in dilalui:
        if kunci == sasaran.pk:
            raise InvalidValue("Sasaran tidak dapat berada di bawah dirinya sendiri atau di bawah turunannya.")
        dilalui.add(kunci)
        kunci = atas.get(kunci)


def _require_kode_di_bawah(unsur: Unsur) -> None:
    kode, induk = getattr(unsur, "kode", ""), induk_of(unsur)
    atas = getattr(induk, "kode", "")
    if kode and atas and not kode.startswith(f"{atas}."):
        raise InvalidValue(
            f"Kode {kode} tidak berawal dengan {atas}, kode {tingkat_of(cast('Unsur', induk)).nama} di atasnya. "
            "Kosongkan atau betulkan kodenya lebih dulu."
        )


def _require_kode_tunggal(unsur: Unsur) -> None:
    """One code names one element of the perangkat daerah in a period."""
    kode, model = getattr(unsur, "kode", ""), tingkat_of(unsur).model
    if not kode:
        return
    milik = {"periode": unsur.periode_id, "perangkat_daerah": cast("Any", unsur).perangkat_daerah_id, "kode": kode}
    lain = model._default_manager.filter(**milik).exclude(pk=unsur.pk).first()
    if lain is not None:
        raise InvalidValue(f"Kode {kode} sudah dipakai {tingkat_of(unsur).nama} “{lain}”. Satu kode untuk satu unsur.")


def _require_unit_dapat_diganti(unsur: Unsur) -> None:
    """What waits for verification in a unit's sheet does not leave that sheet."""
    if not isinstance(unsur, SubKegiatan):
        return
    if RealisasiAnggaran.objects.filter(sub_kegiatan=unsur, status=Status.SUBMITTED).exists():
        raise Closed("Realisasi sub kegiatan ini sedang diverifikasi. Selesaikan verifikasinya, baru unitnya diganti.")


# --- Writing -----------------------------------------------------------------------------------------------------


def _terkunci(unsur: Unsur) -> Unsur:
    """The row as it is stored now, locked until the transaction ends."""
    rows: models.QuerySet[Any] = tingkat_of(unsur).model._default_manager.select_for_update(of=("self",))
    lain = ["periode__pemerintah_daerah"] + ([] if tingkat_of(unsur).daerah else ["perangkat_daerah"])
    kini = rows.select_related(*lain).filter(pk=unsur.pk).first()
    if kini is None:
        raise StaleData(f"{tingkat_of(unsur).nama.capitalize()} ini sudah dihapus orang lain. Muat ulang halaman.")
    return cast("Unsur", kini)


def _isi(unsur: Unsur, isian: IsianUnsur, *, kode_baru: bool) -> None:
    """Write the columns its level has; raises InvalidValue. A code that stays is not judged anew."""
    tingkat = tingkat_of(unsur)
    unsur.uraian = " ".join(isian.uraian.split()) if tingkat.pola else isian.uraian.strip()
    if not unsur.uraian:
        raise InvalidValue(f"Tulis {'nama' if tingkat.pola else 'uraian'} {tingkat.nama}-nya.")
    if len(unsur.uraian) > MAKS_URAIAN:
        raise InvalidValue(f"Uraian paling panjang {MAKS_URAIAN} huruf.")
    for kolom in ("penjelasan", "akronim"):
        if hasattr(unsur, kolom):
            setattr(unsur, kolom, getattr(isian, kolom).strip())
    if tingkat.berunit or (isinstance(unsur, Sasaran) and unsur.unit_kerja_id is not None):
        _isi_unit(unsur, isian.unit)
    if tingkat.pola is not None and kode_baru:
        cast("Any", unsur).kode = isian.kode.strip()
        _require_bentuk_kode(unsur, tingkat)
        _require_kode_di_bawah(unsur)
        _require_kode_tunggal(unsur)


def _isi_unit(unsur: Any, unit: UnitKerja | None) -> None:
    if unit is None and not isinstance(unsur, SubKegiatan | Sasaran):
        unsur.unit_kerja = None
        return
    if unit is None:
        raise InvalidValue(f"Pilih unit kerja yang menangani {tingkat_of(unsur).nama} ini.")
    if unit.perangkat_daerah_id != unsur.perangkat_daerah_id:
        raise InvalidValue("Unit kerja itu milik perangkat daerah yang lain.")
    unsur.unit_kerja = unit


def _require_bentuk_kode(unsur: Unsur, tingkat: Tingkat) -> None:
    kode = cast("Any", unsur).kode
    if kode and tingkat.pola is not None and not tingkat.pola.match(kode):
        raise InvalidValue(
            f"{kode} bukan kode {tingkat.nama}. Kode {tingkat.nama} ditulis seperti {tingkat.contoh_kode}."
        )


def _saudara(unsur: Unsur) -> models.QuerySet[Any]:
    """The elements a person sees side by side with it, itself among them."""
    rows: models.QuerySet[Any] = tingkat_of(unsur).model._default_manager.filter(periode=unsur.periode_id)
    if not tingkat_of(unsur).daerah:
        rows = rows.filter(perangkat_daerah=cast("Any", unsur).perangkat_daerah_id)
    if isinstance(unsur, Sasaran):
        if unsur.unit_kerja_id is not None:
            return rows.filter(unit_kerja=unsur.unit_kerja_id)
        rows = rows.filter(unit_kerja=None)
    kolom = kolom_induk(unsur)
    return rows.filter(**{kolom: getattr(unsur, f"{kolom}_id")}) if kolom else rows


def _simpan(unsur: Unsur) -> None:
    """Store it; two who take the same code in the same moment are told apart by the database."""
    try:
        with transaction.atomic():
            unsur.save()
    except IntegrityError as error:
        raise InvalidValue(f"Kode {getattr(unsur, 'kode', '')} baru saja dipakai unsur lain.") from error


def _gambaran(unsur: Unsur) -> dict[str, Any]:
    """What the trail keeps of an element, in words: where it stands, what it says, who carries it."""
    induk, unit = induk_of(unsur), getattr(unsur, "unit_kerja", None)
    isi: dict[str, Any] = {"letak": nama_unsur(induk) if induk else "", "unit kerja": unit.nama if unit else ""}
    for kolom in ("kode", "uraian", "akronim", "penjelasan"):
        if hasattr(unsur, kolom):
            isi[kolom] = getattr(unsur, kolom)
    return {k: v for k, v in isi.items() if v or k in ("kode", "unit kerja", "penjelasan", "akronim")}


def _catat(by: User, unsur: Unsur, kerja: str, sebelum: dict[str, Any], sesudah: dict[str, Any]) -> None:
    daerah = tingkat_of(unsur).daerah
    audit.record(
        by,
        audit.Event(
            aksi=f"{unsur._meta.model_name}.{kerja}",
            objek=unsur,
            nama=nama_unsur(unsur),
            perangkat_daerah=None if daerah else cast("Any", unsur).perangkat_daerah,
            pemerintah_daerah=unsur.periode.pemerintah_daerah if daerah else None,
            sebelum=sebelum,
            sesudah=sesudah,
        ),
    )
