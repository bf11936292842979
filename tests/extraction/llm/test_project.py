"""A project read by a language model: command line, Python, limits, changes of extractor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, Reply, refuses, says

import newsgraph
from newsgraph.ontology.errors import ProjectError, SettingsError

Done = subprocess.CompletedProcess[str]
NG = "https://w3id.org/newsgraph#"
TEXTS = {
    "b1": "The Tyne Gallery opened an exhibition of maps on 3 May 2023.",
    "b2": "Botley Council signed an agreement with the Tyne Gallery on 4 May 2023.",
    "b3": "The Tyne Gallery held a workshop for teachers on 5 May 2023.",
}


def entity(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "type": "Organisation", "name": name}


def event(kind: str, trigger: str, start: str, *roles: tuple[str, str, str]) -> dict[str, Any]:
    told = [{"role": r, "entity": e, "quote": q} for r, e, q in roles]
    quote = next(w for w in TEXTS.values() if trigger in w).split(" on ")[-1]
    return {"id": "e", "type": kind, "triggers": [trigger], "start": start, "time_quote": quote, "roles": told}


GALLERY = "Tyne Gallery"
ANSWERS: dict[str, dict[str, Any]] = {
    TEXTS["b1"]: {
        "entities": [entity("g", GALLERY)],
        "events": [
            event("Exhibition", "opened an exhibition", "2023-05-03", ("organiser", "g", "The Tyne Gallery opened"))
        ],
    },
    TEXTS["b2"]: {
        "entities": [entity("g", GALLERY), entity("c", "Botley Council"), entity("x", "Aliens")],
        "events": [
            event(
                "Signing", "signed an agreement", "2023-05-04",
                ("participant", "c", "Botley Council signed"), ("participant", "g", "with the Tyne Gallery"),
                ("participant", "x", "Aliens signed"),
            )
        ],
    },
    TEXTS["b3"]: {
        "entities": [entity("g", GALLERY)],
        "events": [event("Workshop", "held a workshop", "2023-05-05", ("organiser", "g", "The Tyne Gallery held"))],
    },
}  # fmt: skip


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in TEXTS.items()), encoding="utf-8")
    return path


@pytest.fixture
def model(server: ChatServer) -> ChatServer:
    """The server, knowing the answers to the three items."""
    server.answer = lambda r: says(ANSWERS[json.loads(r["messages"][1]["content"])["text"]])
    return server


def run(server: ChatServer | None, *arguments: str | Path, cwd: Path, **env: str) -> Done:
    reach = {"NEWSGRAPH_LLM_URL": server.url, "NEWSGRAPH_LLM_MODEL": "tiny"} if server else {}
    done = subprocess.run(
        [sys.executable, "-m", "newsgraph", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "NEWSGRAPH_LLM_KEY": "sk-SECRET", **reach, **env},
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "SECRET" not in done.stdout + done.stderr
    return done


def test_the_command_line_from_nothing_to_a_graph(model: ChatServer, news: Path, tmp_path: Path) -> None:
    done = run(model, "ingest", news, "--extractor", "llm", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 items looked at: 3 new" in done.stdout
    assert "requests to the language model: 3 (3,000 tokens in, 300 out)" in done.stdout
    assert "for want of words in the item that say so: entities 1, names 1, roles 1" in done.stdout
    found = run(model, "query", "events", "--format", "csv", cwd=tmp_path)
    assert found.stdout.count(",2023-05-0") == 3
    assert "Workshop" in found.stdout
    assert "Aliens" not in found.stdout
    project = tmp_path / "newsgraph.project"
    assert 'extractor = "llm"' in (project / "newsgraph.toml").read_text()
    for path in project.rglob("*"):
        assert path.is_dir() or b"SECRET" not in path.read_bytes(), path
    run(model, "export", "-o", "g.nq", cwd=tmp_path)
    graph = (tmp_path / "g.nq").read_text()
    assert "/ llm tiny / prompt " in graph
    assert "127.0.0.1" not in graph
    # again: nothing to do; and anew from what was answered
    assert "3 as before" in run(model, "ingest", news, cwd=tmp_path).stdout
    again = run(model, "ingest", news, "--again", cwd=tmp_path)
    assert "requests to the language model: 0 (0 tokens in, 0 out); answers known from before: 3" in again.stdout
    run(model, "export", "-o", "h.nq", cwd=tmp_path)
    assert (tmp_path / "h.nq").read_text() == graph
    assert len(model.requests) == 3
    assert "llm tiny" in run(model, "doctor", cwd=tmp_path).stdout
    assert run(model, "validate", cwd=tmp_path).returncode == 0


def test_a_spent_limit_is_told_and_gone_on_from(model: ChatServer, news: Path, tmp_path: Path) -> None:
    limit = {"NEWSGRAPH_LLM_REQUESTS": "2"}
    done = run(model, "ingest", news, "--extractor", "llm", cwd=tmp_path, **limit)
    assert done.returncode == 3
    assert "not read item b3: this run's limit of 2 requests is spent" in done.stdout
    assert "items not read yet: 1; run the command again to go on" in done.stdout
    # it is kept, as an item without facts
    assert "held a workshop for teachers" in run(model, "query", "items", cwd=tmp_path).stdout
    done = run(model, "ingest", "--kept", cwd=tmp_path, **limit)
    assert done.returncode == 0, done.stderr
    assert "1 changed, 2 as before" in done.stdout
    assert len(model.requests) == 3
    assert "Workshop" in run(model, "query", "events", cwd=tmp_path).stdout


def test_interrupted_while_it_waits(model: ChatServer, news: Path, tmp_path: Path) -> None:
    knowing, begun = model.answer, threading.Event()

    def slow(request: dict[str, Any]) -> Reply:
        if "workshop" not in request["messages"][1]["content"]:
            return knowing(request)
        begun.set()
        return Reply(b"{}", wait=60)

    model.answer = slow
    env = {**os.environ, "NEWSGRAPH_LLM_URL": model.url, "NEWSGRAPH_LLM_MODEL": "tiny"}
    command = [sys.executable, "-m", "newsgraph", "ingest", str(news), "--extractor", "llm"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert begun.wait(60)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stderr.strip() == "interrupted; what was read is kept"
    model.answer = knowing
    assert run(model, "ingest", news, cwd=tmp_path).returncode == 0
    assert len(model.requests) == 4  # the first two answers were kept, though their batch was not whole


def test_commands_that_read_nothing_load_nothing() -> None:
    heavy = "{'spacy', 'pydantic', 'httpx', 'tenacity'}"
    code = f"import newsgraph.cli, sys; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_removed_items_leave_no_answers(model: ChatServer, news: Path, tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "p", **settings(model, extractor="llm")) as kg:
        kg.ingest(news)
        kg.remove("b2")
        kg.ingest(news)
    assert [t["text"] for t in model.items] == [*TEXTS.values(), TEXTS["b2"]]


def test_without_address_or_model(news: Path, tmp_path: Path) -> None:
    done = run(None, "ingest", news, "--extractor", "llm", cwd=tmp_path)
    assert done.returncode == 1
    assert "reading by a language model needs llm_url" in done.stderr
    assert "cure: set NEWSGRAPH_LLM_URL in the environment" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["news.jsonl"]
    assert run(None, "ingest", news, "--extractor", "gpt", cwd=tmp_path).returncode == 2
    assert run(None, "ingest", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("URL", "llm.example.org", "is no address"),
        ("URL", "https://user:sk-SECRET@llm.example.org/v1", "holds a user name or key"),
        ("URL", "https://llm.example.org/v1?key=1", "is no address"),
        ("KEY", "two words", "llm_key is no key"),
        ("KEY", "line\nbreak", "llm_key is no key"),
        ("TIMEOUT", "0", "llm_timeout"),
        ("TIMEOUT", "nan", "llm_timeout"),
        ("REQUESTS", "-1", "cannot be negative"),
        ("CONCURRENCY", "0", "llm_concurrency"),
        ("TOKENS", "many", "NEWSGRAPH_LLM_TOKENS"),
    ],
)
def test_wrong_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"NEWSGRAPH_LLM_{name}", value)
    with pytest.raises(SettingsError) as e:
        newsgraph.open(tmp_path / "p")
    assert told in str(e.value)
    assert "SECRET" not in str(e.value)
    assert not (tmp_path / "p").exists()


def test_a_server_in_trouble_ends_with_1_and_keeps_what_was_read(model: ChatServer, news: Path, tmp_path: Path) -> None:
    knowing = model.answer
    model.answer = lambda r: refuses(401, "bad key sk-SECRET")
    done = run(model, "ingest", news, "--extractor", "llm", cwd=tmp_path)
    assert done.returncode == 1
    assert "status 401: bad key …" in done.stderr
    assert "cure: give the right key" in done.stderr
    model.answer = knowing
    assert run(model, "ingest", news, cwd=tmp_path).returncode == 0  # the new project kept the choice


def settings(server: ChatServer, **more: object) -> dict[str, object]:
    return {"llm_url": server.url, "llm_model": "tiny", **more}


def test_python_and_no_unaware_mixing(model: ChatServer, news: Path, tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "p", **settings(model)) as kg:
        assert kg.ingest(news).remarks == []  # by the rules
        rules = {r.item: r for _, r in kg.items()}
        report = kg.ingest(news, extractor="llm")
        assert (report.changed, report.unread) == (3, [])
        assert all(" / llm tiny / prompt " in r.extractor for _, r in kg.items())
        with pytest.raises(ProjectError, match=r"3 items of this project were read by llm.* would read by rules") as e:
            kg.ingest(news)
        assert "--extractor llm" in (e.value.cure or "")
        assert "--kept --extractor rules" in (e.value.cure or "")
        kg.ingest(kept=True, extractor="rules")
        assert {r.item: r for _, r in kg.items()} == rules
        assert kg.ingest(news).unchanged == 3
        assert "sk-" not in repr(kg.project.settings)
    assert len(model.requests) == 3


def test_a_mixture_by_choice_is_told(model: ChatServer, news: Path, tmp_path: Path) -> None:
    lines = news.read_text().splitlines()
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    first.write_text(lines[0] + "\n")
    second.write_text(lines[1] + "\n")
    with newsgraph.open(tmp_path / "p", **settings(model)) as kg:
        kg.ingest(first)
        told = kg.ingest(second, extractor="llm").remarks[-1]
        assert told.startswith("items read otherwise than by newsgraph ")
        assert "/ llm tiny / " in told.partition(": 1 by newsgraph ")[0]
        assert told.endswith("newsgraph ingest --kept reads them anew")
        kg.ingest(kept=True, extractor="llm")
        assert len({r.extractor for _, r in kg.items()}) == 1


def test_another_model_reads_anew(model: ChatServer, news: Path, tmp_path: Path) -> None:
    for name, changed in (("tiny", 0), ("large", 3), ("tiny", 3)):
        with newsgraph.open(tmp_path / "p", **settings(model, extractor="llm") | {"llm_model": name}) as kg:
            assert kg.ingest(news).changed == changed
            assert all(f" / llm {name} / " in r.extractor for _, r in kg.items())
    assert [r["model"] for r in model.requests] == ["tiny"] * 3 + ["large"] * 3


def test_an_unread_item_keeps_its_older_reading(model: ChatServer, news: Path, tmp_path: Path) -> None:
    given = settings(model, llm_requests=1)
    with newsgraph.open(tmp_path / "p", **given) as kg:
        kg.ingest(news)
        report = kg.ingest(news, extractor="llm")
        assert (report.changed, report.unchanged) == (1, 2)
        assert [i for i, _ in report.unread] == ["b2", "b3"]
        assert all(r.extractor and r.events for _, r in kg.items())
        # an item whose text changed has no reading to keep
        news.write_text(json.dumps({"id": "b3", "text": TEXTS["b3"] + " More."}) + "\n")
        model.answer = lambda r: says("no")
        kg.ingest(news, extractor="llm")
        assert kg.project.readings.item("b3")[1].events == ()  # type: ignore[index]
        assert not kg.project.is_stale()


def test_the_python_door_in_other_languages(model: ChatServer, tmp_path: Path) -> None:
    text = "5月4日，泰恩美术馆在博特利举办了教师培训。"
    answer = {
        "entities": [
            {"id": "o", "type": "Organisation", "name": "泰恩美术馆"},
            {"id": "l", "type": "Location", "name": "博特利"},
        ],
        "events": [
            {
                "id": "e", "type": "Training", "called": "教师培训", "triggers": ["举办了教师培训"],
                "start": "2023-05-04", "time_quote": "5月4日",
                "roles": [{"role": "organiser", "entity": "o", "quote": "泰恩美术馆"}],
                "places": [{"entity": "l", "quote": "在博特利举办"}],
            }
        ],
    }  # fmt: skip
    model.answer = lambda r: says(answer)
    path = tmp_path / "zh.jsonl"
    path.write_text(
        json.dumps({"id": "z", "text": text, "published": "2023-05-06", "language": "zh"}), encoding="utf-8"
    )
    with newsgraph.open(tmp_path / "p", **settings(model)) as kg:
        kg.ingest(path, extractor="llm")
        rows = kg.sparql(
            f"SELECT ?l ?d ?o WHERE {{ ?e a <{NG}Event> ; rdfs:label ?l ; <{NG}startDate> ?d ; "
            f"<{NG}organiser>/rdfs:label ?o }}"
        )
    assert [[v.value for v in row] for row in rows] == [["教师培训", "2023-05-04", "泰恩美术馆"]]  # type: ignore[union-attr]
