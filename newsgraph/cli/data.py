"""`newsgraph export` and `newsgraph validate`: the graph as data for others."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pyoxigraph import DefaultGraph

from newsgraph.cli.common import confidence_option, notice, opened, output, project_option
from newsgraph.formats import FORMATS, export_file, format_of
from newsgraph.formats import export as write


@click.command(short_help="Write the graph to a file: Turtle, JSON-LD, GraphML …")
@click.option(
    "--out", "-o", metavar="FILE", default="-", help="The file to write; - for standard output (then give --format)."
)
@click.option(
    "--format", "-f", "format_", type=click.Choice(FORMATS), help="What to write [default: by the file's ending]."
)
@click.option("--runs", is_flag=True, help="With the log of runs (times, versions) in TriG and N-Quads.")
@click.option(
    "--entailed",
    is_flag=True,
    help="With what follows written out, for programs that do not reason: superclasses, superproperties, schema.org.",
)
@confidence_option
@project_option
def export(
    out: str,
    format_: str | None,
    runs: bool,
    entailed: bool,
    min_confidence: float,
    project: Path | None,
    store: str | None,
) -> None:
    """Write the graph to a file.

    Turtle, N-Triples, JSON-LD and RDF/XML hold the merged graph; TriG and N-Quads keep what each item says in a graph
    named by the item. GraphML, GEXF and CSV (FILE-nodes.csv, FILE-edges.csv) hold the network.
    """
    if out == "-" and (format_ is None or format_ == "csv"):
        raise click.UsageError("give --format for standard output, and a file for csv (it makes two)")
    with opened(project, store) as it, it.store(min_confidence=min_confidence) as graph:
        if out == "-":
            assert format_ is not None
            with output(out) as stream:
                write(graph, format_, stream, base=it.base, runs=runs, entailed=entailed)
            return
        written = export_file(graph, Path(out), format_, base=it.base, runs=runs, entailed=entailed)
    for path in written:
        notice(f"{path}: {format_ or format_of(path)}, {path.stat().st_size:,} bytes")


@click.command(short_help="Check the graph against the SHACL shapes.")
@project_option
def validate(project: Path | None, store: str | None) -> None:
    """Check the graph against the SHACL shapes and say in plain words what is wrong."""
    from newsgraph.ontology.validate import validate as check

    with opened(project, store) as it, it.store() as graph:
        violations = check(graph.quads(DefaultGraph()))
    for v in violations:
        click.echo(str(v))
    # a warning is no defect of the data: two items may rightly disagree
    broken = sum(v.severity == "violation" for v in violations)
    warnings = len(violations) - broken
    warned = f"; {warnings} warning{'s' if warnings > 1 else ''}" if warnings else ""
    click.echo(f"{broken} violation{'s' if broken > 1 else ''}{warned}" if broken else f"the graph conforms{warned}")
    if broken:
        sys.exit(4)


COMMANDS = (export, validate)
