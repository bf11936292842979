"""How large is the explorer's file, how soon is its first picture, how long a frame? `bench_explore.py [--sizes N …]`.

Headless Chromium with software rendering (SwiftShader), 1280 by 800 pixels, a generated graph with 2.5 edges a node.
  layout s    processor time of the whole document: communities, positions, columns
  file MB     one file with script, style and data
  first s     from opening the file to the first frame drawn after the picture is there
  frame ms    the mean of 40 animation frames in each of which the picture is moved and drawn anew; 16.7 is the least
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from explorer_corpus import BASE, generated
from playwright.sync_api import Browser, sync_playwright

from newsgraph.viz.explore import explorer_document, explorer_page

FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip
FRAMES = """async () => {
  const next = () => new Promise(requestAnimationFrame);
  await next();
  const begun = performance.now();
  for (let i = 0; i < 40; i++) {
    newsgraphExplorer.frame(i < 20 ? 9 : -9, i < 20 ? 4 : -4);
    await next();
  }
  return (performance.now() - begun) / 40;
}"""


def measure(browser: Browser, path: Path, zoom: int) -> tuple[float, float, float]:
    """Seconds to the first picture; milliseconds a frame of the whole, and after so many turns of the wheel."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    begun = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector(".ex-notice")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    first = time.perf_counter() - begun
    page.wait_for_selector("[data-ready]", timeout=120_000)
    whole = page.evaluate(FRAMES)
    page.mouse.move(640, 400)
    for _ in range(zoom):
        page.mouse.wheel(0, -120)
    page.wait_for_timeout(1000)
    near = page.evaluate(FRAMES)
    page.close()
    return first, whole, near


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--quick", action="store_true", help="1,000 nodes only")
    given = parser.parse_args()
    print("| nodes | edges | layout s | file MB | first s | frame ms, the whole | frame ms, near |")
    print("|---|---|---|---|---|---|---|")
    with sync_playwright() as pw, tempfile.TemporaryDirectory() as folder:
        browser = pw.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        for size in [1_000] if given.quick else given.sizes:
            graph = generated(size, size * 5 // 2)
            begun = time.process_time()
            document = explorer_document(graph, base=BASE, title="Benchmark")
            spent = time.process_time() - begun
            path = Path(folder) / f"{size}.html"
            path.write_text(explorer_page(document), encoding="utf-8")
            first, whole, near = measure(browser, path, 8)
            print(
                f"| {document.nodes:,} | {document.edges:,} | {spent:.1f} | {path.stat().st_size / 1e6:.2f} "
                f"| {first:.2f} | {whole:.0f} | {near:.0f} |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
