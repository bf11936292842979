// The query and the view in the address, after the #: it is not sent to any server, and long queries fit.
export interface Shared {
  query: string;
  view: string | null;
}

const PLAIN_MOST = 1500; // longer ones are packed

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The part of the address after the #. */
export async function toHash({ query, view }: Shared): Promise<string> {
  const tail = view ? `&view=${encodeURIComponent(view)}` : "";
  const plain = encodeURIComponent(query);
  if (plain.length <= PLAIN_MOST || typeof CompressionStream === "undefined") return `#query=${plain}${tail}`;
  const packed = await through(new TextEncoder().encode(query), new CompressionStream("deflate-raw"));
  return `#packed=${toBase64(packed)}${tail}`;
}

/** What an address says: `#query=…` or `#packed=…`, or `?query=…` as other programs write it; null for nothing. */
export async function fromAddress(search: string, hash: string): Promise<Shared | null> {
  const said = new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"));
  const view = said.get("view");
  const packed = said.get("packed");
  if (packed !== null) {
    try {
      const bytes = await through(fromBase64(packed), new DecompressionStream("deflate-raw"));
      return { query: new TextDecoder("utf-8", { fatal: true }).decode(bytes), view };
    } catch {
      return null; // an address that was cut off on its way
    }
  }
  const query = said.get("query") ?? new URLSearchParams(search).get("query");
  return query === null ? null : { query, view };
}
