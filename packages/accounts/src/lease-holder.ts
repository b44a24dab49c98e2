import type { AccountLease } from "./account.ts";

/** Who holds a lease, in words that follow "leased by": `run r1 (ada@host)`, or `ada@host by hand (why)`. */
export function leaseHolder({
  runId,
  holder,
  byHand,
}: Pick<AccountLease, "runId" | "holder" | "byHand">): string {
  return byHand === undefined ? `run ${runId} (${holder})` : `${holder} by hand (${byHand})`;
}
