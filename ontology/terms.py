"""The vocabulary in Python: closed namespaces, one class attribute a term.

A misspelt term is an AttributeError at run time and an error of mypy before that; nothing is made up on access.
`NG` names exactly the terms that `newsgraph.ttl` and `event-types.ttl` define (a test compares the three). The other
namespaces name only the terms that newsgraph writes or reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

NG_BASE = "https://w3id.org/newsgraph#"
ONTOLOGY_IRI = "https://w3id.org/newsgraph"


class _Closed(type):
    """Makes a class of terms read-only and iterable: `for term in NG`."""

    def __iter__(cls) -> Iterator[NamedNode]:
        return (value for value in vars(cls).values() if isinstance(value, NamedNode))

    def __setattr__(cls, name: str, value: object) -> None:
        raise AttributeError(f"{cls.__name__} is closed: {name} cannot be set")


def _ng(name: str) -> NamedNode:
    return NamedNode(NG_BASE + name)


class NG(metaclass=_Closed):
    """https://w3id.org/newsgraph#"""

    # classes
    NewsItem = _ng("NewsItem")
    Event = _ng("Event")
    Agent = _ng("Agent")
    Organisation = _ng("Organisation")
    Person = _ng("Person")
    Location = _ng("Location")
    Programme = _ng("Programme")
    Post = _ng("Post")
    Mention = _ng("Mention")
    Sentence = _ng("Sentence")
    Evidence = _ng("Evidence")
    Decision = _ng("Decision")
    Doubt = _ng("Doubt")

    # where it is told
    mentionedIn = _ng("mentionedIn")
    nearCopyOf = _ng("nearCopyOf")

    # events
    eventType = _ng("eventType")
    startDate = _ng("startDate")
    endDate = _ng("endDate")
    notLaterThan = _ng("notLaterThan")
    timeText = _ng("timeText")
    location = _ng("location")
    programme = _ng("programme")
    theme = _ng("theme")
    purpose = _ng("purpose")
    celebrates = _ng("celebrates")
    status = _ng("status")
    subEventOf = _ng("subEventOf")
    background = _ng("background")
    possiblySameAs = _ng("possiblySameAs")

    # roles
    involves = _ng("involves")
    organiser = _ng("organiser")
    supporter = _ng("supporter")
    host = _ng("host")
    leader = _ng("leader")
    speaker = _ng("speaker")
    participant = _ng("participant")
    donor = _ng("donor")
    recipient = _ng("recipient")

    # entities
    partOf = _ng("partOf")
    within = _ng("within")
    locatedIn = _ng("locatedIn")
    holds = _ng("holds")
    title = _ng("title")
    organisation = _ng("organisation")
    former = _ng("former")
    kind = _ng("kind")
    acronym = _ng("acronym")
    geonamesId = _ng("geonamesId")

    # mentions, sentences, evidence
    mentionOf = _ng("mentionOf")
    inItem = _ng("inItem")
    inSentence = _ng("inSentence")
    quote = _ng("quote")
    text = _ng("text")
    startOffset = _ng("startOffset")
    endOffset = _ng("endOffset")
    part = _ng("part")
    form = _ng("form")
    confidence = _ng("confidence")
    subject = _ng("subject")
    property = _ng("property")
    value = _ng("value")

    # decisions of the user's
    verdict = _ng("verdict")
    decides = _ng("decides")
    decidedBy = _ng("decidedBy")

    # doubts
    concerns = _ng("concerns")
    ground = _ng("ground")

    # SKOS schemes
    EventTypes = _ng("EventTypes")
    EventStatuses = _ng("EventStatuses")

    # event types, in the order of `newsgraph.ingest.model.EVENT_TYPES`
    Meeting = _ng("Meeting")
    Conference = _ng("Conference")
    Seminar = _ng("Seminar")
    Workshop = _ng("Workshop")
    Training = _ng("Training")
    Lecture = _ng("Lecture")
    Ceremony = _ng("Ceremony")
    Celebration = _ng("Celebration")
    Donation = _ng("Donation")
    Visit = _ng("Visit")
    Competition = _ng("Competition")
    Exhibition = _ng("Exhibition")
    Performance = _ng("Performance")
    Signing = _ng("Signing")
    Launch = _ng("Launch")
    Establishment = _ng("Establishment")
    Award = _ng("Award")
    Appointment = _ng("Appointment")
    Publication = _ng("Publication")
    Broadcast = _ng("Broadcast")
    Campaign = _ng("Campaign")
    Activity = _ng("Activity")

    # event statuses
    Scheduled = _ng("Scheduled")
    Held = _ng("Held")
    Postponed = _ng("Postponed")
    Cancelled = _ng("Cancelled")


class RDF(metaclass=_Closed):
    type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    Property = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#Property")
    langString = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
    first = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
    rest = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
    nil = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")


class RDFS(metaclass=_Closed):
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    comment = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    seeAlso = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    subClassOf = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    subPropertyOf = NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")
    domain = NamedNode("http://www.w3.org/2000/01/rdf-schema#domain")
    range = NamedNode("http://www.w3.org/2000/01/rdf-schema#range")
    isDefinedBy = NamedNode("http://www.w3.org/2000/01/rdf-schema#isDefinedBy")


class OWL(metaclass=_Closed):
    sameAs = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    differentFrom = NamedNode("http://www.w3.org/2002/07/owl#differentFrom")
    Ontology = NamedNode("http://www.w3.org/2002/07/owl#Ontology")
    Class = NamedNode("http://www.w3.org/2002/07/owl#Class")
    ObjectProperty = NamedNode("http://www.w3.org/2002/07/owl#ObjectProperty")
    DatatypeProperty = NamedNode("http://www.w3.org/2002/07/owl#DatatypeProperty")
    versionInfo = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
    versionIRI = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")


class XSD(metaclass=_Closed):
    string = NamedNode("http://www.w3.org/2001/XMLSchema#string")
    boolean = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    double = NamedNode("http://www.w3.org/2001/XMLSchema#double")
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    dateTime = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
    gYearMonth = NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")
    gYear = NamedNode("http://www.w3.org/2001/XMLSchema#gYear")
    anyURI = NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")


class SKOS(metaclass=_Closed):
    Concept = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
    ConceptScheme = NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme")
    prefLabel = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    altLabel = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    hiddenLabel = NamedNode("http://www.w3.org/2004/02/skos/core#hiddenLabel")
    definition = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
    example = NamedNode("http://www.w3.org/2004/02/skos/core#example")
    note = NamedNode("http://www.w3.org/2004/02/skos/core#note")
    scopeNote = NamedNode("http://www.w3.org/2004/02/skos/core#scopeNote")
    broader = NamedNode("http://www.w3.org/2004/02/skos/core#broader")
    narrower = NamedNode("http://www.w3.org/2004/02/skos/core#narrower")
    inScheme = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    topConceptOf = NamedNode("http://www.w3.org/2004/02/skos/core#topConceptOf")
    hasTopConcept = NamedNode("http://www.w3.org/2004/02/skos/core#hasTopConcept")
    notation = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
    exactMatch = NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
    closeMatch = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")


class DCTERMS(metaclass=_Closed):
    identifier = NamedNode("http://purl.org/dc/terms/identifier")
    title = NamedNode("http://purl.org/dc/terms/title")
    description = NamedNode("http://purl.org/dc/terms/description")
    issued = NamedNode("http://purl.org/dc/terms/issued")
    created = NamedNode("http://purl.org/dc/terms/created")
    modified = NamedNode("http://purl.org/dc/terms/modified")
    source = NamedNode("http://purl.org/dc/terms/source")
    language = NamedNode("http://purl.org/dc/terms/language")
    license = NamedNode("http://purl.org/dc/terms/license")
    creator = NamedNode("http://purl.org/dc/terms/creator")
    publisher = NamedNode("http://purl.org/dc/terms/publisher")
    replaces = NamedNode("http://purl.org/dc/terms/replaces")


class PROV(metaclass=_Closed):
    Activity = NamedNode("http://www.w3.org/ns/prov#Activity")
    Agent = NamedNode("http://www.w3.org/ns/prov#Agent")
    Entity = NamedNode("http://www.w3.org/ns/prov#Entity")
    SoftwareAgent = NamedNode("http://www.w3.org/ns/prov#SoftwareAgent")
    wasGeneratedBy = NamedNode("http://www.w3.org/ns/prov#wasGeneratedBy")
    wasAssociatedWith = NamedNode("http://www.w3.org/ns/prov#wasAssociatedWith")
    wasDerivedFrom = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    generated = NamedNode("http://www.w3.org/ns/prov#generated")
    used = NamedNode("http://www.w3.org/ns/prov#used")
    startedAtTime = NamedNode("http://www.w3.org/ns/prov#startedAtTime")
    endedAtTime = NamedNode("http://www.w3.org/ns/prov#endedAtTime")


class WGS84(metaclass=_Closed):
    lat = NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#lat")
    long = NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#long")


class SCHEMA(metaclass=_Closed):
    name = NamedNode("https://schema.org/name")
    softwareVersion = NamedNode("https://schema.org/softwareVersion")
    url = NamedNode("https://schema.org/url")


class FOAF(metaclass=_Closed):
    name = NamedNode("http://xmlns.com/foaf/0.1/name")
    homepage = NamedNode("http://xmlns.com/foaf/0.1/homepage")


# prefix → namespace, for queries, serialisations and messages
PREFIXES: dict[str, str] = {
    "ng": NG_BASE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}

# the classes that data nodes have, most specific only where it matters: Agent stands above Organisation and Person
CLASSES: tuple[NamedNode, ...] = (
    NG.NewsItem, NG.Event, NG.Agent, NG.Organisation, NG.Person, NG.Location, NG.Programme, NG.Post, NG.Mention,
    NG.Sentence, NG.Evidence, NG.Decision, NG.Doubt,
)  # fmt: skip
ENTITY_CLASSES: tuple[NamedNode, ...] = (NG.Organisation, NG.Person, NG.Location, NG.Programme)

# all below `involves`, in the order of `newsgraph.ingest.model.ROLES`
ROLE_PROPERTIES: tuple[NamedNode, ...] = (
    NG.organiser, NG.supporter, NG.host, NG.leader, NG.speaker, NG.participant, NG.donor, NG.recipient,
)  # fmt: skip

EVENT_TYPES: tuple[NamedNode, ...] = (
    NG.Meeting, NG.Conference, NG.Seminar, NG.Workshop, NG.Training, NG.Lecture, NG.Ceremony, NG.Celebration,
    NG.Donation, NG.Visit, NG.Competition, NG.Exhibition, NG.Performance, NG.Signing, NG.Launch, NG.Establishment,
    NG.Award, NG.Appointment, NG.Publication, NG.Broadcast, NG.Campaign, NG.Activity,
)  # fmt: skip
STATUSES: tuple[NamedNode, ...] = (NG.Scheduled, NG.Held, NG.Postponed, NG.Cancelled)


def local_name(term: NamedNode) -> str:
    """The part of an IRI after its last `#` or `/`: `organiser` for `NG.organiser`."""
    iri = term.value
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
