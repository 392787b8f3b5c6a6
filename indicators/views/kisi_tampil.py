"""The rows of a planning grid as HTML. Written here and not in a template: a plan has six hundred rows of six cells."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from indicators.forms_kisi import IsianBaris
from indicators.selectors.kisi import PILIHAN, BarisKisi, KelompokKisi, Sel
from sakip.lib.numbers import format_number

KOSONG = "–"


def _aman(bagian: Iterable[str]) -> SafeString:
    """Joined pieces whose every text went through `escape`."""
    return mark_safe("".join(bagian))  # noqa: S308


def baris_html(
    b: BarisKisi,
    *,
    url: str = "",
    url_keluar: str = "",
    isian: IsianBaris | None = None,
    galat: str = "",
    bentrok: bool = False,
) -> SafeString:
    """One row. Without `url` it is only read. A refused row keeps what was typed, a conflict shows both values."""
    salah = isian.galat if isian else {}
    ditolak = bool(galat and not bentrok)
    bagian = [f'<tr id="baris-{b.kunci}" data-baris']
    bagian.append(f' data-url="{escape(url)}"' if url else "")
    bagian.append(" data-kurang>" if not any(s.isi for s in b.semua_sel) else ">")
    kode = " · ".join(escape(t) for t in (b.tanda, b.kode) if t)
    bagian.append(f'<th scope="row" data-label="Baris">{escape(b.nama)} <span class="kode">{kode}</span></th>')
    bagian += [f'<td data-label="{escape(judul)}">{escape(teks)}</td>' for judul, teks in b.tetap]
    for kolom in b.sel:
        judul = kolom[-1].judul if kolom else ""
        bagian.append(f'<td class="angka" data-label="{escape(judul)}">')
        for s in kolom if url else ():
            isi = isian.teks[s.nama] if isian else s.isi
            petunjuk = "nilai" if len(kolom) > 1 and s.jenis != PILIHAN else ""
            bagian.append(_sel(s, isi, salah.get(s.nama, ""), b.kunci if ditolak else "", petunjuk))
        bagian.append("</td>" if url and kolom else f"{_baca(kolom)}</td>")
    bagian += [f'<td class="angka" data-label="{escape(judul)}">{escape(teks)}</td>' for judul, teks in b.akhir]
    bagian.append(_keterangan(b, url, isian, galat, bentrok=bentrok))
    if url_keluar and b.keluar:
        bagian.append(
            f'<button class="tautan" type="submit" formaction="{escape(url_keluar)}">Keluarkan'
            f'<span class="sr-only"> {escape(b.nama)} dari rencana</span></button>'
        )
    bagian.append("</td></tr>")
    return _aman(bagian)


def _keterangan(b: BarisKisi, url: str, isian: IsianBaris | None, galat: str, *, bentrok: bool) -> str:
    """The last cell, left open: warnings, the refusal of the row as a whole, the state it was drawn from."""
    bagian = ['<td class="status-sel" data-label="Keterangan">']
    bagian += [f'<p class="peringatan-sel">{escape(p)}</p>' for p in b.peringatan]
    if galat and not bentrok:
        bagian.append(f'<p class="galat-sel" id="galat-{b.kunci}">{escape(galat)}</p>')
    if bentrok and isian:
        bagian.append(_bentrok(b, isian))
    if url:
        versi = isian.versi if isian and not bentrok else b.versi
        bagian.append(f'<input type="hidden" name="{b.kunci}-versi" value="{escape(versi)}">')
        bagian.append("<span data-keadaan-teks></span>")
    return "".join(bagian)


def _baca(kolom: Iterable[Sel]) -> str:
    """The cells of one column as they are read: a step and its number one after the other."""
    teks = (dict(s.pilihan).get(s.isi, "") if s.jenis == PILIHAN else s.isi for s in kolom if s.isi)
    return escape(" ".join(teks)) or KOSONG


def _sel(s: Sel, isi: str, galat: str, baris_galat: str, petunjuk: str) -> str:
    """One control with its refusal below it."""
    sebut = f"galat-{s.nama}" if galat else f"galat-{baris_galat}" if baris_galat else ""
    aria = f' aria-invalid="true" aria-describedby="{sebut}"' if sebut else ""
    umum = (
        f'class="sel" id="id_{s.nama}" name="{s.nama}" data-kolom="{s.kolom}" data-tersimpan="{escape(s.isi)}"'
        f' aria-label="{escape(s.label)}"{aria}'
    )
    if s.jenis == PILIHAN:
        pilihan = "".join(
            f'<option value="{kunci}"{" selected" if kunci == isi else ""}>{escape(teks)}</option>'
            for kunci, teks in s.pilihan
        )
        kendali = f"<select {umum}>{pilihan}</select>"
    else:
        bayang = f' placeholder="{petunjuk}"' if petunjuk else ""
        kendali = f'<input {umum} value="{escape(isi)}" inputmode="decimal" autocomplete="off"{bayang}>'
    return kendali + (f'<p class="galat-sel" id="galat-{s.nama}">{escape(galat)}</p>' if galat else "")


def _bentrok(b: BarisKisi, isian: IsianBaris) -> str:
    """What somebody else stored meanwhile, beside what this person typed."""
    butir, tombol = [], []
    for s in b.semua_sel:
        if isian.teks[s.nama] == s.isi:
            continue
        kini, anda = (_kata(s, isi) for isi in (s.isi, isian.teks[s.nama]))
        butir.append(
            f"<p>{escape(s.judul)}: diubah orang lain menjadi <strong>{kini}</strong>."
            f" Isian Anda: <strong>{anda}</strong>.</p>"
        )
        tombol.append(
            f'<button type="button" class="button small secondary" data-pakai="{escape(s.isi)}"'
            f' data-untuk="{s.nama}">Pakai {kini}</button>'
        )
    simpan = '<button type="button" class="button small" data-simpan-baris>Simpan isian saya</button>'
    return f'<div class="bentrok" id="galat-{b.kunci}">{"".join(butir)}{simpan}{"".join(tombol)}</div>'


def _kata(s: Sel, isi: str) -> str:
    return escape((dict(s.pilihan).get(isi, "") if s.jenis == PILIHAN else isi) or KOSONG)


# --- Headings and sums ---------------------------------------------------------------------------------------


def kelompok_html(k: KelompokKisi, lebar: int, *, oob: bool = False) -> SafeString:
    """The heading of some rows, over the whole width, or with the sums of its columns."""
    tukar = ' hx-swap-oob="true"' if oob else ""
    kunci = f' id="grup-{k.kunci}"' if k.kunci else ""
    if not k.jumlah:
        kepala = f'<th colspan="{lebar}" scope="colgroup"><span>{escape(k.judul)}</span></th>'
    else:
        kepala = f'<th scope="row">{escape(k.judul)}</th>{_jumlah(k)}<td></td>'
    return _aman([f'<tr class="grup tingkat-{k.tingkat}"{kunci}{tukar}>{kepala}</tr>'])


def kaki_html(k: KelompokKisi, *, oob: bool = False) -> SafeString:
    """The sum of the whole grid, the row of its foot: a `tfoot` behind rows would be dropped by the parser."""
    tukar = ' hx-swap-oob="true"' if oob else ""
    kepala = f'<th scope="row">{escape(k.judul)}</th>'
    return _aman([f'<tr id="kisi-jumlah"{tukar}>{kepala}{_jumlah(k)}<td></td></tr>'])


def _jumlah(k: KelompokKisi) -> str:
    teks = [KOSONG if j is None else format_number(j) for j in k.jumlah]
    return "".join(f'<td class="angka">{t}</td>' for t in teks[:-1]) + f'<td class="angka total">{teks[-1]}</td>'
