"""Connections to public addresses only: a name is resolved, checked and connected to in one step."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Iterable

import httpcore

from docstruct.errors import SourceError


class GuardedBackend(httpcore.NetworkBackend):
    """Connects like the standard backend, but never to a private, loopback, link-local or reserved address.

    The check is made on the address that is then connected to, so a name that resolves to another address a moment
    later (DNS rebinding) or a redirect gains nothing.

    Parameters
    ----------
    allowed_hosts : collection of str
        Hosts, as written in addresses, whose private addresses are accepted.
    """

    def __init__(self, allowed_hosts: Collection[str] = ()) -> None:
        self._backend = httpcore.SyncBackend()
        self._allowed = frozenset(allowed_hosts)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host, after checking all of them."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} has no address ({error})") from error
        addresses = [str(entry[4][0]) for entry in found]
        private = [address for address in addresses if not _is_public(address)]
        if private and host not in self._allowed:
            raise SourceError(
                f"{host} leads to {private[0]}, which is no public address. If that is meant, name the host in "
                "DOCSTRUCT_FETCH__PRIVATE_HOSTS."
            )
        return self._backend.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def sleep(self, seconds: float) -> None:
        """Sleep."""
        self._backend.sleep(seconds)


def _is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet.

    Examples
    --------
    >>> [_is_public(a) for a in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:127.0.0.1")]
    [True, False, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_global
