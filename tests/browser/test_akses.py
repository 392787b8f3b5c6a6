"""Every page, as each kind of person who may open it first, has no fault that axe knows (WCAG 2.2 A and AA)."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.browser.sesi import sign_in
from tests.test_permissions_table import ACCESS, ROLES, stage  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 1280)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def pages(client, cast):
    """Role and address of every HTML page of the table of permissions, one person for each."""
    for name, rows in ACCESS.items():
        for row in rows:
            role = next((r for r in ROLES if row.method == "get" and row.expected(r) == 200), None)
            if role is None:
                continue
            url = reverse(name, kwargs=row.args(cast))
            if role != "anonymous":
                client.force_login(getattr(cast, role))
            answer = client.get(url, row.data(cast))
            if answer.get("Content-Type", "").startswith("text/html") and b"<html" in b"".join(answer):
                yield role, answer.wsgi_request.get_full_path()
            client.logout()


def faults(page) -> list[str]:
    """What axe finds on the page as it is, at each width: as it was opened on a telephone, then turned to a screen."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        violations = page.evaluate(f"axe.run({json.dumps(RULES)}).then(results => results.violations)")
        found += [f"{width} px, {v['id']}: {n['html'][:160]}" for v in violations for n in v["nodes"]]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


def test_no_page_has_a_fault_that_axe_knows(new_page, live_server, client, stage):  # noqa: F811
    page = new_page(viewport={"width": WIDTHS[0], "height": 900})
    page.add_init_script(Axe().axe_script)  # sent once, not with every page
    wrong, seen = {}, 0
    for role, url in list(pages(client, stage)):
        page.context.clear_cookies()
        if role != "anonymous":
            sign_in(page, live_server, getattr(stage, role))
        page.goto(url)
        seen += 1
        if salah := faults(page):
            wrong[f"{role} {url}"] = salah
    assert not wrong, "\n".join(f"{where}\n   " + "\n   ".join(what) for where, what in wrong.items())
    assert seen > 20
