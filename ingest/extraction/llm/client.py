"""One question to an OpenAI-compatible chat endpoint: time-outs, retries, size limit, budget; no tools, no redirects.

Servers differ in what they take. The manners of `wire.MANNERS` are tried from the strictest, and the first that the
server takes is kept for the rest of the run.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable
from typing import Any

import anyio
import certifi
import httpx
import tenacity

from newsgraph.ingest.extraction.llm import prompt, wire
from newsgraph.ingest.extraction.llm.budget import Budget
from newsgraph.ingest.extraction.llm.options import LlmOptions
from newsgraph.ingest.extraction.llm.schema import wire_schema
from newsgraph.ontology.errors import ExtractionError

MAX_BYTES = 8 * 1024 * 1024  # of an answer's body
LONGEST_WAIT = 120.0  # seconds that a server may ask us to wait before a retry
_PASSING = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_UNTAKEN = (400, 415, 422, 501)  # what may be wrong is the form of the request


class Passing(Exception):
    """The server has trouble that may pass. wait: the seconds it asks for."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class NotAnswered(Exception):
    """This question got no answer; another one may. server: the trouble is the server's and not the question's."""

    def __init__(self, why: str, *, server: bool = False) -> None:
        super().__init__(why)
        self.server = server


class Untaken(Exception):
    """The server does not take the request in this form."""


class ChatClient:
    """Asks questions, several at once. An asynchronous context manager."""

    def __init__(self, options: LlmOptions, budget: Budget) -> None:
        self._options, self._budget = options, budget
        self._manner = 0  # the first of MANNERS that the server is not known to refuse
        self._address = options.url.rstrip("/") + "/chat/completions"

    async def __aenter__(self) -> ChatClient:
        headers = {"User-Agent": "newsgraph", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self._options.key:
            headers["Authorization"] = f"Bearer {self._options.key}"
        context = ssl.create_default_context()  # the system's authorities, and those of SSL_CERT_FILE
        context.load_verify_locations(certifi.where())
        self._http = httpx.AsyncClient(headers=headers, timeout=None, follow_redirects=False, verify=context)  # noqa: S113
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def ask(self, conversation: Callable[[bool], list[prompt.Message]]) -> wire.Reply:
        """The answer to a conversation; `conversation(with_schema)` gives its messages.

        Raises NotAnswered, BudgetSpent, and ExtractionError where no question will be answered (a wrong address, key
        or model).
        """
        manner, refusal = self._manner, ""
        while manner < len(wire.MANNERS):
            form = wire.MANNERS[manner]
            messages = conversation(form.answers != "schema")
            try:
                body = await self._retried(self._request(form, messages))
            except Untaken as e:
                refusal = str(e)
                manner = wire.next_manner(manner, refusal)
                continue
            self._manner = max(self._manner, manner)
            reply = wire.reply(body, sum(len(m["content"]) for m in messages))
            self._budget.add(reply.tokens_in, reply.tokens_out)
            if not body.get("choices") and body.get("error"):  # some servers put errors into a good answer
                raise NotAnswered(
                    f"the server answers: {self._clean(wire.message(json.dumps(body).encode()))}", server=True
                )
            if not reply.content.strip():
                said = self._clean(reply.refusal)
                raise NotAnswered(f"the model declines: {said}" if said else "the model's answer is empty")
            return reply
        raise NotAnswered(
            f"the item is too long for the model: {refusal}"
            if wire.is_too_long(refusal)
            else f"the server refuses the request: {refusal}"
        )

    def _request(self, form: wire.Manner, messages: list[prompt.Message]) -> dict[str, Any]:
        request: dict[str, Any] = {"model": self._options.model, "messages": messages}
        if form.limit:
            request[form.limit] = self._options.answer_tokens
        if form.cool:
            request["temperature"] = 0
        if form.answers == "schema":
            schema = {"name": "reading", "strict": True, "schema": wire_schema()}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif form.answers == "object":
            request["response_format"] = {"type": "json_object"}
        return request

    async def _retried(self, request: dict[str, Any]) -> dict[str, Any]:
        """The server's answer, after retries where its trouble may pass."""
        step = self._options.backoff
        growing = tenacity.wait_exponential(multiplier=step, max=60.0) + tenacity.wait_random(0, step)

        def asked(state: tenacity.RetryCallState) -> float | None:
            error = state.outcome.exception() if state.outcome else None
            return error.wait if isinstance(error, Passing) else None

        class TooLong(tenacity.stop.stop_base):
            def __call__(self, state: tenacity.RetryCallState) -> bool:
                return (asked(state) or 0) > LONGEST_WAIT

        def wait(state: tenacity.RetryCallState) -> float:
            seconds = asked(state)
            return growing(state) if seconds is None else seconds

        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(Passing),
            stop=tenacity.stop_after_attempt(self._options.retries + 1) | TooLong(),
            wait=wait,
            reraise=True,
        )
        try:
            return await retrying(self._once, request)
        except Passing as e:
            more = f"; it asks to wait {e.wait:.0f} s" if e.wait and e.wait > LONGEST_WAIT else ""
            raise NotAnswered(f"{e}{more}", server=True) from e

    async def _once(self, request: dict[str, Any]) -> dict[str, Any]:
        self._budget.take()
        body = bytearray()
        try:
            with anyio.fail_after(self._options.timeout):  # of the whole: a server may drip
                async with self._http.stream("POST", self._address, json=request) as response:
                    async for part in response.aiter_bytes():
                        body += part
                        if len(body) > MAX_BYTES:
                            raise NotAnswered(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MB")
        except TimeoutError as e:
            raise Passing(f"no answer within {self._options.timeout:g} s") from e
        except httpx.ConnectError as e:
            raise Passing(f"the server cannot be reached: {self._clean(str(e))}") from e
        except httpx.TransportError as e:
            raise Passing(f"the connection broke: {self._clean(str(e)) or type(e).__name__}") from e
        except (httpx.InvalidURL, httpx.DecodingError) as e:
            raise self._fatal(f"the server cannot be asked: {self._clean(str(e))}", "check llm_url") from e
        if response.status_code != 200:
            raise self._refused(response.status_code, response.headers, bytes(body))
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as e:
            raise Passing("the server's answer is not JSON") from e
        if not isinstance(answer, dict):
            raise Passing("the server's answer is no JSON object")
        return answer

    def _refused(self, status: int, headers: httpx.Headers, body: bytes) -> Exception:
        said = self._clean(wire.message(body))
        why = f"the server answers with status {status}" + (f": {said}" if said else "")
        if status == 429 and b"insufficient_quota" in body:
            return self._fatal(why, "the account has no money left: top it up, then run the command again")
        if status in _PASSING:
            return Passing(why, wire.retry_after(headers))
        if status == 413:
            return NotAnswered("the item is too long for the server")
        if status in (401, 403):
            return self._fatal(why, "give the right key: set NEWSGRAPH_LLM_KEY in the environment")
        if 300 <= status < 400:
            return self._fatal(why, "give the address where the redirect ends as llm_url")
        if status in _UNTAKEN and "model_not_found" not in said:
            return Untaken(said or f"status {status}")
        return self._fatal(why, "check llm_url (it ends before /chat/completions) and llm_model")

    def _fatal(self, why: str, cure: str) -> ExtractionError:
        return ExtractionError(f"the language model cannot be used: {why}", source=self._options.url, cure=cure)

    def _clean(self, text: str) -> str:
        """A server's words, fit to be shown: no key, no control characters, short."""
        if self._options.key:
            text = text.replace(self._options.key, "…")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
