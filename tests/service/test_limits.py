"""Each limit of the service, broken by a real query, while others go on."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from endpoint_sample import EVENTS, Server, make_project, priority, processor_time, running
from pyoxigraph import RdfFormat, parse

CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {CROSS}"
REGEX = 'ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(STR(?a), STR(?d), STR(?g)), "(x+x+)+(y?){99}z")) }'
HEAVY = {
    "cross product": ENDLESS,
    "sort": f"SELECT * {CROSS} ORDER BY ?a ?f LIMIT 1",
    "distinct": f"SELECT DISTINCT ?a ?d ?g {CROSS} OFFSET 1000000000",
    "regex": REGEX,
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!ng:none|^!ng:none)* ?b . ?c (!ng:none|^!ng:none)* ?d }",
    "construct": f"CONSTRUCT {{ ?a ?b 1 }} {CROSS} OFFSET 1000000000",
}
QUICK = "SELECT (COUNT(*) AS ?n) { ?e a ng:Event }"
MOMENT = 1.5  # seconds; far more than it takes, for busy machines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("limits") / "p")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with running(folder, seconds=2.0, rows=50, bytes=100_000, workers=2, queue=4, memory=1 << 30, cache=0) as it:
        yield it


def ask(server: Server, query: str, accept: str = "application/sparql-results+json", **more: str) -> httpx.Response:
    return httpx.post(server.sparql, data={"query": query, **more}, headers={"Accept": accept}, timeout=30)


def steady(server: Server, count: int = 3) -> set[int]:
    """The idle processes, once all are there."""
    end = time.monotonic() + 30  # a process of low priority takes its time to be gone on a busy machine
    while len(server.workers()) != count and time.monotonic() < end:
        time.sleep(0.05)
    assert len(server.workers()) == count
    return server.workers()


@pytest.mark.parametrize("query", HEAVY.values(), ids=HEAVY)
def test_time_out_ends_the_process_and_others_go_on(server: Server, query: str) -> None:
    before = steady(server)
    graph = "text/turtle" if query.startswith("CONSTRUCT") else "application/sparql-results+json"
    with ThreadPoolExecutor() as pool:
        began = time.monotonic()
        heavy = pool.submit(ask, server, query, graph)
        time.sleep(0.3)
        assert ask(server, QUICK).json()["results"]["bindings"][0]["n"]["value"] == str(EVENTS)
        assert time.monotonic() - began < 0.3 + MOMENT
        busy = max(before & server.workers(), key=processor_time)
        reply = heavy.result()
    took = time.monotonic() - began
    if reply.status_code == 500:  # a sort may meet the limit of memory first
        assert "memory" in reply.text
    else:
        assert reply.status_code == 504, reply.text
        assert "2 s" in reply.text
        assert 1.9 < took < 2 + MOMENT
    assert busy not in steady(server)


def test_a_slow_query_goes_behind_others_and_leaves_its_place(folder: Path) -> None:
    with running(folder, seconds=60.0, workers=2) as server, ThreadPoolExecutor() as pool:
        before = steady(server)
        heavy = [pool.submit(ask, server, ENDLESS) for _ in range(2)]  # as many as may run at once
        end = time.monotonic() + 25
        while len(lowered := [p for p in before if priority(p) == 10]) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(lowered) == 2
        assert all(processor_time(p) >= 0.9 for p in lowered)
        began = time.monotonic()
        assert ask(server, QUICK).status_code == 200
        assert time.monotonic() - began < MOMENT
        for p in lowered:
            os.kill(p, 9)  # as the kernel may, where memory is short
        assert [h.result().status_code for h in heavy] == [500, 500]
        assert not set(lowered) & steady(server)


def test_a_client_may_ask_for_less_time_but_not_for_more(server: Server) -> None:
    began = time.monotonic()
    assert ask(server, ENDLESS, timeout="0.5").status_code == 504
    assert time.monotonic() - began < 0.5 + MOMENT
    reply = ask(server, ENDLESS, timeout="3600")
    assert reply.status_code == 504
    assert "longer than 2 s" in reply.text


def test_memory(folder: Path) -> None:
    double = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    with running(folder, seconds=25.0, memory=700 << 20, workers=1) as server:
        reply = ask(server, f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789abcdef" AS ?x0){double} }}')
        assert reply.status_code == 500, reply.text
        assert "more memory than it may have (700 MiB)" in reply.text
        assert ask(server, QUICK).status_code == 200


def test_nesting_without_end_harms_one_process_only(server: Server) -> None:
    steady(server)
    reply = ask(server, "SELECT * " + "{" * 20_000 + "}" * 20_000)
    assert reply.status_code == 400
    assert "nested" in reply.text
    assert ask(server, QUICK).status_code == 200


def test_more_than_the_queue_holds_is_sent_away_with_a_time(server: Server) -> None:
    steady(server)
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: ask(server, ENDLESS), range(16)))
    refused = [r for r in replies if r.status_code == 503]
    assert {r.status_code for r in replies} == {503, 504}
    assert len(refused) >= 16 - 2 * 2 - 4 - 2
    assert all(int(r.headers["retry-after"]) > 0 for r in refused)
    steady(server)


def test_a_client_that_goes_away_ends_its_query(server: Server) -> None:
    before = steady(server)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(server.sparql, data={"query": ENDLESS}, timeout=0.4)
    end = time.monotonic() + 1
    while server.workers() & before == before and time.monotonic() < end:
        time.sleep(0.02)
    assert len(server.workers() & before) == len(before) - 1


def test_request_size(server: Server, folder: Path) -> None:
    huge = "ASK {} #" + "x" * (1 << 20)
    assert ask(server, huge).status_code == 413
    sent = httpx.post(server.sparql, content=huge, headers={"Content-Type": "application/sparql-query"})
    assert sent.status_code == 413


@pytest.mark.parametrize(
    "by,query,expected", [("rows", "SELECT ?a ?b { ?a ?b ?c }", 50), ("bytes", "SELECT ?big {}", 0)]
)
def test_rows_are_cut_with_a_mark(server: Server, by: str, query: str, expected: int) -> None:
    if by == "bytes":  # rows of 10,000 characters: nine of them go into 100,000 bytes
        double = 'BIND("0123456789" AS ?x0)' + "".join(
            f" BIND(CONCAT({', '.join([f'?x{n}'] * 10)}) AS ?x{n + 1})" for n in range(3)
        )
        query = f"SELECT (?x3 AS ?big) {{ ?a a ng:Event {double} }}"
        expected = 9
    limit = {"rows": 50, "bytes": 100_000}[by]
    as_json = ask(server, query)
    document = json.loads(as_json.content)
    assert len(document["results"]["bindings"]) == expected
    assert document["truncated"] == {"by": by, "limit": limit}
    as_xml = ask(server, query, "application/sparql-results+xml")
    assert as_xml.text.count("<result>") == expected
    assert as_xml.text.endswith(f"<!-- cut short at this service's limit of {limit} {by} -->\n")
    table = ask(server, query, "text/csv")
    assert len(list(csv.reader(io.StringIO(table.text, newline="")))) == 1 + expected
    lines = ask(server, query, "text/tab-separated-values")
    assert lines.text.count("\n") == 1 + expected
    assert {r.headers["newsgraph-truncated"] for r in (as_json, as_xml, table, lines)} == {f"{by};limit={limit}"}
    for reply in (as_json, as_xml, table, lines):
        assert len(reply.content) <= 100_000 + 300


def test_exactly_as_many_rows_as_allowed_are_not_cut(server: Server) -> None:
    reply = ask(server, "SELECT ?a { ?a a ng:Event } LIMIT 50")
    assert len(reply.json()["results"]["bindings"]) == 50
    assert "truncated" not in reply.json()
    assert "newsgraph-truncated" not in reply.headers


def test_a_huge_graph_is_cut_with_a_mark(server: Server) -> None:
    query = f"CONSTRUCT {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }} {CROSS}"
    for kind, form in (("text/turtle", RdfFormat.TURTLE), ("application/n-triples", RdfFormat.N_TRIPLES)):
        reply = ask(server, query, kind)
        assert len(list(parse(reply.content, format=form))) == 50
        assert reply.text.endswith("# cut short at this service's limit of 50 triples\n")
    reply = ask(server, query, "application/rdf+xml")
    assert reply.text.endswith("<!-- cut short at this service's limit of 50 triples -->\n")
    reply = ask(server, query, "application/ld+json")
    json.loads(reply.content)
    assert reply.headers["newsgraph-truncated"] == "triples;limit=50"


def test_a_stream_that_is_cut_is_marked_at_its_end(folder: Path) -> None:
    with running(folder, seconds=20.0, rows=10_000) as server:
        document = ask(server, f"SELECT * {CROSS}").json()
        assert len(document["results"]["bindings"]) == 10_000
        assert document["truncated"] == {"by": "rows", "limit": 10_000}
        table = ask(server, f"SELECT * {CROSS}", "text/csv")
        assert table.headers["newsgraph-truncated"] == "rows;limit=10000"


def test_a_reader_that_stops_does_not_keep_others_waiting(folder: Path) -> None:
    with (
        running(folder, seconds=20.0, rows=10**6, workers=1) as server,
        httpx.stream("POST", server.sparql, data={"query": f"SELECT * {CROSS}"}, timeout=20) as reply,
    ):
        next(reply.iter_bytes())  # and no more
        time.sleep(1.2)
        busy = {p: processor_time(p) for p in server.workers()}
        time.sleep(0.5)
        assert all(processor_time(p) - t < 0.2 for p, t in busy.items() if p in server.workers())  # back-pressure
        began = time.monotonic()
        assert ask(server, QUICK).status_code == 200
        assert time.monotonic() - began < MOMENT


def test_service_is_refused_however_it_is_written(server: Server, called: Called) -> None:
    at = called.address
    for text in (
        f"SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{at}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ sErViCe<{at}>{{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE#\n<{at}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ BIND(<{at}> AS ?v) SERVICE ?v {{ ?s ?p ?o }} }}",
        f"PREFIX x: <{at}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053ERVICE <{at}> {{ ?s ?p ?o }} }}",
        f'SELECT ("\\u0022 AS ?x) {{ SERVICE <{at}> {{ ?s ?p ?o }} }} #"',
        f"SELECT * {{ BIND(<{at}> AS ?v) FILTER(1<2)SERVICE?v#>\n{{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }} }} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE <{at}> {{ ?s ?p ?o }} }} }}",
    ):
        reply = ask(server, text)
        assert reply.status_code == 400, text
    assert called.times == 0


def test_no_query_process_can_open_a_connection(called: Called) -> None:
    """Should a disguise ever get past the check: the process has no network. Asked as a process of its own would be."""
    import subprocess
    import sys

    code = (
        "from newsgraph.store.query_main import seal; from pyoxigraph import Store\nprint(seal())\n"
        f"try: print(list(Store().query('SELECT * {{ SERVICE <{called.address}> {{ ?s ?p ?o }} }}')))\n"
        "except OSError as e: print('refused', e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    if done.stdout.startswith("False"):
        pytest.skip("no seccomp filter on this system")
    assert "refused" in done.stdout
    assert called.times == 0


def test_allowed_services_and_no_others(folder: Path, called: Called) -> None:
    with running(folder, seconds=10.0, services=[called.address]) as server:
        asked = ask(server, f"SELECT ?v {{ SERVICE <{called.address}> {{ ?s ?p ?v }} }}")
        assert asked.status_code == 200, asked.text
        assert asked.json()["results"]["bindings"] == [{"v": {"type": "literal", "value": "from elsewhere"}}]
        assert called.times == 1
        other = called.address.replace("/sparql", "/other")
        for text in (
            f"SELECT ?v {{ SERVICE <{other}> {{ ?s ?p ?v }} }}",
            f"SELECT ?v {{ SERVICE <{called.address}> {{ ?s ?p ?v }} SERVICE <{other}> {{ ?s ?p ?v }} }}",
            f"SELECT ?v {{ SERVICE <{called.address}> {{ ?s ?p ?v }} VALUES ?w {{ <{other}> }} SERVICE ?w {{}} }}",
            f"SELECT ?v {{ SERVICE <{called.address}> {{ ?s ?p ?v }} FILTER(1<2)SERVICE?w#>\n{{}} }}",
            f'SELECT ?v {{ SERVICE <{called.address}> {{ ?s ?p ?v }} BIND("\\u0041" AS ?w) }}',
            f"SELECT ?v {{ SERVICE <{called.address}> {{ ?s ?p ?v }} }} # a service",
        ):
            assert ask(server, text).status_code == 400, text
        assert called.times == 1
        word = ask(server, 'SELECT ("customer service" AS ?v) {}')  # a word is a word where nothing is asked
        assert word.json()["results"]["bindings"] == [{"v": {"type": "literal", "value": "customer service"}}]
        described = httpx.get(server.sparql).text
        assert "BasicFederatedQuery" in described


class Called:
    """Another server, which counts who calls."""

    def __init__(self) -> None:
        import http.server

        outer = self
        self.times = 0
        body = json.dumps(
            {"head": {"vars": ["v"]}, "results": {"bindings": [{"v": {"type": "literal", "value": "from elsewhere"}}]}}
        ).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.times += 1
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(200)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/sparql"


@pytest.fixture
def called() -> Iterator[Called]:
    it = Called()
    threading.Thread(target=it.server.serve_forever, daemon=True).start()
    yield it
    it.server.shutdown()
    it.server.server_close()


def test_processes_end_with_the_service(folder: Path) -> None:
    with running(folder, workers=2) as server:
        steady(server)
        ids = server.workers()
        os.kill(server.pid, 9)
    end = time.monotonic() + 5
    while time.monotonic() < end and any(Path(f"/proc/{p}").exists() for p in ids):
        time.sleep(0.05)
    assert not any(Path(f"/proc/{p}").exists() for p in ids)
