"""Which extractor reads a project's news, and that two kinds of readings never mix unawares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph.ingest.reader import Kind, kind_of
from newsgraph.ontology.errors import ProjectError, SettingsError

if TYPE_CHECKING:
    from newsgraph.ingest.extraction.llm import LlmExtractor, LlmOptions
    from newsgraph.ingest.model import NewsItem
    from newsgraph.settings import Settings

ANSWERS = "answers.sqlite"  # in the project's folder: what the language model answered
LLM_BATCH = 8  # items; each takes seconds, and a run that is cut off keeps whole batches


def llm_options(settings: Settings, folder: Path) -> LlmOptions:
    """How the language model is reached. Raises SettingsError where it is not said which model is where."""
    from newsgraph.ingest.extraction.llm.options import LlmOptions

    for name, what in (("llm_url", "where it is"), ("llm_model", "its name")):
        if not getattr(settings, name):
            raise SettingsError(
                f"reading by a language model needs {name}: {what}",
                source=str(folder),
                cure=f"set NEWSGRAPH_{name.upper()} in the environment, or {name} in newsgraph.toml (see docs/llm.md)",
            )
    return LlmOptions(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key,
        timeout=settings.llm_timeout,
        retries=settings.llm_retries,
        requests=settings.llm_requests,
        tokens=settings.llm_tokens,
        concurrency=settings.llm_concurrency,
        answer_tokens=settings.llm_answer_tokens,
    )


def llm_extractor(settings: Settings, folder: Path) -> LlmExtractor:
    """A language model's extractor for one run. Raises SettingsError as `llm_options` does."""
    from newsgraph.ingest.extraction.llm import LlmExtractor

    return LlmExtractor(llm_options(settings, folder), folder / ANSWERS)


def forget_answers(folder: Path, items: Sequence[NewsItem]) -> None:
    """Forget what the language model answered about items that are to be forgotten."""
    if (folder / ANSWERS).exists():
        from newsgraph.ingest.extraction.llm.cache import AnswerCache

        with closing(AnswerCache(folder / ANSWERS)) as answers:
            answers.forget(items)


def refuse_mixing(kind: Kind, kept: Mapping[str, int], folder: Path) -> None:
    """Raise ProjectError where items were read by another kind of extractor and nobody chose this one for the run.

    kept: how many items were read by which extractor.
    """
    others = {name: n for name, n in kept.items() if kind_of(name) not in (None, kind)}
    if not others:
        return
    other = kind_of(next(iter(others)))
    raise ProjectError(
        f"{_items(sum(others.values()))} of this project were read by {other}, and this run would read by {kind}",
        source=str(folder),
        cure=f'go on with --extractor {other} (or set extractor = "{other}" in newsgraph.toml); '
        f"to change over, read all anew: newsgraph ingest --kept --extractor {kind}",
    )


def mixture(kept: Mapping[str, int], present: str) -> str | None:
    """A sentence on items that another extractor, version or model read than the present one; None where all agree."""
    others = {name: n for name, n in kept.items() if name and name != present}
    if not others:
        return None
    told = ", ".join(f"{n} by {name}" for name, n in sorted(others.items()))
    return f"items read otherwise than by {present}: {told}; newsgraph ingest --kept reads them anew"


def _items(n: int) -> str:
    return f"{n} item" if n == 1 else f"{n} items"
