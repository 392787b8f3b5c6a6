"""Sending the letters that are due: each noted first, sent, and its note taken back when the mail server refuses."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.exceptions import NotAllowed
from indicators.models import Pengingat, Sebutan, User
from indicators.selectors.komentar import jenis_of, sebutan_untuk_surel
from indicators.selectors.pengguna import pemerintah_daerah_of
from indicators.selectors.pengingat import LAMA_KABAR, Surat, surat_batas, surat_kabar
from indicators.services import audit
from sakip.lib.periods import Triwulan

log = logging.getLogger(__name__)


@dataclass
class Hasil:
    """What one run did: letters sent, and those the mail server refused (they are due again in the next run)."""

    terkirim: int = 0
    gagal: int = 0


def pengingat_kirim(hari_ini: date) -> Hasil:
    """Send every reminder and every piece of news that is due; each goes out once, however often this runs."""
    hasil = _kirim_semua(surat_batas(hari_ini))
    for lain in (kabar_kirim(hari_ini), sebutan_kirim(hari_ini)):
        hasil = Hasil(hasil.terkirim + lain.terkirim, hasil.gagal + lain.gagal)
    return hasil


def kabar_kirim(hari_ini: date) -> Hasil:
    """Only the news: sheets returned or verified within the last days."""
    return _kirim_semua(surat_kabar(hari_ini - LAMA_KABAR))


def sebutan_kirim(hari_ini: date) -> Hasil:
    """Tell people where they are named in a remark and have not read it; each mention once."""
    hasil = Hasil()
    for sebutan in sebutan_untuk_surel(hari_ini - LAMA_KABAR):
        milik = Sebutan.objects.filter(pk=sebutan.pk)
        if not milik.filter(terkirim_pada__isnull=True).update(terkirim_pada=timezone.now()):
            continue  # another run took it
        try:
            _kirim_sebutan(sebutan)
        except (OSError, ValueError) as error:
            log.warning("Surel kepada %s tidak terkirim: %s", sebutan.pengguna, error)
            milik.update(terkirim_pada=None)
            hasil.gagal += 1
        else:
            hasil.terkirim += 1
    return hasil


def _kirim_sebutan(sebutan: Sebutan) -> None:
    k = sebutan.komentar
    jenis, pk = jenis_of(k)
    kwargs = {"tahun": k.tahun, "tw": k.triwulan, "jenis": jenis, "pk": pk}
    triwulan = Triwulan(k.tahun, k.triwulan)
    context = {
        "penerima": sebutan.pengguna,
        "penulis": k.penulis,
        "nama": k.indikator.nama if k.indikator else k.sub_kegiatan.uraian if k.sub_kegiatan else "",
        "triwulan": triwulan,
        "unit": k.unit_kerja,
        "teks": k.teks,
        "alamat": f"{settings.SITE_URL}{reverse('indicators:panel', kwargs=kwargs)}",
        "akun": f"{settings.SITE_URL}{reverse('indicators:akun')}",
    }
    judul = " ".join(f"Anda disebut: {k.unit_kerja.nama}, {triwulan}".split())
    send_mail(judul, render_to_string("surel/sebutan.txt", context), None, [sebutan.pengguna.email])


def _kirim_semua(semua: Iterable[Surat]) -> Hasil:
    """A process killed between note and mail leaves a note without `terkirim_pada`: lost, but never sent twice."""
    hasil = Hasil()
    for surat in semua:
        catatan = _catat(surat)
        if catatan is None:
            continue  # another run took it
        try:
            _kirim(surat)
        except (OSError, ValueError) as error:  # ValueError: an address or a name that can be no header of a letter
            log.warning("Surel kepada %s tidak terkirim: %s", surat.penerima, error)
            catatan.delete()
            hasil.gagal += 1
        else:
            Pengingat.objects.filter(pk=catatan.pk).update(terkirim_pada=timezone.now())
            hasil.terkirim += 1
    return hasil


def _catat(surat: Surat) -> Pengingat | None:
    try:
        with transaction.atomic():
            return Pengingat.objects.create(
                jenis=surat.jenis,
                penerima=surat.penerima,
                unit_kerja=surat.unit,
                tahun=surat.triwulan.tahun,
                triwulan=surat.triwulan.nomor,
                kunci=surat.kunci,
            )
    except IntegrityError:
        return None


def _kirim(surat: Surat) -> None:
    """SMTP errors are OSErrors: the mail server is away or says no."""
    kwargs = {"tahun": surat.triwulan.tahun, "tw": surat.triwulan.nomor, "unit": surat.unit.pk}
    context = {
        "surat": surat,
        "alamat": f"{settings.SITE_URL}{reverse('indicators:realisasi_lembar', kwargs=kwargs)}",
        "akun": f"{settings.SITE_URL}{reverse('indicators:akun')}",
    }
    judul = " ".join(f"{Pengingat.Jenis(surat.jenis).label}: {surat.unit.nama}, {surat.triwulan}".split())
    send_mail(judul, render_to_string("surel/pengingat.txt", context), None, [surat.penerima.email])


def akun_simpan(*, user: User, surel: str, terima_surel: bool) -> None:
    """A person's own address and whether letters are wanted; he may change nothing else of his account.

    Raises NotAllowed for an account without a role: its change would stand in nobody's trail.
    """
    daerah = pemerintah_daerah_of(user)
    if daerah is None:
        raise NotAllowed("Akun Anda belum memiliki peran. Hubungi admin.")
    sebelum = {"email": user.email, "terima_surel": user.terima_surel}
    sesudah = {"email": surel, "terima_surel": terima_surel}
    dulu, kini = audit.changes(sebelum, sesudah)
    if not kini:
        return
    with transaction.atomic():
        user.email, user.terima_surel = surel, terima_surel
        user.save(update_fields=["email", "terima_surel"])
        event = audit.Event("akun.changed", user, str(user), pemerintah_daerah=daerah, sebelum=dulu, sesudah=kini)
        audit.record(user, event)
