"""The least that text needs before offsets are taken in it: one Unicode form, one line end, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urljoin, urlsplit

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
# Soft hyphen, zero-width space, word joiner, byte order mark, bidirectional marks; controls; Unicode noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
# Joiners spell words in Persian and Indic scripts; between Latin letters they are debris of a page's layout.
_JOINERS = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?=[\u0000-\u024f]|$)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\x9f]')


def clean_text(text: str) -> str:
    """Normal form C, LF line ends, no control or zero-width characters, plain spaces, trimmed; nothing else changes.

    Lone surrogates become U+FFFD. Applying it twice is the same as once.
    """
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
        text = _SPACES.sub(" ", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _JOINERS.sub("", text)
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def one_line(text: str | None) -> str | None:
    """A title: cleaned, white space collapsed; None where nothing is left."""
    if text is None:
        return None
    return " ".join(clean_text(text).split()) or None


def excerpt(raw: str | bytes, limit: int = 2000) -> str:
    """What a reject shows of its record: at most `limit` characters, safe to store and to print."""
    text = raw[: 4 * limit].decode("utf-8", "replace") if isinstance(raw, bytes) else raw[: limit + 1]
    text = _INVISIBLE.sub("\ufffd", _SURROGATES.sub("\ufffd", text))
    return text[:limit]


def clean_language(tag: str | None) -> str | None:
    """A well-formed BCP 47 tag ("en-GB"), or None: RDF stores refuse others."""
    tag = (tag or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def clean_url(url: str | None, base: str | None = None) -> str | None:
    """An absolute http(s) address that is a valid IRI, or None. Spaces and the like are percent-encoded."""
    if not url or not url.strip():
        return None
    url = _SURROGATES.sub("\ufffd", url.strip())
    try:
        whole = urljoin(base, url) if base else url
        parts = urlsplit(whole)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(whole) > 2000:
            return None
        _ = parts.port  # reading it raises ValueError where it is no number
    except ValueError:  # "http://[broken"
        return None
    if _NOT_IN_IRI.search(parts.netloc):
        return None
    whole = _NOT_IN_IRI.sub(lambda hit: "".join(f"%{byte:02X}" for byte in hit[0].encode()), whole)
    whole = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", whole)
    if any(mark in parts.netloc for mark in "[]"):  # IPv6: the brackets are the host's
        return whole if not re.search(r"[\[\]]", whole.partition(parts.netloc)[2]) else None
    return whole.replace("[", "%5B").replace("]", "%5D")
