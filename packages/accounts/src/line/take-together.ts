import type { PoolAccount } from "../account.ts";
import { Lease } from "../lease/lease.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import type { LeaseRequest } from "../pool/take-account.ts";
import { takeLease } from "../pool/take-lease.ts";

export interface TakeTogether {
  /** The accounts to try, the best first. */
  candidates: readonly PoolAccount[];
  /** With fewer than these nothing is kept. */
  least: number;
  most: number;
  request: LeaseRequest;
  /** Reads each account again before it is taken: where many may want the same, a read costs less than a lost race. */
  afresh: boolean;
}

// Whose look turns out to be so old looks again, or stands in line, rather than trying what is left of it.
const CHANGED = 3;

/**
 * Takes several accounts of one look at once: as many as can be had up to `most`, or none when that is fewer than
 * `least`; those taken in vain go straight back, available, as nobody has been in them.
 * @throws RegattaError as AWS failed, unless enough could be taken all the same.
 */
export async function takeTogether(table: PoolTable, take: TakeTogether): Promise<Lease[]> {
  const { candidates, least, most, request, afresh } = take;
  const left = candidates.values();
  let changed = 0;
  let lostRaces = 0;
  // Where many want the same, each race lost is a write for nothing: the line is cheaper than a second try.
  const mayGoOn = () => changed < CHANGED + most && !(afresh && lostRaces > 0);
  const takeOne = async (): Promise<Lease | undefined> => {
    for (const candidate of left) {
      if (!mayGoOn()) return undefined;
      const account = afresh ? await unchanged(table, candidate) : candidate;
      if (account && mayGoOn()) {
        const outcome = await takeLease(table, account, request);
        if (outcome instanceof Lease) return outcome;
        lostRaces++;
      }
      changed++;
    }
    return undefined;
  };
  const results = await Promise.allSettled(Array.from({ length: most }, takeOne));
  const leases = results.flatMap((result) => (result.status === "fulfilled" ? (result.value ?? []) : []));
  // One taken so slowly that it had to fence itself is no lease to hand out.
  const held = leases.filter(({ signal }) => !signal.aborted);
  if (held.length >= Math.max(1, least)) return held;
  await Promise.all(held.map(giveBack));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
  return [];
}

async function unchanged(table: PoolTable, seen: PoolAccount): Promise<PoolAccount | undefined> {
  const now = await table.get(seen);
  return now?.version === seen.version ? now : undefined;
}

// What cannot be given back is left to the reaper, as any lease nobody holds.
async function giveBack(lease: Lease): Promise<void> {
  await lease.release().catch(() => lease.abandon());
}
