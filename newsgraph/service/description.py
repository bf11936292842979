"""What `/sparql` says of itself (SPARQL 1.1 Service Description, W3C Recommendation 2013)."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from newsgraph.ontology.terms import PREFIXES
from newsgraph.service.served import Served
from newsgraph.store.forms import GRAPHS, ROWS, Form

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_LABEL = NamedNode(PREFIXES["rdfs"] + "label")
# the registered names of forms, https://www.w3.org/ns/formats/
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}


def description(served: Served, form: Form, address: str) -> bytes:
    """The description in a graph form. address: of the endpoint, as the client knows it."""
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")

    def sd(name: str) -> NamedNode:
        return NamedNode(SD + name)

    triples = [
        Triple(service, _TYPE, sd("Service")),
        Triple(service, _LABEL, Literal(served.site.title)),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        *(Triple(service, sd("resultFormat"), NamedNode(FORMATS + _NAMES[f.name])) for f in (*ROWS, *GRAPHS)),
    ]
    if served.token is not None:
        triples.append(Triple(service, sd("supportedLanguage"), sd("SPARQL11Update")))
    if served.limits.services:
        triples.append(Triple(service, sd("feature"), sd("BasicFederatedQuery")))
    triples += [
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), default),
        Triple(default, _TYPE, sd("Graph")),
        Triple(default, _LABEL, Literal("what all items say together, each triple once", language="en")),
    ]
    assert isinstance(form.written, RdfFormat)
    prefixes = {"sd": SD, "rdfs": PREFIXES["rdfs"], "formats": FORMATS}
    return serialize(triples, format=form.written, prefixes=prefixes) or b""
