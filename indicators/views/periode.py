"""The periods of the regency: their list, one of them with what may be done to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from indicators import permissions
from indicators.exceptions import DomainError, Incomplete, NotAllowed
from indicators.forms_periode import AlasanForm, PeriodeForm
from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.permissions import Ability
from indicators.selectors.periode_buka import Terbuka, yang_terbuka
from indicators.selectors.periode_halaman import (
    ISI,
    daftar_periode,
    isi_penahan,
    isi_periode,
    periode_lain,
    periode_terlihat,
)
from indicators.services import periode as layanan
from indicators.services.versi import versi
from indicators.views.base import konteks, konteks_or_404, pelaku

S = PeriodeRenstra.Status


@require_GET
def periode_daftar(request: HttpRequest) -> HttpResponse:
    """All periods of the active regency, what the active perangkat daerah has in them, and which years use which."""
    permissions.require(request.user, Ability.VIEW)
    return _tampil_daftar(request)


def _tampil_daftar(request: HttpRequest, form: PeriodeForm | None = None, status: int = 200) -> HttpResponse:
    pd = konteks_or_404(request).perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    baris, tahun = daftar_periode(pd)
    dapat = layanan.dapat_mengelola(request.user, pd.pemerintah_daerah)
    isi = {
        "perangkat_daerah": pd,
        "daftar": baris,
        "tahun": tahun,
        "form": form or (PeriodeForm([b.periode for b in baris]) if dapat else None),
        "jelas": not dapat and permissions.can(request.user, Ability.EDIT_CASCADE, pd),
    }
    return render(request, "indicators/periode_daftar.html", isi, status=status)


@require_POST
def periode_baru(request: HttpRequest) -> HttpResponse:
    """Begin a period as a draft; leads to it, or to the choice of what is copied into it."""
    permissions.require(request.user, Ability.VIEW)
    pd = konteks_or_404(request).perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    layanan.require_mengelola(pelaku(request), pd.pemerintah_daerah)
    semua = [b.periode for b in daftar_periode(pd)[0]]
    form = PeriodeForm(semua, request.POST)
    if not form.is_valid():
        return _tampil_daftar(request, form, 422)
    isi = form.cleaned_data
    try:
        baru = layanan.periode_create(
            pemerintah_daerah=pd.pemerintah_daerah,
            tahun_awal=isi["tahun_awal"],
            tahun_akhir=isi["tahun_akhir"],
            by=pelaku(request),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _tampil_daftar(request, form, error.kode_http)
    messages.success(request, f"Periode {baru} dibuat sebagai draf. Belum ada tahun yang memakainya.")
    if isi["dari"] != "kosong":
        return redirect(f"{reverse('indicators:periode_salin', args=[baru.pk])}?{urlencode({'dari': isi['dari']})}")
    return redirect("indicators:periode", pk=baru.pk)


# --- One period ---------------------------------------------------------------------------------------------------


def periode_or_404(request: HttpRequest, pk: int) -> PeriodeRenstra:
    """A period of the person's regency."""
    periode = periode_terlihat(request.user, pk)
    if periode is None:
        raise Http404("Periode tidak ditemukan.")
    return periode


@require_GET
def periode(request: HttpRequest, pk: int) -> HttpResponse:
    """What a period holds by perangkat daerah, what is open in it, and what may be done."""
    return _tampil(request, periode_or_404(request, pk))


def _tampil(
    request: HttpRequest,
    periode: PeriodeRenstra,
    *,
    galat: DomainError | None = None,
    alasan: AlasanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    milik = list(
        permissions.visible_perangkat_daerah(request.user)
        .filter(pemerintah_daerah=periode.pemerintah_daerah_id)
        .select_related("pemerintah_daerah")
        .order_by("nama")
    )
    dapat = layanan.dapat_mengelola(request.user, periode.pemerintah_daerah)
    terbuka = yang_terbuka(periode) if periode.status == S.ACTIVE and dapat else []
    jumlah = isi_periode([periode], milik)
    isi = {
        "periode": periode,
        "versi": versi(periode),
        "kolom": [nama for nama, _ in ISI],
        "isi": [(pd, [(nama, jumlah.get((periode.pk, pd.pk, nama), 0)) for nama, _ in ISI]) for pd in milik],
        "dapat": dapat,
        "terbuka": [{"teks": t.kalimat, "url": _alamat(t)} for t in terbuka],
        "penahan": isi_penahan(periode) if periode.status == S.DRAFT and dapat else [],
        "lain": periode_lain(periode),
        "dapat_salin": periode.status != S.CLOSED and bool(yang_boleh_disalin(request, milik)),
        "galat": galat,
        "alasan": alasan or AlasanForm(),
        "dapat_riwayat": permissions.can(request.user, Ability.VIEW_AUDIT, periode.pemerintah_daerah),
    }
    return render(request, "indicators/periode.html", isi, status=status)


def yang_boleh_disalin(request: HttpRequest, milik: list[PerangkatDaerah]) -> list[PerangkatDaerah]:
    """The perangkat daerah whose cascade the person may write."""
    return [pd for pd in milik if permissions.can(request.user, Ability.EDIT_CASCADE, pd)]


def _alamat(t: Terbuka) -> str:
    """The page where an open thing is brought to its end."""
    if t.rencana is not None:
        return reverse("indicators:rencana", args=[t.rencana])
    kueri = urlencode({"pd": t.perangkat_daerah, "tahun": str(t.tahun)})
    return f"{reverse('indicators:verifikasi_antrean')}?{kueri}"


@require_POST
def periode_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in force, close, open again, or throw away an empty draft: `aksi` says which."""
    own = periode_or_404(request, pk)
    layanan.require_mengelola(pelaku(request), own.pemerintah_daerah)
    aksi = request.POST.get("aksi", "")
    milik: dict[str, Any] = {
        "periode": own,
        "versi_dilihat": request.POST.get("versi", ""),
        "by": pelaku(request),
    }
    try:
        if aksi == "hapus":
            layanan.periode_delete(**milik)
            messages.success(request, f"Draf periode {own} dihapus.")
            return redirect("indicators:periode_daftar")
        if aksi == "buka":
            form = AlasanForm(request.POST)
            if not form.is_valid():
                return _tampil(request, own, alasan=form, status=422)
            layanan.periode_reopen(alasan=form.cleaned_data["alasan"], **milik)
            pesan = f"Periode {own} dibuka kembali."
        elif aksi == "berlaku":
            layanan.periode_activate(**milik)
            pesan = f"Periode {own} berlaku. Tahunnya yang belum memiliki rencana sekarang memakai periode ini."
        elif aksi == "tutup":
            layanan.periode_close(**milik)
            pesan = f"Periode {own} ditutup. Isinya tinggal dibaca."
        else:
            raise Http404("Tindakan tidak dikenal.")
    except NotAllowed:
        raise
    except DomainError as error:
        kini = periode_terlihat(request.user, pk)
        if kini is None:
            raise Http404("Periode tidak ditemukan.") from error
        # What is open is shown with its links anyway: naming it twice would only be longer.
        ringkas = Incomplete(str(error)) if isinstance(error, Incomplete) else error
        return _tampil(request, kini, galat=ringkas, status=error.kode_http)
    konteks(request)
    messages.success(request, pesan)
    return redirect("indicators:periode", pk=pk)
