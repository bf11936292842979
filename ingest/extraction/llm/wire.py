"""What chat servers say in their own ways: refusals, waits, answers, counts of tokens."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

TOO_LONG = ("context_length", "context length", "maximum context", "too many tokens", "prompt is too long")


@dataclass(frozen=True, slots=True)
class Manner:
    """A form of request. answers: how JSON is asked for ("schema", "object", "plain"). limit: the name of the length
    limit, None for no limit. cool: whether temperature 0 is asked for.
    """

    answers: str
    limit: str | None
    cool: bool


MANNERS = (
    Manner("schema", "max_tokens", True),
    Manner("schema", "max_completion_tokens", False),  # models that know this name alone take no temperature either
    Manner("schema", None, True),
    Manner("object", "max_tokens", True),
    Manner("object", None, False),
    Manner("plain", "max_tokens", True),
    Manner("plain", None, False),
)


def next_manner(manner: int, refusal: str) -> int:
    """The next of MANNERS to try, by what the server says it does not take; `len(MANNERS)` for none."""
    low, now = refusal.lower(), MANNERS[manner]
    later = range(manner + 1, len(MANNERS))
    if is_too_long(low):  # a server may count the room that the answer may take
        return next((i for i in later if MANNERS[i].answers == now.answers and not MANNERS[i].limit), len(MANNERS))
    if "response_format" in low or "schema" in low:
        return next((i for i in later if MANNERS[i].answers != now.answers), len(MANNERS))
    return manner + 1


def is_too_long(message: str) -> bool:
    return any(t in message.lower() for t in TOO_LONG)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model answered. cut: the answer ends in the middle, at the length limit. refusal: why it declines."""

    content: str
    cut: bool = False
    refusal: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


def reply(body: dict[str, Any], asked: int) -> Reply:
    """The first choice of a chat completion. asked: the characters sent, to estimate tokens that are not counted."""
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(p.get("text") or "") for p in content if isinstance(p, dict))
    content = content if isinstance(content, str) else ""
    content = content.encode("utf-8", "replace").decode()  # JSON can smuggle halves of characters
    usage = body.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    return Reply(
        content,
        cut=choice.get("finish_reason") == "length",
        refusal=str(message.get("refusal") or ""),
        tokens_in=_count(counts.get("prompt_tokens"), asked),
        tokens_out=_count(counts.get("completion_tokens"), len(content)),
    )


def _count(value: object, characters: int) -> int:
    return value if isinstance(value, int) and value >= 0 else characters // 3


def message(body: bytes) -> str:
    """What an error's body says; nothing where it is a page for people."""
    text = body[:20_000].decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "" if "<html" in text.lower() else text
    error = found.get("error", found) if isinstance(found, dict) else found
    if isinstance(error, dict):
        parts = [error.get(k) for k in ("message", "detail", "code", "param")]
        return " ".join(str(p) for p in parts if isinstance(p, str | list | int))
    return str(error)


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait, by `retry-after-ms` or `Retry-After` (seconds or a date); None where neither says."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        try:
            seconds = float(value) / unit
        except ValueError:
            try:
                seconds = parsedate_to_datetime(value).timestamp() - time.time()
            except (ValueError, TypeError, IndexError):
                continue
        if seconds == seconds:  # not nan
            return max(seconds, 0.0)
    return None
