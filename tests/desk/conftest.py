"""What tests of the desk share: records of the example on it, and a client that can send forms."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from litestar.testing import TestClient

from tests.desk.example import Example
from verbale.desk.app import desk_app
from verbale.desk.frame import Desk
from verbale.reading import read
from verbale.record import Record
from verbale.record.engine_postgres import PostgresSchema
from verbale.record.engine_sqlite import SqliteFile
from verbale.sources.files import load
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.postgres_server import Server
    from verbale.desk.guards import Guarded
    from verbale.model import Reading
    from verbale.record.engines import Address, Place

EXAMPLE = Path(__file__).parents[2] / "examples" / "samrath"
TODAY = date(2025, 6, 1)
PORT = 8000
_TEMPLATE = "template_of_samrath"
OWN = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Browser:
    """A browser that follows links and sends the forms of pages, as far as a server sees it."""

    client: TestClient[Any]

    def page(self, path: str, status: int = 200) -> str:
        response = self.client.get(path)
        assert response.status_code == status, response.text
        return str(response.text)

    def send(self, path: str, status: int = 200, **fields: str) -> str:
        """Send a form with the token of a page, and give the page that comes then."""
        token = re.search(r'name="_csrf_token" value="(\w+)"', self.page("/documents"))
        assert token is not None
        response = self.client.post(path, data={"_csrf_token": token[1], **fields})
        assert response.status_code == status, response.text
        return str(response.text)


def app_of(place: Place, run: str = "run", secret: str = "s" * 64) -> Guarded:
    desk = Desk(place, "ann", lambda: TODAY, lambda: "2025-06-01T12:00:00+00:00", secret, run)
    return desk_app(desk, PORT)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the clocks of this machine show UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """Give the readings of the example's documents."""
    files = sorted(EXAMPLE.glob("*.txt"))
    return [read(load(file, Metadata(), today=TODAY)) for file in files]


@pytest.fixture(scope="session")
def samrath_file(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the record of the example, to copy."""
    path = tmp_path_factory.mktemp("example") / "record.db"
    _fill(path, readings)
    return path


@pytest.fixture(scope="session")
def samrath_dump(readings: list[Reading], server: Server) -> str:
    """Give the statements that make the record of the example on a server."""
    _fill(server.url(_TEMPLATE), readings)
    return server.dumped(_TEMPLATE)


@pytest.fixture(scope="session")
def example(samrath_file: Path) -> Example:
    """Give the entries of the example, which have the same ids wherever its record is."""
    with Record(samrath_file, "read") as record:
        return Example(record.contents())


@pytest.fixture(scope="session")
def denial(example: Example) -> str:
    """Give the id of the statement that most tests decide about."""
    return example.statement("31 people, not 46")


@pytest.fixture
def samrath(place: Place, request: pytest.FixtureRequest) -> Place:
    """Give the record of the example, in a file and on a server."""
    if isinstance(place, SqliteFile):
        shutil.copy(request.getfixturevalue("samrath_file"), place.path)
    else:
        assert isinstance(place, PostgresSchema)
        dump: str = request.getfixturevalue("samrath_dump")
        server: Server = request.getfixturevalue("server")
        server.run(dump.replace(_TEMPLATE, place.schema))
    return place


def _fill(address: Address, readings: list[Reading]) -> None:
    with Record(address) as record:
        for reading in readings:
            record.add(reading)
        record.tie()


@pytest.fixture
def browse() -> Iterator[Callable[[Place], Browser]]:
    """Open a record on a desk."""
    opened: list[TestClient[Any]] = []

    def browse(place: Place) -> Browser:
        client: TestClient[Any] = TestClient(app_of(place), base_url=OWN)
        opened.append(client)
        return Browser(client.__enter__())

    yield browse
    for client in opened:
        client.__exit__()


@pytest.fixture
def browser(samrath: Place, browse: Callable[[Place], Browser]) -> Browser:
    """Give a browser that looks at the example."""
    return browse(samrath)
