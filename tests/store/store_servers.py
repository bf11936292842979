"""Real SPARQL servers for tests: each on a free port, waited for, always stopped."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

VIRTUOSO_PASSWORD = "s3cret-for-tests"

_VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 50

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
ServerThreads = 10

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 8

[SPARQL]
ResultSetMaxRows = 1000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 40) -> None:
    """Until the server answers anything at all."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within {seconds} s")


@contextlib.contextmanager
def running(command: list[str], address: str, cwd: Path | None = None) -> Iterator[str]:
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def oxigraph_binary() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextlib.contextmanager
def oxigraph() -> Iterator[str]:
    """An in-memory `oxigraph serve`; gives its address."""
    binary = oxigraph_binary()
    assert binary is not None
    port = free_port()
    with running([binary, "serve", "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/") as address:
        yield address


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso with all its files in `folder`, user dba; gives the address of its query endpoint."""
    binary = shutil.which("virtuoso-t")
    assert binary is not None
    http = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=free_port(), http=http), encoding="ascii")
    command = [binary, "+foreground", "+configfile", "virtuoso.ini"]
    first = [*command, "+pwdold", "dba", "+pwddba", VIRTUOSO_PASSWORD, "+pwddav", VIRTUOSO_PASSWORD]
    subprocess.run(first, cwd=folder, check=False, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with running(command, f"http://127.0.0.1:{http}/sparql", cwd=folder) as address:
        yield address
