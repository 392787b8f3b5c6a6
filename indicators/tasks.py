"""Work outside the request: letters about what has just happened to a sheet, and large workbooks."""

from django.utils import timezone
from django_tasks import task

from indicators.services.impor_unggahan import buku_kerjakan
from indicators.services.pengingat import kabar_kirim


@task
def kabarkan() -> None:
    """A sheet was returned or verified: tell its people now. The nightly command makes up for what was missed."""
    kabar_kirim(timezone.localdate())


@task
def impor_buku(pk: int) -> None:
    """Store a large workbook that somebody said yes to."""
    buku_kerjakan(pk)
