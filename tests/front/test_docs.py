"""The documents say what is true: their commands are run, their tables compared with the code."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newsgraph.cli import cli
from newsgraph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
# what a slow machine tells every five seconds; no page shows it
PROGRESS = re.compile(r"^(?:(?:reading news|making the graph): [\d,]+ items,|making the gazetteer's index).*\n", re.M)
PAGES = ("README.md", "docs/authority.md", "docs/decisions.md")


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sessions(page: str) -> list[tuple[str, str]]:
    """The commands of a page's ```console blocks, each with the output that it shows."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", page, re.M | re.S):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = step.splitlines()
            n = 0
            while lines[n].endswith("\\"):
                n += 1
            found.append(("\n".join(lines[: n + 1]), "\n".join(lines[n + 1 :])))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_a_page_do_what_it_shows(page: str, tmp_path: Path) -> None:
    steps = sessions((ROOT / page).read_text(encoding="utf-8"))
    assert steps
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    env.pop("NEWSGRAPH_PROJECT", None)
    checker = doctest.OutputChecker()
    for command, expected in steps:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode in (0, 3), f"$ {command}\n{done.stdout}"
        want = (expected + "\n").replace("…", "...").strip()
        if want:
            got = PROGRESS.sub("", done.stdout).replace("…", "...").strip() + "\n"
            flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            assert checker.check_output(want + "\n", got, flags), f"$ {command}\nwant:\n{want}\ngot:\n{got}"


def test_python_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "python.md"),
        module_relative=False,
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
        encoding="utf-8",
    )
    assert tried > 5
    assert failed == 0


def test_command_page_is_up_to_date() -> None:
    made: str = tool("make_cli_docs").page()
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == made, "run make docs"


def test_every_setting_is_documented_with_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S+)", page, re.M))
    defaults = Settings()
    for name in Settings.__struct_fields__:
        value = getattr(defaults, name)
        shown = "empty" if value == "" else f"`{str(value).lower() if isinstance(value, bool) else value or 0}`"
        assert rows.pop(name) == shown
    assert not rows


def test_every_command_has_help() -> None:
    for name, command in cli.commands.items():
        assert command.help, name
        for option in command.params:
            assert option.param_type_name == "argument" or getattr(option, "help", None), f"{name} {option.name}"


def test_links_between_documents_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} → {target}"


def test_every_requirement_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for file in (ROOT / "requirements").glob("*.in"):
        for line in file.read_text(encoding="utf-8").splitlines():
            name = re.split(r"[=<>\s]", line)[0].lower()
            if name and not name.startswith(("#", "-", "types")) and not name.endswith("-stubs"):
                assert re.search(rf"\b{re.escape(name)}\b", page), name
