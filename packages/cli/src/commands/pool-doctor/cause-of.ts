import type { PoolAccount } from "@regatta/accounts";

/**
 * The cause for which an account is dirty, quarantined or disabled, in words that are the same for accounts with the
 * same cause: what only tells one case from another (runs, times, ids) is left out.
 */
export function causeOf({ reason = "no reason is told", history }: PoolAccount): string {
  if (history.at(-1)?.by === "reaper") return "its holder vanished, and the lease ran out";
  return reason
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…")
    .replace(/\barn:[^\s,;)]+/g, "arn:…")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "…")
    .replace(/\b\d{12}(\/[a-z]{2,}(-[a-z]+)+-\d+)?\b/g, "…")
    .replace(/\brun [\w.-]*\d[\w.-]*/g, "run …")
    .replace(/\b\d+(\.\d+)?( ?(ms|s|min|h)\b)?/g, "…");
}
