"""Take the pictures of docs/images that show the pages, from the sample corpus (`make screenshots`).

Needs Chromium and a project with the sample news: `make demo` leaves one in out/demo.project.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PROJECT = ROOT / "out" / "demo.project"
PORT = 8651
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# of a page: its address, what is clicked in it, its height
PAGES: dict[str, tuple[str, tuple[str, ...], int]] = {
    "overview": ("", (), 860),
    "thing": ("elsewhere/https/example.org/authority/kerio-valley-university", (), 900),
    "search": ("search?q=saddel", (), 620),
    "query": ("queries/places-by-events", ("role=tab[name='Map']",), 900),
    "sparql": ("sparql.html", ("role=button[name='Run']", "role=tab[name='Timeline']"), 1000),
    "data": ("data.html", (), 760),
    "ontology": ("ontology.html", (), 760),
}


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The service on the demo's project."""
    command = [str(Path(sys.executable).with_name("newsgraph")), "serve", "--project", str(PROJECT)]
    process = subprocess.Popen([*command, "--port", str(PORT), "--title", "OUC news"])
    address = f"http://127.0.0.1:{PORT}/"
    try:
        for _ in range(100):
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(address + "-/alive").is_success:
                    break
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def shoot(page: Page, address: str, name: str) -> None:
    """One picture."""
    path, clicks, height = PAGES[name]
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    for selector in clicks:
        page.locator(selector).first.click()
        page.wait_for_timeout(1200)
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / f"page-{name}.png")


def main(names: list[str]) -> None:
    if not PROJECT.exists():
        sys.exit("there is no out/demo.project: run make demo first")
    with served() as address, sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name in names or PAGES:
            shoot(browser.new_page(), address, name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
