"""What rows may not be brought in by a workbook: closed periods, approved plans, verified values, codes used twice."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from indicators.buku_kerja.baca import Galat, SelDitolak
from indicators.buku_pd.aturan_pohon import periksa_pohon
from indicators.buku_pd.cocok import Baris, Selisih
from indicators.buku_pd.kembar import nama_unit_ganda
from indicators.buku_pd.muat import Isi
from indicators.buku_pd.susun import contoh_rumus, rincian, variabel_rumus
from indicators.models import Indikator, PeriodeRenstra, Realisasi, RencanaTahunan, Status
from indicators.workflow import EDITABLE

DISAHKAN = "Rencana {nama} sudah disahkan dan tidak dapat diubah. Buka rencana perubahan sebagai salinannya."
MILIK_DAERAH = (
    "Visi dan misi milik pemerintah daerah, dipakai semua perangkat daerahnya. Mintalah perencana pemerintah daerah "
    "mengubahnya, atau hapus lembar ini dari berkas."
)
TERUKUR = frozenset({"satuan", "jenis_nilai", "skala", "arah", "akumulasi", "rumus", "ekspresi"})
BERKODE = {"program": (), "kegiatan": ("program",), "sub_kegiatan": ("kegiatan",)}
MAKS_DEPAN = 15
BERSKALA = frozenset({"PREDIKAT", "KESESUAIAN", "KATEGORI"})


def periksa_aturan(selisih: Selisih, *, daerah: bool) -> None:
    """Add refusals to `selisih.galat`. `daerah`: visi and misi may be changed too. At most two queries."""
    isi = selisih.isi
    semua = [*selisih.baru, *selisih.ubah, *selisih.hapus]
    if semua and isi.periode.status == PeriodeRenstra.Status.CLOSED:
        selisih.galat.append(
            Galat("", "", f"Periode Renstra {isi.periode} sudah ditutup, sehingga tidak dapat diubah.")
        )
    terukur = _terukur(selisih)
    for b in semua:
        if b.tabel.nama in ("visi", "misi") and not daerah:
            _tolak(selisih, b, "", MILIK_DAERAH)
        if aturan := ATURAN.get(b.tabel.nama):
            aturan(selisih, b)
        if b.rekam is not None and b.rekam.pk in terukur and b.tabel.nama == "indikator":
            _indikator_terukur(selisih, b)
    for nama, atasan in BERKODE.items():
        _kode_ganda(selisih, nama, atasan)
    for nama in ("unit", "sasaran"):
        _berputar(selisih, nama)
    nama_unit_ganda(selisih, _keadaan(selisih, "unit"))
    periksa_pohon(selisih, partial(_keadaan, selisih, "sasaran"))
    _rencana_baru(selisih)
    _iku_program(selisih)


def _tolak(selisih: Selisih, b: Baris, kolom: str, kalimat: str) -> None:
    tempat = next((s.alamat for s in b.sel if s.bidang.kunci == kolom), b.alamat)
    selisih.galat.append(Galat(tempat, b.nama[:200], kalimat))


# --- Plans ------------------------------------------------------------------------------------------------------


def _disahkan(isi: Isi, kunci: str) -> bool:
    rekam = isi.rekam["rencana"].get(kunci)
    return rekam is not None and rekam.obj.status == RencanaTahunan.Status.APPROVED


def _isi_rencana(selisih: Selisih, b: Baris) -> None:
    for kunci in {b.isi.get("rencana", ""), b.rekam.isi["rencana"] if b.rekam else ""}:
        if _disahkan(selisih.isi, kunci):
            _tolak(selisih, b, "", DISAHKAN.format(nama=kunci))


def _rencana(selisih: Selisih, b: Baris) -> None:
    if b.rekam is None:
        tahun = b.isi.get("tahun", "")
        if tahun and int(tahun) not in selisih.isi.periode.tahun:
            _tolak(selisih, b, "tahun", f"Tahun {tahun} di luar periode {selisih.isi.periode}.")
    elif _disahkan(selisih.isi, b.kunci):
        _tolak(selisih, b, "", DISAHKAN.format(nama=b.kunci))
    elif any(s.bidang.kunci == "status" for s in b.sel):
        _tolak(selisih, b, "status", "Rencana disahkan pada halaman rencananya, bukan lewat berkas.")
    if b.isi.get("berlaku_mulai") not in ("1", "2", "3", "4") and b not in selisih.hapus:
        _tolak(selisih, b, "berlaku_mulai", "Rencana berlaku mulai triwulan 1 sampai 4.")


def _rencana_baru(selisih: Selisih) -> None:
    """A year has one draft, and all its versions in one period of the perangkat daerah."""
    baru = [b for b in selisih.baru if b.tabel.nama == "rencana"]
    if not baru:
        return
    isi = selisih.isi
    lain = RencanaTahunan.objects.filter(perangkat_daerah=isi.perangkat_daerah).exclude(periode=isi.periode)
    periode = {str(r.tahun): r.periode for r in lain.select_related("periode").order_by("pk")}
    draf = Counter(r.isi["tahun"] for r in isi.rekam["rencana"].values() if r.isi["status"] == "DRAFT")
    for b in baru:
        if letak := periode.get(b.isi.get("tahun", "")):
            ada = f"Rencana tahun {b.isi['tahun']} sudah ada dalam Renstra {letak}, dan perubahannya tetap di sana."
            _tolak(selisih, b, "tahun", f"{ada} Buka perubahan dari rencana itu, dan hapus baris ini dari berkas.")
        if b.isi.get("status") == "DRAFT":
            draf[b.isi.get("tahun", "")] += 1
            if draf[b.isi.get("tahun", "")] > 1:
                _tolak(selisih, b, "status", "Masih ada rencana yang belum disahkan untuk tahun ini.")


def _pagu(selisih: Selisih, b: Baris) -> None:
    _isi_rencana(selisih, b)
    if b.isi.get("jumlah", "").startswith("-"):
        _tolak(selisih, b, "jumlah", "Pagu tidak boleh kurang dari nol.")


# --- Indicators -------------------------------------------------------------------------------------------------


def _terukur(selisih: Selisih) -> set[int]:
    """Changed indicators that have values which were submitted or verified."""
    pk = [b.rekam.pk for b in selisih.ubah if b.tabel.nama == "indikator" and b.rekam]
    if not pk:
        return set()
    tetap = (Status.SUBMITTED, Status.VERIFIED)
    return set(Realisasi.objects.filter(indikator__in=pk, status__in=tetap).values_list("indikator", flat=True))


def _indikator_terukur(selisih: Selisih, b: Baris) -> None:
    for s in b.sel:
        if s.bidang.kunci in TERUKUR:
            kalimat = f"{s.bidang.judul} tidak dapat diubah: nilainya sudah ada yang diajukan atau diverifikasi."
            _tolak(selisih, b, s.bidang.kunci, f"{kalimat} Buat indikator baru sebagai kelanjutannya.")


def _indikator(selisih: Selisih, b: Baris) -> None:
    if b in selisih.hapus:
        return
    if b.isi.get("iku") and b.isi.get("jenjang") not in ("tujuan", "sasaran"):
        _tolak(selisih, b, "iku", "IKU hanya boleh indikator tujuan atau sasaran.")
    if b.isi.get("jenis_nilai") in BERSKALA and not b.isi.get("skala"):
        _tolak(selisih, b, "skala", "Indikator predikat, kesesuaian, atau kategori harus memiliki skala.")
    if b.isi.get("rumus") == Indikator.Rumus.EKSPRESI and not b.isi.get("ekspresi"):
        _tolak(selisih, b, "ekspresi", "Tulis rumusnya, atau pilih cara lain nilai diperoleh.")
    _target_tahun(selisih, b)
    for kolom, baca in (("variabel_rumus", variabel_rumus), ("contoh_rumus", contoh_rumus)):
        _rumus_terbaca(selisih, b, kolom, baca)


def _target_tahun(selisih: Selisih, b: Baris) -> None:
    """The targets of the years: figures that fit, and steps that the scale has."""
    skala = b.isi.get("skala", "")
    for kolom, teks in b.isi.items():
        if not teks or not kolom.startswith("target_") or kolom == "target_contoh":
            continue
        angka, _, kode = teks.partition("|")
        if len(angka.partition(".")[0].lstrip("-")) > MAKS_DEPAN:
            _tolak(selisih, b, kolom, f"Target terlalu besar: paling banyak {MAKS_DEPAN} angka di depan koma.")
        if kode and (skala, kode) not in selisih.isi.acuan.tingkat:
            ada = ", ".join(k for s, k in selisih.isi.acuan.tingkat if s == skala)
            pilihan = f" Pilihannya: {ada}." if ada else " Indikator ini diisi angka, tanpa predikat."
            _tolak(selisih, b, kolom, f"“{kode[:40]}” bukan predikat indikator ini.{pilihan}")


def _iku_program(selisih: Selisih) -> None:
    """A programme supports IKU of its own sasaran only."""
    program = [b for b in (*selisih.ubah, *selisih.baru) if b.tabel.nama == "program" and b.isi.get("iku")]
    indikator = _keadaan(selisih, "indikator") if program else {}
    for b in program:
        for kode in b.isi["iku"].split(";"):
            isi = indikator.get(kode)
            if isi and (isi.get("jenjang"), isi.get("unsur")) != ("sasaran", b.isi.get("sasaran")):
                _tolak(selisih, b, "iku", f"{kode[:80]} bukan indikator sasaran program ini. Pilih IKU sasarannya.")


def _rumus_terbaca(selisih: Selisih, b: Baris, kolom: str, baca: Callable[[str], object]) -> None:
    try:
        baca(b.isi.get(kolom, ""))
    except (SelDitolak, ValueError) as error:
        _tolak(selisih, b, kolom, str(error))


# --- Quarters ---------------------------------------------------------------------------------------------------


def _jadwal(selisih: Selisih, b: Baris) -> None:
    if b.rekam is not None:
        _tolak(
            selisih, b, "", "Triwulan yang sudah ada dibuka, diundur, dan ditutup pada halamannya, bukan lewat berkas."
        )
    elif b.isi.get("triwulan") not in ("1", "2", "3", "4"):
        _tolak(selisih, b, "triwulan", "Triwulan hanya 1 sampai 4.")


def _realisasi(selisih: Selisih, b: Baris) -> None:
    triwulan = f"{b.isi.get('tahun', '')}/{b.isi.get('triwulan', '')}"
    if kalimat := _tertutup(selisih, b, triwulan):
        _tolak(selisih, b, "", kalimat)
    _rumus_terbaca(selisih, b, "rincian", rincian)


def _tertutup(selisih: Selisih, b: Baris, triwulan: str) -> str:
    """Why a value cannot be brought in. A quarter that comes with the file brings its values as they are."""
    jadwal = selisih.isi.rekam["jadwal"].get(triwulan)
    if jadwal is None and b.rekam is None and any(j.kunci == triwulan for j in selisih.jadwal_baru):
        return ""
    if jadwal is None or jadwal.obj.status == "PLANNED":
        return f"Triwulan {triwulan} belum dibuka, sehingga realisasinya belum dapat diisi."
    if jadwal.obj.status == "CLOSED":
        return f"Triwulan {triwulan} sudah ditutup. Buka kembali triwulannya lebih dulu."
    if b.rekam is not None and b.rekam.obj.status not in EDITABLE:
        return "Baris ini sudah diajukan atau diverifikasi. Tarik atau kembalikan lembarnya lebih dulu."
    berubah = any(s.bidang.kunci in ("status", "catatan_verifikasi") for s in b.sel)
    if berubah or b.rekam is None and b.isi.get("status", "") not in ("", Status.DRAFT):
        return "Lembar diajukan dan diverifikasi pada halamannya, bukan lewat berkas. Isi statusnya Draf."
    return ""


ATURAN: Mapping[str, Callable[[Selisih, Baris], None]] = {
    "rencana": _rencana,
    "target": _isi_rencana,
    "pagu": _pagu,
    "indikator": _indikator,
    "jadwal": _jadwal,
    "realisasi": _realisasi,
    "realisasi_anggaran": _realisasi,
}


# --- Over all rows of a table ---------------------------------------------------------------------------------------


def _keadaan(selisih: Selisih, nama: str) -> dict[str, dict[str, str]]:
    """The rows of a table as they would be."""
    hasil = {k: r.isi for k, r in selisih.isi.rekam[nama].items()}
    for b in (*selisih.ubah, *selisih.baru):
        if b.tabel.nama == nama:
            hasil[b.kunci] = b.isi
    for b in selisih.hapus:
        if b.tabel.nama == nama:
            hasil.pop(b.kunci, None)
    return hasil


def _kode_ganda(selisih: Selisih, nama: str, atasan: tuple[str, ...]) -> None:
    hitung = Counter(
        (*(isi.get(k, "") for k in atasan), isi["kode"]) for isi in _keadaan(selisih, nama).values() if isi.get("kode")
    )
    for b in (*selisih.ubah, *selisih.baru):
        if b.tabel.nama == nama and hitung[*(b.isi.get(k, "") for k in atasan), b.isi.get("kode", "")] > 1:
            _tolak(selisih, b, "kode", f"Kode {b.isi['kode']} dipakai dua kali. Beri setiap baris kodenya sendiri.")


def _berputar(selisih: Selisih, nama: str) -> None:
    """A row that stands below itself."""
    baris = [b for b in (*selisih.ubah, *selisih.baru) if b.tabel.nama == nama]
    if not baris:
        return
    induk = {k: isi.get("induk", "") for k, isi in _keadaan(selisih, nama).items()}
    for b in baris:
        lewat, di = {b.kunci}, induk.get(b.kunci, "")
        while di and di not in lewat:
            lewat.add(di)
            di = induk.get(di, "")
        if di:
            _tolak(selisih, b, "induk", "Baris ini berada di bawah dirinya sendiri. Periksa atasannya.")
