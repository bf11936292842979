"""One web address → an opened source: size, time and redirects limited, no private network, no proxy, no cookies."""

from __future__ import annotations

import re
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import certifi
import httpcore
import httpx

from newsgraph.ingest.sources.addresses import CheckedBackend, Deadline
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ontology.errors import RefusedAddress, UnreadableSource

MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_SPOOL_BYTES = 2 * 1024 * 1024
_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "newsgraph (reads news into a knowledge graph)",
    "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "identity",  # what is counted against the size limit is then what is read
    "Connection": "close",
}


@contextmanager
def fetch(address: str, options: ReadOptions) -> Iterator[tuple[BinaryIO, str, str | None, str | None, str]]:
    """The body, the final address, the content type, the charset and the extension of a web address.

    Raises `RefusedAddress` where the address is not allowed or breaks a limit, `UnreadableSource` where the server
    does not answer or answers with an error.
    """
    deadline = Deadline(options.timeout_s)
    url = _checked(address)
    backend = CheckedBackend(deadline, allow_private=options.allow_private)
    context = ssl.create_default_context()  # the system's authorities, and those of SSL_CERT_FILE
    context.load_verify_locations(certifi.where())
    with (
        httpcore.ConnectionPool(ssl_context=context, network_backend=backend) as pool,
        tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as body,
    ):
        try:
            final, headers = _get(pool, url, cast(BinaryIO, body), options.max_fetch_bytes)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            deadline.left()  # says "too slow" where that is why
            raise UnreadableSource(
                f"the server cannot be reached: {_words(error)}", cure="check the address, try again"
            ) from error
        body.seek(0)
        message = Message()
        message["content-type"] = headers.get("content-type", "")
        kind = message.get_content_type() if headers.get("content-type") else None
        charset = message.get_param("charset")
        suffix = PurePosixPath(final.path).suffix.lower()
        # ".php", ".aspx": how the page was made, not what it is; the content type is right then
        yield cast(BinaryIO, body), str(final), kind, charset if isinstance(charset, str) else None, suffix


def _get(pool: httpcore.ConnectionPool, url: httpx.URL, body: BinaryIO, limit: int) -> tuple[httpx.URL, dict[str, str]]:
    for _ in range(MAX_REDIRECTS + 1):
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host.strip(b"[]"), port=url.port, target=url.raw_path)
        sent: dict[bytes | str, bytes | str] = {**_HEADERS, "Host": url.netloc.decode("ascii")}
        with pool.stream("GET", target, headers=sent) as response:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in _REDIRECTS:
                url = _redirected(url, headers.get("location"))
                continue
            if response.status != 200:
                raise UnreadableSource(f"the server answers with status {response.status}", cure="check the address")
            _refuse_length(headers.get("content-length"), limit)
            size = 0
            for part in response.iter_stream():
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                body.write(part)
            return url, headers
    raise RefusedAddress(f"more than {MAX_REDIRECTS} redirects", cure="give the address where they end")


def _redirected(url: httpx.URL, location: str | None) -> httpx.URL:
    if not location:
        raise UnreadableSource("a redirect without an address", cure="give the address itself")
    try:
        target = url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedAddress(
            f"a redirect to a broken address: {location[:200]!r}", cure="give the address itself"
        ) from error
    if url.scheme == "https" and target.scheme == "http":
        raise RefusedAddress(f"a redirect from https to http: {location[:200]!r}", cure="give the address itself")
    return _checked(str(target))


def _checked(address: str) -> httpx.URL:
    """The parsed address. Raises `RefusedAddress`: not http(s), no host, or with a password in it."""
    try:
        url = httpx.URL(address)
        host, port = url.host, url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedAddress("not a valid address", cure="give a http or https address") from error
    if re.search(r"[%\[\]\s]", host) or (port is not None and not 0 < port < 65536):
        raise RefusedAddress("not a valid address", cure="give a http or https address")
    if url.scheme not in ("http", "https") or not host:
        raise RefusedAddress(f"not a web address: {str(url)[:200]}", cure="give a http or https address")
    if url.userinfo:
        raise RefusedAddress(
            "the address holds a user name or password", cure="fetch the page yourself and give the file"
        )
    return url.copy_with(fragment=None)


def _refuse_length(length: str | None, limit: int) -> None:
    if length and re.fullmatch(r"\d{1,18}", length) and int(length) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> RefusedAddress:
    return RefusedAddress(f"too large: more than {limit:,} bytes", cure="fetch it yourself, or raise max_fetch_bytes")


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]
