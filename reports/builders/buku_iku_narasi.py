"""The prose of the IKU book, written from the data of the institution.

Each function returns plain text: a paragraph per line, `- `, `1. ` or `a. ` before the items of a list. An empty text
means that there is nothing true to say. Counts are counted, regulations are cited only as they are registered.
"""

import re
from collections.abc import Sequence

from indicators.models import PerangkatDaerah
from reports.builders import pola
from reports.builders.buku_iku_muat import Bahan
from reports.builders.buku_iku_tata import TataBab
from reports.builders.lkjip_fakta import enumerasi, jumlah, kapital, rapikan
from reports.builders.pohon import jumlah_simpul

PEDOMAN = "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/09/M.PAN/5/2007"
PERPRES = "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah"


def butir(kalimat: Sequence[str], gaya: str) -> list[str]:
    """Items of a list with the marker of its kind: semicolons between, a full stop at the end; `tanpa`: paragraphs."""
    bersih = [k.strip().rstrip(".;,") for k in kalimat]
    if gaya == "tanpa":
        return [f"{kapital(k)}." for k in bersih]
    tanda = {
        "angka": [f"{n}." for n in range(1, len(bersih) + 1)],
        "huruf": [f"{chr(ord('a') + n % 26)}." for n in range(len(bersih))],
        "titik": ["-"] * len(bersih),
    }[gaya]
    return [f"{t} {k}{'.' if n == len(bersih) else ';'}" for n, (t, k) in enumerate(zip(tanda, bersih, strict=True), 1)]


def _ringkas(b: Bahan) -> str:
    """`15 indikator kinerja utama pada delapan sasaran strategis`: what the book sets."""
    kalimat = jumlah(len(b.iku), "indikator kinerja utama")
    bagian = []
    if b.iku_tujuan:
        bagian.append(f"{jumlah(len({r.induk_teks for r in b.iku if r.sasaran is None}), 'tujuan')}")
    if b.sasaran:
        bagian.append(f"{jumlah(len(b.sasaran), 'sasaran strategis')}")
    return f"{kalimat} untuk mengukur {enumerasi(bagian)}"


def kata_pengantar(b: Bahan) -> str:
    """What the book sets, for what, and what is expected of its readers."""
    return "\n".join(
        [
            "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa atas selesainya penyusunan buku Indikator"
            f" Kinerja Utama (IKU) {b.nama} Tahun {b.periode}.",
            f"Buku ini menetapkan {_ringkas(b)} {b.pd} selama periode Rencana Strategis (Renstra) {b.periode}. Setiap"
            " indikator disajikan bersama keterangan cara mengukur dan penanggung jawabnya, sejauh telah ditetapkan,"
            " agar hasil pengukurannya dapat diuji oleh siapa pun.",
            "Indikator dalam buku ini menjadi acuan rencana kinerja tahunan, rencana kerja dan anggaran, perjanjian"
            " kinerja, laporan kinerja, serta evaluasi pencapaian kinerja."
            " Karena itu, isinya wajib dipahami oleh setiap unit kerja yang menyumbang data dan kinerja.",
            "Kami berterima kasih kepada semua pihak yang terlibat dalam penyusunan buku ini. Saran yang menajamkan"
            " ukuran kinerja kami terima dengan terbuka dan menjadi bahan penyempurnaan indikator.",
        ]
    )


def latar_belakang(b: Bahan) -> str:
    """Why there are IKU, who must set them, and what is set here."""
    baris = [
        f"Masyarakat berhak mengetahui apa yang dihasilkan oleh {b.pd} dengan wewenang dan anggaran yang dipercayakan"
        " kepadanya. Jawaban atas pertanyaan itu hanya dapat diuji apabila keberhasilan didefinisikan sejak awal,"
        " dengan ukuran yang sama bagi yang merencanakan, yang melaksanakan, dan yang menilai.",
        f"{PERPRES} menempatkan pengukuran kinerja sebagai bagian dari akuntabilitas setiap instansi. Pedoman umumnya,"
        f" {PEDOMAN}, mewajibkan pimpinan instansi menetapkan indikator kinerja utama (IKU) bagi tujuan dan sasaran"
        " strategis yang menjadi tanggung jawabnya.",
        f"Memenuhi kewajiban itu, {b.nama} menetapkan {_ringkas(b)} pada periode {b.periode}. Yang diukur adalah"
        " tujuan dan sasaran, supaya perhatian pimpinan dan unit kerja tertuju pada hasil, bukan pada banyaknya"
        " kegiatan.",
    ]
    return "\n".join(baris)


def maksud_tujuan(b: Bahan, gaya: str) -> str:
    """Purpose and aims."""
    return "\n".join(
        [
            f"Buku ini disusun dengan maksud menyediakan satu acuan resmi tentang indikator kinerja utama {b.nama}"
            f" selama periode {b.periode}.",
            "Tujuannya adalah:",
            *butir(
                [
                    "memperoleh informasi kinerja yang penting, terukur, dan ajek untuk menyelenggarakan manajemen"
                    " kinerja",
                    "memperoleh ukuran keberhasilan pencapaian tujuan dan sasaran strategis sebagai dasar perbaikan"
                    " kinerja dan peningkatan akuntabilitas",
                    "menegaskan penanggung jawab setiap ukuran, sehingga data dikumpulkan oleh unit yang"
                    " menghasilkannya",
                ],
                gaya,
            ),
        ]
    )


def landasan_hukum(sitasi: Sequence[str], gaya: str) -> str:
    """The regulations, in the order of citation."""
    return "\n".join(["Penetapan indikator kinerja utama berlandaskan:", *butir(sitasi, gaya)])


def sistematika(b: Bahan, bab: Sequence[TataBab]) -> str:
    """From the outline itself, so that it can never name a chapter the book does not have."""
    baris = []
    for satu in bab:
        nama = " ".join(t for t in (_nomor_bab(satu.nomor), satu.judul) if t)
        isi_bab = enumerasi([_dalam_kalimat(b, s.judul) for s in satu.sub])
        if not isi_bab and satu.ttd:
            isi_bab = "ketentuan penggunaan dan peninjauan kembali indikator"
        baris.append(f"{nama} memuat {isi_bab}" if isi_bab else nama)
    return "\n".join(["Buku ini disusun dengan sistematika sebagai berikut:", *butir(baris, "titik")])


def _dalam_kalimat(b: Bahan, judul: str) -> str:
    """A title as it stands within a sentence: small letters, but for names."""
    kecil = judul.lower()
    for nama in (b.nama, b.pd, b.daerah, "IKU", "RPJMD", "Renstra"):
        kecil = re.sub(rf"\b{re.escape(nama.lower())}\b", nama, kecil)
    return kecil


def _nomor_bab(nomor: str) -> str:
    """`Bab II` in a sentence for `BAB II` in a heading."""
    return f"Bab{nomor[3:]}" if nomor.startswith("BAB") else nomor


def definisi(b: Bahan) -> str:
    """What an IKU is, by the regulation."""
    return "\n".join(
        [
            f"Menurut {PEDOMAN}, indikator kinerja utama adalah ukuran keberhasilan dari suatu tujuan dan sasaran"
            " strategis organisasi. Kata utama membedakannya dari indikator lain: sebuah IKU menjawab apakah tujuan"
            " atau sasaran tercapai, bukan apakah suatu kegiatan terlaksana.",
            f"Pada {b.pd}, setiap IKU melekat pada satu tujuan atau sasaran dalam Renstra {b.periode}. Indikator unit"
            " kerja harus dapat ditelusuri ke IKU itu, supaya kinerja unit dan kinerja perangkat daerah bergerak ke"
            " arah yang sama.",
        ]
    )


def kriteria(b: Bahan, gaya: str) -> str:
    """The characteristics of an indicator: explained (`uraian`), in one clause (`yaitu`), or only named (`nama`)."""
    rows = [(str(n), str(u)) for n, u in b.tata["kriteria"]]
    bentuk = b.tata["kriteria_bentuk"]
    if bentuk == "nama":
        daftar = butir([n for n, _ in rows], gaya)
    elif bentuk == "yaitu":
        daftar = butir([f"{n}, yaitu {u}" if u else n for n, u in rows], gaya)
    else:
        daftar = butir([f"{n}: {u}" if u else n for n, u in rows], gaya)
    pembuka = f"Setiap indikator kinerja utama {b.pd} dipilih dengan {jumlah(len(rows), 'kriteria')} berikut:"
    return "\n".join([pembuka, *daftar])


def pertimbangan(b: Bahan, gaya: str) -> str:
    """What is taken into account when choosing."""
    rows = [pola.isi(str(p), b.kunci) for p in b.tata["pertimbangan"]]
    pembuka = "Dalam memilih dan menetapkan indikator kinerja utama dipertimbangkan:"
    return "\n".join([pembuka, *butir(rows, gaya)])


def kegunaan(b: Bahan, gaya: str) -> str:
    """What the IKU are used for."""
    rows = [pola.isi(str(p), b.kunci) for p in b.tata["kegunaan"]]
    return "\n".join([f"Indikator kinerja utama {b.pd} digunakan untuk:", *butir(rows, gaya)])


def kelompok(b: Bahan, gaya: str) -> str:
    """The groups of indicators."""
    rows = [(str(n), str(u)) for n, u in b.tata["kelompok"]]
    pembuka = f"Indikator kinerja dibedakan menurut apa yang diukurnya ke dalam {jumlah(len(rows), 'kelompok')}:"
    return "\n".join([pembuka, *butir([f"{n}: {u}" if u else n for n, u in rows], gaya)])


def keselarasan(b: Bahan, gaya: str) -> str:
    """The variables by which planning documents are held against each other, with how many this institution has."""
    strategi, kebijakan = len(b.strategi), sum(len(s.kebijakan) for s in b.strategi)
    rows = [
        ("tujuan", len(b.arah.tujuan)),
        ("indikator tujuan", sum(len(i) for i in b.arah.indikator_tujuan.values())),
        ("sasaran", b.jumlah_sasaran),
        ("indikator kinerja utama", len(b.iku)),
        ("strategi", strategi),
        ("kebijakan", kebijakan),
    ]
    kalimat = [f"{nama} ({n})" if n else f"{nama} (belum ditetapkan)" for nama, n in rows]
    return "\n".join(
        [
            "Kesesuaian antardokumen perencanaan diperiksa melalui variabel berikut; angka dalam kurung menyatakan"
            f" banyaknya yang sudah ditetapkan pada {b.pd}:",
            *butir([*kalimat, "target", "program", "kegiatan"], gaya),
        ]
    )


# --- The institution -------------------------------------------------------------------------------------------------


def organisasi(b: Bahan) -> str:
    """How the agency is built: the regulation and the units counted."""
    pd = b.permintaan.perangkat_daerah
    dasar = f" berdasarkan {pd.dasar_organisasi}" if pd.dasar_organisasi else ""
    jenis = [(str(j.label).lower(), sum(u.jenis == j for u in b.unit)) for j in type(b.unit[0]).Jenis] if b.unit else []
    ada = [jumlah(n, label) for label, n in jenis if n]
    setda = f", yang bertanggung jawab kepada {b.kepala_daerah}" if pd.jenis == PerangkatDaerah.Jenis.SETDA else ""
    baris = [f"{b.nama} dipimpin oleh {b.jabatan}{setda}."]
    if ada:
        baris.append(f"Susunan organisasinya{dasar} terdiri atas {enumerasi(ada)}.")
        dasar = ""
    if dasar:
        baris.append(f"Kedudukan, susunan, tugas, dan fungsinya ditetapkan{dasar}.")
    return " ".join(baris)


def tugas_fungsi(b: Bahan, gaya: str) -> str:
    """The task and functions of the agency."""
    pd = b.permintaan.perangkat_daerah
    dasar = f"Menurut {pd.dasar_organisasi}, tugas" if pd.dasar_organisasi else "Tugas"
    baris = [f"{dasar} pokok {b.nama} adalah {_tugas(pd.tugas_pokok)}."] if pd.tugas_pokok else []
    if pd.fungsi:
        baris += ["Untuk melaksanakan tugas itu diselenggarakan fungsi:", *butir([_kecil(f) for f in pd.fungsi], gaya)]
    return "\n".join(baris)


def _tugas(teks: str) -> str:
    """The task from its verb on: `membantu Bupati …`."""
    bersih = rapikan(teks).rstrip(".")
    _, ada, sisa = bersih.partition(" mempunyai tugas ")
    return sisa if ada else _kecil(bersih)


def _kecil(teks: str) -> str:
    return teks[:1].lower() + teks[1:]


def tugas_unit(tugas: Sequence[str], fungsi: Sequence[str], gaya: str) -> str:
    """The tasks and functions of one unit."""
    baris: list[str] = []
    if len(tugas) == 1:
        baris.append(f"Tugas pokoknya adalah {_kecil(tugas[0].rstrip('.;'))}.")
    elif tugas:
        baris += ["Tugas pokoknya adalah:", *butir(tugas, gaya)]
    if fungsi:
        baris += ["Fungsinya meliputi:" if tugas else "Unit ini menyelenggarakan fungsi:", *butir(fungsi, gaya)]
    return "\n".join(baris)


def unsur_visi(b: Bahan, gaya: str) -> str:
    """What the words of the vision mean: the first line of its explanation, then its elements."""
    baris: list[str] = []
    for v in b.arah.visi:
        uraian = [t.strip() for t in v.penjelasan.splitlines() if t.strip()]
        umum = [t for t in uraian if ":" not in t]
        unsur = [t for t in uraian if ":" in t]
        baris += [f"{v.akronim} merangkum unsur {rapikan(t)}" if v.akronim else rapikan(t) for t in umum]
        if unsur:
            baris += [f"Makna {jumlah(len(unsur), 'unsur')} itu adalah:", *butir(unsur, gaya)]
    return "\n".join(baris)


def misi(b: Bahan, gaya: str) -> str:
    """The missions, what they mean, and which the agency supports."""
    rows = b.arah.misi
    baris = [f"Visi {b.daerah} diwujudkan melalui {jumlah(len(rows), 'misi')}:"]
    baris += butir([m.uraian for m in rows], gaya)
    jelas = [m for m in rows if m.penjelasan]
    if jelas:
        baris.append("Penjelasan setiap misi:" if len(jelas) == len(rows) else "Penjelasan misi yang tersedia:")
        baris += [f"- Misi {m.urutan}: {rapikan(m.penjelasan)}" for m in jelas]
    didukung = sorted({t.misi.urutan for t in b.arah.tujuan if t.misi})
    if didukung:
        nomor = enumerasi([f"ke-{n}" for n in didukung])
        baris.append(
            f"Sebagai perangkat daerah, {b.pd} tidak menetapkan visi dan misi tersendiri; tujuannya mendukung misi"
            f" {nomor}."
        )
    return "\n".join(baris)


def tujuan_sasaran(b: Bahan, gaya: str) -> str:
    """Each tujuan with its sasaran; sasaran alone where no tujuan is stored."""
    baris: list[str] = []
    for n, t in enumerate(b.arah.tujuan, 1):
        milik = b.sasaran_dari(t)
        awal = f"Tujuan {n}" if len(b.arah.tujuan) > 1 else f"Tujuan {b.pd} pada periode {b.periode}"
        baris.append(f"{awal} adalah {_kecil(rapikan(t.uraian))}")
        if len(milik) == 1:
            baris[-1] += f" Tujuan itu dicapai melalui satu sasaran, yaitu {_kecil(rapikan(milik[0]))}"
        elif milik:
            baris += [f"Tujuan itu dicapai melalui {jumlah(len(milik), 'sasaran')}:", *butir(milik, gaya)]
    lepas = b.sasaran_dari(None)
    if lepas:
        awal = f"Sasaran strategis {b.pd} pada periode {b.periode}"
        if len(lepas) == 1:
            baris.append(f"{awal} adalah {_kecil(rapikan(lepas[0]))}")
        else:
            baris += [f"{awal} adalah:", *butir(lepas, gaya)]
    if len(b.arah.tujuan) > 1:
        isi = f"{jumlah(len(b.arah.tujuan), 'tujuan')} dan {jumlah(b.jumlah_sasaran, 'sasaran strategis')}"
        baris.insert(0, f"Renstra {b.nama} Tahun {b.periode} memuat {isi}.")
    return "\n".join(baris)


def matriks(b: Bahan, nomor: str) -> str:
    """The sentence before the matrix of strategies."""
    kebijakan = sum(len(s.kebijakan) for s in b.strategi)
    sasaran = len({s.sasaran.pk for s in b.strategi})
    return (
        f"Untuk mencapai {jumlah(sasaran, 'sasaran')}, ditempuh {jumlah(len(b.strategi), 'strategi')} dengan"
        f" {jumlah(kebijakan, 'kebijakan')}. {nomor} menunjukkan bagian yang melaksanakan setiap kebijakan."
    )


def penetapan(b: Bahan, nomor: str) -> str:
    """What is set, where it stands, and how far targets are known."""
    baris = [
        f"Berdasarkan tugas pokok dan fungsinya serta arah Renstra {b.periode}, {b.nama} menetapkan {_ringkas(b)}."
        f" Rinciannya tercantum pada {nomor}."
    ]
    return " ".join([*baris, *_bertarget(b)])


def _bertarget(b: Bahan) -> list[str]:
    """How many indicators have targets, and how many of these not for every year of the period."""
    n = len(b.iku)
    tahun = [[t in r.target and not r.target[t].kosong for t in b.periode.tahun] for r in b.iku]
    ada, penuh = sum(any(t) for t in tahun), sum(all(t) for t in tahun)
    if not ada:
        return []
    if penuh == n:
        return [f"Seluruh indikator mempunyai target tahunan selama periode {b.periode}."]
    siapa = "Seluruh indikator" if ada == n else f"{kapital(jumlah(ada, 'indikator'))} dari {n}"
    kurang = f"; {jumlah(ada - penuh, 'indikator')} belum mempunyai target untuk setiap tahun periode {b.periode}"
    return [f"{siapa} sudah mempunyai target tahunan{kurang if ada > penuh else ''}."]


def pohon(b: Bahan, nomor: str, *, lembar: int, bersambung: bool, lepas: int) -> str:
    """How to read the tree."""
    hasil = jumlah_simpul(b.pohon)
    kalimat = [
        f"{nomor} menggambarkan hubungan sebab-akibat antara {enumerasi(hasil)}: kotak di bawah adalah kondisi yang"
        " menyebabkan tercapainya kotak di atasnya. Penggambaran ini mengikuti penjenjangan kinerja menurut Peraturan"
        " Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 89 Tahun 2021."
    ]
    if lepas:
        kalimat.append(
            "Kotak bergaris putus-putus adalah unit kerja; kinerja di bawahnya ditempatkan menurut susunan organisasi."
        )
    if b.tambahan.faktor:
        kalimat.append("Di bawah indikatornya, kotak menyebut faktor kunci keberhasilan kinerja itu.")
    if b.tambahan.dukungan:
        kalimat.append(
            "Bingkai putus-putus di dalam kotak memuat dukungan unit kerja atau perangkat daerah lain (crosscutting)."
        )
    if bersambung:
        kalimat.append(
            f"Gambar itu dibagi ke dalam {jumlah(lembar, 'lembar')}; tanda panah menyebut lembar tempat suatu cabang"
            " berlanjut."
        )
    return " ".join(kalimat)


def penutup(b: Bahan) -> str:
    """What the book is for from now on."""
    return "\n".join(
        [
            f"Indikator kinerja utama dalam buku ini adalah ukuran resmi keberhasilan {b.nama} pada periode"
            f" {b.periode}. Rencana kinerja, perjanjian kinerja, laporan kinerja, dan evaluasi {b.pd} menggunakan"
            " indikator, formula, dan sumber data yang sama dengan yang ditetapkan di sini.",
            "Penanggung jawab setiap indikator mengumpulkan data realisasi menurut jadwal pengukurannya dan menyimpan"
            " buktinya. Hasil pengukuran dipakai untuk mempertahankan yang berhasil dan memperbaiki yang"
            " belum tercapai.",
            "Apabila terjadi perubahan tujuan, sasaran, atau cara pengukuran yang bermakna, indikator ini ditinjau"
            " kembali dan perubahannya ditetapkan dengan keputusan.",
        ]
    )
