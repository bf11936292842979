"""Whatever the bytes, a reader gives items and rejects, and never raises."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import READERS, ReadOptions, read_sources

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = [path.read_bytes() for path in sorted(GOLDEN.iterdir()) if not path.name.endswith(".items.json")]
BITS = [
    b"<", b">", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b\x08", b'"', b"{", b"---\n", b"<![CDATA[", b"&#x0;",
    b"\r", b"<rss>", b"</p>", b"\xed\xa0\x80", b"# ",
    b"<?xml version='1.0' encoding='utf-7'?>", b"<meta charset=rot13>",
    b"&#xD800;",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real source with pieces cut out and put in."""
    data = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.sampled_from(BITS) | st.binary(max_size=8)) + data[at + draw(st.integers(0, 40)) :]
    return data


def check(data: bytes, name: str | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        found = list(read_sources(["-"], options=ReadOptions(format=name)))
    assert found
    for one in found:
        assert isinstance(one, (NewsItem, Rejected))
        if isinstance(one, NewsItem):
            assert one.text or one.title
            assert one.text == one.text.strip()
            assert one.id
            assert one.id.isprintable()
            (one.text + (one.title or "") + (one.url or "") + one.id).encode("utf-8")
        else:
            assert one.why
            assert one.cure
            assert len(one.raw) <= 2000
            one.raw.encode("utf-8")


@pytest.mark.parametrize("name", [None, *READERS])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400) | damaged())
def test_no_bytes_crash_a_reader(name: str | None, data: bytes) -> None:
    check(data, name)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("piece", [b"<div>", b"[", b'{"a":', b"> ", b'"', b"<b><item>", b"*_", b"\n# a", b"<table>"])
def test_deep_nesting(name: str, piece: bytes) -> None:
    check(piece * 3000 + b"<p>An end of some kind.</p>", name)
