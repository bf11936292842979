"""Item → Reading by a language model: asked once for each content, checked against the item every time."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from anyio.from_thread import BlockingPortal, start_blocking_portal

from newsgraph.ingest.extraction.llm import prompt
from newsgraph.ingest.extraction.llm.budget import Budget, BudgetSpent
from newsgraph.ingest.extraction.llm.cache import AnswerCache, Kept, Question, content_of
from newsgraph.ingest.extraction.llm.client import ChatClient, NotAnswered
from newsgraph.ingest.extraction.llm.options import LlmOptions
from newsgraph.ingest.extraction.llm.schema import Unusable, take_apart
from newsgraph.ingest.extraction.llm.verify import verified
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.reader import own_version, unread
from newsgraph.ontology.errors import ExtractionError

TRIES = 3  # at one item, of answers that cannot be used
SERVER_TROUBLE = 2  # items in a row that the server did not answer: the rest would fare alike
MODEL_TROUBLE = 5  # items in a row without a usable answer: the model is not fit for this


class LlmExtractor:
    """Reads items by an OpenAI-compatible chat endpoint. One object a run: the budget is a run's.

    cache: the file where answers are kept; None keeps them in memory. Close it, or use it as a context manager.
    `read` gives an item that could not be read an empty reading without extractor, whose note says why; it raises
    ExtractionError where the server or the model is no use for any item.
    """

    def __init__(self, options: LlmOptions, cache: Path | None = None) -> None:
        self._options = options
        self._budget = Budget(options.requests, options.tokens)
        self._client = ChatClient(options, self._budget)  # one for all calls: it remembers what the server takes
        self._cache = AnswerCache(cache)
        self._answered = self._from_cache = 0
        self._server_trouble = self._model_trouble = 0
        self._dropped: Counter[str] = Counter()
        self._over: set[str] = set()
        self.name: str = f"newsgraph {own_version()} / llm {options.model} / prompt {prompt.version()}"

    def __enter__(self) -> LlmExtractor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._cache.close()

    def read(self, items: Iterable[NewsItem]) -> Iterator[Reading]:
        """One Reading an item, in order."""
        waiting: deque[tuple[NewsItem, Question, Kept | Future[Kept] | None]] = deque()
        with ExitStack() as stack:
            portal: BlockingPortal | None = None
            for item in items:
                question = Question(content_of(item), self._options.model, prompt.version())
                answer: Kept | Future[Kept] | None = self._kept(question)
                if answer is None and not self._budget.spent():
                    if portal is None:  # on the first question: answers that are kept need no connection
                        portal = stack.enter_context(start_blocking_portal())
                        stack.enter_context(portal.wrap_async_context_manager(self._client))
                    answer = portal.start_task_soon(_answer, self._client, item, self._options.answer_tokens)
                waiting.append((item, question, answer))
                if len(waiting) >= self._options.concurrency:
                    yield self._landed(*waiting.popleft())
            while waiting:
                yield self._landed(*waiting.popleft())

    def _kept(self, question: Question) -> Kept | None:
        """The answer that was given before, where it still can be used."""
        kept = self._cache.get(question)
        if kept is not None and kept.cut and kept.room < self._options.answer_tokens:
            return None  # there is more room now
        if kept is not None:
            try:
                take_apart(kept.content, cut=kept.cut)
            except Unusable:
                return None
            self._from_cache += 1
        return kept

    def _landed(self, item: NewsItem, question: Question, answer: Kept | Future[Kept] | None) -> Reading:
        if isinstance(answer, Future):
            try:
                kept = answer.result()
            except BudgetSpent:
                answer = None
            except NotAnswered as e:
                return self._not_answered(item, e)
            else:
                self._answered += 1
                self._server_trouble = self._model_trouble = 0
                self._cache.put(question, kept)
                answer = kept
        if answer is None:
            self._over.add(item.id)
            return unread(item, f"this run's limit of {self._budget.limit()} is spent")
        reading, dropped = verified(item, take_apart(answer.content, cut=answer.cut), self.name)
        self._dropped += dropped
        return reading

    def _not_answered(self, item: NewsItem, error: NotAnswered) -> Reading:
        if error.server:
            self._server_trouble += 1
            if not self._answered or self._server_trouble >= SERVER_TROUBLE:
                raise ExtractionError(
                    f"the language model does not answer: {error}",
                    source=self._options.url,
                    cure="check llm_url; what was read is kept: run the command again when the server is well",
                ) from error
        else:
            self._model_trouble += 1
            if self._model_trouble >= MODEL_TROUBLE:
                raise ExtractionError(
                    f"{MODEL_TROUBLE} items in a row got no usable answer of the language model: {error}",
                    source=self._options.model,
                    cure="choose another llm_model; what was read is kept",
                ) from error
        return unread(item, str(error))

    def remarks(self) -> list[str]:
        """What a person should know of this run, in sentences: what was spent, what was dropped, what was left."""
        b, out = self._budget, []
        kept = f"; answers known from before: {self._from_cache}" if self._from_cache else ""
        out.append(
            f"requests to the language model: {b.requests} ({b.tokens_in:,} tokens in, {b.tokens_out:,} out){kept}"
        )
        if self._dropped:
            kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(self._dropped.items()))
            out.append(f"dropped of its answers, for want of words in the item that say so: {kinds}")
        if self._over:
            out.append(
                f"the limit of {b.limit()} a run is spent; items not read yet: {len(self._over)}; "
                "run the command again to go on"
            )
        at = urlsplit(self._options.url)
        if self._options.key and at.scheme == "http" and at.hostname not in ("localhost", "127.0.0.1", "::1"):
            out.append(f"the key was sent to {at.hostname} unencrypted: give llm_url as https://")
        return out


async def _answer(client: ChatClient, item: NewsItem, room: int) -> Kept:
    """A usable answer for an item. Raises what `ChatClient.ask` raises; NotAnswered where none is usable."""
    said: list[prompt.Message] = []
    why = ""

    def conversation(with_schema: bool) -> list[prompt.Message]:
        return [*prompt.messages(item, with_schema=with_schema), *said]

    for _ in range(TRIES):
        reply = await client.ask(conversation)
        try:
            take_apart(reply.content, cut=reply.cut)
        except Unusable as e:
            why = str(e)
            said = [{"role": "assistant", "content": reply.content[:8_000]}, prompt.complaint(why)]
            continue
        return Kept(reply.content, reply.cut, room)
    raise NotAnswered(f"no usable answer in {TRIES} tries: {why}")
