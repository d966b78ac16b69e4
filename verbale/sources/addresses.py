"""Which addresses of the network may be asked for a document: those that all the world may ask."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Address", "checked_address", "is_public"]

Address = IPv4Address | IPv6Address

# Networks whose addresses carry one of the old kind inside, which a gateway goes on to.
_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


def is_public(address: Address) -> bool:
    """Tell whether an address is neither private, loopback, link-local, reserved nor multicast."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_public(inner)
        if any(address in network for network in _TRANSLATED):
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def checked_address(host: str, port: int, allowed: Callable[[Address], bool]) -> Address:
    """Resolve a host once, for the connection to go to just this address.

    Raises `UnreadableDocument` when there is none, or when any of its addresses is not allowed: a
    name that leads both outside and inside is a trap.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableDocument(
            f"{host} cannot be found ({error}). Check the address and the network."
        ) from error
    addresses = [ip_address(str(each[4][0]).split("%")[0]) for each in found]
    for address in addresses:
        if not allowed(address):
            raise UnreadableDocument(
                f"{host} leads to {address}, which is no public address. Save the page and add "
                "the file."
            )
    return addresses[0]
