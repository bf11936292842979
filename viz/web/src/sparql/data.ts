// What the server tells the page: newsgraph/service/sparql_page.py.
export interface Term {
  term: string;
  kind: string;
  label: string;
  note: string;
}
export interface Group {
  name: string;
  queries: { name: string; title: string; question: string }[];
}
export interface PageData {
  endpoint: string;
  /** address of examples: the saved query's name follows */
  examples: string;
  /** address of the search for names */
  names: string;
  prefixes: Record<string, string>;
  terms: Term[];
  groups: Group[];
}
