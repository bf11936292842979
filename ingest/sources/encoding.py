"""Which characters the bytes stand for: byte order mark, then what is declared, UTF-8, then charset-normalizer."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from newsgraph.ontology.errors import UnreadableSource

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages mean by these names (WHATWG Encoding Standard, section 4.2): the larger set that contains them.
_LARGER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
_DECLARED = (
    re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE),
    re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE),
)
# What charset-normalizer may choose from. The whole list has sixty near-identical code pages, and short texts then
# come out in exotic ones (a few lines of French as cp1125). The commonest first.
_CANDIDATES = ["cp1252", "gb18030", "big5", "cp932", "cp949", "cp1251", "cp1250", "cp1253", "cp1254", "cp1256"]
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)  # fmt: skip
UNDETECTABLE = "not UTF-8, and its encoding cannot be found out"
CURE = "save it as UTF-8, or name its encoding with --encoding"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def refuse_binary(head: bytes, encoding: str | None = None) -> None:
    """Raise `UnreadableSource` where the first bytes are no text's."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise UnreadableSource(f"not text: {what}", cure="save it as text, HTML, CSV or JSON Lines")
    if encoding is None and _bom(head) is None and b"\x00" in head:
        raise UnreadableSource("not text: binary data", cure="give a text file; for UTF-16 name it with --encoding")


def find_encoding(head: bytes, *, declared: str | None = None, given: str | None = None, markup: bool = False) -> str:
    """The encoding of a source that begins with `head`. Raises `UnreadableSource` if it cannot be found out.

    given: by the user, always right; declared: by the HTTP header; markup: look for a declaration in XML and HTML.
    UTF-8 that is valid and not pure ASCII beats any declaration: other text is hardly ever valid UTF-8 by chance.
    """
    if given:
        return given
    if bom := _bom(head):
        return bom
    valid, multibyte = _utf8(head)
    if valid and multibyte:
        return "utf-8"
    for name in (declared, *(_declarations(head) if markup else ())):
        if name and (codec := _codec(name)):
            try:
                codecs.getincrementaldecoder(codec)("strict").decode(head, False)
            except (UnicodeError, ValueError):
                continue  # declared, but not so
            return codec
    if valid or multibyte:  # valid here and there: UTF-8 with some damaged lines, which are rejected one by one
        return "utf-8"
    return _detect(head)


def _detect(head: bytes) -> str:
    matches = from_bytes(head[:65536], cp_isolation=_CANDIDATES)
    # Several code pages may suit alike (French is as fluent in cp1250, with other accents): then the commonest.
    best = min(matches, key=lambda one: (one.chaos, -one.coherence, _CANDIDATES.index(one.encoding)), default=None)
    text = str(best) if best else ""
    if not best or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise UnreadableSource(UNDETECTABLE, cure=CURE)
    return str(best.encoding)


def decode_whole(data: bytes, *, declared: str | None = None, given: str | None = None, markup: bool = False) -> str:
    """The text of a whole file. Raises `UnreadableSource` where some of it is not in the encoding it should be in."""
    encoding = find_encoding(data, declared=declared, given=given, markup=markup)
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError) as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, start) + 1
        raise UnreadableSource(f"not valid {encoding}", line=line, cure=CURE) from error


def _bom(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _utf8(head: bytes) -> tuple[bool, bool]:
    """Whether all of it is valid UTF-8, and whether at least half of the lines with bytes above 127 are."""
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(head, False)  # a cut last character is no fault
    except UnicodeDecodeError:
        good = bad = 0
        for line in head.splitlines():
            if not line.isascii():
                try:
                    line.decode("utf-8")
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
        return False, good >= max(bad, 1)
    return True, not text.isascii()


def _declarations(head: bytes) -> list[str]:
    return [hit[1].decode("ascii") for pattern in _DECLARED if (hit := pattern.search(head[:4096]))]


def _codec(name: str) -> str | None:
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name in ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode"):
        return None
    if info.name.startswith(("utf-16", "utf-32")):  # the declaration itself could be read, so it is not true
        return None
    return _LARGER.get(info.name, info.name)
