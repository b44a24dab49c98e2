import { createHash } from "node:crypto";

const LENGTH = 7;

/**
 * What was last deployed in an account, in a word: `12 · 3fa9c2e`. Accounts with the same word have the same
 * fingerprints of the same services; nothing when none is known.
 */
export function deployedWord(fingerprints: Readonly<Record<string, string>>): string {
  const entries = Object.entries(fingerprints).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return "";
  const digest = createHash("sha256").update(JSON.stringify(entries)).digest("hex");
  return `${entries.length} · ${digest.slice(0, LENGTH)}`;
}
