"""The process that runs updates (applying.py): reads what to do from stdin, writes a line for each to stdout."""

from __future__ import annotations

import pickle
import sys

from pyoxigraph import Store

from newsgraph.store.applying import run_all
from newsgraph.store.merging import MergedDataset


def main() -> None:
    folder, base, below, updates = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own parent
    dataset = MergedDataset(Store(folder), base, below=below)
    print("begun", flush=True)
    run_all(dataset, updates, sys.stdout)


if __name__ == "__main__":
    main()
