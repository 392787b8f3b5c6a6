"""Milliseconds on the server and queries of the pages that people open all day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.measure import table, timing
from indicators.models import User


@dataclass(frozen=True)
class Page:
    """One line of the table. `user` None: nobody is signed in. `form`: posted, otherwise the page is fetched."""

    label: str
    url_name: str
    user: str | None = None
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    form: Callable[[], dict[str, str]] | None = None


# One more page is one more line. The first one is the yardstick of the × column.
PAGES = [
    Page("sehat (tolok ukur)", "sehat"),
    Page("masuk", "login"),
]


def ask(page: Page, client: Client) -> None:
    """One request and its answer; anything but success would be a figure of something else."""
    address = reverse(page.url_name, kwargs=page.kwargs)
    answer = client.post(address, page.form()) if page.form else client.get(address)
    if answer.status_code not in (200, 302):
        raise SystemExit(f"{page.label}: {address} menjawab {answer.status_code}")


def bench() -> None:
    """Every page of PAGES as its user."""
    rows, yardstick = [], 0.0
    for page in PAGES:
        client = Client()
        if page.user:
            client.force_login(User.objects.get(username=page.user))
        result = timing(lambda page=page, client=client: ask(page, client))
        yardstick = yardstick or result.median_ms
        rows.append(
            [
                page.label,
                f"{result.median_ms:.1f}",
                f"{result.p95_ms:.1f}",
                f"{result.median_ms / yardstick:.1f}",
                str(result.queries),
            ]
        )
    table("Halaman", ["", "median ms", "p95 ms", "×", "kueri"], rows)
