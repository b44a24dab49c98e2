import { hostname } from "node:os";

/** Who has an account of somebody's own, as others read it. */
export interface ClaimHolder {
  pid: number;
  host: string;
  runId: string;
  /** ms since the epoch. */
  since: number;
}

/** In words that follow "in use by". */
export function describeClaimHolder({ pid, host, runId, since }: ClaimHolder): string {
  const where = host === hostname() ? "" : ` on ${host}`;
  return `run ${runId} (process ${pid}${where}, since ${new Date(since).toISOString()})`;
}

/** Whether its process is known to be gone; of one on another machine nothing is known. */
export function isGone({ pid, host }: ClaimHolder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Reads what `JSON.stringify` made of a holder; undefined for anything else. */
export function parseClaimHolder(text: string): ClaimHolder | undefined {
  try {
    const { pid, host, runId, since } = JSON.parse(text) as Partial<ClaimHolder>;
    if (typeof pid !== "number" || typeof host !== "string") return undefined;
    if (typeof runId !== "string" || typeof since !== "number") return undefined;
    return { pid, host, runId, since };
  } catch {
    return undefined;
  }
}
