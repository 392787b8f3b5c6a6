"""Work outside the request: letters about what has just happened to a sheet."""

from django.utils import timezone
from django_tasks import task

from indicators.services.pengingat import kabar_kirim


@task
def kabarkan() -> None:
    """A sheet was returned or verified: tell its people now. The nightly command makes up for what was missed."""
    kabar_kirim(timezone.localdate())
