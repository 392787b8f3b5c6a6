"""What every page needs: the menu and the active year."""

from typing import Any

from django.http import HttpRequest


def app(request: HttpRequest) -> dict[str, Any]:
    """Filled by the page views; see indicators.selectors.navigasi."""
    return {}
