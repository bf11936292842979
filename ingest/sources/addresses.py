"""Connections only to addresses that may be asked, and only within a time limit.

The host is resolved here, every one of its addresses is checked, and the connection goes to a checked address: a name
that changes its mind between check and connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable

import httpcore

from newsgraph.ontology.errors import RefusedAddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet: not private, loopback, link-local, multicast … (RFC 6890)."""
    try:
        found: _Address = ipaddress.ip_address(address.partition("%")[0])  # fe80::1%eth0
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
        if found.ipv4_mapped:
            return True
    return found.is_global and not found.is_multicast and not found.is_reserved


class Deadline:
    """The moment at which everything about one source must be over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises `RefusedAddress` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise RefusedAddress(f"too slow: not done within {self.seconds:g} s", cure="try again, or raise timeout_s")
        return left


def resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """The addresses of a host. Raises `RefusedAddress` where it has none, or the answer takes too long."""
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:  # in a thread: the system's resolver takes no time limit
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True, name="newsgraph-resolver").start()
    try:
        result = answer.get(timeout=deadline.left())
    except queue.Empty:
        deadline.left()
        raise RefusedAddress(f"too slow: {host} was not resolved in time", cure="try again") from None
    if isinstance(result, OSError) or not result:
        raise RefusedAddress(f"no such host: {host}", cure="check the address") from None
    return result


class _Stream(httpcore.NetworkStream):
    """A connection each of whose steps ends at the deadline, so that a trickle of bytes cannot hold it open."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses alone. The name stays the one that TLS certificates are compared with."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, self._deadline)
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise RefusedAddress(
                        f"{host} is not on the open internet ({address})",
                        cure="private addresses are fetched only with --allow-private",
                    )
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _Stream(stream, self._deadline)
        raise failure or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        raise RefusedAddress("a socket file is no web address", cure="give a http or https address")
