"""A chat-completions server on 127.0.0.1 that answers, and misbehaves, as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]


class Reply:
    """What is sent back: after `wait` seconds, the body in pieces with `pause` seconds between them."""

    def __init__(
        self,
        body: bytes | str | dict[str, Any] = b"",
        status: int = 200,
        headers: dict[str, str] | None = None,
        wait: float = 0.0,
        pause: float = 0.0,
    ) -> None:
        self.body = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.status, self.headers, self.wait, self.pause = status, headers or {}, wait, pause


def says(content: object, *, finish: str = "stop", usage: dict[str, int] | None = None) -> Reply:
    """A chat completion with this content: a string as it is, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    body: dict[str, Any] = {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    body["usage"] = {"prompt_tokens": 1000, "completion_tokens": 100} if usage is None else usage
    return Reply(body)


def refuses(status: int, message: str = "no", **headers: str) -> Reply:
    return Reply({"error": {"message": message}}, status, {k.replace("_", "-"): v for k, v in headers.items()})


class ChatServer:
    """url: its base address. requests: the bodies it got; seen: method, path and headers of each.

    `then` queues replies, the last of which stays; `answer` decides by the request.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.under_way = self.most_under_way = 0
        self._queue: list[Reply] = []
        self.answer: Callable[[Request], Reply] = lambda _: self._next()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                outer._handle(self)

            def do_GET(self) -> None:
                outer.seen.append((self.path, dict(self.headers)))
                self.send_error(405)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def then(self, *replies: Reply) -> ChatServer:
        self._queue = list(replies)
        return self

    @property
    def items(self) -> list[dict[str, Any]]:
        """The items that it was asked about, as the model sees them."""
        return [json.loads(r["messages"][1]["content"]) for r in self.requests]

    def _next(self) -> Reply:
        return self._queue.pop(0) if len(self._queue) > 1 else self._queue[0]

    def _handle(self, http: BaseHTTPRequestHandler) -> None:
        body = json.loads(http.rfile.read(int(http.headers["Content-Length"])))
        with self._lock:
            self.requests.append(body)
            self.seen.append((http.path, dict(http.headers)))
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
            reply = self.answer(body)
        try:
            time.sleep(reply.wait)
            http.send_response(reply.status)
            for name, value in reply.headers.items():
                http.send_header(name, value)
            http.send_header("Content-Length", str(len(reply.body)))
            http.end_headers()
            step = max(1, len(reply.body) // 50) if reply.pause else len(reply.body) or 1
            for i in range(0, len(reply.body), step):
                http.wfile.write(reply.body[i : i + step])
                http.wfile.flush()
                time.sleep(reply.pause)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client has had enough
        finally:
            with self._lock:
                self.under_way -= 1

    @contextmanager
    def running(self) -> Iterator[ChatServer]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
