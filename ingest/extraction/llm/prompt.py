"""What the model is told. The instructions are `prompt.md`; the item is handed over as JSON, never woven into them."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.resources import files

import msgspec

from newsgraph.ingest.extraction.llm.schema import wire_schema
from newsgraph.ingest.model import NewsItem

MAX_CHARS = 48_000  # of one item's text: about 12,000 tokens, which a model with a window of 32,000 takes

Message = dict[str, str]


@lru_cache(maxsize=1)
def instructions() -> str:
    return files(__package__).joinpath("prompt.md").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def schema_text() -> str:
    return json.dumps(wire_schema(), separators=(",", ":"), sort_keys=True)


@lru_cache(maxsize=1)
def version() -> str:
    """Names what is asked: it changes with any change of the instructions or the schema."""
    return hashlib.sha256(f"{instructions()}\n{schema_text()}\n{MAX_CHARS}".encode()).hexdigest()[:8]


def payload(item: NewsItem) -> str:
    """The item as the model sees it; the same for the same content, wherever it was read."""
    fields = {
        "title": item.title,
        "published": (item.published or "")[:10] or None,
        "language": item.language,
        "text": item.text[:MAX_CHARS],
    }
    return msgspec.json.encode(fields).decode()


def messages(item: NewsItem, *, with_schema: bool) -> list[Message]:
    """The conversation that asks for the item's reading. with_schema: for servers that do not take one apart."""
    system = instructions()
    if with_schema:
        system += f"\n# Form\nAnswer with the JSON object alone, by this JSON schema:\n{schema_text()}\n"
    return [{"role": "system", "content": system}, {"role": "user", "content": payload(item)}]


def complaint(why: str) -> Message:
    """What is said to an answer that cannot be used."""
    return {
        "role": "user",
        "content": f"That answer cannot be used: {why[:300]}. Answer again, with the JSON object alone.",
    }
