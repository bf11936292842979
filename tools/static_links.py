"""Make `.static/newsgraph/…`: links that show the mapped folders as one package to tools that cannot see the mapping.

mypy, pyright and import-linter read import names from paths; setuptools' `package-dir` is invisible to them.
"""

from __future__ import annotations

from pathlib import Path

ROOMS = ("ontology", "ingest", "store", "queries", "viz")


def main() -> None:
    root = Path(__file__).resolve().parent.parent
    package = root / ".static" / "newsgraph"
    package.mkdir(parents=True, exist_ok=True)
    for old in package.iterdir():
        old.unlink()
    for room in ROOMS:
        (package / room).symlink_to(Path("../..") / room)
    for child in sorted((root / "newsgraph").iterdir()):
        if child.name != "__pycache__":
            (package / child.name).symlink_to(Path("../../newsgraph") / child.name)


if __name__ == "__main__":
    main()
