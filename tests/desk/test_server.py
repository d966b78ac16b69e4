from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.desk.serving import serving
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Record(tmp_path / "record.db").close()
    return tmp_path / "record.db"


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "evil", ""]  # noqa: S104
)  # fmt: skip
def test_no_address_that_others_reach(verbale: Command, path: Path, host: str) -> None:
    result = verbale("desk", path, "--no-browser", "--host", host)
    assert result.code == 1
    assert "it asks for no password" in result.err


def test_a_port_that_is_taken_is_said(verbale: Command, path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = verbale("desk", path, "--no-browser", "--port", port)
    assert result.code == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in result.err


def test_there_has_to_be_a_record(verbale: Command, tmp_path: Path) -> None:
    result = verbale("desk", tmp_path / "none.db", "--no-browser")
    assert result.code == 1
    assert "does not exist" in result.err


def test_the_command_serves_until_it_is_interrupted(path: Path) -> None:
    with serving(path) as address:
        assert address.startswith("http://127.0.0.1:")
        page = httpx.get(address)
        assert page.status_code == 200
        assert "server" not in page.headers
        assert httpx.get(address, headers={"host": "evil.example"}).status_code == 403
