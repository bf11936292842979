"""Run the W3C's HTTP tests against a `newsgraph serve` and write the results into docs/service.md.

python tools/make_conformance_docs.py    without the suite (tools/fetch_w3c.py) the page is left as it is
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "service"))

from service_process import TOKEN, empty_project, serving  # noqa: E402
from w3c_suite import MANIFESTS, Case, address, cases, fill, find_suite, run_case  # noqa: E402

PAGE = ROOT / "docs" / "service.md"
BEGIN, END = "<!-- conformance: written by tools/make_conformance_docs.py -->", "<!-- end of conformance -->"


def table(suite: Path) -> tuple[list[str], int]:
    """The lines of the table, and how many cases failed."""
    lines = ["| case | asks | result |", "|---|---|---|"]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        project = empty_project(Path(folder) / "p")
        with serving(project, "--allow-updates") as at, httpx.Client(base_url=at, timeout=60) as client:
            for manifest in MANIFESTS:
                found = list(cases(suite / manifest))
                results = [result(case, client) for case in found]
                good = sum(not r for r in results)
                failed += len(found) - good
                lines.append(f"| **{manifest.removesuffix('.ttl')}** | | **{good} of {len(found)}** |")
                for case, wrong in zip(found, results, strict=True):
                    title = " ".join(case.title.split()).replace("|", "\\|").replace("<", "&lt;")
                    lines.append(f"| `{case.name}` | {title} | {'failed' if wrong else 'passed'} |")
                    for one in wrong:
                        print(f"{case.name}: {one}", file=sys.stderr)
    return lines, failed


def result(case: Case, client: httpx.Client) -> list[str]:
    fill(case, client, TOKEN)
    return run_case(case, client, TOKEN, address)


def main() -> None:
    suite = find_suite()
    if suite is None:
        print("the W3C's tests are not here (tools/fetch_w3c.py fetches them): docs/service.md is left as it is")
        return
    lines, failed = table(suite)
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}", encoding="utf-8")
    sys.exit(f"{failed} failed" if failed else 0)


if __name__ == "__main__":
    main()
