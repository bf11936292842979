"""Write docs/queries.md from the catalogue. A test compares the two."""

from __future__ import annotations

import shlex
from pathlib import Path

from newsgraph.queries import Parameter, SavedQuery, catalogue
from newsgraph.queries.catalogue import GROUPS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "queries.md"

INTRODUCTION = """\
# Saved queries

<!-- Written by tools/make_query_docs.py from queries/catalogue/*.rq: change those, not this. -->

Questions that the graph answers without a line of SPARQL. `newsgraph query` lists them, `newsgraph query NAME --help`
tells the parameters of one, and from Python `kg.query("events-of-organisation", org="OUC")` gives the same rows.

## How to read and ask
- **Names.** Where an organisation, a person, a place, a programme, an event or an item is wanted, give its name, an
  acronym, an IRI, or the end of an IRI (`organisation/open-university-of-china`). Capitals, quotation marks and a
  leading "the" do not matter. A name that stands for several things is an error that lists them.
- **Units and parts.** An organisation stands for all its units, a place for all that lies within it, a type of event
  for all narrower types.
- **Periods.** Dates are as precise as you wish: `2024`, `2024-07`, `2024-07-14`, or `today`. An event lies in a period
  if it can: one that is dated "2024" may have happened in July 2024, and one from 12 to 14 November touches the 13th.
  An event without a date lies in no period; without `from` and `to` it is listed, last.
- **Dates in the rows** are as precise as the news. Where items differ, the earliest is shown (of those in the period,
  if one is asked for), and of "2025" and "2025-05" the more precise; `conflicting-dates` shows what contradicts.
- **Background events**, which are told only to explain another event, are left out of lists and counts unless a query
  says otherwise. Events that were cancelled or postponed are in; their status says so.
- **Several values** of one thing (types, places, roles …) stand in one cell, sorted, with "; " between. Other columns
  hold one value; the column `orgLabel` is the name of what stands in `org`. The terminal shows the name alone
  (`--iris` both).
- **How sure.** `--min-confidence 0.9` (Python: `min_confidence=0.9`) asks a graph without the events, entities and
  statements that are right with a lower probability; every query obeys. Where a row is one event or statement, the
  column `confidence` tells the probability. [quality.md](quality.md) shows how well such numbers hold.
- **Formats.** `--format table | csv | tsv | json`; free SPARQL that constructs a graph also gives `turtle`.

## Own queries
Put `NAME.rq` into the `queries` folder of the project. The header is checked: every parameter is declared and used.

```sparql
#: title: Events told on a day
#: question: Which events were told on one day?
#: parameter day: date, required
#:   description: The day of publication.
#:   example: 2024-07-16
SELECT ?event (MIN(STR(?name)) AS ?eventLabel)
WHERE {
  ?item dcterms:issued ?issued .
  ?event ng:mentionedIn ?item ; a ng:Event ; rdfs:label ?name .
  FILTER(STR(?issued) = STR($day))
}
GROUP BY ?event
ORDER BY ?eventLabel ?event
```

A parameter is written `$day` and is never a column. Its value is bound as an RDF term, so no text that is given can
change the query. One that is optional and left out is the empty string: `FILTER(STR($day) = "" || …)`.
`#: join: types, places` puts rows that differ in these columns alone into one. The queries ask the merged default
graph; who says something is asked with `GRAPH ?item { … }`.

Types of parameters: TYPES.
"""


def document() -> str:
    """The whole page."""
    from newsgraph.queries.parameters import TYPES

    queries = catalogue()
    parts = [INTRODUCTION.replace("TYPES", ", ".join(f"`{t}`" for t in TYPES))]
    for group in GROUPS:
        members = [q for q in queries.values() if q.group == group]
        parts.append(f"\n## {group}\n\n| query | what it answers |\n|---|---|\n")
        parts += [f"| [`{q.name}`](#{q.name}) | {q.question} |\n" for q in members]
        parts += [_section(q) for q in members]
    return "".join(parts)


def _section(query: SavedQuery) -> str:
    lines = ["", f"### {query.name}", f"**{query.title}.** {query.question}"]
    if query.description:
        lines += ["", query.description]
    if query.parameters:
        lines += ["", "| parameter | type | | meaning |", "|---|---|---|---|"]
        lines += [f"| `--{p.name}` | {p.type} | {_rule(p)} | {p.description} |" for p in query.parameters]
    if query.columns:
        lines += ["", *(f"- `{name}`: {text}" for name, text in query.columns.items())]
    given = [p for p in query.parameters if p.required] or list(query.parameters[:1])
    example = " ".join(f"--{p.name} {_quoted(p.example)}" for p in given)
    lines += ["", "```sh", f"newsgraph query {query.name} {example}".rstrip(), "```"]
    lines += ["<details><summary>SPARQL</summary>", "", "```sparql", query.body.rstrip(), "```", "</details>", ""]
    return "\n".join(lines)


def _rule(p: Parameter) -> str:
    return "required" if p.required else f"default {p.default}" if p.default else "optional"


def _quoted(value: str) -> str:
    return shlex.quote(value) if shlex.quote(value) == value else '"' + value.replace('"', '\\"') + '"'


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
