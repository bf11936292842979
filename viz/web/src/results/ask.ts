// What the views ask the graph beside the answer: names and coordinates of its nodes. Nothing, where no server answers.
import { kindOf, ONTOLOGY, type Kind, type Links } from "../links";
import { readResults, type Cell } from "./model";

/** Runs a SELECT and gives its answer in application/sparql-results+json. */
export type Ask = (query: string, signal?: AbortSignal) => Promise<unknown>;

const BATCH = 500;
/** of how many nodes coordinates are asked for one result */
export const MOST_ASKED = 5000;

/** An ask that goes to the endpoint of the site. */
export function askEndpoint(address: string): Ask {
  return async (query, signal) => {
    const options: RequestInit = {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
      body: query,
    };
    if (signal) options.signal = signal;
    const response = await fetch(address, options);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return response.json();
  };
}

/** Whether an IRI can stand between < and > in a query as it is. */
export function plainIri(iri: string): boolean {
  return /^[^\u0000-\u0020<>"{}|^`\\]+$/.test(iri);
}

async function rowsFor(ask: Ask, iris: readonly string[], query: (values: string) => string): Promise<Cell[][]> {
  const found: Cell[][] = [];
  const fit = iris.filter(plainIri);
  for (let at = 0; at < fit.length; at += BATCH) {
    const values = fit.slice(at, at + BATCH).map((iri) => `<${iri}>`).join(" ");
    const answer = readResults(await ask(query(values)));
    if (answer.kind === "rows") found.push(...answer.table.rows);
  }
  return found;
}

const CLASSES: readonly Kind[] = ["Event", "Organisation", "Person", "Location", "Programme", "NewsItem", "Post"];

/** The names and classes of nodes, asked once each. */
export class Names {
  readonly known = new Map<string, string>();
  /** of IRIs that do not tell it by themselves: those that an authority file gives */
  readonly kinds = new Map<string, Kind>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly ask: Ask | null,
    private readonly links: Links,
  ) {}

  /** What sort of thing an IRI names. */
  kind(iri: string): Kind {
    return this.kinds.get(iri) ?? kindOf(iri, this.links);
  }

  /** Whether asking for an IRI's name makes sense: it is a node's, not a term's or a sentence's. */
  askable(iri: string): boolean {
    return /^https?:/.test(iri) && !iri.includes("#") && iri !== this.links.base;
  }

  /** Ask for the names that are not known yet. True if any came. A server that refuses leaves the IRIs as they are. */
  async want(iris: Iterable<string>): Promise<boolean> {
    const missing = [...new Set(iris)].filter((iri) => !this.known.has(iri) && !this.asked.has(iri));
    if (!this.ask || !missing.length) return false;
    for (const iri of missing) this.asked.add(iri);
    const before = this.known.size;
    try {
      const rows = await rowsFor(
        this.ask,
        missing,
        (values) => `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?node (MIN(STR(?pref)) AS ?a) (MIN(STR(?label)) AS ?b) (MIN(STR(?class)) AS ?c) WHERE {
  VALUES ?node { ${values} }
  OPTIONAL { ?node a ?class . VALUES ?class { ${CLASSES.map((c) => `<${ONTOLOGY}${c}>`).join(" ")} } }
  OPTIONAL { ?node skos:prefLabel ?pref }
  OPTIONAL { ?node rdfs:label ?label }
} GROUP BY ?node`,
      );
      for (const [node, pref, label, cls] of rows) {
        const name = pref?.value || label?.value;
        if (node && name) this.known.set(node.value, name);
        if (node && cls) this.kinds.set(node.value, cls.value.slice(ONTOLOGY.length) as Kind);
      }
    } catch {
      return this.known.size > before; // names are a help, never a condition
    }
    return this.known.size > before;
  }
}

export interface Spot {
  lat: number;
  long: number;
  place: string;
}

/** Where nodes are: a place's own coordinates, those of an event's place, of what an organisation is located in. */
export async function coordinates(ask: Ask, iris: readonly string[]): Promise<Map<string, Spot[]>> {
  const spots = new Map<string, Spot[]>();
  const rows = await rowsFor(
    ask,
    iris,
    (values) => `PREFIX ng: <https://w3id.org/newsgraph#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT ?node ?lat ?long (MIN(STR(?name)) AS ?placeName) WHERE {
  VALUES ?node { ${values} }
  { ?node wgs84:lat ?lat ; wgs84:long ?long . BIND(?node AS ?place) }
  UNION { ?node ng:location|ng:locatedIn ?place . ?place wgs84:lat ?lat ; wgs84:long ?long }
  OPTIONAL { ?place rdfs:label ?name }
} GROUP BY ?node ?lat ?long`,
  );
  for (const [node, lat, long, name] of rows) {
    const [y, x] = [Number(lat?.value), Number(long?.value)];
    if (!node || !Number.isFinite(y) || !Number.isFinite(x)) continue;
    const spot = { lat: y, long: x, place: name?.value ?? "" };
    spots.set(node.value, [...(spots.get(node.value) ?? []), spot]);
  }
  return spots;
}
