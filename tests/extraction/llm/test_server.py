"""Asking: retries, time-outs, limits, servers that take less, answers that cannot be used."""

from __future__ import annotations

import copy
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, Reply, refuses, says
from msgspec import structs

from newsgraph.ingest.extraction.llm import LlmExtractor, LlmOptions
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ontology.errors import ExtractionError

EMPTY = {"entities": [], "events": [], "relations": [], "posts": []}


def options(server: ChatServer, **changed: Any) -> LlmOptions:
    given: dict[str, Any] = {"timeout": 5.0, "retries": 2, "backoff": 0.01, **changed}
    return LlmOptions(server.url, "tiny", "sk-SECRET", **given)


@pytest.fixture
def read(server: ChatServer, item: NewsItem) -> Callable[..., Reading]:
    """Read the item once; options by name."""

    def one(**changed: Any) -> Reading:
        with LlmExtractor(options(server, **changed)) as it:
            (reading,) = it.read([item])
        return reading

    return one


def many(item: NewsItem, n: int) -> list[NewsItem]:
    return [structs.replace(item, id=f"n{i}", text=f"{item.text} Number {i}.") for i in range(n)]


def test_the_request(server: ChatServer, read: Callable[..., Reading], item: NewsItem, answer: dict[str, Any]) -> None:
    server.then(says(answer))
    assert read().events
    (request,) = server.requests
    path, headers = server.seen[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer sk-SECRET"
    assert "SECRET" not in json.dumps(request) + path
    assert request["model"] == "tiny"
    assert "tools" not in request
    assert request["response_format"]["type"] == "json_schema"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert server.items == [{"title": item.title, "published": "2024-07-16", "language": None, "text": item.text}]


def test_every_object_of_the_schema_is_closed_and_has_all_its_properties(server: ChatServer, read: Any) -> None:
    server.then(says(EMPTY))
    read()
    schema = server.requests[0]["response_format"]["json_schema"]["schema"]
    objects = [schema, *schema["$defs"].values()]
    assert len(objects) == 7
    for o in objects:
        assert o["additionalProperties"] is False
        assert o["required"] == list(o["properties"])
    assert "title" in schema["$defs"]["Post"]["properties"]  # the property, not pydantic's heading
    assert "Signing" in schema["$defs"]["Event"]["properties"]["type"]["enum"]


@pytest.mark.parametrize(
    "content",
    [
        "```json\n{}\n```",
        "Here is the JSON you asked for:\n\n{}\n\nI hope that it helps!",
        "<think>The item tells of {one} launch.</think>\n{}",
        "```\n{}",
        "\ufeff{}",
    ],
    ids=["fence", "prose", "thought", "open fence", "byte order mark"],
)
def test_json_in_wrappings(server: ChatServer, read: Any, answer: dict[str, Any], content: str) -> None:
    server.then(says(content.replace("{}", json.dumps(answer))))
    assert [e.type for e in read().events] == ["Launch"]
    assert len(server.requests) == 1


def test_content_in_parts(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    text = json.dumps(answer)
    parts = [{"type": "text", "text": text[:50]}, {"type": "text", "text": text[50:]}]
    server.then(Reply({"choices": [{"message": {"content": parts}, "finish_reason": "stop"}]}))
    assert read().events


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "I cannot do that.",
        '{"entities": [',
        "[1, 2]",
        '{"entities": {"a": 1}}',
        '{"answer": 42}',
        "[" * 5000,
        '{"entities": [{"x": 1}], "events": [{"type": "Party"}]}',
        '{"entities": ["\\ud800"]}',
        "NaN",
    ],
)
def test_an_answer_that_cannot_be_used_is_asked_for_again(
    server: ChatServer, read: Any, answer: dict[str, Any], bad: str
) -> None:
    if not bad:
        server.then(says(bad))
        reading = read()
        assert reading.extractor == ""
        assert reading.note == "not read: the model's answer is empty"
        return
    server.then(says(bad), says(answer))
    assert [e.type for e in read().events] == ["Launch"]
    again = server.requests[1]["messages"]
    assert again[2] == {"role": "assistant", "content": bad}
    assert again[3]["role"] == "user"
    assert again[3]["content"].startswith("That answer cannot be used: ")


def test_after_three_bad_answers_the_item_is_not_read(server: ChatServer, read: Any) -> None:
    server.then(says("no"))
    reading = read()
    assert len(server.requests) == 3
    assert (reading.entities, reading.events, reading.extractor) == ((), (), "")
    assert reading.note == "not read: no usable answer in 3 tries: it holds no JSON object"


def test_a_model_that_never_gives_usable_answers_is_given_up(server: ChatServer, item: NewsItem) -> None:
    server.then(says("no"))
    with LlmExtractor(options(server)) as it, pytest.raises(ExtractionError, match="5 items in a row") as e:
        list(it.read(many(item, 20)))
    assert e.value.cure
    assert len(server.requests) <= 3 * 7


def test_what_is_whole_of_a_truncated_answer_is_taken(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    text = json.dumps(answer)
    server.then(says(text[: text.index('"relations"')], finish="length"))
    reading = read()
    assert [e.type for e in reading.events] == ["Launch"]
    assert reading.relations == ()
    assert reading.note == "the model's answer was cut off at its length limit"
    assert len(server.requests) == 1


def test_elements_that_do_not_fit_are_dropped_alone(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    party = copy.deepcopy(answer["events"][0]) | {"id": "y", "type": "Party"}
    answer["events"] += [party, "event", None]
    answer["events"][0]["roles"] += [{"role": "king", "entity": "c", "quote": "Li Song"}, 7]
    answer["entities"].append({"id": "z", "type": "Dragon", "name": "Li Song"})
    answer["posts"] = None
    del answer["relations"]
    server.then(says(answer))
    reading = read()
    assert [e.type for e in reading.events] == ["Launch"]
    assert len(reading.events[0].roles) == 2
    assert len(reading.entities) == 7
    assert reading.note == "not in the item and dropped: entities 1, events 3, roles 2"


def test_trouble_that_passes(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    server.then(refuses(429, Retry_After="0"), refuses(503), says(answer))
    assert read().events
    assert len(server.requests) == 3


def test_retry_after_is_waited_for(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    server.then(refuses(429, Retry_After="1"), says(answer))
    begun = time.monotonic()
    assert read().events
    assert time.monotonic() - begun >= 1.0


@pytest.mark.parametrize("wait", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT", "inf"])
def test_a_wait_that_is_too_long_ends_the_run(server: ChatServer, read: Any, wait: str) -> None:
    server.then(refuses(429, "slow down", Retry_After=wait))
    with pytest.raises(ExtractionError, match=r"status 429: slow down; it asks to wait \S+ s"):
        read()
    assert len(server.requests) == 1


def test_a_server_that_stays_in_trouble(server: ChatServer, read: Any) -> None:
    server.then(refuses(500, "boom"))
    with pytest.raises(ExtractionError, match="does not answer: the server answers with status 500: boom") as e:
        read()
    assert len(server.requests) == 3
    assert "what was read is kept" in (e.value.cure or "")


def test_trouble_with_one_item_leaves_the_others(server: ChatServer, item: NewsItem, answer: dict[str, Any]) -> None:
    server.answer = lambda r: refuses(500) if "Number 2" in r["messages"][1]["content"] else says(answer)
    with LlmExtractor(options(server, concurrency=1)) as it:
        readings = list(it.read(many(item, 4)))
    assert [bool(r.events) for r in readings] == [True, True, False, True]
    assert readings[2].note == "not read: the server answers with status 500: no"


@pytest.mark.parametrize("reply", [Reply(b"{}", wait=3), Reply(b"x" * 50, pause=0.2)], ids=["hangs", "drips"])
def test_a_time_out_is_of_the_whole_answer(server: ChatServer, read: Any, reply: Reply) -> None:
    server.then(reply)
    begun = time.monotonic()
    with pytest.raises(ExtractionError, match=r"no answer within 0\.3 s"):
        read(timeout=0.3, retries=1)
    assert time.monotonic() - begun < 2.5
    assert len(server.requests) == 2


def test_nobody_there(item: NewsItem) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    reach = LlmOptions(f"http://127.0.0.1:{port}/v1", "m", retries=1, backoff=0.01)
    with LlmExtractor(reach) as it, pytest.raises(ExtractionError, match="the server cannot be reached") as e:
        list(it.read([item]))
    assert e.value.source == reach.url


def test_an_absurdly_large_answer(server: ChatServer, read: Any) -> None:
    server.then(Reply(b"[" + b" " * 9 * 1024 * 1024))
    assert read().note == "not read: the answer is larger than 8 MB"
    assert len(server.requests) == 1


def test_an_answer_with_too_many_elements_is_cut(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    answer["entities"] += [{"id": f"q{i}", "type": "Person", "name": f"Nobody {i}"} for i in range(20_000)]
    server.then(says(answer))
    begun = time.monotonic()
    reading = read()
    assert len(reading.entities) == 7
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("body", [b"<html>hello</html>", b"\xff\xfe", b"[1]", b'{"a":' * 3000, b""])
def test_a_server_that_is_none(server: ChatServer, read: Any, body: bytes) -> None:
    server.then(Reply(body))
    with pytest.raises(ExtractionError, match="the server's answer is no"):
        read(retries=0)


@pytest.mark.parametrize(
    "reply, told, cure",
    [
        (refuses(401, "Incorrect API key: sk-SECRET"), "status 401: Incorrect API key: …", "NEWSGRAPH_LLM_KEY"),
        (refuses(403), "status 403", "NEWSGRAPH_LLM_KEY"),
        (refuses(404, "no model tiny"), "status 404: no model tiny", "llm_model"),
        (refuses(302, Location="http://127.0.0.1:1/"), "status 302", "redirect"),
        (refuses(429, "insufficient_quota"), "insufficient_quota", "money"),
    ],
)
def test_what_no_retry_cures_ends_the_run(server: ChatServer, read: Any, reply: Reply, told: str, cure: str) -> None:
    server.then(reply)
    with pytest.raises(ExtractionError) as e:
        read()
    assert told in e.value.why
    assert cure in (e.value.cure or "")
    assert "SECRET" not in str(e.value)
    assert len(server.requests) == 1


def test_a_servers_words_reach_the_terminal_without_control_characters(server: ChatServer, read: Any) -> None:
    server.then(refuses(401, "\x1b[31mred\x07\n" + "x" * 5000))
    with pytest.raises(ExtractionError) as e:
        read()
    assert e.value.why.isprintable()
    assert len(e.value.why) < 500


def takes(*, schema: bool = True, object_: bool = True, max_tokens: bool = True, cool: bool = True) -> Any:
    """A server that takes only some forms of request, and says what it does not take."""

    def answer(request: dict[str, Any]) -> Reply:
        form = request.get("response_format", {}).get("type")
        if form == "json_schema" and not schema:
            return refuses(400, "response_format of type json_schema is not supported")
        if form == "json_object" and not object_:
            return refuses(422, "unknown field response_format")
        if "max_tokens" in request and not max_tokens:
            return refuses(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        if "temperature" in request and not cool:
            return refuses(400, "'temperature' does not support 0")
        return says(EMPTY)

    return answer


@pytest.mark.parametrize(
    "server_takes, last",
    [
        ({"schema": False}, "json_object"),
        ({"schema": False, "object_": False}, None),
        ({"schema": False, "object_": False, "max_tokens": False, "cool": False}, None),
        ({"max_tokens": False, "cool": False}, "json_schema"),
    ],
)
def test_servers_that_take_less(
    server: ChatServer, item: NewsItem, server_takes: dict[str, bool], last: str | None
) -> None:
    server.answer = takes(**server_takes)
    with LlmExtractor(options(server, concurrency=1)) as it:
        assert all(r.extractor for r in it.read(many(item, 3)))
    used = [r.get("response_format", {}).get("type") for r in server.requests]
    assert used[-3:] == [last] * 3  # found out once
    in_words = '"additionalProperties":false' in server.requests[-1]["messages"][0]["content"]
    assert in_words == (last != "json_schema")


def test_room_for_the_answer_that_the_server_lacks(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    too_long = "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens"
    server.answer = lambda r: refuses(400, too_long) if "max_tokens" in r else says(answer)
    assert read().events
    assert server.requests[-1]["response_format"]["type"] == "json_schema"
    server.answer = lambda r: refuses(400, too_long)
    assert read().note.startswith("not read: the item is too long for the model: This model's maximum")


def test_what_a_server_does_not_take_is_remembered_over_batches(server: ChatServer, item: NewsItem) -> None:
    server.answer = takes(schema=False)
    with LlmExtractor(options(server)) as it:
        for one in many(item, 3):
            assert next(it.read([one])).extractor
    assert len(server.requests) == 4


def test_halves_of_characters_and_huge_numbers(server: ChatServer, read: Any, answer: dict[str, Any]) -> None:
    server.then(Reply('{"choices": [{"message": {"content": "\\ud800 {"}}]}'), says(answer))
    assert read().events
    answer["entities"][3]["id"] = int("9" * 4000)
    server.then(says(answer))
    assert read().events
    server.then(says(json.dumps(answer).replace("9" * 4000, "9" * 5000)))
    assert "number out of range" in read().note
    server.then(Reply('{"choices": ' + "9" * 5000 + "}"))
    with pytest.raises(ExtractionError, match="is not JSON"):
        read(retries=0)


def test_a_key_that_goes_over_the_open_net_is_told() -> None:
    for url, told in (("http://llm.example/v1", 1), ("https://llm.example/v1", 0), ("http://localhost:1/v1", 0)):
        with LlmExtractor(LlmOptions(url, "m", "sk-SECRET")) as it:
            assert sum("unencrypted" in r for r in it.remarks()) == told
            assert "SECRET" not in " ".join(it.remarks())
    assert "SECRET" not in repr(LlmOptions("https://llm.example/v1", "m", "sk-SECRET"))


def test_declined(server: ChatServer, read: Any) -> None:
    server.then(Reply({"choices": [{"message": {"content": None, "refusal": "I must not"}}]}))
    assert read().note == "not read: the model declines: I must not"


def test_an_error_in_a_good_answer(server: ChatServer, read: Any) -> None:
    server.then(Reply({"error": {"message": "upstream is down"}}))
    with pytest.raises(ExtractionError, match="the server answers: upstream is down"):
        read()


def test_tool_calls_are_nothing_to_us(server: ChatServer, read: Any) -> None:
    call = {"id": "1", "type": "function", "function": {"name": "run", "arguments": "{}"}}
    server.then(Reply({"choices": [{"message": {"content": None, "tool_calls": [call]}}]}))
    assert read().note == "not read: the model's answer is empty"


def test_answers_are_kept_by_content(
    server: ChatServer, item: NewsItem, answer: dict[str, Any], tmp_path: Path
) -> None:
    server.then(says(answer), says(EMPTY))
    with LlmExtractor(options(server), tmp_path / "a.sqlite") as it:
        first = list(it.read([item]))
    same = structs.replace(item, id="other", source="elsewhere.txt", url="https://x.example/")
    with LlmExtractor(options(server, requests=1), tmp_path / "a.sqlite") as it:
        assert list(it.read([item])) == first
        assert [structs.replace(r, item="n1") for r in it.read([same])] == first
        assert it.remarks()[0].startswith("requests to the language model: 0 ")
    assert len(server.requests) == 1
    with LlmExtractor(options(server), tmp_path / "a.sqlite") as it:
        assert next(it.read([structs.replace(item, published="2024-07-17")])).events == ()
    with LlmExtractor(structs_model(options(server)), tmp_path / "a.sqlite") as it:
        assert next(it.read([item])).events == ()
    assert len(server.requests) == 3


def structs_model(o: LlmOptions) -> LlmOptions:
    return LlmOptions(o.url, "another", o.key, timeout=o.timeout)


def test_bad_answers_are_not_kept_and_nothing_secret_is(
    server: ChatServer, item: NewsItem, answer: dict[str, Any], tmp_path: Path
) -> None:
    server.then(says("no"))
    with LlmExtractor(options(server), tmp_path / "a.sqlite") as it:
        assert not next(it.read([item])).extractor
    server.then(says(answer))
    with LlmExtractor(options(server), tmp_path / "a.sqlite") as it:
        assert next(it.read([item])).extractor
    assert all(b"SECRET" not in p.read_bytes() for p in tmp_path.iterdir())


def test_a_longer_limit_asks_again_for_what_was_cut(
    server: ChatServer, item: NewsItem, answer: dict[str, Any], tmp_path: Path
) -> None:
    server.then(says(json.dumps(answer)[:-50], finish="length"), says(answer))
    for room, asked, note in ((100, 1, "cut off"), (100, 1, "cut off"), (200, 2, "")):
        with LlmExtractor(options(server, answer_tokens=room), tmp_path / "a.sqlite") as it:
            (reading,) = it.read([item])
        assert len(server.requests) == asked
        assert note in (reading.note or "")


def test_a_damaged_file_of_answers_is_told(server: ChatServer, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 30)
    with pytest.raises(ExtractionError, match="kept answers") as e:
        LlmExtractor(options(server), tmp_path / "a.sqlite")
    assert "delete the file" in (e.value.cure or "")


def test_the_limit_of_requests(server: ChatServer, item: NewsItem, answer: dict[str, Any], tmp_path: Path) -> None:
    server.then(says(answer))
    items = many(item, 6)
    with LlmExtractor(options(server, requests=4), tmp_path / "a.sqlite") as it:
        readings = list(it.read(items[:3])) + list(it.read(items[3:]))
        remarks = it.remarks()
    assert [bool(r.extractor) for r in readings] == [True] * 4 + [False] * 2
    assert readings[4].note == "not read: this run's limit of 4 requests is spent"
    assert (
        remarks[-1] == "the limit of 4 requests a run is spent; items not read yet: 2; run the command again to go on"
    )
    with LlmExtractor(options(server, requests=4), tmp_path / "a.sqlite") as it:
        assert all(r.extractor for r in it.read(items))
    assert len(server.requests) == 6


def test_retries_count_against_the_limit(server: ChatServer, read: Any) -> None:
    server.then(refuses(500))
    assert "limit of 2 requests" in read(requests=2, retries=9).note
    assert len(server.requests) == 2


def test_the_limit_of_tokens(server: ChatServer, item: NewsItem, answer: dict[str, Any]) -> None:
    server.then(says(answer))  # 1,100 tokens each
    with LlmExtractor(options(server, tokens=2_000, concurrency=1)) as it:
        assert [bool(r.extractor) for r in it.read(many(item, 4))] == [True, True, False, False]
    server.then(says(answer, usage={}))  # not counted by the server: estimated
    with LlmExtractor(options(server, tokens=2_000, concurrency=1)) as it:
        assert [bool(r.extractor) for r in it.read(many(item, 3))] == [True, False, False]


def test_in_order_and_few_at_once(server: ChatServer, item: NewsItem) -> None:
    def slow_first(request: dict[str, Any]) -> Reply:
        reply = says(EMPTY)
        reply.wait = 0.3 if "Number 0" in request["messages"][1]["content"] else 0.01
        return reply

    server.answer = slow_first
    with LlmExtractor(options(server, concurrency=3)) as it:
        assert [r.item for r in it.read(many(item, 9))] == [f"n{i}" for i in range(9)]
    assert 2 <= server.most_under_way <= 3


def test_a_reader_that_stops_early_does_not_wait(server: ChatServer, item: NewsItem, answer: dict[str, Any]) -> None:
    slow = says(answer)
    slow.wait = 3.0
    server.answer = lambda r: says(answer) if "Number 0" in r["messages"][1]["content"] else slow
    begun = time.monotonic()
    with LlmExtractor(options(server, concurrency=2)) as it:
        stream = it.read(many(item, 5))
        next(stream)
        stream.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 2.0
