import { isUp } from "../state/deploy-record.ts";
import type { RunState } from "../state/run-state.ts";

const DIGITS = 7;
const NAMED = 4;

/**
 * The versions of the stacks that a file met, the first digits of their fingerprints: `orders 3f2a91c new, web 81b0e55 and
 * 6 more`. First what this run deployed there (`new`), and of that and of the rest what the file's path speaks of. Pure.
 * @returns undefined where nothing is known of the account's stacks.
 */
export function describeVersions(state: RunState, account: string, file: string): string | undefined {
  const there = state.deploys.filter((one) => one.account === account && isUp(one));
  const ranked = there
    .flatMap(({ service, outcome }) => {
      const fingerprint = state.fingerprints[service];
      const isNew = outcome === "deployed";
      const text = `${service} ${fingerprint?.slice(0, DIGITS)}${isNew ? " new" : ""}`;
      const rank = (isNew ? 0 : 2) + (file.includes(service) ? 0 : 1);
      return fingerprint ? [{ text, rank }] : [];
    })
    .sort((a, b) => a.rank - b.rank);
  if (ranked.length === 0) return undefined;
  const named = ranked.slice(0, NAMED).map(({ text }) => text);
  const more = ranked.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
