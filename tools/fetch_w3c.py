"""Fetch the W3C's SPARQL tests (github.com/w3c/rdf-tests) beside the checkout, where the tests look for them.

python tools/fetch_w3c.py [FOLDER]     default: ../rdf-tests

Nothing else does this: the suite is not part of newsgraph (its licence: the W3C Test Suite Licence and the 3-clause BSD
licence, at your choice), and the tests that need it are skipped without it. It wants git and a connection.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ADDRESS = "https://github.com/w3c/rdf-tests.git"
WANTED = ("sparql/sparql11",)
BESIDE = Path(__file__).resolve().parents[2] / "rdf-tests"


def fetch(source: str, folder: Path) -> None:
    """Clone the newest version, and of it the folders that are wanted. Raises CalledProcessError."""
    git = shutil.which("git")
    if git is None:
        sys.exit("git is not installed")
    only = ["--depth", "1", "--filter=blob:none", "--sparse"]
    subprocess.run([git, "clone", "--quiet", *only, source, str(folder)], check=True)
    subprocess.run([git, "-C", str(folder), "sparse-checkout", "set", *WANTED], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=BESIDE)
    parser.add_argument("--source", default=ADDRESS, help="another repository with the same tests")
    given = parser.parse_args()
    if given.folder.exists():
        sys.exit(f"{given.folder} is there already: remove it first, or run `git pull` in it")
    try:
        fetch(given.source, given.folder)
    except subprocess.CalledProcessError as e:
        shutil.rmtree(given.folder, ignore_errors=True)
        sys.exit(f"the tests could not be fetched from {given.source} (git: status {e.returncode})")
    print(f"{given.folder}: run  python -m pytest tests/service/test_w3c_protocol.py")


if __name__ == "__main__":
    main()
