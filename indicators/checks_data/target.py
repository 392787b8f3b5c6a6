"""Rules about targets and the money of the year: CARD, PERIOD, XREF, AGG, FORM."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from indicators import calculations
from indicators.checks_data.dasar import Hasil, rapi
from indicators.checks_fakta import Fakta, IndikatorCek, NilaiCek
from sakip.lib.numbers import format_number, format_rupiah

# --- CARD and PERIOD: targets of every year, and of no other -------------------------------------------------


def iku_tanpa_target(f: Fakta) -> Hasil:
    """An IKU has a target in every year of the period, be it that of the one it continues."""
    semua = {i.objek.pk: i for i in f.indikator}
    for i in f.indikator:
        dulu = semua[i.pendahulu].target if i.pendahulu in semua else {}
        kosong = [str(t) for t in f.periode if not _bertarget(i.target, t) and not _bertarget(dulu, t)]
        if i.iku and kosong and not i.diteruskan:
            tahun = "semua tahun" if len(kosong) == len(f.periode) else f"tahun {', '.join(kosong)}"
            yield i.objek, f"Target {tahun} belum diisi. Isi target setiap tahun periode Renstra."


def _bertarget(target: Mapping[int, NilaiCek], tahun: int) -> bool:
    return tahun in target and not target[tahun].kosong


def target_berlubang(f: Fakta) -> Hasil:
    """What is promised in some years of the period is promised in those between and after them."""
    for i in f.indikator:
        ada = [t for t in f.periode if t in i.target and not i.target[t].kosong]
        kosong = [str(t) for t in f.periode if ada and t > ada[0] and t not in ada]
        if kosong and not i.iku and not i.diteruskan and len(ada) > 1:
            yield i.objek, f"Target tahun {', '.join(kosong)} kosong, padahal tahun lain terisi. Lengkapi targetnya."


def target_di_luar_periode(f: Fakta) -> Hasil:
    """A target of a year that the period does not have."""
    for i in f.indikator:
        luar = [str(t) for t in sorted(i.target) if t not in f.periode]
        if luar:
            yield (
                i.objek,
                f"Ada target tahun {', '.join(luar)}, di luar periode {f.periode[0]}–{f.periode[-1]}. Hapus, atau "
                "pindahkan ke indikator periode yang memuatnya.",
            )


def pagu_tanpa_realisasi(f: Fakta) -> Hasil:
    """After a quarter was closed, every sub kegiatan with pagu has a realisasi, be it zero."""
    for p in f.program:
        if f.tutup and p.pagu and p.tanpa_realisasi:
            berapa = "Seluruh" if p.tanpa_realisasi == p.jumlah_sub else f"{p.tanpa_realisasi} dari"
            yield (
                p.objek,
                f"{berapa} {p.jumlah_sub} sub kegiatan berpagu belum memiliki realisasi keuangan (pagu program "
                f"{format_rupiah(p.pagu)}). Lengkapi lembar {', '.join(p.unit)}; isi 0 bila memang belum ada.",
            )


# --- XREF, AGG, SUM: figures that contradict each other ------------------------------------------------------


def target_beda_renstra(f: Fakta) -> Hasil:
    """The year's plan promises something else than the Renstra does."""
    for i in f.indikator:
        renstra = i.target.get(f.tahun)
        if i.rencana is None or renstra is None or renstra.kosong or i.rencana.kosong:
            continue
        if _beda(i.rencana.nilai, renstra.nilai) or _beda(i.rencana.tingkat, renstra.tingkat):
            yield (
                i.objek,
                f"Target rencana tahun {f.tahun} adalah {i.rencana.teks}, sedangkan Renstra {renstra.teks}. Samakan, "
                "atau pastikan dasar perubahannya.",
            )


def _beda(satu: Decimal | int | None, lain: Decimal | int | None) -> bool:
    return satu is not None and lain is not None and satu != lain


def target_akhir_jumlah(f: Fakta) -> Hasil:
    """Yearly targets of which the last is the sum of the others: a total of the period among figures of years."""
    for i in f.indikator:
        nilai = [i.target[t].nilai for t in f.periode if t in i.target]
        angka = [n for n in nilai if n is not None]
        berisi = sum(n > 0 for n in angka[:-1])
        if len(angka) == len(f.periode) and berisi > 1 and sum(angka[:-1], Decimal(0)) == angka[-1]:
            yield (
                i.objek,
                f"Target {f.periode[-1]} ({format_number(angka[-1])}) sama dengan jumlah target tahun sebelumnya. Isi "
                "target tahun itu saja, bukan jumlah satu periode.",
            )


def rencana_tanpa_target(f: Fakta) -> Hasil:
    """What the Renstra promises for the year is in the year's plan, or what stands there in its stead is."""
    pengganti = {i.objek.pk for i in f.indikator if i.diteruskan and i.rencana}
    for i in f.indikator:
        if i.diteruskan or i.pendahulu in pengganti:
            continue
        renstra = i.target.get(f.tahun)
        wajib = i.iku or any(n is not None for n in i.triwulan)
        belum = i.rencana is None or i.rencana.kosong
        if f.ada_rencana and wajib and renstra and not renstra.kosong and belum:
            yield i.objek, f"Renstra menargetkan {renstra.teks} pada {f.tahun}, rencana tahun itu belum. Isi targetnya."


def rencana_tanpa_triwulan(f: Fakta) -> Hasil:
    """A yearly target has its quarters, or nothing can be followed before the year is over."""
    for i in f.indikator:
        if i.rencana is None or i.rencana.nilai is None or i.berskala or i.akumulasi == "TAHUNAN":
            continue
        kosong = [n for n, nilai in enumerate(i.triwulan, 1) if nilai is None]
        if kosong and i.triwulan:
            sebut = "semua triwulan" if len(kosong) == 4 else f"triwulan {', '.join(map(str, kosong))}"
            yield i.objek, f"Target {f.tahun} {i.rencana.teks}, tetapi target {sebut} belum diisi. Bagilah targetnya."


# --- AGG, FORM: quarters beside their year, years beside each other ------------------------------------------


def target_triwulan_beda(f: Fakta) -> Hasil:
    """Quarters lead to the year in the indikator's own way: their sum, their last one, or their mean."""
    for i in f.indikator:
        tahun = i.rencana.nilai if i.rencana else None
        angka = [n for n in i.triwulan if n is not None]
        if tahun is None or i.berskala or len(angka) != 4 or i.akumulasi == "TAHUNAN":
            continue
        hasil = calculations.akumulasi(i.triwulan, calculations.Akumulasi(i.akumulasi), 4)
        if hasil is not None and abs(hasil - tahun) > Decimal("0.01"):
            cara = {"JUMLAH": "berjumlah", "RATA_RATA": "rata-ratanya"}.get(i.akumulasi, "berakhir pada")
            yield (
                i.objek,
                f"Target triwulan {cara} {format_number(hasil)}, target tahunnya {format_number(tahun)}. Samakan, atau "
                "periksa cara akumulasinya.",
            )


def target_berlawanan_arah(f: Fakta) -> Hasil:
    """Over the period a target moves towards what is better."""
    for i in f.indikator:
        angka = [n.nilai for t, n in sorted(i.target.items()) if t in f.periode and n.nilai is not None]
        if i.berskala or len(angka) < 3 or angka[0] == angka[-1]:
            continue
        turun = all(a >= b for a, b in pairwise(angka))
        naik = all(a <= b for a, b in pairwise(angka))
        if (turun and i.arah == "NAIK") or (naik and i.arah == "TURUN"):
            arah = "makin tinggi makin baik" if i.arah == "NAIK" else "makin rendah makin baik"
            gerak = "turun" if turun else "naik"
            yield i.objek, f"Targetnya {gerak} dari tahun ke tahun, padahal {arah}. Periksa arah atau targetnya."


def target_melonjak(f: Fakta) -> Hasil:
    """A target five times as high, or a fifth, of both its neighbours is mostly a misplaced comma."""
    for i in f.indikator:
        angka = [(t, i.target[t].nilai) for t in f.periode if t in i.target and i.target[t].nilai]
        for k, (t, nilai) in enumerate(angka):
            dekat = angka[max(0, k - 1) : k] + angka[k + 1 : k + 2]
            if len(angka) > 2 and nilai and all(n and (nilai >= 5 * n or 5 * nilai <= n) for _, n in dekat):
                lain = ", ".join(f"{tahun}: {format_number(n)}" for tahun, n in dekat if n)
                ini = f"Target {t} ({format_number(nilai)}) jauh dari tahun di sekitarnya ({lain})."
                yield i.objek, f"{ini} Periksa angkanya."
                break


# --- XREF: one fact, one value -------------------------------------------------------------------------------


def target_beda_dari_predikat(f: Fakta) -> Hasil:
    """A step of a scale and the number beside it say the same."""
    for i in f.indikator:
        for sebutan, n in i.semua_target:
            step = f.tingkat.get(n.tingkat or 0)
            if step is not None and n.nilai is not None and not step.memuat(n.nilai):
                yield (
                    i.objek,
                    f"{sebutan}: nilai {format_number(n.nilai)} bukan predikat {step.kode}. Perbaiki salah satunya.",
                )


def target_tanpa_predikat(f: Fakta) -> Hasil:
    """On a scale the step is the target; a number alone does not say which."""
    for i in f.indikator:
        for sebutan, n in i.semua_target:
            if i.jenis_nilai == "PREDIKAT" and n.nilai is not None and n.tingkat is None:
                yield i.objek, f"{sebutan} hanya angka ({format_number(n.nilai)}). Pilih pula predikatnya."


def kondisi_akhir_beda(f: Fakta) -> Hasil:
    """The end of the period is its last year."""
    for i in f.indikator:
        akhir = i.target.get(f.periode[-1])
        if i.kondisi_akhir is None or akhir is None or akhir.kosong or i.kondisi_akhir.kosong:
            continue
        if _beda(i.kondisi_akhir.nilai, akhir.nilai) or _beda(i.kondisi_akhir.tingkat, akhir.tingkat):
            yield (
                i.objek,
                f"Kondisi akhir periode {i.kondisi_akhir.teks}, target {f.periode[-1]} {akhir.teks}. Samakan keduanya.",
            )


def nama_sama_target_beda(f: Fakta) -> Hasil:
    """One indikator, told at two places, has one target."""
    milik: dict[tuple[str, str], IndikatorCek] = {}
    for i in (i for i in f.indikator if not i.diteruskan):
        lain = milik.setdefault((rapi(i.objek.nama), i.pemilik), i)
        satu, dua = i.target.get(f.tahun), lain.target.get(f.tahun)
        if lain is i or satu is None or dua is None:
            continue
        if _beda(satu.nilai, dua.nilai) or _beda(satu.tingkat, dua.tingkat):
            yield (
                i.objek,
                f"Target {f.tahun} {satu.teks}, sedangkan indikator bernama sama pada {lain.jenjang.replace('_', ' ')} "
                f"{dua.teks}. Samakan, atau bedakan namanya.",
            )


def tahun_di_luar_periode(f: Fakta) -> Hasil:
    """A year is planned in the period it belongs to."""
    if f.tahun not in f.periode:
        rentang = f"{f.periode[0]}–{f.periode[-1]}"
        yield f.perangkat_daerah, f"Tahun {f.tahun} di luar periode {rentang}. Minta admin menambahkan periodenya."
