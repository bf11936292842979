"""The command line: `newsgraph COMMAND`. A command a file; `common.py` has what they share."""

from __future__ import annotations

import logging
import sys

import click

from newsgraph import __version__
from newsgraph.cli import (
    common,
    data,
    decide,
    draw,
    explore,
    ingest,
    inspect,
    maintain,
    publish,
    query,
    reading,
    serve,
    updates,
)
from newsgraph.ontology.errors import NewsgraphError

EPILOG = """\b
Exit status:
  0  all done
  1  an error; the message says what and how to cure it
  2  the command line was wrong
  3  done, but some news was rejected (newsgraph rejected lists it) or not read
  4  the graph does not conform (validate), or the project is not sound (doctor)
  130  interrupted; what was read is kept"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsgraph")
@click.option("-v", "--verbose", count=True, help="Say more; twice: say what the libraries do, too.")
@click.option("-q", "--quiet", is_flag=True, help="Say only errors.")
@click.pass_context
def cli(context: click.Context, verbose: int, quiet: bool) -> None:
    """Read an institution's news and keep an event and activity knowledge graph of it."""
    context.obj = common.Manner(quiet=quiet, verbose=verbose)
    level = logging.ERROR if quiet else (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("newsgraph").setLevel(level if verbose or quiet else logging.ERROR)
    if verbose > 1:
        logging.getLogger().setLevel(logging.DEBUG)


for module in (ingest, query, draw, explore, data, serve, updates, publish, inspect, reading, decide, maintain):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Entry point: errors become a line on stderr and an exit status, never a traceback."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted; what was read is kept", err=True)
        sys.exit(130)
    except click.ClickException as e:
        e.show()
        sys.exit(e.exit_code)
    except click.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except NewsgraphError as e:
        common.complain(e)
        sys.exit(1)
    except OSError as e:
        click.echo(f"newsgraph: {e.filename or '<standard output>'}: {e.strerror}", err=True)
        sys.exit(1)
