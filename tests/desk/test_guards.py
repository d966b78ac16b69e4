from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from litestar.testing import TestClient

from tests.desk.conftest import OWN, Browser, app_of
from tests.desk.test_pages import addresses
from verbale.desk.guards import own_path
from verbale.desk.signing import sealed
from verbale.desk.views import ROUTES
from verbale.record import Record

if TYPE_CHECKING:
    from tests.desk.example import Example
    from verbale.record.engines import Place

# Where forms are sent, with entries named by their words.
WRITES = (
    "/entries/{statement:31 people, not 46}/decide",
    "/entries/{actor:Prak Sovannith}/decide-two",
    "/actors/{actor:Prak Sovannith}/correct",
    "/documents/d2/add",
    "/documents/d2/correct",
    "/documents/d2/remove",
    "/review/accept",
    "/searches/keep",
    "/searches/look",
    "/searches/forget",
    "/decisions/undo",
    "/reviewer",
)
FOREIGN = (
    "evil.example",
    "evil.example:8000",
    "127.0.0.1",
    "127.0.0.1:8001",
    "localhost:8000.evil.example",
    "127.0.0.1:8000@evil.example",
    "",
)


def decisions(place: Place) -> int:
    with Record(place, "read") as record:
        return len(record.log())


@pytest.fixture(scope="session")
def writes(example: Example) -> list[str]:
    return [example.at(path) for path in WRITES]


def test_no_form_is_left_out(writes: list[str]) -> None:
    routes = {path for route in ROUTES for path in route.paths if "POST" in route.http_methods}
    assert routes == {
        re.sub(r"d\d(\.\w\d+)?", lambda m: f"{{{'entry' if m[1] else 'document'}_id:str}}", path)
        for path in writes
    }


def test_a_foreign_host_is_refused_everywhere(
    browser: Browser, example: Example, writes: list[str]
) -> None:
    pages = (*addresses(example), "/documents/d2/original", "/static/desk.js", "/nowhere")
    for host, path in product(FOREIGN, pages):
        response = browser.client.get(path, headers={"host": host})
        assert response.status_code == 403, (host, path)
        assert "is not this desk" in response.text
    for host, path in product(FOREIGN, writes):
        assert browser.client.post(path, headers={"host": host}).status_code == 403, (host, path)


def test_its_own_names_are_known(browser: Browser) -> None:
    for host in ("127.0.0.1:8000", "localhost:8000", "[::1]:8000"):
        assert browser.client.get("/documents", headers={"host": host}).status_code == 200


def test_forms_from_elsewhere_are_refused(
    browser: Browser, samrath: Place, writes: list[str]
) -> None:
    page = browser.page("/review")
    token = page.split('name="_csrf_token" value="')[1].split('"')[0]
    origins = ("http://evil.example", "null", "http://127.0.0.1:9999")
    for origin, path in product(origins, writes):
        response = browser.client.post(
            path,
            data={"_csrf_token": token, "action": "accept", "by": "Eve"},
            headers={"origin": origin},
        )
        assert response.status_code == 403
        assert "takes no forms" in response.text
    assert decisions(samrath) == 0


def test_forged_forms_are_refused(browser: Browser, samrath: Place, writes: list[str]) -> None:
    browser.page("/review")
    for token, path in product((None, "", "0" * 128, "a"), writes):
        fields = {"action": "accept", "by": "Eve", "name": "Eve"}
        if token is not None:
            fields["_csrf_token"] = token
        response = browser.client.post(path, data=fields, headers={"origin": OWN})
        assert response.status_code == 403
        assert "was not sent from a page of this desk" in response.text
    assert decisions(samrath) == 0


def test_other_ways_of_sending_are_refused(browser: Browser, samrath: Place, denial: str) -> None:
    browser.page("/review")
    path = f"/entries/{denial}/decide"
    assert browser.client.post(path, json={"action": "accept", "by": "Eve"}).status_code == 403
    assert browser.client.get(path).status_code == 405
    assert browser.client.put(path).status_code in {403, 405}
    assert decisions(samrath) == 0


def test_a_form_of_an_earlier_run_is_refused(samrath: Place, denial: str) -> None:
    path = f"/entries/{denial}/decide"
    with TestClient(app_of(samrath, "old", "o" * 64), base_url=OWN) as old:
        token = old.get("/review").text.split('name="_csrf_token" value="')[1].split('"')[0]
        cookies = dict(old.cookies)
    with TestClient(app_of(samrath), base_url=OWN, cookies=cookies) as now:
        fields = {"_csrf_token": token, "action": "accept", "by": "Eve"}
        assert now.post(path, data=fields).status_code == 403
        assert Browser(now).send(path, action="accept", by="Ann", back="/review")
    assert decisions(samrath) == 1


def test_every_answer_is_closed(browser: Browser, example: Example) -> None:
    for path in (*addresses(example), "/static/desk.css", "/nowhere", "/documents/d2/original"):
        headers = browser.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    refused = browser.client.get("/", headers={"host": "evil.example"})
    assert "content-security-policy" in refused.headers


def test_cookies_stay_in_this_browser(browser: Browser) -> None:
    cookie = browser.client.get("/review").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    browser.send("/reviewer", name="Ada Lovelace", back="/review")
    assert 'value="Ada Lovelace"' in browser.page("/exchanges")


def test_a_name_that_was_not_sealed_here_is_not_believed(samrath: Place) -> None:
    for forged in (sealed("Eve", "another secret"), "RXZl.", "Eve", "é"):
        with TestClient(app_of(samrath), base_url=OWN) as client:
            page = client.get("/review", headers={b"cookie": f"reviewer-run={forged}".encode()})
            assert 'value="ann"' in page.text
            assert 'value="Eve"' not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "",
        "/a\r\nSet-Cookie: x",
    ],
)
def test_the_way_back_leads_nowhere_else(path: str) -> None:
    assert own_path(path) == "/"
