"""Write docs/cli.md from the commands' own help (`make docs`); a test compares the two."""

from __future__ import annotations

from pathlib import Path

import click

from newsgraph.cli import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
INTRO = """# Commands

Made from the commands' own `--help` by `make docs`. The saved queries, which are commands below `newsgraph query`,
are in [queries.md](queries.md).
"""


def page() -> str:
    parts = [INTRO, _help(cli, "newsgraph")]
    parts += [_help(command, f"newsgraph {name}") for name, command in sorted(cli.commands.items())]
    return "\n".join(parts)


def _help(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    if command.name == "query":  # a group whose members are documented elsewhere
        text = click.Command.get_help(_bare(command), context)
    else:
        text = command.get_help(context)
    return f"## {path}\n\n```\n{text.rstrip()}\n```\n"


def _bare(command: click.Command) -> click.Command:
    return click.Command(command.name, params=command.params, help=command.help)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
