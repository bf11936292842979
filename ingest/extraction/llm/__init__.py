"""Item → Reading by a language model behind an OpenAI-compatible chat endpoint; nothing is kept that the item does not
say."""

from newsgraph.ingest.extraction.llm.extractor import LlmExtractor
from newsgraph.ingest.extraction.llm.options import LlmOptions

__all__ = ["LlmExtractor", "LlmOptions"]
