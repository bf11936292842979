"""A real `newsgraph serve` for tests: a process of its own on a free port, waited for, always stopped."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from newsgraph.project import Project

TOKEN = "a-token-for-tests-0123456789"


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def empty_project(folder: Path) -> Path:
    """A project without items, its graph made."""
    project = Project(folder, create=True)
    try:
        project.rebuild(force=True)
    finally:
        project.close()
    return folder


@contextlib.contextmanager
def serving(
    project: Path, *options: str, env: Mapping[str, str] | None = None, wrap: tuple[str, ...] = ()
) -> Iterator[str]:
    """Serve a project; gives the address, without a slash at its end. wrap: a command that runs the server."""
    port = free_port()
    command = [*wrap, sys.executable, "-m", "newsgraph", "serve", "--project", str(project), "--port", str(port)]
    environment = {**os.environ, "NEWSGRAPH_TOKEN": TOKEN, **(env or {})}
    process = subprocess.Popen([*command, *options], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/-/alive", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _wait(address: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            assert process.stdout is not None
            raise RuntimeError(f"the server ended with {process.returncode}: {process.stdout.read().decode()}")
        with contextlib.suppress(OSError, urllib.error.URLError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within {seconds} s")
