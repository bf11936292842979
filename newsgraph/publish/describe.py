"""The dataset's description in RDF: VoID (W3C Note, 2011) and DCAT 3 (W3C Recommendation, 2024) with DCAT-AP 3's rules.

One graph that says it in both vocabularies: `<base>dataset` is a void:Dataset and a dcat:Dataset, `<base>catalogue` a
dcat:Catalog that lists it and, where there is one, the SPARQL service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from newsgraph.ontology.terms import DCTERMS, NG_BASE, ONTOLOGY_IRI, PREFIXES, RDF, XSD
from newsgraph.store.base import GraphStore, Rows
from newsgraph.store.formats import MEDIA_TYPES

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
SD = "http://www.w3.org/ns/sparql-service-description#"
SPDX = "http://spdx.org/rdf/terms#"
IANA = "https://www.iana.org/assignments/media-types/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
THEME = "http://publications.europa.eu/resource/authority/data-theme/EDUC"  # education, culture and sport
_FILE_TYPES = {"turtle": "RDF_TURTLE", "nquads": "RDF_N_QUADS", "jsonld": "JSON_LD", "ntriples": "RDF_N_TRIPLES"}
_W3C_FORMATS = {
    "turtle": "http://www.w3.org/ns/formats/Turtle",
    "nquads": "http://www.w3.org/ns/formats/N-Quads",
    "jsonld": "http://www.w3.org/ns/formats/JSON-LD",
    "ntriples": "http://www.w3.org/ns/formats/N-Triples",
}
DESCRIBED_PREFIXES = {
    **PREFIXES, "void": VOID, "dcat": DCAT, "sd": SD, "spdx": SPDX,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What only the publisher knows. Empty fields are left out: nothing is claimed that nobody said.

    address: of the site, absolute, ending in "/". endpoint: whether it answers SPARQL at `sparql`.
    """

    base: str
    address: str
    title: str = "newsgraph"
    description: str = ""
    publisher: str = ""
    publisher_url: str = ""
    licence: str = ""
    endpoint: bool = False


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole graph. path: below the site. form: a key of MEDIA_TYPES. sha256: hex digits.

    The service makes a file when it is first asked for, and does not know size and sum before.
    """

    path: str
    form: str
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted on the merged graph, and the examples that are named.

    classes: IRI → instances; properties: IRI → triples; links: triples of owl:sameAs and skos:closeMatch to GeoNames.
    first, last: the days on which the oldest and the newest item were published, "" where none is dated.
    """

    triples: int
    subjects: int
    classes: dict[str, int]
    properties: dict[str, int]
    links: int
    first: str
    last: str
    examples: tuple[str, ...]

    @classmethod
    def of(cls, store: GraphStore) -> Numbers:
        """Count by SPARQL on the merged graph."""
        properties = dict(_counts(store, "SELECT ?k (COUNT(*) AS ?n) WHERE { ?s ?k ?o } GROUP BY ?k"))
        classes = dict(_counts(store, "SELECT ?k (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?k } GROUP BY ?k"))
        days = _rows(store, "SELECT (MIN(STR(?d)) AS ?a) (MAX(STR(?d)) AS ?b) WHERE { ?i dcterms:issued ?d }")
        ((subjects,),) = _rows(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }")
        ((links,),) = _rows(
            store,
            """SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . FILTER(?p IN (owl:sameAs, skos:closeMatch))
               FILTER(STRSTARTS(STR(?o), "https://sws.geonames.org/")) }""",
        )
        first, last = (day[:10] for day in (days or [("", "")])[0])
        examples = []
        for name in ("Event", "Organisation", "Person", "Location", "Programme", "NewsItem"):
            examples += [i for (i,) in _rows(store, f"SELECT (MIN(STR(?x)) AS ?i) WHERE {{ ?x a ng:{name} }}") if i]
        return cls(
            sum(properties.values()), int(subjects), classes, properties, int(links), first, last, tuple(examples)
        )


def description(about: About, numbers: Numbers, dumps: Sequence[Dump] = ()) -> list[Triple]:
    """The description's triples."""
    return list(_Description(about, numbers, dumps).triples())


class _Description:
    def __init__(self, about: About, numbers: Numbers, dumps: Sequence[Dump]) -> None:
        self.about, self.numbers, self.dumps = about, numbers, dumps
        self.dataset = NamedNode(about.base + "dataset")
        self.catalogue = NamedNode(about.base + "catalogue")
        self.service = NamedNode(about.base + "service")
        self.publisher = NamedNode(about.publisher_url or about.base + "publisher")

    def triples(self) -> Iterator[Triple]:
        yield from self._of(self.catalogue, self._catalogue())
        yield from self._of(self.dataset, self._dataset())
        yield from self._numbers()
        for dump in self.dumps:
            yield from self._dump(dump)
        if self.about.publisher:
            kinds = (FOAF + "Agent", FOAF + "Organization")
            facts = [(RDF.type, NamedNode(k)) for k in kinds] + [(_n(FOAF, "name"), Literal(self.about.publisher))]
            yield from self._of(self.publisher, facts)
        if self.about.endpoint:
            yield from self._of(self.service, self._service())

    @staticmethod
    def _of(subject: NamedNode, facts: Sequence[tuple[NamedNode, NamedNode | Literal]]) -> Iterator[Triple]:
        return (Triple(subject, p, o) for p, o in facts)

    def _shared(self, title: str, words: str) -> list[tuple[NamedNode, NamedNode | Literal]]:
        facts: list[tuple[NamedNode, NamedNode | Literal]] = [
            (DCTERMS.title, Literal(title, language="en")),
            (DCTERMS.description, Literal(words, language="en")),
        ]
        if self.about.publisher:
            facts.append((DCTERMS.publisher, self.publisher))
        if self.about.licence:
            facts.append((DCTERMS.license, NamedNode(self.about.licence)))
        if self.numbers.last:
            facts.append((DCTERMS.modified, _date(self.numbers.last)))
        return facts

    def _catalogue(self) -> list[tuple[NamedNode, NamedNode | Literal]]:
        facts = self._shared(self.about.title, f"What {self.about.title} publishes as linked data.")
        facts += [(RDF.type, _n(DCAT, "Catalog")), (_n(DCAT, "dataset"), self.dataset)]
        facts.append((_n(FOAF, "homepage"), NamedNode(self.about.address)))
        if self.about.endpoint:
            facts.append((_n(DCAT, "service"), self.service))
        return facts

    def _dataset(self) -> list[tuple[NamedNode, NamedNode | Literal]]:
        about, n = self.about, self.numbers
        items, events = n.classes.get(NG_BASE + "NewsItem", 0), n.classes.get(NG_BASE + "Event", 0)
        words = about.description or (
            f"Events and activities read from {items:,} news items: {events:,} events with their organisations, "
            "persons, places and programmes, and the sentences that each statement rests on."
        )
        facts = self._shared(about.title, words)
        facts += [
            (RDF.type, _n(VOID, "Dataset")),
            (RDF.type, _n(DCAT, "Dataset")),
            (_n(DCAT, "theme"), NamedNode(THEME)),
            (_n(DCAT, "landingPage"), NamedNode(about.address)),
            (_n(FOAF, "homepage"), NamedNode(about.address)),
            (DCTERMS.language, NamedNode("http://publications.europa.eu/resource/authority/language/ENG")),
            (NamedNode("http://purl.org/dc/terms/conformsTo"), NamedNode(ONTOLOGY_IRI)),
            (_n(VOID, "uriSpace"), Literal(about.base)),
            (_n(VOID, "triples"), _int(n.triples)),
            (_n(VOID, "entities"), _int(n.subjects)),
            (_n(VOID, "distinctSubjects"), _int(n.subjects)),
            (_n(VOID, "classes"), _int(len(n.classes))),
            (_n(VOID, "properties"), _int(len(n.properties))),
        ]
        facts += [(_n(DCAT, "keyword"), Literal(w, language="en")) for w in ("events", "news", "knowledge graph")]
        facts += [(_n(VOID, "exampleResource"), NamedNode(i)) for i in n.examples]
        facts += [(_n(VOID, "vocabulary"), NamedNode(v)) for v in _vocabularies(n)]
        facts += [(_n(VOID, "feature"), NamedNode(_W3C_FORMATS[d.form])) for d in self.dumps]
        facts += [(_n(VOID, "dataDump"), NamedNode(about.address + d.path)) for d in self.dumps]
        facts += [(_n(DCAT, "distribution"), self._distribution(d)) for d in self.dumps]
        if about.endpoint:
            facts.append((_n(VOID, "sparqlEndpoint"), NamedNode(about.address + "sparql")))
        return facts

    def _numbers(self) -> Iterator[Triple]:
        for name, part, key, count, counts in (
            ("class", "classPartition", "class", "entities", self.numbers.classes),
            ("property", "propertyPartition", "property", "triples", self.numbers.properties),
        ):
            for iri, number in sorted(counts.items()):
                node = NamedNode(f"{self.dataset.value}#{name}-{_slug(iri)}")
                yield Triple(self.dataset, _n(VOID, part), node)
                yield Triple(node, _n(VOID, key), NamedNode(iri))
                yield Triple(node, _n(VOID, count), _int(number))
        if self.numbers.first and self.numbers.last:
            period = NamedNode(self.dataset.value + "#published")
            yield Triple(self.dataset, NamedNode("http://purl.org/dc/terms/temporal"), period)
            yield Triple(period, RDF.type, NamedNode("http://purl.org/dc/terms/PeriodOfTime"))
            yield Triple(period, _n(DCAT, "startDate"), _date(self.numbers.first))
            yield Triple(period, _n(DCAT, "endDate"), _date(self.numbers.last))
        if self.numbers.links:
            links = NamedNode(self.dataset.value + "#geonames-links")
            yield Triple(links, RDF.type, _n(VOID, "Linkset"))
            yield Triple(self.dataset, _n(VOID, "subset"), links)
            yield Triple(links, _n(VOID, "subjectsTarget"), self.dataset)
            yield Triple(links, _n(VOID, "objectsTarget"), NamedNode("https://sws.geonames.org/"))
            yield Triple(links, _n(VOID, "triples"), _int(self.numbers.links))

    def _distribution(self, dump: Dump) -> NamedNode:
        return NamedNode(f"{self.dataset.value}#{_slug(dump.path)}")

    def _dump(self, dump: Dump) -> Iterator[Triple]:
        node, where = self._distribution(dump), NamedNode(self.about.address + dump.path)
        facts: list[tuple[NamedNode, NamedNode | Literal]] = [
            (RDF.type, _n(DCAT, "Distribution")),
            (DCTERMS.title, Literal(dump.path.rpartition("/")[2], language="en")),
            (_n(DCAT, "accessURL"), where),
            (_n(DCAT, "downloadURL"), where),
            (_n(DCAT, "mediaType"), NamedNode(IANA + MEDIA_TYPES[dump.form])),
            (NamedNode("http://purl.org/dc/terms/format"), NamedNode(FILE_TYPE + _FILE_TYPES[dump.form])),
        ]
        if dump.size is not None:
            size = Literal(str(dump.size), datatype=NamedNode(f"{PREFIXES['xsd']}nonNegativeInteger"))
            facts.append((_n(DCAT, "byteSize"), size))
        if dump.path.endswith(".gz"):
            facts.append((_n(DCAT, "compressFormat"), NamedNode(IANA + "application/gzip")))
        if self.about.licence:
            facts.append((DCTERMS.license, NamedNode(self.about.licence)))
        yield from self._of(node, facts)
        if not dump.sha256:
            return
        checksum = NamedNode(f"{node.value}-checksum")
        yield Triple(node, _n(SPDX, "checksum"), checksum)
        yield Triple(checksum, RDF.type, _n(SPDX, "Checksum"))
        yield Triple(checksum, _n(SPDX, "algorithm"), _n(SPDX, "checksumAlgorithm_sha256"))
        value = Literal(dump.sha256, datatype=NamedNode(f"{PREFIXES['xsd']}hexBinary"))
        yield Triple(checksum, _n(SPDX, "checksumValue"), value)

    def _service(self) -> list[tuple[NamedNode, NamedNode | Literal]]:
        endpoint = NamedNode(self.about.address + "sparql")
        return [
            (RDF.type, _n(DCAT, "DataService")),
            (DCTERMS.title, Literal(f"{self.about.title}: SPARQL endpoint", language="en")),
            (_n(DCAT, "endpointURL"), endpoint),
            (_n(DCAT, "endpointDescription"), endpoint),
            (_n(DCAT, "servesDataset"), self.dataset),
            (NamedNode("http://purl.org/dc/terms/conformsTo"), NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
        ]


def _vocabularies(numbers: Numbers) -> list[str]:
    used = {*numbers.classes, *numbers.properties}
    return sorted(n for n in PREFIXES.values() if any(iri.startswith(n) for iri in used))


def _slug(iri: str) -> str:
    """A name for a hash IRI. The prefix keeps terms of the same local name apart."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri[len(namespace) :]}"
    return "".join(c if c.isalnum() else "-" for c in iri)


def _n(namespace: str, name: str) -> NamedNode:
    return NamedNode(namespace + name)


def _int(number: int) -> Literal:
    return Literal(number)


def _date(text: str) -> Literal:
    """A day, a month or a year with the datatype that fits."""
    return Literal(text, datatype={4: XSD.gYear, 7: XSD.gYearMonth}.get(len(text), XSD.date))


def _counts(store: GraphStore, text: str) -> list[tuple[str, int]]:
    return [(key, int(number)) for key, number in _rows(store, text)]


def _rows(store: GraphStore, text: str) -> list[tuple[str, ...]]:
    answer = store.query(text)
    assert isinstance(answer, Rows)
    return [
        tuple("" if t is None or isinstance(t, (BlankNode, Triple)) else t.value for t in row) for row in answer.rows
    ]
