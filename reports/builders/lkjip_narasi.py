"""The prose of the foreword and of Bab I and II of the annual report, written from the facts of the year.

Each function returns plain text: a paragraph per line, `- `, `1. ` or `a. ` before the items of a list. An empty text
means that there is nothing true to say.
"""

from indicators import calculations
from reports.builders.lkjip_fakta import (
    Iku,
    Kelompok,
    Laporan,
    ProgramFakta,
    Status,
    enumerasi,
    jumlah,
    kapital,
    rapikan,
    urutan,
)
from sakip.lib.numbers import format_number, format_persen, format_rupiah

# A programme that spent less than this is named among the problems of the year.
SERAPAN_RENDAH = 90


def kata_pengantar(f: Laporan) -> str:
    """The foreword: what the report answers for, and the result of the year in figures."""
    return "\n".join(
        [
            "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa atas selesainya penyusunan Laporan Kinerja "
            f"Instansi Pemerintah (LKjIP) {f.nama_lengkap} Tahun {f.tahun}.",
            f"Laporan ini merupakan pertanggungjawaban kepada {f.kepala_daerah} dan masyarakat atas {f.pk}, yang "
            f"memuat {_janji(f)}.",
            f"{hasil_umum(f)} {serapan_umum(f)}".strip() + _tentang_yang_belum(f),
            "Setiap angka dalam laporan ini berasal dari realisasi triwulanan yang diisi oleh unit kerja penanggung "
            "jawabnya dan diverifikasi sebelum triwulan ditutup. Dengan cara itu, angka yang sama selalu tercetak sama "
            "di seluruh bagian laporan.",
            "Kami berterima kasih kepada semua pihak yang membantu penyusunan laporan ini. Kami berharap isinya "
            f"digunakan untuk memperbaiki perencanaan dan pelaksanaan kinerja tahun {f.tahun + 1}.",
        ]
    )


def _janji(f: Laporan) -> str:
    janji = f"{jumlah(len(f.iku), 'indikator kinerja utama')} pada {jumlah(len(f.sasaran()), 'sasaran strategis')}"
    return f"{janji}, dengan anggaran sebesar {format_rupiah(f.total.pagu)}" if f.total.pagu else janji


def _tentang_yang_belum(f: Laporan) -> str:
    if not f.dengan(Status.BELUM):
        return ""
    return f.lihat("bab 3.1.5", " Penyebab belum tercapainya target dan langkah yang sudah ditempuh diuraikan pada {}.")


def hasil_umum(f: Laporan) -> str:
    """`Dari enam indikator kinerja utama, satu melampaui target, dua sesuai target, dan tiga belum …`: counted."""
    bagian = [f"{jumlah(len(rows), 'indikator')} {status.value}" for status in Status if (rows := f.dengan(status))]
    if not bagian:
        return ""
    if len(bagian) == 1:
        status = next(s for s in Status if f.dengan(s))
        return f"Seluruh indikator kinerja utama, berjumlah {format_number(len(f.iku))}, {status.value}."
    return f"Dari {jumlah(len(f.iku), 'indikator kinerja utama')}, {enumerasi(bagian)}."


def serapan_umum(f: Laporan) -> str:
    """How much of the budget was spent, in one sentence; empty without figures."""
    u = f.total
    if u.pagu is None or u.keuangan is None:
        return ""
    persen = format_persen(u.serapan, f.desimal_anggaran)
    return f"Anggaran terserap {format_rupiah(u.keuangan)} atau {persen} dari pagu {format_rupiah(u.pagu)}."


def ringkasan(f: Laporan) -> str:
    """The executive summary: what was promised, what came of it, the money, and what has to be done."""
    baris = [
        f"{f.pk} {f.nama_lengkap} memuat {_janji(f)}. {hasil_umum(f)}",
        *(_hasil_menurut(f, status) for status in Status if f.dengan(status)),
    ]
    uang = serapan_umum(f)
    rendah = [p for p in f.program if serapan_rendah(p)]
    if uang and rendah:
        nama = enumerasi([f"{p.nama} ({format_persen(p.uang.serapan, f.desimal_anggaran)})" for p in rendah])
        uang = f"{uang} Program dengan serapan di bawah {SERAPAN_RENDAH}% adalah {nama}."
    baris += [uang, _langkah(f)]
    return "\n".join(b for b in baris if b)


def _hasil_menurut(f: Laporan, status: Status) -> str:
    isi = [
        f"{i.nama} (target {i.tahun_ini.target}, realisasi {i.tahun_ini.realisasi})" if i.tahun_ini.ada else i.nama
        for i in f.dengan(status)
    ]
    return f"Indikator yang {status.value}: {enumerasi(isi)}."


def _langkah(f: Laporan) -> str:
    """The measures the units themselves named for what was not reached."""
    solusi = [(i.nama, rapikan(i.solusi)) for i in f.dengan(Status.BELUM) if i.solusi.strip()]
    if not solusi:
        return ""
    butir = [f"- {nama}: {teks[:1].lower()}{teks[1:].rstrip('.')};" for nama, teks in solusi]
    return "\n".join(["Langkah perbaikan yang telah dimulai untuk target yang belum tercapai:", *butir])


def latar_belakang(f: Laporan) -> str:
    """1.1: the duty to account, the year within the Renstra, and the problems the measurement shows."""
    baris = [
        "Setiap perangkat daerah wajib mempertanggungjawabkan pelaksanaan tugas, pencapaian kinerja, dan penggunaan "
        f"anggarannya setiap tahun. {_dasar_kewajiban(f)}",
        f"Tahun {f.tahun} merupakan tahun {urutan(f.tahun - f.periode[0] + 1)} dari "
        f"{jumlah(f.periode[1] - f.periode[0] + 1, 'tahun')} masa Rencana Strategis (Renstra) {f.perangkat_daerah} "
        f"{f.renstra}. Kinerja tahun ini diperjanjikan dalam {f.pk}, yang memuat {_janji(f)}.",
    ]
    masalah = permasalahan(f)
    if masalah:
        baris.append(
            f"Menurut hasil pengukuran kinerja, permasalahan yang perlu mendapat perhatian pada tahun {f.tahun} adalah:"
        )
        baris += [f"- {butir}" for butir in masalah]
    return "\n".join(baris)


def permasalahan(f: Laporan) -> list[str]:
    """The strategic issues the figures show: targets not reached and programmes with low absorption."""
    butir = [_butir_belum(i) for i in f.dengan(Status.BELUM)]
    return butir + [_butir_serapan(p, f) for p in f.program if serapan_rendah(p)]


def serapan_rendah(p: ProgramFakta) -> bool:
    """Whether the programme spent too little to be passed over."""
    return p.uang.serapan is not None and p.uang.serapan < SERAPAN_RENDAH


def _butir_belum(i: Iku) -> str:
    return f"{i.nama}: realisasi {i.tahun_ini.realisasi}, target {i.tahun_ini.target};"


def _butir_serapan(p: ProgramFakta, f: Laporan) -> str:
    persen = format_persen(p.uang.serapan, f.desimal_anggaran)
    return f"{p.nama}: anggaran terserap {persen} dari pagu {format_rupiah(p.uang.pagu)};"


def _dasar_kewajiban(f: Laporan) -> str:
    kewajiban = [
        s for s in (_sebut(f, "Peraturan Pemerintah", "8", 2006), _sebut(f, "Peraturan Presiden", "29", 2014)) if s
    ]
    tata_cara = _sebut(f, "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi", "53", 2014)
    kalimat = f"Kewajiban itu diatur dalam {enumerasi(kewajiban)}." if kewajiban else ""
    return f"{kalimat} Susunan laporannya mengikuti {tata_cara}.".strip() if tata_cara else kalimat


def _sebut(f: Laporan, jenis: str, nomor: str, tahun: int) -> str:
    """The regulation in a sentence, when the institution cites it."""
    for j, n, t, tentang in f.peraturan:
        if j == jenis and n.lstrip("0") == nomor and t == tahun:
            return f"{j} Nomor {n} Tahun {t} tentang {tentang}"
    return ""


def maksud_tujuan(f: Laporan) -> str:
    """1.2."""
    return "\n".join(
        [
            f"Laporan ini disusun dengan maksud menyampaikan kinerja {f.nama_lengkap} tahun {f.tahun} secara terukur "
            f"kepada {f.kepala_daerah} selaku pemberi mandat dan kepada masyarakat.",
            "Tujuan penyusunan laporan ini adalah:",
            "a. membandingkan realisasi setiap indikator kinerja utama dengan target yang diperjanjikan, dengan "
            f"realisasi tahun-tahun sebelumnya, dan dengan target Renstra {f.renstra};",
            "b. menjelaskan penyebab keberhasilan dan kegagalan beserta solusi yang telah dilakukan;",
            "c. menyajikan penggunaan anggaran setiap program dan tingkat efisiensinya; dan",
            f"d. menyediakan bahan perbaikan bagi perencanaan dan perjanjian kinerja tahun {f.tahun + 1}.",
        ]
    )


def dasar_hukum(f: Laporan) -> str:
    """1.3, the sentence before the list of regulations."""
    return "Laporan ini disusun berdasarkan peraturan perundang-undangan berikut:" if f.peraturan else ""


def struktur_organisasi(f: Laporan, gambar: str) -> str:
    """1.4: the regulation, the task and functions, how many units of which kind; `gambar`: the number of the chart."""
    baris = []
    dasar = f" menurut {f.dasar_organisasi}" if f.dasar_organisasi else ""
    if f.tugas_pokok:
        baris.append(_tugas_pokok(f))
        dasar = ""
    if f.fungsi:
        baris.append("Untuk melaksanakan tugas itu diselenggarakan fungsi:")
        baris += [f"- {butir.rstrip('.;')};" for butir in f.fungsi]
    if f.unit:
        isi = enumerasi([jumlah(n, benda) for benda, n in f.unit])
        baris.append(
            f"Susunan organisasi {f.perangkat_daerah}{dasar} terdiri atas {isi}, sebagaimana tampak pada {gambar}."
        )
    bercabang = [(nama, bawah) for nama, bawah in f.susunan if bawah]
    if bercabang:
        baris.append("Pembagiannya adalah sebagai berikut:")
        baris += [f"- {nama} membawahi {enumerasi(bawah)};" for nama, bawah in bercabang]
    return "\n".join(baris)


def _tugas_pokok(f: Laporan) -> str:
    """One sentence, whether the task was recorded as a sentence of its own or as what follows `tugas`."""
    teks = rapikan(f.tugas_pokok)
    if "mempunyai tugas" in teks.lower():
        return f"Menurut {f.dasar_organisasi}, {teks}" if f.dasar_organisasi else teks
    dasar = f" menurut {f.dasar_organisasi}" if f.dasar_organisasi else ""
    return f"Tugas pokok {f.nama_lengkap}{dasar} adalah {teks[:1].lower()}{teks[1:]}"


def sumber_daya(f: Laporan) -> str:
    """1.5: how many people, the largest groups, and where the published groups do not add up."""
    if not f.pegawai:
        return ""
    golongan = _kelompok(f, "GOLONGAN")
    honorer = _kelompok(f, "NON_ASN")
    orang = []
    if golongan and golongan.jumlah is not None:
        orang.append(f"{format_number(golongan.jumlah)} orang aparatur sipil negara (ASN)")
    if honorer and honorer.jumlah is not None:
        orang.append(f"{format_number(honorer.jumlah)} orang tenaga honorer")
    kalimat = (
        [f"Per 31 Desember {f.tahun}, tugas {f.perangkat_daerah} dilaksanakan oleh {enumerasi(orang)}."]
        if orang
        else []
    )
    kalimat += [_terbanyak(k, label) for kode, label in _URAIAN_PEGAWAI if (k := _kelompok(f, kode)) and k.jumlah]
    return "\n".join([" ".join(kalimat), *_selisih_pegawai(f, golongan)]).strip()


_URAIAN_PEGAWAI = (
    ("GOLONGAN", "golongan ruang"),
    ("PENDIDIKAN", "pendidikan formal"),
    ("NON_ASN", "tugas tenaga honorer"),
)


def _kelompok(f: Laporan, kode: str) -> Kelompok | None:
    return next((k for k in f.pegawai if k.kode == kode), None)


def _terbanyak(k: Kelompok, label: str) -> str:
    nama, n = max(((nama, n) for nama, n in k.isi if n is not None), key=lambda pasangan: pasangan[1])
    bagian = format_persen(calculations.persen(n, k.jumlah), 2)
    return f"Menurut {label}, kelompok terbesar adalah {nama}, yaitu {format_number(n)} orang ({bagian})."


def _selisih_pegawai(f: Laporan, golongan: Kelompok | None) -> list[str]:
    """Groups of the same people must have the same sum; where they have not, the report says so."""
    if golongan is None or golongan.jumlah is None:
        return []
    baris = []
    for kode, label in (("PENDIDIKAN", "pendidikan"), ("ESELON", "jabatan")):
        k = _kelompok(f, kode)
        if k and k.jumlah is not None and k.jumlah != golongan.jumlah:
            arah = "kurang" if k.jumlah < golongan.jumlah else "lebih"
            baris.append(
                f"Rincian menurut {label} berjumlah {format_number(k.jumlah)} orang, {arah} "
                f"{format_number(abs(golongan.jumlah - k.jumlah))} orang dari jumlah ASN; rincian selebihnya tidak "
                "dinyatakan dalam data kepegawaian."
            )
    return baris


def sistematika(bab: list[tuple[str, str, list[str]]]) -> str:
    """1.6, from the outline itself: `Bab I`, its title, the titles of its sections as they are printed."""
    baris = ["Laporan ini disusun dengan sistematika sebagai berikut:"]
    baris += [f"- {nomor} {judul} memuat {enumerasi(bagian)}." for nomor, judul, bagian in bab]
    return "\n".join(baris)


# --- Bab II ----------------------------------------------------------------------------------------------------------


def rencana_strategis(f: Laporan) -> str:
    """2.1."""
    tujuan = jumlah(len(f.tujuan), "tujuan")
    return (
        f"Rencana Strategis (Renstra) {f.nama_lengkap} {f.renstra} menjabarkan Rencana Pembangunan Jangka Menengah "
        f"Daerah (RPJMD) {f.daerah} ke dalam {tujuan} dan {jumlah(len(f.sasaran()), 'sasaran strategis')}, yang diukur "
        f"dengan {jumlah(len(f.iku), 'indikator kinerja utama')}."
    )


def visi_misi(f: Laporan) -> str:
    """2.1.1, below the vision: its explanation, the missions and the ones this institution supports."""
    baris = [rapikan(penjelasan) for _, _, penjelasan in f.visi if penjelasan]
    if f.misi:
        baris.append(f"Visi itu dijabarkan ke dalam {jumlah(len(f.misi), 'misi')}:")
        baris += [f"{nomor}. {teks.rstrip('.')}." for nomor, teks in f.misi]
    if f.misi_didukung:
        nomor = enumerasi([f"ke-{n}" for n in f.misi_didukung])
        baris.append(f"Tujuan {f.perangkat_daerah} mendukung misi {nomor}.")
    return "\n".join(baris)


def pohon_kinerja(gambar: str, simpul: list[str], lembar: int) -> str:
    """The sentence before the performance tree: what it shows, and that it goes on over sheets."""
    kalimat = [
        f"{gambar} memperlihatkan penjenjangan {enumerasi(simpul)}: kinerja pada kotak bawah menjadi sebab tercapainya "
        "kinerja pada kotak di atasnya."
    ]
    if lembar > 1:
        kalimat.append(
            f"Gambar itu terdiri atas {jumlah(lembar, 'lembar')}; tanda panah menyebut lembar kelanjutan setiap cabang."
        )
    return " ".join(kalimat)


def tujuan_sasaran(f: Laporan, tabel: str) -> str:
    """2.1.2: each tujuan with its sasaran; `tabel`: the number of their table."""
    baris = [f"Tujuan {f.perangkat_daerah} selama periode {f.renstra} adalah:"] if f.tujuan else []
    baris += [f"{n}. {tujuan}" for n, (tujuan, _) in enumerate(f.tujuan, start=1)]
    sasaran = [s for _, daftar in f.tujuan for s in daftar]
    if sasaran:
        baris.append("Tujuan itu dicapai melalui sasaran strategis berikut:")
        baris += [f"{n}. {s}" for n, s in enumerate(sasaran, start=1)]
    baris.append(
        f"Indikator, formula, kondisi awal, dan target setiap tahun tercantum pada {tabel}."
        + f.lihat("3.1.3", " Target itu menjadi pembanding jangka menengah pada {}.")
    )
    return "\n".join(baris)


def cara_pencapaian(f: Laporan, tabel: str) -> str:
    """2.2: how many programmes carry which sasaran, and which has none."""
    kegiatan = sum(len(p.kegiatan) for p in f.program)
    sub = sum(p.jumlah_sub_kegiatan for p in f.program)
    baris = [
        f"Sasaran strategis dicapai melalui {jumlah(len(f.program), 'program')}, {jumlah(kegiatan, 'kegiatan')}, dan "
        f"{jumlah(sub, 'sub kegiatan')}. {tabel} menunjukkan program yang mendukung setiap sasaran, beserta kegiatan "
        "dan sub kegiatannya."
    ]
    berprogram = {p.sasaran for p in f.program}
    baris += [
        f"Sasaran {s} tidak mempunyai program tersendiri." for s in f.sasaran() if f.program and s not in berprogram
    ]
    return " ".join(baris)


def rencana_kinerja(f: Laporan, tabel: str) -> str:
    """2.3."""
    lanjut = f.lihat("2.4", f"; target tahun {f.tahun} dirinci lebih lanjut dalam rencana aksi pada {{}}")
    return (
        f"Rencana kinerja tahunan menetapkan keluaran yang harus dihasilkan setiap sub kegiatan. {tabel} memuat "
        f"target keluaran itu untuk seluruh tahun Renstra {f.renstra}{lanjut}."
    )


def rencana_aksi(f: Laporan, tabel: str) -> str:
    """2.4: what the action plan adds, with the money it covers."""
    uang = f" Jumlah anggaran yang direncanakan adalah {format_rupiah(f.total.pagu)}." if f.total.pagu else ""
    return (
        f"Rencana aksi tahun {f.tahun} merinci {f.pk} menjadi aksi, target keluaran, penanggung jawab, dan anggaran "
        f"setiap kegiatan dan sub kegiatan ({tabel}). Kolom triwulan memuat target triwulan yang "
        f"bersangkutan.{uang}"
    )


def perjanjian_kinerja(f: Laporan, nomor: tuple[str, str, str]) -> str:
    """2.5: what was promised, and with which money; `nomor` are the numbers of its three tables."""
    sasaran, belanja, program = nomor
    kalimat = [
        f"{f.pk} memuat {jumlah(len(f.iku), 'indikator kinerja')} pada {jumlah(len(f.sasaran()), 'sasaran strategis')} "
        f"({sasaran})."
    ]
    if f.total.pagu:
        apbd = "APBD Perubahan" if f.perubahan else "APBD"
        kalimat.append(
            f"Target itu didukung {apbd} Tahun {f.tahun} sebesar {format_rupiah(f.total.pagu)}, yang terdiri atas "
            f"{jumlah(len(f.belanja), 'jenis belanja')} ({belanja}) dan dialokasikan pada "
            f"{jumlah(len(f.program), 'program')} ({program})."
        )
    if f.belanja and f.total.pagu:
        nama, n = max(f.belanja, key=lambda pasangan: pasangan[1])
        kalimat.append(
            f"Alokasi terbesar adalah {nama}, {format_persen(calculations.persen(n, f.total.pagu), 2)} dari jumlah itu."
        )
    return kapital(" ".join(kalimat))
