"""Signing in without the form, and reading a page that may still be on its way: what a test is about stays short."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from indicators.models import User


def sign_in(page: Any, live_server: Any, user: User) -> Any:
    """The page, from now on in a new session of that person."""
    client = Client()
    client.force_login(user)
    sesi = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesi, "url": live_server.url}])
    return page


def terbaca(tempat: Any, *kata: str) -> None:
    """Each of the words is read there, or will be as soon as the page has come: a click does not wait for it."""
    for satu in kata:
        expect(tempat).to_contain_text(satu, use_inner_text=True)
