import { setImmediate } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { systemClock } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import type { Lease } from "../lease/lease.ts";
import type { Pool } from "../pool/pool.ts";
import { AccountJudge } from "./account-judge.ts";

export interface HolderOptions {
  name: string;
  pool: Pool;
  /** For the judge: may be another client than the pool's, one that loses nothing. */
  client: DynamoDBClient;
  table: string;
  /** How many leases to come by before ending. */
  rounds: number;
  durationMs: number;
  /** How often to look at the pool before giving up. */
  looks: number;
}

export interface HolderReport {
  name: string;
  rounds: number;
  /** What must never happen: somebody else in an account that is leased to us. */
  violations: string[];
  /** Errors of AWS that a holder lives with. */
  failures: number;
}

// Holders that find nothing look again as runs do, not as fast as they can; ms.
const LOOK_AGAIN_MS = 100;

/** Leases an account, makes sure it is alone in it, gives it back; over and over. */
export async function holdInRounds(options: HolderOptions): Promise<HolderReport> {
  const { name, pool, durationMs } = options;
  const report: HolderReport = { name, rounds: 0, violations: [], failures: 0 };
  for (let look = 0; look < options.looks && report.rounds < options.rounds; look++) {
    try {
      const result = await pool.acquire({ runId: name, holder: `process ${process.pid}`, durationMs });
      if (result.kind === "none") {
        await systemClock.sleep(LOOK_AGAIN_MS * Math.random());
        continue;
      }
      await useAccount(result.lease, options, report.violations);
      report.rounds++;
    } catch {
      report.failures++;
    }
  }
  return report;
}

async function useAccount(lease: Lease, options: HolderOptions, violations: string[]): Promise<void> {
  const { account, id: leaseId, epoch } = lease;
  const judge = new AccountJudge({ client: options.client, table: options.table, account, leaseId, epoch });
  const violated = (what: string) =>
    violations.push(`${options.name} in ${accountKey(account)}, epoch ${epoch}: ${what}`);
  const wrong = await judge.enter();
  if (wrong) violated(wrong);
  await lease.renew().catch(() => undefined);
  await setImmediate();
  if (!(await judge.leave("tidy"))) violated("someone else came inside");
  const handBack = await lease.release();
  if (handBack.kind === "lost") violated("the lease was lost before its time");
}
