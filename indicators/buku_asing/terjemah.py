"""From the rows of a foreign table to the rows of the sheets of our workbook, which the shared preview takes."""

from collections.abc import Callable

from indicators.buku_asing.baris import Lewat, tempat
from indicators.buku_asing.bidang import ANGGARAN, IKU, REALISASI, TARGET
from indicators.buku_asing.dikenal import LEWATI, Dikenal
from indicators.buku_asing.pemetaan import Pemetaan
from indicators.buku_asing.penerjemah import TANPA_DRAF, Hasil, Penerjemah
from indicators.buku_asing.terjemah_anggaran import PenerjemahAnggaran
from indicators.buku_asing.terjemah_iku import PenerjemahIku
from indicators.buku_asing.terjemah_realisasi import PenerjemahRealisasi
from indicators.buku_kerja.baca import Galat
from sakip.lib.xlsx_baca import Lembar


class PenerjemahTarget(Penerjemah):
    """Quarterly targets of known indicators in one plan."""

    ISI = ("nilai", "tw1", "tw2", "tw3", "tw4")

    def jalan(self) -> Hasil:
        """All rows."""
        rencana = self.peta.pilihan.get("rencana", "")
        if rencana not in dict(self.dikenal.rencana):
            kalimat = "Pilih rencana tempat target ini masuk." if self.dikenal.rencana else TANPA_DRAF
            self.hasil.galat.append(Galat("", "", kalimat))
        self.lembar("target", {"indikator": "indikator"} | {k: k for k in self.ISI})
        for baris in self.hasil.bacaan.baris:
            nama = " ".join(baris.isi["indikator"].split())
            if not nama or not any(baris.isi.get(k) for k in self.ISI):
                self.hasil.lewat.append(Lewat(tempat(self.peta, baris.nomor), nama[:160], "Tanpa target."))
                continue
            kode = self.indikator(baris, "indikator", nama, baris.isi.get("kode", ""), boleh_baru=False)
            if kode and kode != LEWATI:
                isi = {k: baris.isi.get(k, "") for k in self.ISI} | {"rencana": rencana, "indikator": kode}
                self.tambah("target", baris, isi, baris.catatan)
                self.hasil.jadi[baris.nomor] = f"Target {kode}"
        return self.hasil


JENIS: dict[str, Callable[[Lembar, Pemetaan, Dikenal], Penerjemah]] = {
    IKU: PenerjemahIku,
    TARGET: PenerjemahTarget,
    ANGGARAN: PenerjemahAnggaran,
    REALISASI: PenerjemahRealisasi,
}


def terjemahkan(lembar: Lembar, peta: Pemetaan, dikenal: Dikenal) -> Hasil:
    """Read a table by its mapping. Nothing is stored."""
    hasil = JENIS[peta.jenis](lembar, peta, dikenal).jalan()
    if not hasil.terbaca.jumlah and not hasil.galat:
        hasil.galat.append(Galat("", "", "Tidak ada baris yang terbaca. Periksa lembar, baris judul, dan kolomnya."))
    return hasil
