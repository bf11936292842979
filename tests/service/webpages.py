"""Pages in real Chromium: a server for an app, a page that remembers what it asked for, and axe-core's judgement.

with serving(app) as address, chromium() as browser:
    opened = Opened(browser, address + "sparql.html", width=390)
    assert serious_violations(opened.page) == []
    assert opened.strangers(address) == []
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "viz" / "web" / "node_modules" / "axe-core" / "axe.min.js"

# pytestmark = webpages.MARKS
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium"),
]


@contextlib.contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve an ASGI app on a free port of this machine; gives its address, with a slash at the end."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server takes too long to start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(20)


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """The system's Chromium, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as pw:
        browser = pw.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Opened:
    """A page with every address that it asked for and everything that it complained of."""

    def __init__(self, browser: Any, address: str, *, width: int = 1280, height: int = 900, **options: Any) -> None:
        options = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **options}
        self.page = browser.new_page(**options)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def strangers(self, address: str) -> list[str]:
        """The addresses asked for that are not the server's own (nor made by the page itself)."""
        return [url for url in self.requests if not url.startswith((address, "data:", "blob:"))]

    def overflow(self) -> int:
        """How many pixels the page is wider than the window: 0 where nothing makes a reader scroll sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def close(self) -> None:
        self.page.close()


def serious_violations(page: Any, within: str = "html") -> list[str]:
    """What axe-core finds serious or critical: the rule, and the first elements. Skips where it is not installed."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make dev")
    # a page's policy forbids scripts from elsewhere; evaluate() is the tester's and not under it
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async within => (await axe.run(within, {resultTypes: ["violations"]})).violations
             .filter(v => v.impact === "serious" || v.impact === "critical")
             .map(v => `${v.id}: ${v.help}: ` +
                       v.nodes.slice(0, 3).map(n => `${n.target.join(" ")} ${n.html}`).join(" | "))""",
        within,
    )
    return list(found)
