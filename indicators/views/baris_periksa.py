"""One row of a sheet as its verifier sees it."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indicators.selectors.baris_indikator import BarisIndikator
from indicators.views.baris_tampil import Baris, ciri_baris, ciri_temuan, tetap


@dataclass(frozen=True)
class BarisPeriksa:
    """A row with its decision; `terbuka`: its quarter is open, so that one can be taken."""

    b: Baris
    terbuka: bool

    @property
    def html(self) -> SafeString:
        """The row as it stands on the page, kept between requests while nothing of it changed."""
        row = self.b.baris
        putusan = (row.status, row.catatan_verifikasi) if row else ()
        return tetap(
            ("periksa", self.terbuka, putusan, *ciri_temuan(self.b.temuan_sendiri), *ciri_baris(self.b)), self._render
        )

    def _render(self) -> SafeString:
        nama = "verifikasi_indikator" if isinstance(self.b, BarisIndikator) else "verifikasi_anggaran"
        return render_to_string(f"indicators/partials/{nama}.html", {"b": self.b, "terbuka": self.terbuka})
