"""Signing in without the form: what a test is about comes after it."""

from typing import Any

from django.conf import settings
from django.test import Client

from indicators.models import User


def sign_in(page: Any, live_server: Any, user: User) -> Any:
    """The page, from now on in a new session of that person."""
    client = Client()
    client.force_login(user)
    sesi = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesi, "url": live_server.url}])
    return page
