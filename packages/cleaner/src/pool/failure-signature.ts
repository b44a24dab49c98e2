import type { CleaningVerdict } from "../account/cleaning-verdict.ts";

/**
 * What a failure has in common with the same failure in another account: its code, and its words without what differs
 * from account to account and from time to time (ids, numbers, hashes). Undefined for what is no failure. Pure.
 */
export function failureSignature(verdict: CleaningVerdict): string | undefined {
  if (verdict.kind !== "failed") return undefined;
  const words = verdict.reason
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b/gi, "#")
    .replace(/\b(?=[a-z]*\d)[0-9a-z]{6,}\b/gi, "#")
    .replace(/\d+/g, "#")
    .replace(/\s+/g, " ");
  return `${verdict.code}: ${words}`;
}
