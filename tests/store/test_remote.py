"""What only a remote store has: addresses, credentials, digests, repair, and servers that misbehave."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from store_sample import dataset, item_quads

from newsgraph.ontology.errors import QueryError, StoreError, StoreRefused, StoreTimeout
from newsgraph.store.base import DEFAULT_BASE, Truth
from newsgraph.store.endpoint import endpoint, first_words
from newsgraph.store.remote import RemoteStore
from newsgraph.store.results import parse_results

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("address", "query", "update", "gsp", "flavour"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store", "oxigraph"),
        ("https://h/query", "https://h/query", "https://h/update", "https://h/store", "oxigraph"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth", "virtuoso"),
        ("http://h/kg", "http://h/kg/query", "http://h/kg/update", "http://h/kg/data", "fuseki"),
        ("http://h/kg/sparql", "http://h/kg/query", "http://h/kg/update", "http://h/kg/data", "fuseki"),
        ("http://h/a/b/c", "http://h/a/b/c", None, None, "other"),
    ],
)  # fmt: skip
def test_services_are_worked_out(address: str, query: str, update: str | None, gsp: str | None, flavour: str) -> None:
    at = endpoint(address)
    assert (at.query, at.update, at.gsp, at.flavour) == (query, update, gsp, flavour)


def test_credentials_leave_the_address() -> None:
    at = endpoint("http://me:hush@h:8890/sparql")
    assert (at.user, at.password, at.auth) == ("me", "hush", "digest")
    assert "hush" not in at.query
    with pytest.raises(StoreError) as caught:
        endpoint("ftp://me:hush@h/")
    assert "hush" not in str(caught.value)


def test_the_first_words_of_an_html_page() -> None:
    page = b"<html><head><title>x</title></head><body>\n <h1>Go &amp; away</h1><p>more</p></body>"
    assert first_words(page, "text/html") == "Go & away"


def test_results_of_a_virtuoso() -> None:
    cell = {"type": "typed-literal", "datatype": XSD + "boolean", "value": "1"}
    body = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"a": cell}]}}).encode()
    assert list(parse_results(body, source="x")) == [(Literal("true", datatype=NamedNode(XSD + "boolean")), None)]
    retval = {"__ASK_RETVAL": {"type": "typed-literal", "datatype": XSD + "integer", "value": "0"}}
    body = json.dumps({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [retval]}}).encode()
    assert parse_results(body, source="x") == Truth(False)
    with pytest.raises(StoreError, match="broken JSON"):
        parse_results(body[:-20], source="x")


# --- a real server


def merged_is_right(store: RemoteStore) -> bool:
    runs = DEFAULT_BASE + "graph/runs"
    named = {(q.subject, q.predicate, q.object) for q in store.quads() if q.graph_name.value != runs}
    return {(q.subject, q.predicate, q.object) for q in store.quads(DefaultGraph())} == named


def sent(store: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The graphs and updates that the store sends from now on."""
    log: list[str] = []
    graph, sparql = store.transport.graph, store.transport.sparql

    def logged_graph(method: str, name: str | None, content: bytes = b"", kind: str = "text/turtle") -> None:
        log.append(f"{method} {name} {len(content.splitlines())}")
        graph(method, name, content, kind)

    def logged_sparql(text: str, **options: object) -> object:
        if options.get("update"):
            log.append(text)
        return sparql(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store.transport, "graph", logged_graph)
    monkeypatch.setattr(store.transport, "sparql", logged_sparql)
    return log


def test_only_what_differs_is_sent(oxigraph_store: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    data = list(dataset(10))
    oxigraph_store.replace(data)
    log = sent(oxigraph_store, monkeypatch)
    oxigraph_store.replace(reversed(data))
    assert log == []
    extra = Quad(data[0].subject, data[0].predicate, NamedNode("http://e/Extra"), data[0].graph_name)
    oxigraph_store.replace([*data, extra])
    assert [line for line in log if line.startswith("POST")] == [f"POST  {len(set(item_quads(0))) + 1}"]
    assert set(oxigraph_store.quads()) == {*data, extra}
    assert merged_is_right(oxigraph_store)


def test_a_graph_changed_by_others_is_sent_again(oxigraph_store: RemoteStore) -> None:
    data = list(dataset(3))
    oxigraph_store.replace(data)
    oxigraph_store.update(f"CLEAR GRAPH <{DEFAULT_BASE}item/n1>")
    oxigraph_store.replace(data)
    assert set(oxigraph_store.quads()) == set(data)


@pytest.mark.parametrize("step", [1, 3, 4, 6])
def test_a_broken_run_is_repaired(oxigraph_store: RemoteStore, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    oxigraph_store.replace(dataset(4))
    count = 0
    real = oxigraph_store.transport._persist

    def fail_at(send: Callable[[], object], *, again: bool = True) -> object:
        nonlocal count
        count += 1
        if count == step + 3:  # three questions come before the first change
            raise StoreError("the line went dead")
        return real(send, again=again)

    wanted = [*list(dataset(7))[40:], *item_quads(20)]
    with monkeypatch.context() as patched:
        patched.setattr(oxigraph_store.transport, "_persist", fail_at)
        with pytest.raises(StoreError, match="the line went dead"):
            oxigraph_store.replace(wanted)
    oxigraph_store.replace(wanted)
    assert set(oxigraph_store.quads()) == set(wanted)
    assert merged_is_right(oxigraph_store)


def test_without_graph_store_protocol_the_same_is_reached(oxigraph_address: str, oxigraph_store: RemoteStore) -> None:
    data = list(dataset(5))
    with RemoteStore(oxigraph_address, gsp="") as plain:
        plain.replace(data)
        assert set(plain.quads()) == set(data)
        assert merged_is_right(plain)


def test_other_peoples_data_stay(oxigraph_store: RemoteStore) -> None:
    oxigraph_store.update("INSERT DATA { GRAPH <http://other/g> { <a:b> <a:c> <a:d> } }")
    oxigraph_store.replace(dataset(2))
    oxigraph_store.replace([])
    assert oxigraph_store.query("ASK { GRAPH <http://other/g> { <a:b> <a:c> <a:d> } }") == Truth(True)
    oxigraph_store.update("CLEAR ALL")
    oxigraph_store.update("INSERT DATA { <a:b> <a:c> <a:d> }")
    with pytest.raises(StoreRefused, match="the default graph holds other data"):
        oxigraph_store.replace(dataset(2))
    assert oxigraph_store.query("ASK { <a:b> <a:c> <a:d> }") == Truth(True)


def test_another_base_is_refused(oxigraph_store: RemoteStore) -> None:
    with pytest.raises(StoreError, match="is not below"):
        oxigraph_store.replace(item_quads(1, base="https://other.example/"))


def test_nothing_is_written_without_an_update_service(oxigraph_address: str) -> None:
    with RemoteStore(oxigraph_address, update="") as store, pytest.raises(StoreRefused, match="no update service"):
        store.update("CLEAR ALL")


def test_nobody_at_the_address() -> None:
    import store_servers

    began = time.monotonic()
    with RemoteStore(f"http://127.0.0.1:{store_servers.free_port()}", retries=1) as store:
        with pytest.raises(StoreError, match="cannot be reached"):
            store.query("ASK {}")
        with pytest.raises(StoreError, match="cannot be reached"):
            store.transport.graph("PUT", "http://e/g", b"")
    assert time.monotonic() - began < 5


@pytest.mark.virtuoso
@pytest.mark.parametrize("password", ["wrong", None])
def test_a_wrong_password_is_told(virtuoso_address: str, password: str | None) -> None:
    with RemoteStore(virtuoso_address, user="dba", password=password, retries=0) as store:
        with pytest.raises(StoreRefused, match="check the user and password"):
            store.update("CLEAR SILENT GRAPH <http://e/g>")
        with pytest.raises(StoreRefused, match="check the user and password"):
            store.transport.graph("PUT", "http://e/g", b"<a:b> <a:b> <a:b> .")


@pytest.mark.virtuoso
def test_long_answers_of_a_virtuoso_are_whole_or_refused(
    virtuoso_store: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgraph.store.remote.PAGE", 400)  # the server of the tests cuts at 1,000
    graph = NamedNode(DEFAULT_BASE + "graph/reference")
    data = {Quad(NamedNode(f"http://e/s{n}"), NamedNode("http://e/p"), Literal(f"v{n}"), graph) for n in range(1100)}
    virtuoso_store.replace(data)
    assert set(virtuoso_store.quads(graph)) == data
    assert virtuoso_store.count() == 1100
    with pytest.raises(StoreError, match="cut the answer at 1000 rows"):
        virtuoso_store.query("SELECT ?s ?o { ?s <http://e/p> ?o }")
    with pytest.raises(StoreError, match="cut the answer"):
        virtuoso_store.query("CONSTRUCT { ?s <http://e/p> ?o } { ?s <http://e/p> ?o }")


@pytest.mark.virtuoso
def test_a_path_that_virtuoso_cannot_run(virtuoso_store: RemoteStore) -> None:
    virtuoso_store.replace(dataset(2))
    with pytest.raises(QueryError, match="wants one end of a property path bound"):
        virtuoso_store.query("ASK { ?a ng:partOf* ?b }")


# --- servers that misbehave


Answering = Callable[[BaseHTTPRequestHandler, int], None]


@contextlib.contextmanager
def serving(
    answer: Callable[[BaseHTTPRequestHandler, int], None],
) -> Iterator[tuple[str, list[BaseHTTPRequestHandler]]]:
    """A server whose n-th request is answered by `answer(handler, n)`, n from 0."""
    seen: list[BaseHTTPRequestHandler] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("content-length") or 0))
            seen.append(self)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                answer(self, len(seen) - 1)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'


def test_away_for_the_moment_then_there() -> None:
    def answer(handler: BaseHTTPRequestHandler, n: int) -> None:
        if n == 0:
            say(handler, 503, b"starting up", "text/plain", Retry_After="0")
        elif n == 1:
            handler.close_connection = True  # says nothing at all
        else:
            say(handler, 200, YES, JSON)

    with serving(answer) as (address, seen), RemoteStore(address) as store:
        assert store.query("ASK {}") == Truth(True)
        assert len(seen) == 3


def test_an_update_of_the_users_is_sent_once_and_a_graph_again() -> None:
    busy = serving(lambda h, n: say(h, 503, b"busy", "text/plain"))
    with busy as (address, seen), RemoteStore(address, retries=2) as store:
        with pytest.raises(StoreError, match="busy"):
            store.update("CLEAR ALL")
        assert len(seen) == 1
        with pytest.raises(StoreError, match="busy"):
            store.transport.graph("PUT", "http://e/g", b"<a:b> <a:b> <a:b> .")
        assert len(seen) == 4


@pytest.mark.parametrize("trickle", [False, True])
def test_a_server_that_hangs(trickle: bool) -> None:
    leave = threading.Event()

    def answer(handler: BaseHTTPRequestHandler, n: int) -> None:
        if trickle:
            handler.send_response(200)
            handler.send_header("Content-Type", JSON)
            handler.end_headers()
            for _ in range(100):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                if leave.wait(0.05):
                    return
        leave.wait(10)

    with serving(answer) as (address, seen), RemoteStore(address) as store:
        began = time.monotonic()
        with pytest.raises(StoreTimeout, match=r"within 0.4 s"):
            store.query("ASK {}", timeout=0.4)
        assert time.monotonic() - began < 3
        assert len(seen) == 1
        leave.set()


@pytest.mark.parametrize(
    ("status", "body", "kind", "error", "says"),
    [
        (200, b"<html><h1>Welcome</h1></html>", "text/html", StoreError, "with text/html.*: Welcome"),
        (200, b'{"head": {"vars": ["a"]}, "results": {"bindi', JSON, StoreError, "broken JSON"),
        (401, b"who are you", "text/plain", StoreRefused, "wants .* credentials: who are you"),
        (403, b"<p>Keep out</p>", "text/html", StoreRefused, "Keep out"),
        (404, b"", "text/plain", StoreError, "no such address"),
        (405, b"", "text/plain", StoreRefused, "does not know this operation"),
        (500, b"Virtuoso S1T00 Error SR171: Transaction timed out", "text/plain", StoreTimeout, "gave up"),
        (500, b"Virtuoso 42000 Error SR186: No permission to execute", "text/plain", StoreRefused, "SR186"),
        (500, b"java.lang.NullPointerException\n at x", "text/plain", StoreError, "HTTP 500.: java.lang.NullPointer"),
        (400, b"I do not like it", "text/plain", QueryError, "refuses the query .HTTP 400.: I do not like it"),
    ],
)  # fmt: skip
def test_what_servers_say(status: int, body: bytes, kind: str, error: type[StoreError], says: str) -> None:
    with serving(lambda h, n: say(h, status, body, kind)) as (address, _), RemoteStore(address, retries=0) as store:
        with pytest.raises(error, match=says) as caught:
            store.query("ASK {}")
        assert caught.value.source == f"{address}/query"
        assert caught.value.cure or error is QueryError


def test_credentials_are_sent_and_not_to_others() -> None:
    with serving(lambda h, n: say(h, 200, YES, JSON)) as (other, elsewhere):

        def answer(handler: BaseHTTPRequestHandler, n: int) -> None:
            if n == 3:
                say(handler, 307, b"", "text/plain", Location=other + "/query")
            else:
                say(handler, 200, YES, JSON)

        with serving(answer) as (address, seen):
            with RemoteStore(address, user="ann", password="p:ß") as store:
                store.query("ASK {}")
                store.transport.graph("PUT", "http://e/g", b"")
            with RemoteStore(address, token="abc") as store:
                store.query("ASK {}")
                assert [h.headers["Authorization"] for h in seen] == ["Basic YW5uOnA6w58="] * 2 + ["Bearer abc"]
                with pytest.raises(StoreError, match="sends elsewhere to " + other):
                    store.query("ASK {}")
            assert elsewhere == []
