// Asks a SPARQL service through Comunica: node ask.mjs ADDRESS QUERY; a line of JSON for each row.
import { QueryEngine } from "@comunica/query-sparql";

const [address, query] = process.argv.slice(2);
const rows = await new QueryEngine().queryBindings(query, { sources: [{ type: "sparql", value: address }] });
for await (const row of rows) {
  const found = Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]));
  console.log(JSON.stringify(found));
}
