"""What a draft plan still lacks before it can be approved."""

from dataclasses import dataclass

from indicators.models import Indikator, JadwalPengisian, RencanaTahunan, SubKegiatan, Target
from indicators.selectors.pendahulu import yang_mengukur
from sakip.lib.numbers import romawi


@dataclass(frozen=True)
class Kekurangan:
    """`wajib`: what must be mended first. `luar`: IKU and sub kegiatan that the plan leaves out, perhaps on purpose."""

    wajib: tuple[str, ...]
    luar: tuple[str, ...]


def kekurangan_rencana(rencana: RencanaTahunan) -> Kekurangan:
    """What the plan lacks, each as a sentence. Four queries."""
    target = Target.objects.filter(rencana=rencana)
    isi = [
        (nama, jenjang, sub, nilai is None and tingkat is None)
        for nama, jenjang, sub, nilai, tingkat in target.order_by("indikator__urutan", "indikator_id").values_list(
            "indikator__nama", "indikator__jenjang", "indikator__sub_kegiatan_id", "nilai", "tingkat_id"
        )
    ]
    wajib = [] if isi else ["Belum ada satu pun target. Isi target indikator rencana ini."]
    wajib += [f"Indikator “{nama}” ada dalam rencana tetapi targetnya kosong." for nama, _, _, kosong in isi if kosong]
    bertarget = {sub for _, jenjang, sub, _ in isi if jenjang == Indikator.Jenjang.SUB_KEGIATAN}
    sub = SubKegiatan.objects.filter(perangkat_daerah=rencana.perangkat_daerah_id, periode=rencana.periode_id)
    tanpa_pagu = list(sub.exclude(pagu__rencana=rencana).order_by("urutan", "pk").values_list("pk", "kode", "uraian"))
    if tanpa_pagu and not rencana.pagu.exists():
        wajib.append("Belum ada satu pun pagu. Isi pagu sub kegiatan rencana ini.")
        tanpa_pagu = []
    for pk, kode, uraian in tanpa_pagu:
        if pk in bertarget:
            wajib.append(f"Sub kegiatan “{f'{kode} {uraian}'.strip()}” bertarget tetapi belum berpagu.")
    milik = {"perangkat_daerah": rencana.perangkat_daerah_id, "periode": rencana.periode_id}
    iku = Indikator.objects.filter(yang_mengukur([rencana.pk]), iku=True, **milik)
    luar = [
        f"IKU “{nama}” tidak masuk rencana."
        for nama in iku.exclude(target__rencana=rencana).order_by("urutan", "pk").values_list("nama", flat=True)
    ]
    luar += [
        f"Sub kegiatan “{f'{kode} {uraian}'.strip()}” tidak berpagu."
        for pk, kode, uraian in tanpa_pagu
        if pk not in bertarget
    ]
    return Kekurangan(tuple(wajib), tuple(luar))


def triwulan_tertutup(rencana: RencanaTahunan, mulai: int | None = None) -> str:
    """Why the plan cannot count from its quarter (or `mulai`), empty when it can: a closed one keeps its targets."""
    mulai = mulai or rencana.berlaku_mulai
    tutup = (
        JadwalPengisian.objects.filter(
            perangkat_daerah=rencana.perangkat_daerah_id,
            tahun=rencana.tahun,
            triwulan__gte=mulai,
            status=JadwalPengisian.Status.CLOSED,
        )
        .order_by("triwulan")
        .values_list("triwulan", flat=True)
    )
    *awal, akhir = [romawi(tw) for tw in tutup] or [""]
    if not akhir:
        return ""
    nama = f"{', '.join(awal)}{',' if len(awal) > 1 else ''} dan {akhir}" if awal else akhir
    jalan = "Pilih triwulan mulai yang belum ditutup, atau buka" if rencana.urutan > 1 else "Buka"
    return (
        f"Triwulan {nama} sudah ditutup, sedangkan rencana ini berlaku mulai triwulan {romawi(mulai)}."
        f" {jalan} kembali triwulan itu."
    )
