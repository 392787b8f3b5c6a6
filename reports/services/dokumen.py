"""Documents: drafts, and finishing one with the agreement behind a PK."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from indicators import permissions
from indicators.exceptions import Closed, Incomplete, InvalidValue, StaleData
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.audit import Event
from reports import gerbang, pdf
from reports.builders import REGISTRY, perjanjian_kinerja, pk_semua
from reports.builders.permintaan import Permintaan
from reports.kemajuan import Lapor
from reports.models import Dokumen, JenisDokumen, PerjanjianKinerja
from reports.payloads import TITIK
from reports.services.penggantian import gantikan
from reports.tanda_tangan import kode

BERUBAH = "Data berubah selagi dokumen disusun. Periksa kembali pratinjaunya, lalu ulangi."
DIDAHULUI = (
    "Orang lain baru saja menyelesaikan dokumen yang sama. Bukalah dokumen itu; ulangi hanya bila memang harus diganti."
)


def dokumen_draft(jenis: str, permintaan: Permintaan) -> bytes:
    """The PDF of the document as it would be made now, marked as a draft. Nothing is stored. Raises Incomplete."""
    builder = REGISTRY[jenis]
    payload = builder.build(permintaan)
    return pdf.render(builder.TEMPLATE, payload) if settings.DEBUG else _rendered(builder.TEMPLATE, canonical(payload))


def perjanjian_semua_draft(permintaan: Permintaan, *, kepala_daerah: bool = False) -> tuple[bytes, list[str]]:
    """One PDF of every agreement of a perangkat daerah that can be made, and a sentence for each that cannot.

    About a tenth of a second a page. Raises Incomplete when none can be made. Nothing is stored.
    """
    payload, tertinggal = pk_semua.build(permintaan, kepala_daerah=kepala_daerah)
    return _rendered(pk_semua.TEMPLATE, canonical(payload)), tertinggal


@lru_cache(maxsize=8)
def _rendered(template: str, isi: str) -> bytes:
    """The last few drafts: looking at one and then downloading it renders it once."""
    return pdf.render(template, json.loads(isi))


def dokumen_siap(*, jenis: str, permintaan: Permintaan, by: User | None) -> str:
    """The digest of what finishing would store now, without rendering: what an order to finish is held against.

    Raises what dokumen_finalize would: NotAllowed, InvalidValue, Incomplete.
    """
    payload, _ = _siap(jenis, permintaan, by)
    return digest(payload)


def dokumen_finalize(
    *,
    jenis: str,
    permintaan: Permintaan,
    by: User | None,
    lapor: Lapor | None = None,
    tandai: Callable[[Dokumen], None] | None = None,
) -> Dokumen:
    """Finish a document: payload, digests and PDF are stored with its number and date, all or nothing.

    Takes the place of the finished document of the same period, if there is one. Rendering takes seconds, so it
    happens before the transaction; inside, the payload is built again and must be the same. Raises NotAllowed,
    InvalidValue (number, date), Incomplete (what the document still lacks) and StaleData. `lapor` is told how far the
    render is. The verification code is made here unless the request brings one (a finishing in the background).
    `tandai` is called last inside the transaction: what it writes is stored with the document or not at all.
    """
    permintaan = replace(permintaan, kode=permintaan.kode or kode.kode_baru())
    payload, diperiksa = _siap(jenis, permintaan, by)
    dulu = _berlaku(jenis, permintaan)
    isi = pdf.render(REGISTRY[jenis].TEMPLATE, payload, lapor)
    dokumen = _dokumen(jenis, permintaan, payload, isi)
    try:
        with transaction.atomic():
            # One after the other: of a first document there is no row yet that two could meet at.
            PerangkatDaerah.objects.select_for_update(no_key=True).get(pk=permintaan.perangkat_daerah.pk)
            _require_nomor(jenis, permintaan, wajib=REGISTRY[jenis].NOMOR_WAJIB)
            if _berlaku(jenis, permintaan) != dulu:
                raise StaleData(DIDAHULUI)
            if digest(_payload_final(jenis, permintaan)) != dokumen.payload_sha256:
                raise StaleData(BERUBAH)
            _selesaikan(dokumen, permintaan, isi, by, diperiksa)
            if tandai is not None:
                tandai(dokumen)
    except BaseException:
        if dokumen.pdf:  # the rows are rolled back, a file is not
            dokumen.pdf.storage.delete(str(dokumen.pdf.name))
        raise
    return dokumen


def canonical(payload: Mapping[str, Any]) -> str:
    """The payload as canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(payload: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(payload).encode()).hexdigest()


def utuh(dokumen: Dokumen) -> bool:
    """Whether the stored file and the stored payload are still those that were finished."""
    with dokumen.pdf.open("rb") as berkas:
        sama = hashlib.sha256(berkas.read()).hexdigest() == dokumen.pdf_sha256
    return sama and digest(dokumen.payload) == dokumen.payload_sha256


def _siap(jenis: str, permintaan: Permintaan, by: User | None) -> tuple[Mapping[str, Any], list[str]]:
    """The payload to be finished, once it is allowed and lacks nothing, and what of the checklist had to be ticked."""
    if by is not None:
        permissions.require(by, Ability.FINALIZE_DOKUMEN, permintaan.perangkat_daerah)
    _require_nomor(jenis, permintaan, wajib=REGISTRY[jenis].NOMOR_WAJIB)
    payload = _payload_final(jenis, permintaan)
    return payload, gerbang.wajib_lulus(jenis, permintaan, payload, permintaan.diperiksa)


def _require_nomor(jenis: str, permintaan: Permintaan, *, wajib: bool) -> None:
    if permintaan.tanggal is None:
        raise InvalidValue("Isi tanggal penetapan dokumen.")
    if wajib and not permintaan.nomor:
        raise InvalidValue("Isi nomor dokumen; dokumen tanpa nomor hanya dapat berupa draf.")
    if permintaan.nomor:
        _require_nomor_bebas(jenis, permintaan)


def _require_nomor_bebas(jenis: str, permintaan: Permintaan) -> None:
    """A number belongs to one document of its kind; that of a withdrawn one only to the next of its own period."""
    sama = Dokumen.objects.filter(perangkat_daerah=permintaan.perangkat_daerah, jenis=jenis, nomor=permintaan.nomor)
    kunci, ditarik = REGISTRY[jenis].periode_kunci(permintaan), Dokumen.Status.WITHDRAWN
    lain = sama.exclude(status=ditarik, periode_kunci=kunci).defer("payload").order_by("pk").first()
    if lain is None:
        return
    if lain.status == ditarik:
        raise InvalidValue(
            f"Nomor {permintaan.nomor} dipesan untuk “{lain.judul}”, yang ditarik kembali. Isi nomor lain."
        )
    raise InvalidValue(f"Nomor {permintaan.nomor} sudah dipakai dokumen lain yang sejenis. Isi nomor yang benar.")


def _payload_final(jenis: str, permintaan: Permintaan) -> Mapping[str, Any]:
    """The payload of the finished document: free of placeholders, with the address that tells what became of it."""
    payload = dict(REGISTRY[jenis].build(permintaan))
    verifikasi = {"kode": permintaan.kode, "alamat": kode.alamat(permintaan.kode)}
    payload["meta"] = {**payload["meta"], "verifikasi": verifikasi}
    kosong = sorted({teks for teks in _teks(payload) if TITIK in teks})
    if kosong:
        kurang = [f"Masih ada bagian yang kosong pada dokumen: “{teks}”. Lengkapi datanya dahulu." for teks in kosong]
        raise Incomplete("Dokumen belum lengkap.", kurang)
    return payload


def _teks(isi: Any) -> Iterator[str]:
    """Every text of a payload."""
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, Mapping):
        for nilai in isi.values():
            yield from _teks(nilai)
    elif isinstance(isi, list | tuple):
        for nilai in isi:
            yield from _teks(nilai)


def _dokumen(jenis: str, permintaan: Permintaan, payload: Mapping[str, Any], isi: bytes) -> Dokumen:
    """The row in memory, without its file."""
    builder = REGISTRY[jenis]
    return Dokumen(
        jenis=jenis,
        perangkat_daerah=permintaan.perangkat_daerah,
        tahun=permintaan.tahun,
        periode_kunci=builder.periode_kunci(permintaan),
        judul=builder.judul(permintaan),
        nomor=permintaan.nomor,
        tanggal=permintaan.tanggal,
        kode=permintaan.kode,
        payload=payload,
        payload_schema=builder.SCHEMA,
        payload_sha256=digest(payload),
        pdf_sha256=hashlib.sha256(isi).hexdigest(),
    )


def _selesaikan(dokumen: Dokumen, permintaan: Permintaan, isi: bytes, by: User | None, diperiksa: list[str]) -> None:
    """Store row, file, agreement and events; the document it replaces is marked, unless that still binds."""
    if dokumen.jenis == JenisDokumen.PK:
        dokumen.perjanjian_kinerja = _perjanjian_simpan(permintaan)
    nama = (dokumen.jenis, dokumen.perangkat_daerah.kode, dokumen.periode_kunci, dokumen.pdf_sha256[:8])
    dokumen.pdf.save(f"{'-'.join(nama)}.pdf", ContentFile(isi), save=False)
    dokumen.replaces = _pendahulu(dokumen)
    dokumen.status = Dokumen.Status.FINAL
    dokumen.save()
    berakhir = gantikan(dokumen.replaces, dokumen) if dokumen.replaces else []
    audit.record_many(by, [_peristiwa(dokumen, diperiksa), *berakhir])


def _perjanjian_simpan(permintaan: Permintaan) -> PerjanjianKinerja | None:
    """The agreement behind a PK, stored with its date and its reason."""
    pk = perjanjian_kinerja.perjanjian_of(permintaan)
    if pk is not None:
        pk.tanggal = permintaan.tanggal
        pk.save()
    return pk


def _berlaku(jenis: str, permintaan: Permintaan) -> Dokumen | None:
    """The finished document that this one will replace."""
    return _finished(permintaan.perangkat_daerah, jenis, REGISTRY[jenis].periode_kunci(permintaan)).first()


def _finished(perangkat_daerah: PerangkatDaerah, jenis: str, periode_kunci: str) -> QuerySet[Dokumen]:
    return Dokumen.objects.filter(
        perangkat_daerah=perangkat_daerah,
        jenis=jenis,
        periode_kunci=periode_kunci,
        status__in=[Dokumen.Status.FINAL, Dokumen.Status.SIGNED],
    ).order_by("-pk")


def _pendahulu(dokumen: Dokumen) -> Dokumen | None:
    """The finished document of the same period that it takes the place of, locked: it may be signed at this moment."""
    lama = (
        _finished(dokumen.perangkat_daerah, dokumen.jenis, dokumen.periode_kunci)
        .select_for_update(of=("self",))
        .select_related("perjanjian_kinerja__rencana", "perangkat_daerah")
        .first()
    )
    if lama is not None:
        _require_newer(dokumen, lama)
    return lama


def _require_newer(dokumen: Dokumen, lama: Dokumen) -> None:
    """An agreement of a former plan cannot take the place of that of a later one."""
    baru, dulu = dokumen.perjanjian_kinerja, lama.perjanjian_kinerja
    if baru and dulu and baru.rencana.urutan < dulu.rencana.urutan:
        raise Closed(f"“{lama.judul}” sudah selesai, sehingga perjanjian sebelumnya tidak dapat diselesaikan lagi.")


def _peristiwa(dokumen: Dokumen, diperiksa: list[str]) -> Event:
    sesudah: dict[str, Any] = {
        "nomor": dokumen.nomor,
        "tanggal": dokumen.tanggal,
        "sidik_isi": dokumen.payload_sha256,
        "sidik_pdf": dokumen.pdf_sha256,
    }
    if diperiksa:
        sesudah["diperiksa"] = diperiksa
    pd = dokumen.perangkat_daerah
    return Event("dokumen.finalized", dokumen, dokumen.judul, perangkat_daerah=pd, sesudah=sesudah)
