"""Serving a desk on this machine, and on no other."""

from __future__ import annotations

import gc
import ipaddress
import os
import secrets
import socket
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING, Final

import uvicorn
from litestar.concurrency import set_asyncio_executor

from verbale.desk.app import desk_app
from verbale.desk.frame import Desk
from verbale.errors import DeskRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbale.record.engines import Place

__all__ = ["serve"]

_MADE_BEFORE_COLLECTING: Final = 50_000  # objects


def serve(
    place: Place,
    login: str,
    *,
    host: str,
    port: int,
    browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the desk of a record until it is interrupted; port 0 means any that is free.

    `login` decides where nobody else is named, and `say` is told the address. Raises `DeskRefused`
    for a host that others can reach, and for a port that is taken.
    """
    with _listening(_own(host), port) as listener:
        port = listener.getsockname()[1]
        desk = Desk(
            place=place,
            login=login,
            today=lambda: datetime.now().astimezone().date(),
            now=lambda: datetime.now(UTC).isoformat(timespec="seconds"),
            secret=secrets.token_hex(32),
            run=secrets.token_hex(4),
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        say(address)
        if browser:
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        config = uvicorn.Config(
            desk_app(desk, port), log_level="warning", server_header=False, lifespan="off"
        )
        _leave_what_stays()
        # More threads than there are processors to run them hold each other up.
        set_asyncio_executor(ThreadPoolExecutor((os.cpu_count() or 1) + 1))
        uvicorn.Server(config).run(sockets=[listener])


def _leave_what_stays() -> None:
    """Have the collector of garbage pass over all that is loaded, and come round less often.

    A page makes tens of thousands of rows, which otherwise have it look through the whole program
    again and again: a tenth of a second each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_COLLECTING, 20, 100)


def _own(host: str) -> str:
    """Give the address of a host that only this machine reaches."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        if ipaddress.ip_address(address).is_loopback:
            return address
    except ValueError:
        pass
    raise DeskRefused(
        f"The desk cannot be opened at {host}: it asks for no password, so that everybody who "
        "reaches it could decide in your name. Leave --host out, and open it at 127.0.0.1."
    )


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # Of a socket that does not say it is TCP, asyncio leaves small packets to be held back.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError as error:
        listener.close()
        raise DeskRefused(
            f"Port {port} of {address} cannot be used: {error.strerror}. "
            "Choose another with --port, or leave it out."
        ) from error
    listener.listen()
    return listener
