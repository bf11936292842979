"""HTTP for the remote store: SPARQL Protocol by SPARQLWrapper, Graph Store Protocol by httpx; time limits and retries.

Redirects are refused, so that credentials go to nobody else. A retry is made after 502, 503, 504 and lost connections,
and only of requests that may run twice.
"""

from __future__ import annotations

import http.client
import io
import random
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, TypeVar

import httpx
from SPARQLWrapper import BASIC, JSON, POST, TURTLE, URLENCODED, SPARQLWrapper

from newsgraph.ontology.errors import StoreError, StoreRefused, StoreTimeout
from newsgraph.store.endpoint import RETRIED, Endpoint, refusal

AGENT = "newsgraph (SPARQL 1.1 client)"
GRAPH_TYPES = "application/n-triples, text/turtle;q=0.8"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes
    content_type: str
    headers: dict[str, str]  # names in lower case


class Unavailable(StoreError):
    """The server could not be reached, or said that it is away for the moment."""

    def __init__(self, *args: Any, after: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after = after


class BadRequest(StoreError):
    """HTTP 400: the text of the query is at fault."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with an opener of its own (it installs a global one for digest) and a limit on the whole answer."""

    def __init__(self, address: str, opener: urllib.request.OpenerDirector, seconds: float, **options: Any) -> None:
        super().__init__(address, agent=AGENT, **options)
        self.opener = opener
        self.seconds = seconds
        self.most: int | None = None

    def _query(self) -> tuple[Any, str]:
        end = time.monotonic() + self.seconds
        try:
            response = self.opener.open(self._createRequest(), timeout=self.seconds)
        except ValueError as e:  # urllib's digest handler, of a challenge that is neither digest nor basic
            raise StoreRefused(f"wants other credentials: {e}", source=self.endpoint, cure="give a token") from e
        parts: list[bytes] = []
        size = 0
        with response:
            while part := response.read1(1 << 20):
                parts.append(part)
                size += len(part)
                if self.most is not None and size > self.most:
                    why = f"the server's answer has more than {self.most} bytes"
                    raise StoreError(why, source=self.endpoint, cure="ask for less, or add a LIMIT")
                if time.monotonic() > end:
                    raise TimeoutError
        return _Whole(b"".join(parts), response.headers), self.returnFormat


class _Whole(io.BytesIO):
    """A response read to its end, as SPARQLWrapper's QueryResult wants it."""

    def __init__(self, body: bytes, headers: http.client.HTTPMessage) -> None:
        super().__init__(body)
        self.headers = headers

    def info(self) -> http.client.HTTPMessage:
        return self.headers


class Transport:
    """Requests to one endpoint. seconds: for a query; write_seconds: for an update or a graph sent."""

    def __init__(self, at: Endpoint, *, seconds: float, write_seconds: float, retries: int) -> None:
        self.at = at
        self.seconds = seconds
        self.write_seconds = write_seconds
        self.retries = retries
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        auth: httpx.Auth | None = None
        if at.user and at.password:
            if at.auth == "digest":
                passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
                for address in filter(None, (at.query, at.update)):
                    passwords.add_password(None, address, at.user, at.password)
                handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
                auth = httpx.DigestAuth(at.user, at.password)
            else:
                auth = httpx.BasicAuth(at.user, at.password)
        self._opener = urllib.request.build_opener(*handlers)
        bearer = {"Authorization": f"Bearer {at.token}"} if at.token else {}
        timeout = httpx.Timeout(write_seconds, connect=min(30, write_seconds))
        self._http = httpx.Client(auth=auth, headers={"User-Agent": AGENT, **bearer}, timeout=timeout)

    def close(self) -> None:
        self._http.close()

    def sparql(
        self, text: str, *, graphs: bool = False, update: bool = False, seconds: float | None = None,
        default_graphs: Sequence[str] = (), named: Sequence[str] = (), again: bool = True, most: int | None = None,
    ) -> Reply:  # fmt: skip
        """Send a query (graphs: it is CONSTRUCT or DESCRIBE) or an update. again: it may be sent twice.

        most: bytes that the answer may have; StoreError for more.
        """
        address = self.at.update if update else self.at.query
        assert address is not None
        limit = seconds if seconds is not None else self.write_seconds if update else self.seconds

        def send() -> Reply:
            wrapper = _Wrapper(self.at.query, self._opener, limit, updateEndpoint=self.at.update)
            wrapper.setMethod(POST)
            wrapper.setRequestMethod(URLENCODED)
            wrapper.setReturnFormat(TURTLE if graphs else JSON)
            wrapper.most = most
            for name in default_graphs if not update else ():
                wrapper.addDefaultGraph(name)
            for name in named:
                wrapper.addNamedGraph(name)
            if self.at.user and self.at.password and self.at.auth == "basic":
                wrapper.setHTTPAuth(BASIC)
                wrapper.setCredentials(self.at.user, self.at.password)
            if self.at.token:
                wrapper.addCustomHttpHeader("Authorization", f"Bearer {self.at.token}")
            if graphs:
                wrapper.addCustomHttpHeader("Accept", GRAPH_TYPES)
            wrapper.queryString = text  # setQuery guesses the kind by a pattern that strings and comments can mislead
            wrapper.queryType = "INSERT" if update else "CONSTRUCT" if graphs else "SELECT"
            response = wrapper.query().response
            headers = {k.lower(): v for k, v in response.info().items()}
            return Reply(response.read(), headers.get("content-type", ""), headers)

        return self._persist(lambda: _translate(send, address, limit), again=again)

    def graph(self, method: str, name: str | None, content: bytes = b"", content_type: str = "text/turtle") -> None:
        """PUT, POST or DELETE a graph (None: the default graph; name "" with POST: the dataset, as quads)."""
        address = self.at.gsp
        assert address is not None
        parameters = {} if name == "" else {"default": ""} if name is None else {self.at.graph_key: name}
        headers = {"Content-Type": f"{content_type}; charset=utf-8"} if content else {}

        def send() -> None:
            reply = self._http.request(method, address, params=parameters, content=content, headers=headers)
            if reply.status_code == 404 and method == "DELETE":
                return
            _check(reply, address)

        self._persist(lambda: _translate(send, address, self.write_seconds))

    def download(self, name: str | None, into: IO[bytes]) -> str:
        """GET a graph into a file. Returns its media type. A graph that is not there is an empty one."""
        address = self.at.gsp
        assert address is not None
        parameters = {"default": ""} if name is None else {self.at.graph_key: name}

        def send() -> str:
            into.seek(0)
            into.truncate()
            with self._http.stream("GET", address, params=parameters, headers={"Accept": GRAPH_TYPES}) as reply:
                if reply.status_code == 404:
                    return "application/n-triples"
                if reply.status_code >= 300:
                    reply.read()
                    _check(reply, address)
                for part in reply.iter_bytes():
                    into.write(part)
                return str(reply.headers.get("content-type", "")).partition(";")[0].strip()

        return self._persist(lambda: _translate(send, address, self.write_seconds))

    def _persist(self, send: Callable[[], T], *, again: bool = True) -> T:
        for pause in self._pauses():
            try:
                return send()
            except Unavailable as e:
                if pause is None or not again:
                    raise StoreError(e.why, source=e.source, cure=e.cure) from e
                time.sleep(min(e.after, 10) if e.after is not None else pause)
        raise AssertionError("unreachable")

    def _pauses(self) -> Iterator[float | None]:
        for n in range(self.retries):
            yield 0.2 * 2**n * random.uniform(0.75, 1.25)  # noqa: S311 - spreads clients, guards nothing
        yield None


def _check(reply: httpx.Response, address: str) -> None:
    if reply.status_code >= 300:
        kind = reply.headers.get("content-type", "")
        _raise(address, reply.status_code, kind, reply.content, reply.headers)


def _raise(address: str, status: int, kind: str, body: bytes, headers: Any) -> None:
    error = refusal(address, status, kind, body, headers.get("location"))
    if status in RETRIED:
        after = str(headers.get("retry-after") or "")
        raise Unavailable(error.why, source=address, cure=error.cure, after=float(after) if after.isdigit() else None)
    if status == 400 and type(error) is StoreError:
        raise BadRequest(error.why, source=address, cure=error.cure)
    raise error


def _translate(send: Callable[[], T], address: str, seconds: float) -> T:
    """Run a request; every way of failing becomes an error of newsgraph's."""
    cure = "ask for less, or allow more time"
    slow = StoreTimeout(f"no whole answer within {seconds:g} s", source=address, cure=cure)
    try:
        return send()
    except urllib.error.HTTPError as e:
        with e:
            try:
                body = e.read(100_000)
            except OSError:
                body = b""
            _raise(address, e.code, e.headers.get("content-type", ""), body, e.headers)
        raise AssertionError("unreachable") from e
    except httpx.ConnectError as e:
        raise _unreachable(address, e) from e
    except httpx.TimeoutException as e:
        raise slow from e
    except (httpx.HTTPError, http.client.HTTPException) as e:
        why = f"the connection broke off ({type(e).__name__})"
        raise Unavailable(why, source=address, cure="try again") from e
    except TimeoutError as e:
        raise slow from e
    except urllib.error.URLError as e:
        if isinstance(e.reason, TimeoutError):
            raise slow from e
        raise _unreachable(address, e.reason) from e
    except OSError as e:
        raise Unavailable(f"the connection broke off: {e}", source=address, cure="try again") from e


def _unreachable(address: str, reason: object) -> StoreError:
    if isinstance(reason, ssl.SSLError) or "CERTIFICATE" in str(reason):
        return StoreError(f"no trusted connection: {reason}", source=address, cure="check the server's certificate")
    return Unavailable(f"cannot be reached: {reason}", source=address, cure="is the server running, the address right?")
