import type { Lease } from "../lease/lease.ts";
import type { AcquireOptions } from "../pool/acquire-accounts.ts";
import type { Pool } from "../pool/pool.ts";

export const MINUTE = 60_000;

/** Leases an account for a run of that name, which is expected to work. */
export async function leaseFor(
  pool: Pool,
  runId: string,
  options: Partial<AcquireOptions> = {},
): Promise<Lease> {
  const result = await pool.acquire({
    runId,
    holder: `host of ${runId}`,
    durationMs: 5 * MINUTE,
    ...options,
  });
  if (result.kind === "leased") return result.lease;
  throw new Error(`nothing to lease: ${result.accounts.map(({ id, state }) => `${id} ${state}`).join(", ")}`);
}
