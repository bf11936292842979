"""Web addresses, against a real server: what is fetched, and what is refused."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import ReadOptions, addresses, read_sources
from newsgraph.ingest.sources.addresses import is_public

GOLDEN = Path(__file__).parent / "golden"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what was asked is kept in `asked`."""

    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        path = self.path.split("?")[0]
        if path.startswith("/redirect-to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/redirect-to/"))
            self.end_headers()
        elif path == "/loop":
            self.send_response(301)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif path == "/page":
            self.answer("text/html; charset=utf-8", (GOLDEN / "listing.html").read_bytes().replace(b"canonical", b"x"))
        elif path == "/latin.php":
            self.answer(
                "text/html; charset=iso-8859-1", "<p>Le caf\xe9 de la for\xeat est ouvert à tous.</p>".encode("latin-1")
            )
        elif path == "/feed":
            self.answer("application/rss+xml", (GOLDEN / "feed.rss").read_bytes())
        elif path == "/large":
            self.answer("text/plain", b"word " * 100_000)
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            self.trickle(b"word " * 10_000, 0.0)
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            self.trickle(b"w", 0.05)
        elif path == "/slow-header":
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
            self.trickle(b"w", 0.05)
        else:
            self.send_error(404)

    def answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def trickle(self, part: bytes, pause: float) -> None:
        for _ in range(200):
            try:
                self.wfile.write(part)
                self.wfile.flush()
            except OSError:  # the reader has had enough
                return
            time.sleep(pause)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    Handler.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_address[1]}", Handler.asked
        finally:
            running.shutdown()
            thread.join()


def read(address: str, **options: object) -> list[NewsItem | Rejected]:
    return list(read_sources([address], options=ReadOptions(**{"allow_private": True, **options})))  # type: ignore[arg-type]


def refused(address: str, **options: object) -> str:
    (bad,) = read(address, **options)
    assert isinstance(bad, Rejected)
    assert bad.cure
    assert bad.source == address
    return bad.why


def test_page_feed_and_charset_of_the_header(server: tuple[str, list[str]]) -> None:
    base, _ = server
    rows = read(f"{base}/page")
    assert len(rows) == 4
    assert isinstance(rows[0], NewsItem)
    assert (rows[0].url, rows[0].source) == (f"{base}/herons.html", f"{base}/page")
    (latin,) = read(f"{base}/latin.php")
    assert isinstance(latin, NewsItem)
    assert latin.text == "Le café de la forêt est ouvert à tous."
    assert latin.url == f"{base}/latin.php"
    assert [one.line for one in read(f"{base}/feed")] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "127.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked_by_default(server: tuple[str, list[str]], host: str) -> None:
    base, asked = server
    why = refused(f"http://{host}:{base.rsplit(':', 1)[1]}/feed", allow_private=False)
    assert "not on the open internet" in why or "no such host" in why
    assert asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:4700::1111", True), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("fe80::1%eth0", False), ("fc00::1", False), ("::", False),
        ("::ffff:10.0.0.1", False), ("::ffff:93.184.215.14", True), ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False), ("localhost", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_with_one_private_address_is_refused(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, asked = server
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: answers)
    assert "(127.0.0.1)" in refused(f"http://news.example:{base.rsplit(':', 1)[1]}/feed", allow_private=False)
    assert asked == []


def test_the_checked_address_is_the_one_connected_to(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when checked and 127.0.0.1 when asked again: it is never asked again."""
    base, asked = server
    port = int(base.rsplit(":", 1)[1])
    looked_up: list[object] = []
    connected: list[object] = []
    real = socket.create_connection

    def rebinding(host: object, *_: object, **__: object) -> list[object]:
        looked_up.append(host)
        ip = "93.184.215.14" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    def connect(address: tuple[str, int], *args: object, **kwargs: object) -> socket.socket:
        connected.append(address[0])
        return real(("127.0.0.1", address[1]))  # stands for the public server

    monkeypatch.setattr(addresses.socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert len(read(f"http://news.example:{port}/feed", allow_private=False)) == 5
    assert connected == ["93.184.215.14"]
    assert looked_up.count("news.example") == 1
    assert asked == ["/feed"]


def test_redirects_are_followed_and_each_is_checked(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, asked = server
    assert [one.line for one in read(f"{base}/redirect-to//feed")] == [1, 2, 3, 4, 5]
    assert refused(f"{base}/loop") == "more than 5 redirects"
    assert "not a web address" in refused(f"{base}/redirect-to/file:///etc/hostname")
    # The first host counts as public, the one that it redirects to does not.
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    assert "not on the open internet" in refused(f"{base}/redirect-to/http://169.254.169.254/x", allow_private=False)
    assert asked[-1] == "/redirect-to/http://169.254.169.254/x"


def test_limits(server: tuple[str, list[str]]) -> None:
    base, _ = server
    assert refused(f"{base}/large", max_fetch_bytes=10_000) == "too large: more than 10,000 bytes"
    assert refused(f"{base}/endless", max_fetch_bytes=1_000_000) == "too large: more than 1,000,000 bytes"
    for path in ("slow", "slow-header"):
        begin = time.monotonic()
        assert refused(f"{base}/{path}", timeout_s=0.4) == "too slow: not done within 0.4 s"
        assert time.monotonic() - begin < 2


def test_errors_of_the_server_and_the_address(server: tuple[str, list[str]]) -> None:
    base, _ = server
    assert refused(f"{base}/none") == "the server answers with status 404"
    (bad,) = read("http://me:secret@127.0.0.1/")
    assert isinstance(bad, Rejected)
    assert "password" in bad.why
    assert bad.source == "http://…@127.0.0.1/"
    assert refused("http://") == "not a web address: http:"
    for broken in (
        "https://[broken/",
        "http://a b/",
        "https://xn--/",
        "http://127.0.0.1:99999/",
        "http://[fe80::1%25x]/",
    ):
        assert refused(broken) == "not a valid address"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "cannot be reached" in refused(f"http://127.0.0.1:{port}/")
