// How IRIs become addresses of pages: what viz/pages/links.py does, in the browser.
export const ONTOLOGY = "https://w3id.org/newsgraph#";

export interface Links {
  /** of the project's IRIs */
  base: string;
  /** of the pages: "/", "/news/", or "../" in a published file */
  root: string;
}

export type Kind = "Event" | "Organisation" | "Person" | "Location" | "Programme" | "NewsItem" | "Post" | "Term" | "Other";

const KINDS: Record<string, Kind> = {
  event: "Event",
  organisation: "Organisation",
  person: "Person",
  location: "Location",
  programme: "Programme",
  item: "NewsItem",
  post: "Post",
};

/** The links of the page that is shown: base.html tells them in attributes of the root element. */
export function linksOfPage(): Links {
  const { base = "", root = "/" } = document.documentElement.dataset;
  return { base, root };
}

/** What sort of thing an IRI names, by its place below the base. */
export function kindOf(iri: string, links: Links): Kind {
  if (iri.startsWith(ONTOLOGY)) return "Term";
  if (!links.base || !iri.startsWith(links.base)) return "Other";
  const rest = iri.slice(links.base.length);
  if (rest.includes("#")) return "Other"; // a mention, a sentence, an evidence of an item
  return KINDS[rest.slice(0, rest.indexOf("/"))] ?? "Other";
}

const escaped = (rest: string): string =>
  encodeURI(rest).replaceAll("%25", "%").replaceAll("?", "%3F").replaceAll("[", "%5B").replaceAll("]", "%5D");

/** The address of the page about an IRI; null for IRIs without one here.
 *
 * told: whether the graph tells of it, so that one of other people's IRIs has a page here too.
 */
export function pageOf(iri: string, links: Links, told = false): string | null {
  if (iri.startsWith(ONTOLOGY)) return `${links.root}ontology.html#${encodeURIComponent(iri.slice(ONTOLOGY.length))}`;
  if (links.base && iri.startsWith(links.base)) {
    const [rest = "", fragment] = iri.slice(links.base.length).split("#", 2);
    return rest ? `${links.root}${escaped(rest)}.html${fragment ? `#${escaped(fragment)}` : ""}` : null;
  }
  const other = told ? /^(https?):\/\/([^#]+)/.exec(iri) : null;
  return other ? `${links.root}elsewhere/${other[1]}/${escaped(other[2] ?? "")}.html` : null;
}

/** Where a link to an IRI goes: our page, or the web address that the IRI is; null for what no browser should open. */
export function hrefOf(iri: string, links: Links, told = false): string | null {
  return pageOf(iri, links, told) ?? (/^https?:\/\//i.test(iri) ? iri : null);
}

const PREFIXES: readonly (readonly [string, string])[] = [
  ["ng", ONTOLOGY],
  ["rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["skos", "http://www.w3.org/2004/02/skos/core#"],
  ["dcterms", "http://purl.org/dc/terms/"],
  ["prov", "http://www.w3.org/ns/prov#"],
  ["wgs84", "http://www.w3.org/2003/01/geo/wgs84_pos#"],
  ["schema", "https://schema.org/"],
  ["foaf", "http://xmlns.com/foaf/0.1/"],
];

/** An IRI for the eyes: by prefix, or what stands below the base, else as it is. */
export function shortIri(iri: string, links: Links): string {
  if (links.base && iri.startsWith(links.base) && iri !== links.base) return iri.slice(links.base.length);
  for (const [prefix, namespace] of PREFIXES) {
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri;
}

/** The last part of an IRI, as a word: what stands for a name until one is known. */
export function localName(iri: string): string {
  const part = iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1) || iri;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
