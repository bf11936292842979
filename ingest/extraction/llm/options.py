"""How a language model is reached, and how much it may be asked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """An OpenAI-compatible chat endpoint and the limits of its use.

    url: up to and without "/chat/completions" ("https://llm.example.org/v1"). key: sent as a bearer token, kept out of
    every message and every file. timeout: seconds for one answer. retries: further tries after an answer that will
    pass (429, 5xx, a time-out). requests, tokens: the most that one run may spend; 0 is no limit. concurrency: requests
    under way at once. answer_tokens: the longest answer asked for. backoff: seconds before the first retry, doubled
    from one to the next.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    retries: int = 4
    requests: int = 0
    tokens: int = 0
    concurrency: int = 2
    answer_tokens: int = 8192
    backoff: float = 1.0
