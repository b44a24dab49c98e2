/** What the part of the address after `#` points at. */
export interface PageHash {
  file?: string;
  account?: string;
  /** What is searched for. */
  q?: string;
  verdict?: string;
  /** The account that is filtered by. */
  in?: string;
}

const names = ["file", "account", "q", "verdict", "in"] as const;

/** Reads `#file=tests/pay.test.ts`; what it does not know, and what is broken, is left out. Pure. */
export function readHash(hash: string): PageHash {
  const parts = hash.replace(/^#/, "").split("&");
  const found = parts.flatMap((part): Array<[string, string]> => {
    const at = part.indexOf("=");
    const value = decoded(part.slice(at + 1));
    return at > 0 && value ? [[part.slice(0, at), value]] : [];
  });
  return Object.fromEntries(found.filter(([name]) => names.some((known) => known === name)));
}

/** The same the other way round; empty where it points at nothing. Pure. */
export function writeHash(target: PageHash): string {
  const parts = names.flatMap((name) => (target[name] ? [`${name}=${encoded(target[name])}`] : []));
  return parts.length > 0 ? `#${parts.join("&")}` : "";
}

// Paths stay readable.
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
